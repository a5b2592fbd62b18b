import assert from "node:assert/strict";
import type { Plan } from "../../../tools/plan/plan";
import { ofType, planOf, resource } from "../../support/plans";
import { pool } from "../../support/pool";

/** Pools and node classes of each kind. */
const config = {
  cluster: { name: "platform" },
  network: { existing: { vpcId: "vpc-12345678", privateSubnetIds: ["subnet-11111111", "subnet-22222222"] } },
  karpenter: {
    replicas: 1,
    featureGates: { nodeRepair: true, staticCapacity: true },
    values: { logLevel: "debug", settings: { batchIdleDuration: "2s" } },
  },
  tags: { environment: "test" },
  teams: {
    acorn: {
      tags: { "cost-center": "4711" },
      nodeClass: { disks: [{ deviceName: "/dev/xvda", sizeGiB: 100 }], securityGroupIds: ["sg-12345678"] },
      pools: [pool("general", { terminationGracePeriod: "5m" })],
    },
    alpha: {},
    dotori: {
      owner: "dotori-on-call",
      pools: [
        pool("general", { weight: 10, limits: { cpu: 64, memory: "256Gi", gpu: 4 }, instanceFamilies: ["g5"] }),
        { name: "fixed", replicas: 2, limits: { nodes: 3 } },
      ],
    },
  },
  sharedPools: [pool("everyone"), pool("alphas", { teams: ["alpha"] })],
};

describe("the Kubernetes objects", () => {
  let plan: Plan;
  before(async () => {
    plan = await planOf("objects", config, "settled");
  });

  it("make a NodePool v1 with exactly what the pool says, every quantity as text", () => {
    const { inputs, customTimeouts } = resource(plan, "kubernetes:karpenter.sh/v1:NodePool", "dotori-general");
    assert.deepEqual(inputs, {
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: {
        name: "dotori-general",
        labels: { team: "dotori", owner: "dotori-on-call" },
        annotations: { "pulumi.com/waitFor": "condition=Ready" },
      },
      spec: {
        template: {
          metadata: { labels: { team: "dotori", owner: "dotori-on-call" } },
          spec: {
            nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "dotori" },
            requirements: [
              { key: "kubernetes.io/os", operator: "In", values: ["linux"] },
              { key: "kubernetes.io/arch", operator: "In", values: ["amd64"] },
              { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] },
              { key: "karpenter.k8s.aws/instance-family", operator: "In", values: ["g5"] },
              { key: "karpenter.k8s.aws/instance-hypervisor", operator: "NotIn", values: ["xen"] },
            ],
            taints: [{ key: "team", value: "dotori", effect: "NoSchedule" }],
            expireAfter: "720h",
            terminationGracePeriod: "1h",
          },
        },
        disruption: {
          consolidationPolicy: "WhenEmptyOrUnderutilized",
          consolidateAfter: "1m",
          budgets: [{ nodes: "10%" }],
        },
        limits: { cpu: "64", memory: "256Gi", "nvidia.com/gpu": "4" },
        weight: 10,
      },
    });
    assert.deepEqual(customTimeouts, { delete: "75m" });
  });

  it("make an EC2NodeClass that selects subnets and security group by id and keeps metadata on the node", () => {
    const { inputs, customTimeouts } = resource(plan, "EC2NodeClass", "acorn");
    const { spec } = inputs as { spec: Record<string, unknown> };
    const [own, ...further] = spec.securityGroupSelectorTerms as { id: string }[];
    assert.match(own!.id, /^sg-/);
    assert.deepEqual(further, [{ id: "sg-12345678" }]);
    assert.deepEqual(
      { ...spec, securityGroupSelectorTerms: undefined },
      {
        amiFamily: "AL2023",
        amiSelectorTerms: [{ alias: "al2023@latest" }],
        role: "KarpenterNodeRole-platform-us-east-1",
        subnetSelectorTerms: [{ id: "subnet-11111111" }, { id: "subnet-22222222" }],
        securityGroupSelectorTerms: undefined,
        blockDeviceMappings: [
          {
            deviceName: "/dev/xvda",
            ebs: { volumeSize: "100Gi", volumeType: "gp3", encrypted: true, deleteOnTermination: true },
          },
        ],
        kubelet: { maxPods: 110 },
        metadataOptions: {
          httpEndpoint: "enabled",
          httpProtocolIPv6: "disabled",
          httpPutResponseHopLimit: 1,
          httpTokens: "required",
        },
        tags: { environment: "test", team: "acorn", owner: "acorn", "cost-center": "4711" },
      },
    );
    assert.deepEqual(customTimeouts, { delete: "30m" });
  });

  it("give a static pool its replicas and a limit in nodes, nothing else", () => {
    const { spec } = resource(plan, "kubernetes:karpenter.sh/v1:NodePool", "dotori-fixed").inputs as {
      spec: Record<string, unknown>;
    };
    assert.deepEqual([spec.replicas, spec.limits, "weight" in spec], [2, { nodes: "3" }, false]);
  });

  it("put a taint on a shared pool only when its teams are listed", () => {
    const shared = ofType(plan, "kubernetes:karpenter.sh/v1:NodePool").filter(({ name }) => !name.includes("-"));
    const taints = shared.map(({ name, inputs }) => [
      name,
      (inputs as { spec: { template: { spec: { taints?: unknown } } } }).spec.template.spec.taints,
    ]);
    assert.deepEqual(Object.fromEntries(taints), {
      alphas: [{ key: "shared-pool", value: "alphas", effect: "NoSchedule" }],
      everyone: undefined,
    });
  });

  it("give Karpenter its values from the config, and the stack's own on top", () => {
    const { inputs } = resource(plan, "kubernetes:helm.sh/v3:Release", "karpenter");
    assert.deepEqual(inputs.values, {
      replicas: 1,
      serviceAccount: { name: "karpenter" },
      controller: {
        resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "1", memory: "1Gi" } },
        env: [{ name: "AWS_REGION", value: "us-east-1" }],
      },
      logLevel: "debug",
      settings: {
        batchIdleDuration: "2s",
        clusterName: "platform",
        interruptionQueue: "platform",
        isolatedVPC: false,
        featureGates: {
          nodeRepair: true,
          nodeOverlay: false,
          reservedCapacity: true,
          spotToSpotConsolidation: false,
          staticCapacity: true,
          capacityBuffer: false,
          terminateFirstDrift: false,
          terminateFirstRepair: false,
          podDeletionCostManagement: false,
        },
      },
    });
  });
});
