/** The unmodified program under the official engine, against the offline plan of the same stack file. */
import { deepEqual } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { runPlan } from "../../tools/plan/plan";
import { inProcess, root } from "../support/plans";
import { findCli } from "./cli";
import { registered } from "./outcome";
import { startProviders } from "./provider/server";
import { engineStack } from "./stack";

const file = join(root, "examples/single.yaml");
describe("x", function () {
  this.timeout(300_000);
  it("y", async () => {
    const providers = await startProviders("us-east-1");
    const { stack, dispose } = await engineStack(
      process.env.CLI ?? findCli()!,
      "single",
      readFileSync(file, "utf8"),
      providers.debugProviders,
    );
    const events: EngineEvent[] = [];
    await stack.preview({ onEvent: (event) => events.push(event) });
    const plan = await runPlan({ ...inProcess, config: file });
    const planned = new Map(
      plan.resources
        .filter(({ type }) => type !== "pulumi:pulumi:Stack")
        .map((r) => [r.urn, { parent: r.parent ?? "", inputs: r.inputs }]),
    );
    const real = registered(events);
    let n = 0;
    for (const [urn, r] of real)
      try {
        deepEqual(JSON.parse(JSON.stringify(r)), JSON.parse(JSON.stringify(planned.get(urn))));
      } catch (e) {
        if (n++ < 12) console.log(urn, String(e).slice(0, 1500));
      }
    deepEqual(
      [...planned.keys()].filter((k) => !real.has(k)),
      [],
    );
    console.log(n);
    dispose();
    providers.close();
  });
});
