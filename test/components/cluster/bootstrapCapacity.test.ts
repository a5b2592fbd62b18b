import assert from "node:assert/strict";
import { ofType, planOf } from "../../support/plans";

describe("the bootstrap node group", () => {
  it("has a warm pool of the asked size only where one is asked for", async () => {
    const warmPool = async (name: string, bootstrap: object) => {
      const plan = await planOf(name, { cluster: { bootstrap }, teams: {} });
      return ofType(plan, "aws:eks/nodeGroup:NodeGroup").map(({ inputs }) => inputs.warmPoolConfig);
    };
    assert.deepEqual(await warmPool("warm-pool-none", { nodes: 3 }), [undefined]);
    assert.deepEqual(await warmPool("warm-pool-two", { nodes: 3, warmPool: { size: 2 } }), [
      { minSize: 2, maxGroupPreparedCapacity: 5, poolState: "STOPPED" },
    ]);
    assert.deepEqual(await warmPool("warm-pool-running", { nodes: 3, warmPool: { size: 1, state: "running" } }), [
      { minSize: 1, maxGroupPreparedCapacity: 4, poolState: "RUNNING" },
    ]);
  });
});
