import { deepEqual } from "node:assert/strict";
import { join } from "node:path";
import { runPlan } from "../../tools/plan/plan";
import { inProcess, planOfFile, root } from "../support/plans";

describe("the program in the process of the tests", () => {
  it("registers what it registers in a process of its own", async () => {
    const file = "Pulumi.dev.yaml";
    const { resources, findings } = await runPlan({ ...inProcess, config: join(root, file) });
    const apart = await planOfFile(file);
    deepEqual(JSON.parse(JSON.stringify({ resources, findings })), {
      resources: apart.resources,
      findings: apart.findings,
    });
  });
});
