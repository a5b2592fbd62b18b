/**
 * NodePools of aws-samples/karpenter-blueprints at 529b88cf, in YAML files, scripts and pages, but for those of EKS Auto
 * Mode, whose node classes are not Karpenter's. Zones (`<<AZ>>`) are filled in. Not a test.
 */
import type { Budget } from "../../../capacity/nodePool/spec";
import { type Block, type PoolFacts, requirement, type Says } from "./block";
import { amd64, bounded, drains, generalPurpose, limits, linux, memoryBounded, onDemand, settles } from "./differences";

const settled = { consolidationPolicy: "WhenEmptyOrUnderutilized", consolidateAfter: "1m" } as const;

const whenEmpty = { consolidationPolicy: "WhenEmpty", consolidateAfter: "5m" } as const;

const notSmall = {
  key: "karpenter.k8s.aws/instance-size",
  operator: "NotIn",
  values: ["nano", "micro", "small", "medium"],
};

const frozen = { nodes: "0", schedule: "0 0 * * *", duration: "24h" } as const;

const neuronPool: PoolFacts = {
  requirements: ["capacity-type In on-demand spot", "instance-category In inf trn"],
  labels: { intent: "neuron" },
  taints: ["aws.amazon.com/neuron:NoSchedule"],
  expireAfter: "720h",
  ...whenEmpty,
  limits: { cpu: "100", memory: "100Gi", "aws.amazon.com/neuron": "5" },
};

const saysNeuronPool: Says = {
  pool: {
    capacityTypes: ["on-demand", "spot"],
    instanceCategories: ["inf", "trn"],
    labels: { intent: "neuron" },
    taints: [{ key: "aws.amazon.com/neuron", effect: "NoSchedule" }],
    disruption: whenEmpty,
    limits: { cpu: 100, memory: "100Gi", "aws.amazon.com/neuron": 5 },
  },
};

const staticPool: PoolFacts = {
  replicas: 1,
  limits: { nodes: "2" },
  requirements: ["capacity-type In on-demand", "instance-type In g6e.8xlarge"],
  labels: { "capacity-type": "gpu-static", "nvidia.com/gpu.present": "true", "vpc.amazonaws.com/efa.present": "true" },
  taints: ["nvidia.com/gpu:NoSchedule"],
};

const saysStaticPool: Says = {
  pool: {
    replicas: 1,
    limits: { nodes: 2 },
    instanceTypes: ["g6e.8xlarge"],
    labels: staticPool.labels,
    taints: [{ key: "nvidia.com/gpu", effect: "NoSchedule" }],
  },
  stack: { karpenter: { featureGates: { staticCapacity: true } } },
};

/** Distributed training: nodes that nothing may take before they are done. */
const saysEternalStaticPool: Says = {
  ...saysStaticPool,
  pool: { ...saysStaticPool.pool, expireAfter: "Never", terminationGracePeriod: "Never" },
};

const splitPool = (capacityType: string, ...spread: readonly string[]): PoolFacts => ({
  requirements: [
    `capacity-spread In ${spread.join(" ")}`,
    "arch In amd64",
    `capacity-type In ${capacityType}`,
    "os In linux",
    "instance-category In c m r",
    "instance-generation Gt 2",
  ],
  labels: { intent: "apps" },
  taints: ["intent=workload-split:NoSchedule"],
  expireAfter: "168h0m0s",
  ...settled,
  limits: { cpu: "1k", memory: "500Gi" },
});

const saysSplitPool = (capacityType: string, ...spread: readonly string[]): Says => ({
  pool: {
    capacityTypes: [capacityType],
    instanceCategories: ["c", "m", "r"],
    instanceGenerations: { atLeast: 3 },
    requirements: [{ key: "capacity-spread", operator: "In", values: spread }],
    labels: { intent: "apps" },
    taints: [{ key: "intent", value: "workload-split", effect: "NoSchedule" }],
    expireAfter: "168h0m0s",
    limits: { cpu: "1k", memory: "500Gi" },
  },
});

