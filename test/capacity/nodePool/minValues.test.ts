import assert from "node:assert/strict";
import { minValuesShortfalls } from "../../../capacity/nodePool/minValues";
import { poolSelection } from "../../../capacity/nodePool/selection";

describe("minValues", () => {
  it("reports minValues above what the types offer, and not at it", () => {
    const key = "karpenter.k8s.aws/instance-family";
    const asking = (minValues: number) => {
      const requirements = [{ key, operator: "In", values: ["m5", "m6i"], minValues }] as const;
      return minValuesShortfalls(poolSelection({ requirements, labels: {} }, "us-east-1"));
    };
    assert.deepEqual(asking(2), []);
    assert.deepEqual(asking(3), [{ key, minValues: 3, found: 2 }]);
  });
});
