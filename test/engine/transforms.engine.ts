/** A transform of a child of a remote component: the engine calls the program back for it. */
import { deepEqual, equal } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { runPlan } from "../../tools/plan/plan";
import { inProcess, stackFileOf } from "../support/plans";
import { plain, planned, registered } from "./outcome";
import { engineOfSuite } from "./suite";

describe("a transform under the official engine", function () {
  this.timeout(300_000);
  const engine = engineOfSuite("shifted");

  it("sets zonal shift on the cluster that the EKS component registers, as the plan says", async () => {
    const file = stackFileOf("shifted", { cluster: { zonalShift: true } });
    await engine.stack.configure(readFileSync(file, "utf8"));
    const { events, error } = await engine.stack.preview();
    equal(error, undefined);
    const found = registered(events);
    const cluster = [...found].find(([urn]) => urn.includes("$aws:eks/cluster:Cluster::"));
    deepEqual(cluster?.[1].inputs.zonalShiftConfig, { enabled: true });
    deepEqual(plain(found), plain(planned((await runPlan({ ...inProcess, config: file })).resources)));
  });
});