const storagePool = (intent?: string): PoolFacts => ({
  requirements: [
    "instance-category In c m r i d",
    "instance-cpu In 4 8 16 32 48 64",
    "capacity-type In spot on-demand",
    "os In linux",
    "arch In amd64",
  ],
  labels: { ...(intent === undefined ? {} : { intent }) },
  expireAfter: "168h0m0s",
  ...settled,
});

const saysStoragePool = (intent: string, limitsOf: object): Says => ({
  pool: {
    instanceCategories: ["c", "m", "r", "i", "d"],
    requirements: [requirement("instance-cpu In 4 8 16 32 48 64")],
    capacityTypes: ["spot", "on-demand"],
    labels: { intent },
    expireAfter: "168h0m0s",
    limits: limitsOf,
  },
});

/** Pools of one intent on Linux and amd64, spot and on demand. */
const intentPool = (intent: string, ...more: readonly string[]): PoolFacts => ({
  requirements: [
    "capacity-type In spot on-demand",
    "os In linux",
    "arch In amd64",
    "instance-category In c m r",
    ...more,
  ],
  labels: { intent },
});

const saysIntentPool = (intent: string, more: object = {}): Says => ({
  pool: {
    capacityTypes: ["spot", "on-demand"],
    instanceCategories: ["c", "m", "r"],
    labels: { intent },
    limits,
    ...more,
  },
});

const newGenerationsOfVirtualMachines = {
  instanceGenerations: { atLeast: 3 },
  requirements: [requirement('instance-hypervisor NotIn ""')],
};

const reservedPool = (intent: string, cpu: string, choice: string): PoolFacts => ({
  requirements: [choice, "os In linux", "arch In amd64", "capacity-type In on-demand"],
  labels: { intent },
  expireAfter: "168h0m0s",
  ...settled,
  limits: { cpu },
  weight: 100,
});

const saysReservedPool = (intent: string, cpu: string, choice: object): Says => ({
  pool: {
    ...choice,
    labels: { intent },
    expireAfter: "168h0m0s",
    limits: { cpu, memory: limits.memory },
    weight: 100,
  },
});

const soci = "blueprints/soci-snapshotter";

/** Parts with budgets and, in some, the rest of `disruption`. */
const budgetsOf = (line: number, budgets: readonly Budget[], more: PoolFacts = {}): Block => ({
  at: `blueprints/disruption-budgets/README.md:${line}`,
  kind: "NodePool",
  part: true,
  spec: { consolidationPolicy: "WhenEmptyOrUnderutilized", budgets, ...more },
  says: { pool: { disruption: { budgets }, limits } },
  outcome: "same",
});

