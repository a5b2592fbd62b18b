import assert from "node:assert/strict";
import type { Properties } from "../../../../tools/plan/engine/property";
import { nodePoolInputs, warmCapacityInputs } from "../../../../tools/plan/summary/componentInputs";
import { ofType, planOfFile } from "../../../support/plans";

const warm = {
  pool: "dotori-batch",
  mode: { kind: "perNode" },
  always: 0,
  windows: [{ days: "everyday", from: "03:00", to: "10:00", timezone: "Asia/Seoul", nodes: 5 }],
  packing: { bottlerocket: false, maxPods: 110 },
  cooldownSeconds: 300,
} as const;
const warmComponent = (inputs: Properties) => ({
  type: "nodepools:index:WarmCapacity",
  name: "dotori-batch",
  inputs,
});

describe("the inputs of the program's components", () => {
  it("are read as the program registers them", async () => {
    const plan = await planOfFile("examples/warm-by-the-clock.yaml");
    const [pool] = ofType(plan, "nodepools:index:NodePool");
    const [capacity] = ofType(plan, "nodepools:index:WarmCapacity");
    assert.deepEqual(nodePoolInputs(pool!), {
      team: "dotori",
      users: ["dotori"],
      limits: { cpu: "1000", memory: "4000Gi" },
    });
    assert.deepEqual(warmCapacityInputs(capacity!), warm);
  });

  it("are those of one type of component only", () => {
    assert.equal(nodePoolInputs(warmComponent(warm)), undefined);
    assert.equal(warmCapacityInputs({ ...warmComponent(warm), type: "nodepools:index:Team" }), undefined);
  });

  it("of another shape end the plan with the component's name, and what is wrong", () => {
    assert.throws(() => warmCapacityInputs(warmComponent({ ...warm, always: "3", lead: 5 })), {
      name: "Error",
      message:
        'inputs of component dotori-batch (nodepools:index:WarmCapacity) are not those of components/: always: Invalid input: expected number, received string; inputs: Unrecognized key: "lead"',
    });
  });
});
