/** The program as `pulumi preview` starts it: by the language host, with Pulumi.yaml and its options. */
import { deepEqual, equal } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runPlan } from "../../tools/plan/plan";
import { inProcess, root } from "../support/plans";
import { plain, planned, registered } from "./outcome";
import { engineOfSuite } from "./suite";

const file = join(root, "examples/warm-by-the-clock.yaml");

describe("the program under the official language host", function () {
  this.timeout(300_000);
  const engine = engineOfSuite("warm-by-the-clock", "host");

  it("registers in a preview what the plan says", async () => {
    await engine.stack.configure(readFileSync(file, "utf8"));
    const { events, error } = await engine.stack.preview();
    equal(error, undefined);
    deepEqual(plain(registered(events)), plain(planned((await runPlan({ ...inProcess, config: file })).resources)));
  });
});
