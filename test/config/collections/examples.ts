/** Blocks of examples/v1 of aws/karpenter-provider-aws at 1d927085. AMI ids are filled in. Not a test. */
import { type Block, type NodeClassFacts, type PoolFacts, requirement, type Says, userData } from "./block";
import {
  amd64,
  bounded,
  drains,
  encrypted,
  limits,
  linux,
  maxPods,
  memoryBounded,
  onDemand,
  settles,
} from "./differences";

const pool = (capacityType: string, arch: string, ...categories: readonly string[]): PoolFacts => ({
  requirements: [
    `arch In ${arch}`,
    "os In linux",
    `capacity-type In ${capacityType}`,
    `instance-category In ${categories.join(" ")}`,
    "instance-generation Gt 2",
  ],
});
const general = pool("on-demand", "amd64", "c", "m", "r");
const generalChoice = { instanceCategories: ["c", "m", "r"], instanceGenerations: { atLeast: 3 } } as const;
const saysGeneral: Says = { pool: { ...generalChoice, limits } };

const windows: PoolFacts = {
  ...general,
  requirements: general.requirements!.map((text) => (text === "os In linux" ? "os In windows" : text)),
};

const class2023: NodeClassFacts = { amiSelectorTerms: [{ alias: "al2023@latest" }] };
const metadataOptions = { httpProtocolIPv6: "disabled", httpTokens: "required" } as const;
const spread = { capacityTypes: ["spot"], limits } as const;
const ownAmis = [{ id: "ami-0123456789abcdef0" }, { id: "ami-0123456789abcdef1" }] as const;
/** The pinned AMI's own minor. */
const in2024 = { cluster: { version: "1.30" } } as const;

/** The same pool in many files. */
const generalPools: readonly Block[] = [
  "al2-custom-ami.yaml:5",
  "al2-custom-userdata.yaml:5",
  "al2-kubelet-log-query.yaml:4",
  "al2023-custom-userdata.yaml:3",
  "bottlerocket.yaml:4",
  "br-custom-userdata.yaml:5",
  "custom-family-with-alias.yaml:4",
  "custom-family.yaml:4",
  "general-purpose.yaml:3",
  "multiple-arch.yaml:5",
  "multiple-ebs.yaml:4",
].map((place) => ({
  at: `examples/v1/${place}`,
  kind: "NodePool",
  spec: general,
  says: saysGeneral,
  outcome: "differs harmlessly",
  differs: [drains, settles, ...bounded],
}));

/** The same node class in many files. */
const classes2023: readonly Block[] = [
  "100-cpu-limit.yaml:37",
  "general-purpose.yaml:33",
  "large-instances.yaml:25",
  "max-node-lifetime.yaml:40",
  "multiple-arch.yaml:65",
  "spot.yaml:34",
].map((place) => ({
  at: `examples/v1/${place}`,
  kind: "EC2NodeClass",
  spec: class2023,
  says: {},
  outcome: "differs harmlessly",
  differs: [maxPods],
}));

/** The same node class with user data of some format. */
const classesWithUserData: readonly Block[] = Object.entries({
  "al2-custom-userdata.yaml:35": userData.mime,
  "al2-kubelet-log-query.yaml:34": userData.mime,
  "al2023-custom-userdata.yaml:33": userData.mime,
}).map(([place, text]) => ({
  at: `examples/v1/${place}`,
  kind: "EC2NodeClass",
  spec: { ...class2023, userData: text },
  says: { nodeClass: { userData: text } },
  outcome: "differs harmlessly",
  differs: [maxPods],
}));

/** The program makes none of what Windows nodes need besides. */
const withoutWindows = { outcome: "rightly refused", rule: "word" } as const;
const windowsBlocks: readonly Block[] = ["2019", "2022", "2025"].flatMap((year): Block[] => [
  {
    at: `examples/v1/windows-${year}.yaml:3`,
    kind: "NodePool",
    spec: windows,
    says: { ...saysGeneral, nodeClass: { amiFamily: `Windows${year}` } },
    ...withoutWindows,
  },
  {
    at: `examples/v1/windows-${year}.yaml:33`,
    kind: "EC2NodeClass",
    spec: { amiSelectorTerms: [{ alias: `windows${year}@latest` }], metadataOptions },
    says: { nodeClass: { amiFamily: `Windows${year}` } },
    ...withoutWindows,
  },
]);

