import { deepEqual, equal } from "node:assert/strict";
import { allocatable } from "../../../../capacity/ec2/allocatable";
import { instanceTypes } from "../../../../capacity/ec2/catalogue";
import { assumedSpotShare, leastAllocatable, simulatedTypes } from "../../../../tools/rehearse/nodes/instanceTypes";

const named = (name: string) => instanceTypes().find(({ type }) => type === name)!;

describe("simulated instance types", () => {
  const market = { region: "us-east-1", zones: ["us-east-1a", "us-east-1b"], nodeSettings: [] };

  it("leave to pods what EC2's nodes do, after the provider has subtracted its overhead", () => {
    const [m7i] = simulatedTypes([named("m7i.xlarge")], market);
    // 3920 millicores and 14162 MiB; the simulated provider takes 100 and 10
    deepEqual(m7i?.resources, { cpu: "4020m", memory: "14172Mi", "ephemeral-storage": "20Gi", pods: "58" });
  });

  it("cost the list price in each zone, and 40% of it as spot", () => {
    const [m7i] = simulatedTypes([named("m7i.large")], market);
    deepEqual(
      m7i?.offerings.map(({ Price, Requirements }) => [Requirements[0]?.values, Requirements[1]?.values, Price]),
      [
        [["on-demand"], ["us-east-1a"], 0.1008],
        [["on-demand"], ["us-east-1b"], 0.1008],
        [["spot"], ["us-east-1a"], 0.1008 * assumedSpotShare],
        [["spot"], ["us-east-1b"], 0.1008 * assumedSpotShare],
      ],
    );
  });

  it("carry AWS's labels, and DoesNotExist for those that they lack", () => {
    const [m7i] = simulatedTypes([named("m7i.large")], market);
    const of = (key: string) => m7i?.offerings[0]?.Requirements.find((requirement) => requirement.key === key);
    deepEqual(of("karpenter.k8s.aws/instance-generation"), {
      key: "karpenter.k8s.aws/instance-generation",
      operator: "In",
      values: ["7"],
    });
    deepEqual(of("karpenter.k8s.aws/instance-gpu-name"), {
      key: "karpenter.k8s.aws/instance-gpu-name",
      operator: "DoesNotExist",
    });
  });

  it("offer their GPUs under the device plugin's name", () => {
    const [g5] = simulatedTypes([named("g5.12xlarge")], market);
    equal(g5?.resources["nvidia.com/gpu"], "4");
  });

  it("offer the least that any node class leaves to pods", () => {
    const type = named("m7i.xlarge");
    deepEqual(
      leastAllocatable(type, [{ maxPods: 110 }, { maxPods: 110, bottlerocket: true }]),
      allocatable(type, { maxPods: 110, bottlerocket: true }),
    );
  });
});