export const blueprintPools: readonly Block[] = [
  {
    at: "blueprints/custom-ami/custom-ami.yaml:17",
    kind: "NodePool",
    spec: {
      ...intentPool("custom-ami", 'instance-hypervisor NotIn ""', "instance-generation Gt 2"),
      ...settled,
      limits: { cpu: "1k", memory: "500Gi" },
    },
    says: saysIntentPool("custom-ami", {
      ...newGenerationsOfVirtualMachines,
      limits: { cpu: "1k", memory: "500Gi" },
    }),
    outcome: "differs harmlessly",
    differs: [drains],
  },
  budgetsOf(20, [{ nodes: "20%" }], { expireAfter: "720h" }),
  budgetsOf(
    40,
    [
      { nodes: "0", schedule: "0 9 * * *", duration: "8h" },
      { nodes: "20%", schedule: "0 17 * * *", duration: "16h" },
    ],
    settled,
  ),
  budgetsOf(
    64,
    [
      { nodes: "20%", schedule: "0 22 * * *", duration: "4h" },
      { nodes: "10%", schedule: "0 2 * * *", duration: "20h" },
    ],
    settled,
  ),
  budgetsOf(94, [{ nodes: "20%" }, { nodes: "5" }, { nodes: "0", schedule: "@daily", duration: "10m" }], settled),
  budgetsOf(119, [{ nodes: "20%", reasons: ["Drifted"] }]),
  budgetsOf(137, [{ nodes: "30%", reasons: ["Underutilized"] }]),
  budgetsOf(155, [{ nodes: "10%", reasons: ["Empty"] }]),
  {
    at: "blueprints/disruption-budgets/disruption-budgets.yaml:1",
    kind: "NodePool",
    spec: {
      requirements: [
        "capacity-type In on-demand",
        "instance-category In c m r",
        "instance-size NotIn nano micro small medium",
        "instance-hypervisor In nitro",
      ],
      labels: { intent: "disruption-budget" },
      expireAfter: "720h",
      ...settled,
      budgets: [frozen],
      limits: { cpu: "100", memory: "100Gi" },
    },
    says: {
      pool: {
        instanceCategories: ["c", "m", "r"],
        requirements: [notSmall, requirement("instance-hypervisor In nitro")],
        labels: { intent: "disruption-budget" },
        disruption: { budgets: [frozen] },
        limits: { cpu: 100, memory: "100Gi" },
      },
    },
    outcome: "differs harmlessly",
    differs: [drains, amd64, linux],
  },
  {
    at: "blueprints/dynamic-disk-ebs-volume/ebs-dynamic-resize.yaml:222",
    kind: "NodePool",
    spec: { ...intentPool("ebs-dynamic-resize"), ...settled, limits: { cpu: "1k", memory: "500Gi" } },
    says: saysIntentPool("ebs-dynamic-resize", { limits: { cpu: "1k", memory: "500Gi" } }),
    outcome: "differs harmlessly",
    differs: [drains],
  },
  {
    at: "blueprints/multi-ebs/multi-ebs.yaml:1",
    kind: "NodePool",
    spec: { ...storagePool("multi-ebs"), limits: { cpu: "1k", memory: "500Gi" } },
    says: saysStoragePool("multi-ebs", { cpu: "1k", memory: "500Gi" }),
    outcome: "differs harmlessly",
    differs: [drains],
  },
  ...(["README.md:91", "test.sh:172"] as const).map(
    (place): Block => ({
      at: `blueprints/neuron-workload/${place}`,
      kind: "NodePool",
      spec: neuronPool,
      says: saysNeuronPool,
      outcome: "differs harmlessly",
      differs: [drains, amd64, linux],
    }),
  ),
  {
    at: "blueprints/node-overlay/gpu-nodepool.yaml:9",
    kind: "NodePool",
    spec: {
      requirements: ["capacity-type In on-demand", "instance-category In g p", "instance-gpu-manufacturer In nvidia"],
      labels: { intent: "gpu-workloads", "nvidia.com/gpu.present": "true" },
      taints: ["nvidia.com/gpu:NoSchedule"],
      expireAfter: "720h",
      ...whenEmpty,
      limits: { cpu: "100", memory: "200Gi", "nvidia.com/gpu": "40" },
    },
    says: {
      pool: {
        instanceCategories: ["g", "p"],
        requirements: [requirement("instance-gpu-manufacturer In nvidia")],
        labels: { intent: "gpu-workloads", "nvidia.com/gpu.present": "true" },
        taints: [{ key: "nvidia.com/gpu", effect: "NoSchedule" }],
        disruption: whenEmpty,
        limits: { cpu: 100, memory: "200Gi", gpu: 40 },
      },
    },
    outcome: "differs harmlessly",
    differs: [drains, amd64, linux],
  },
  {
    at: "blueprints/node-overlay/nodepool-targeted.yaml:1",
    kind: "NodePool",
    spec: {
      requirements: [
        "capacity-type In on-demand",
        "instance-generation Gt 4",
        "arch In amd64",
        "instance-category In c m r",
      ],
      ...settled,
      limits: { cpu: "100" },
    },
    says: {
      pool: {
        instanceCategories: ["c", "m", "r"],
        instanceGenerations: { atLeast: 5 },
        limits: { cpu: 100, memory: limits.memory },
      },
    },
    outcome: "differs harmlessly",
    differs: [drains, linux, memoryBounded],
  },
  {
    at: "blueprints/nvidia-gpu-workload/README.md:86",
    kind: "NodePool",
    spec: {
      requirements: ["capacity-type In on-demand", "instance-category In g", "instance-gpu-manufacturer In nvidia"],
      labels: { "nvidia.com/gpu.present": "true" },
      taints: ["nvidia.com/gpu:NoSchedule"],
      expireAfter: "720h",
      ...whenEmpty,
      limits: { cpu: "100", memory: "100Gi", "nvidia.com/gpu": "5" },
    },
    says: {
      pool: {
        instanceCategories: ["g"],
        requirements: [requirement("instance-gpu-manufacturer In nvidia")],
        labels: { "nvidia.com/gpu.present": "true" },
        taints: [{ key: "nvidia.com/gpu", effect: "NoSchedule" }],
        disruption: whenEmpty,
        limits: { cpu: 100, memory: "100Gi", gpu: 5 },
      },
    },
    outcome: "differs harmlessly",
    differs: [drains, amd64, linux],
  },
  {
    at: "blueprints/od-spot-split/od-spot.yaml:1",
    kind: "NodePool",
    spec: splitPool("on-demand", "1"),
    says: saysSplitPool("on-demand", "1"),
    outcome: "differs harmlessly",
    differs: [drains],
  },
  {
    at: "blueprints/od-spot-split/od-spot.yaml:54",
    kind: "NodePool",
    spec: splitPool("spot", "2", "3", "4", "5"),
    says: saysSplitPool("spot", "2", "3", "4", "5"),
    outcome: "differs harmlessly",
    differs: [drains],
  },
  {
    at: "blueprints/reserved-capacity/migration-nodeclass.yaml:16",
    kind: "NodePool",
    spec: {
      requirements: ["capacity-type In on-demand", "arch In amd64 arm64", "zone In us-east-1a"],
      labels: { intent: "apps" },
      ...settled,
    },
    says: { pool: { architectures: ["amd64", "arm64"], zones: ["us-east-1a"], labels: { intent: "apps" }, limits } },
    outcome: "differs harmlessly",
    differs: [drains, linux, ...generalPurpose, ...bounded],
  },
  {
    at: "blueprints/reserved-capacity/odcr.yaml:20",
    kind: "NodePool",
    spec: {
      requirements: [
        "os In linux",
        "arch In amd64",
        "instance-type In t3.small",
        "zone In us-east-1a",
        "capacity-type In reserved on-demand",
      ],
      labels: { intent: "apps", "workload-type": "odcr" },
      expireAfter: "168h0m0s",
      ...settled,
    },
    says: {
      nodeClass: { capacityReservations: [{ tags: { intent: "apps", project: "platform" } }] },
      pool: {
        capacityTypes: ["reserved", "on-demand"],
        instanceTypes: ["t3.small"],
        zones: ["us-east-1a"],
        labels: { intent: "apps", "workload-type": "odcr" },
        expireAfter: "168h0m0s",
        limits,
      },
    },
    outcome: "differs harmlessly",
    differs: [drains, ...bounded],
  },
  {
    at: "blueprints/reserved-capacity/reserved-instances.yaml:1",
    kind: "NodePool",
    spec: reservedPool("reserved-apps", "16", "instance-type In c5.xlarge c5.2xlarge"),
    says: saysReservedPool("reserved-apps", "16", { instanceTypes: ["c5.xlarge", "c5.2xlarge"] }),
    outcome: "differs harmlessly",
    differs: [drains, memoryBounded],
  },
  {
    at: "blueprints/reserved-capacity/savings-plans.yaml:1",
    kind: "NodePool",
    spec: reservedPool("apps", "20", "instance-family In c5"),
    says: saysReservedPool("apps", "20", { instanceFamilies: ["c5"] }),
    outcome: "differs harmlessly",
    differs: [drains, memoryBounded],
  },
  {
    at: `${soci}/README.md:401`,
    kind: "NodePool",
    part: true,
    spec: { requirements: ["instance-local-nvme Gt 100"] },
    says: { pool: { requirements: [requirement("instance-local-nvme Gt 100")], limits } },
    outcome: "differs harmlessly",
    differs: [onDemand, amd64, linux],
  },
  ...Object.entries({ 30: "soci-snapshotter", 109: "soci-snapshotter-br", 169: "non-soci-snapshotter" }).map(
    ([line, intent]): Block => ({
      at: `${soci}/soci-snapshotter.yaml:${line}`,
      kind: "NodePool",
      spec: { ...intentPool(intent), consolidationPolicy: "WhenEmptyOrUnderutilized", consolidateAfter: "5m" },
      says: saysIntentPool(intent, { disruption: { consolidateAfter: "5m" } }),
      outcome: "differs harmlessly",
      differs: [drains, ...bounded],
    }),
  ),
  {
    at: "blueprints/static-nodepool/README.md:135",
    kind: "NodePool",
    spec: staticPool,
    says: saysStaticPool,
    outcome: "differs harmlessly",
    differs: [drains, settles, amd64, linux],
  },
  {
    at: "blueprints/static-nodepool/static-nodepool.yaml:1",
    kind: "NodePool",
    spec: {
      ...staticPool,
      requirements: ["capacity-type In spot on-demand", "instance-type In g6e.8xlarge"],
      expireAfter: "Never",
    },
    says: {
      ...saysEternalStaticPool,
      pool: { ...saysEternalStaticPool.pool, capacityTypes: ["spot", "on-demand"] },
    },
    outcome: "differs harmlessly",
    differs: [settles, amd64, linux],
  },
  {
    at: "blueprints/static-nodepool/test.sh:128",
    kind: "NodePool",
    spec: { ...staticPool, expireAfter: "Never" },
    says: saysEternalStaticPool,
    outcome: "differs harmlessly",
    differs: [settles, amd64, linux],
  },
  {
    at: "blueprints/update-nodes-with-drift/latest-current-ami.yaml:19",
    kind: "NodePool",
    spec: { ...storagePool("latest-current-ami"), limits: { cpu: "100k", memory: "5000Gi" } },
    says: saysStoragePool("latest-current-ami", { cpu: "100k", memory: "5000Gi" }),
    outcome: "differs harmlessly",
    differs: [drains],
  },
  {
    at: "blueprints/userdata/userdata.yaml:27",
    kind: "NodePool",
    spec: { ...intentPool("userdata", 'instance-hypervisor NotIn ""', "instance-generation Gt 2"), ...settled },
    says: saysIntentPool("userdata", newGenerationsOfVirtualMachines),
    outcome: "differs harmlessly",
    differs: [drains, ...bounded],
  },
  {
    // The pool of blueprints/batch-jobs, whose pods ask not to be disrupted.
    at: "cluster/terraform/karpenter.tf:88",
    kind: "NodePool",
    spec: {
      requirements: [
        "arch In amd64 arm64",
        "instance-cpu In 4 8 16 32 48 64",
        "capacity-type In spot on-demand",
        "instance-category In c m r i d",
      ],
      labels: { intent: "apps" },
      ...settled,
      kubelet: { containerRuntime: "containerd", systemReserved: { cpu: "100m", memory: "100Mi" } },
    },
    says: {
      nodeClass: { kubelet: { systemReserved: { cpu: "100m", memory: "100Mi" } } },
      pool: {
        architectures: ["amd64", "arm64"],
        capacityTypes: ["spot", "on-demand"],
        instanceCategories: ["c", "m", "r", "i", "d"],
        requirements: [requirement("instance-cpu In 4 8 16 32 48 64")],
        labels: { intent: "apps" },
        terminationGracePeriod: "Never",
        limits,
      },
    },
    outcome: "differs harmlessly",
    differs: [
      linux,
      ...bounded,
      {
        field: "kubelet",
        theirs: { containerRuntime: "containerd", systemReserved: { cpu: "100m", memory: "100Mi" } },
        because: "v1 moved it to the node class; a NodePool's is dropped",
      },
    ],
  },
];