export const examples: readonly Block[] = [
  ...generalPools,
  ...classes2023,
  ...classesWithUserData,
  ...windowsBlocks,
  {
    at: "examples/v1/100-cpu-limit.yaml:5",
    kind: "NodePool",
    spec: { ...general, limits: { cpu: "100" } },
    says: { pool: { ...generalChoice, limits: { cpu: 100, memory: limits.memory } } },
    outcome: "differs harmlessly",
    differs: [drains, settles, memoryBounded],
  },
  {
    at: "examples/v1/al2-custom-ami.yaml:35",
    kind: "EC2NodeClass",
    spec: { amiFamily: "AL2", amiSelectorTerms: ownAmis, userData: userData.mime },
    says: { nodeClass: { amiFamily: "AL2", amiSelectorTerms: ownAmis, userData: userData.mime } },
    outcome: "rightly refused",
    rule: "word",
  },
  {
    at: "examples/v1/bottlerocket.yaml:34",
    kind: "EC2NodeClass",
    spec: {
      amiSelectorTerms: [{ alias: "bottlerocket@latest" }],
      blockDeviceMappings: [
        { deviceName: "/dev/xvda", volumeType: "gp3", volumeSize: "4Gi", deleteOnTermination: true },
        { deviceName: "/dev/xvdb", volumeType: "gp3", volumeSize: "20Gi", deleteOnTermination: true },
      ],
    },
    says: {
      nodeClass: {
        amiFamily: "Bottlerocket",
        disks: [
          { deviceName: "/dev/xvda", sizeGiB: 4 },
          { deviceName: "/dev/xvdb", sizeGiB: 20 },
        ],
      },
    },
    outcome: "differs harmlessly",
    differs: [maxPods, encrypted("/dev/xvda"), encrypted("/dev/xvdb")],
  },
  {
    at: "examples/v1/br-custom-userdata.yaml:35",
    kind: "EC2NodeClass",
    spec: { amiSelectorTerms: [{ alias: "bottlerocket@latest" }], userData: userData.toml },
    says: { nodeClass: { amiFamily: "Bottlerocket", userData: userData.toml } },
    outcome: "differs harmlessly",
    differs: [maxPods],
  },
  {
    at: "examples/v1/custom-family-with-alias.yaml:34",
    kind: "EC2NodeClass",
    spec: {
      amiFamily: "Custom",
      amiSelectorTerms: [{ alias: "bottlerocket@latest" }],
      userData: userData.mime,
    },
    says: { nodeClass: { amiFamily: "Custom", amiAlias: "bottlerocket@latest", userData: userData.mime } },
    outcome: "differs harmlessly",
    differs: [maxPods],
  },
  {
    at: "examples/v1/custom-family.yaml:34",
    kind: "EC2NodeClass",
    spec: { amiFamily: "Custom", amiSelectorTerms: ownAmis, userData: userData.mime },
    says: { nodeClass: { amiFamily: "Custom", amiSelectorTerms: ownAmis, userData: userData.mime } },
    outcome: "differs harmlessly",
    differs: [maxPods],
  },
  {
    at: "examples/v1/instance-store-ephemeral-storage.yaml:4",
    kind: "NodePool",
    spec: { requirements: [...general.requirements!, "instance-local-nvme Gt 300"] },
    says: { pool: { ...generalChoice, requirements: [requirement("instance-local-nvme Gt 300")], limits } },
    outcome: "differs harmlessly",
    differs: [drains, settles, ...bounded],
  },
  {
    at: "examples/v1/instance-store-ephemeral-storage.yaml:37",
    kind: "EC2NodeClass",
    spec: { ...class2023, instanceStorePolicy: "RAID0" },
    says: { nodeClass: { instanceStorePolicy: "RAID0" } },
    outcome: "differs harmlessly",
    differs: [maxPods],
  },
  {
    at: "examples/v1/large-instances.yaml:3",
    kind: "NodePool",
    spec: { requirements: ["instance-cpu Gt 3", "instance-memory Gt 8191"] },
    says: {
      pool: { requirements: ["instance-cpu Gt 3", "instance-memory Gt 8191"].map(requirement), limits },
    },
    outcome: "differs harmlessly",
    differs: [drains, settles, onDemand, amd64, linux, ...bounded],
  },
  {
    at: "examples/v1/max-node-lifetime.yaml:5",
    kind: "NodePool",
    spec: {
      ...general,
      expireAfter: "168h",
      terminationGracePeriod: "24h",
      consolidationPolicy: "WhenEmpty",
      consolidateAfter: "60s",
    },
    says: {
      pool: {
        ...generalChoice,
        expireAfter: "168h",
        terminationGracePeriod: "24h",
        disruption: { consolidationPolicy: "WhenEmpty", consolidateAfter: "60s" },
        limits,
      },
    },
    outcome: "differs harmlessly",
    differs: [...bounded],
  },
  {
    at: "examples/v1/min-values-family.yaml:5",
    kind: "NodePool",
    spec: {
      requirements: [...pool("spot", "amd64", "c", "m", "r").requirements!, "instance-family Exists min=5"],
    },
    says: {
      pool: { ...generalChoice, ...spread, requirements: [requirement("instance-family Exists min=5")] },
    },
    outcome: "differs harmlessly",
    differs: [drains, settles, ...bounded],
  },
  {
    at: "examples/v1/min-values-multiple-keys.yaml:5",
    kind: "NodePool",
    spec: {
      requirements: [
        "capacity-type In spot",
        "arch In amd64",
        "os In linux",
        "instance-category In c m r min=2",
        "instance-family Exists min=5",
        "instance-type Exists min=2",
        "instance-generation Gt 2",
      ],
    },
    says: {
      pool: {
        ...spread,
        instanceGenerations: { atLeast: 3 },
        requirements: [
          "instance-category In c m r min=2",
          "instance-family Exists min=5",
          "instance-type Exists min=2",
        ].map(requirement),
      },
    },
    outcome: "differs harmlessly",
    differs: [drains, settles, ...bounded],
  },
  ...["min-values-family.yaml:38", "min-values-multiple-keys.yaml:42"].map(
    (place): Block => ({
      at: `examples/v1/${place}`,
      kind: "EC2NodeClass",
      spec: { amiSelectorTerms: [{ alias: "al2023@v20240625" }] },
      says: { nodeClass: { amiAlias: "al2023@v20240625" }, stack: in2024 },
      outcome: "differs harmlessly",
      differs: [maxPods],
    }),
  ),
  {
    at: "examples/v1/multiple-arch.yaml:35",
    kind: "NodePool",
    spec: pool("on-demand", "arm64", "c", "a"),
    says: {
      pool: {
        architectures: ["arm64"],
        instanceCategories: ["c", "a"],
        instanceGenerations: { atLeast: 3 },
        limits,
      },
    },
    outcome: "differs harmlessly",
    differs: [drains, settles, ...bounded],
  },
  {
    at: "examples/v1/multiple-ebs.yaml:34",
    kind: "EC2NodeClass",
    spec: {
      ...class2023,
      blockDeviceMappings: [
        { deviceName: "/dev/xvda", volumeType: "gp3", volumeSize: "20Gi", deleteOnTermination: true },
        { deviceName: "/dev/xvdb", volumeType: "gp3", volumeSize: "100Gi", deleteOnTermination: true },
        { deviceName: "/dev/xvdc", volumeType: "gp3", volumeSize: "2000Gi", deleteOnTermination: true },
      ],
    },
    says: {
      nodeClass: {
        disks: [
          { deviceName: "/dev/xvda", sizeGiB: 20 },
          { deviceName: "/dev/xvdb", sizeGiB: 100 },
          { deviceName: "/dev/xvdc", sizeGiB: 2000 },
        ],
      },
    },
    outcome: "differs harmlessly",
    differs: [maxPods, encrypted("/dev/xvda"), encrypted("/dev/xvdb"), encrypted("/dev/xvdc")],
  },
  {
    at: "examples/v1/spot.yaml:4",
    kind: "NodePool",
    spec: pool("spot", "amd64", "c", "m", "r"),
    says: { pool: { ...generalChoice, ...spread } },
    outcome: "differs harmlessly",
    differs: [drains, settles, ...bounded],
  },
  {
    at: "examples/v1/windows-custom-userdata.yaml:6",
    kind: "NodePool",
    spec: { ...windows, nodeClassGroup: "karpenter.k8s.aws/v1" },
    says: { ...saysGeneral, nodeClass: { amiFamily: "Windows2022" } },
    ...withoutWindows,
  },
  {
    at: "examples/v1/windows-custom-userdata.yaml:36",
    kind: "EC2NodeClass",
    spec: {
      amiFamily: "Windows2022",
      amiSelectorTerms: [{ alias: "windows2022@latest" }],
      metadataOptions,
      userData: userData.powershell,
    },
    says: { nodeClass: { amiFamily: "Windows2022", userData: userData.powershell } },
    ...withoutWindows,
  },
];
