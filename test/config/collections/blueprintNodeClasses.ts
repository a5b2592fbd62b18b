/**
 * EC2NodeClasses of aws-samples/karpenter-blueprints at 529b88cf, in YAML files, scripts and pages. The cluster's name
 * and AMI ids are filled in. Not a test.
 */
import { type Block, type NodeClassFacts, type Says, userData } from "./block";
import { deleted, encrypted, family, maxPods } from "./differences";

const terraformTags = {
  IntentLabel: "apps",
  KarpenterNodePoolName: "default",
  NodeType: "default",
  intent: "apps",
  "karpenter.sh/discovery": "platform",
  project: "karpenter-blueprints",
} as const;

const gp3 = { volumeType: "gp3" } as const;

/** Neuron and NVIDIA nodes alike, in a README and a script each. */
const acceleratedClass: NodeClassFacts = {
  amiSelectorTerms: [{ alias: "al2023@latest" }],
  blockDeviceMappings: [
    { deviceName: "/dev/xvda", ...gp3, volumeSize: "100Gi", iops: 10000, throughput: 125, deleteOnTermination: true },
  ],
};

const saysAcceleratedClass: Says = {
  nodeClass: { disks: [{ deviceName: "/dev/xvda", sizeGiB: 100, iops: 10000, throughput: 125 }] },
};

/** EFA beside the primary interface. */
const interfaces = [
  { networkCardIndex: 0, deviceIndex: 0, interfaceType: "interface" },
  { networkCardIndex: 0, deviceIndex: 1, interfaceType: "efa-only" },
] as const;

const staticClass = (alias: string): NodeClassFacts => ({
  amiSelectorTerms: [{ alias }],
  networkInterfaces: interfaces,
  instanceStorePolicy: "RAID0",
});

const saysStaticClass = (amiAlias: string): Says => ({
  nodeClass: { amiAlias, networkInterfaces: interfaces, instanceStorePolicy: "RAID0" },
});

const fastRoot = { deviceName: "/dev/xvda", ...gp3, volumeSize: "100Gi", throughput: 1000, iops: 16000 };

const fastBottlerocket = [
  { deviceName: "/dev/xvda", ...gp3, volumeSize: "4Gi", encrypted: true },
  { ...fastRoot, deviceName: "/dev/xvdb", encrypted: true },
];

const saysFastRoot = { deviceName: "/dev/xvda", sizeGiB: 100, throughput: 1000, iops: 16000 };

const saysFastBottlerocket = [
  { deviceName: "/dev/xvda", sizeGiB: 4 },
  { ...saysFastRoot, deviceName: "/dev/xvdb" },
];

const soci = "blueprints/soci-snapshotter";

export const blueprintNodeClasses: readonly Block[] = [
  {
    at: "blueprints/custom-ami/custom-ami.yaml:1",
    kind: "EC2NodeClass",
    spec: { amiFamily: "AL2023", amiSelectorTerms: [{ name: "*amazon-eks-node-al2023*" }] },
    says: { nodeClass: { amiFamily: "AL2023", amiSelectorTerms: [{ name: "*amazon-eks-node-al2023*" }] } },
    outcome: "differs harmlessly",
    differs: [maxPods],
  },
  {
    at: "blueprints/disruption-budgets/disruption-budgets.yaml:40",
    kind: "EC2NodeClass",
    spec: { amiSelectorTerms: [{ alias: "bottlerocket@latest" }] },
    says: { nodeClass: { amiFamily: "Bottlerocket" } },
    outcome: "differs harmlessly",
    differs: [maxPods],
  },
  {
    at: "blueprints/dynamic-disk-ebs-volume/ebs-dynamic-resize.yaml:1",
    kind: "EC2NodeClass",
    spec: {
      amiFamily: "AL2023",
      amiSelectorTerms: [{ alias: "al2023@v20250715" }],
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      instanceStorePolicy: "RAID0",
      blockDeviceMappings: [
        { deviceName: "/dev/xvda", ...gp3, volumeSize: "20Gi", deleteOnTermination: true, encrypted: true },
      ],
      userData: userData.shell,
    },
    says: {
      nodeClass: {
        amiAlias: "al2023@v20250715",
        instanceStorePolicy: "RAID0",
        disks: [{ deviceName: "/dev/xvda", sizeGiB: 20 }],
        userData: userData.shell,
      },
      stack: { cluster: { version: "1.33" } },
    },
    outcome: "differs harmlessly",
    differs: [maxPods],
  },
  {
    at: "blueprints/multi-ebs/multi-ebs.yaml:54",
    kind: "EC2NodeClass",
    spec: {
      amiFamily: "Bottlerocket",
      amiSelectorTerms: [{ alias: "bottlerocket@v1.39.1" }],
      blockDeviceMappings: [
        { deviceName: "/dev/xvda", ...gp3, volumeSize: "20Gi", deleteOnTermination: true },
        { deviceName: "/dev/xvdb", ...gp3, volumeSize: "100Gi", deleteOnTermination: true },
      ],
    },
    says: {
      nodeClass: {
        amiAlias: "bottlerocket@v1.39.1",
        disks: [
          { deviceName: "/dev/xvda", sizeGiB: 20 },
          { deviceName: "/dev/xvdb", sizeGiB: 100 },
        ],
      },
      stack: { cluster: { version: "1.33" } },
    },
    outcome: "differs harmlessly",
    differs: [maxPods, encrypted("/dev/xvda"), encrypted("/dev/xvdb")],
  },
  ...(["README.md:58", "test.sh:145"] as const).map(
    (place): Block => ({
      at: `blueprints/neuron-workload/${place}`,
      kind: "EC2NodeClass",
      spec: acceleratedClass,
      says: saysAcceleratedClass,
      outcome: "differs harmlessly",
      differs: [maxPods, encrypted("/dev/xvda")],
    }),
  ),
  {
    at: "blueprints/node-overlay/gpu-nodeclass.yaml:8",
    kind: "EC2NodeClass",
    spec: {
      amiSelectorTerms: [{ alias: "bottlerocket@latest" }],
      tags: { intent: "gpu-workloads", "karpenter.sh/discovery": "platform" },
      userData: userData.toml,
    },
    says: {
      nodeClass: {
        amiFamily: "Bottlerocket",
        tags: { intent: "gpu-workloads", "karpenter.sh/discovery": "platform" },
        userData: userData.toml,
      },
    },
    outcome: "differs harmlessly",
    differs: [maxPods],
  },
  {
    at: "blueprints/nvidia-gpu-workload/README.md:55",
    kind: "EC2NodeClass",
    spec: acceleratedClass,
    says: saysAcceleratedClass,
    outcome: "differs harmlessly",
    differs: [maxPods, encrypted("/dev/xvda")],
  },
  {
    at: "blueprints/reserved-capacity/migration-nodeclass.yaml:1",
    kind: "EC2NodeClass",
    spec: { amiSelectorTerms: [{ alias: "al2023@latest" }] },
    says: {},
    outcome: "differs harmlessly",
    differs: [maxPods],
  },
  {
    at: "blueprints/reserved-capacity/odcr.yaml:1",
    kind: "EC2NodeClass",
    spec: {
      amiSelectorTerms: [{ alias: "al2023@latest" }],
      capacityReservationSelectorTerms: [{ tags: { intent: "apps", project: "platform" } }],
    },
    says: {
      nodeClass: { capacityReservations: [{ tags: { intent: "apps", project: "platform" } }] },
      pool: { capacityTypes: ["reserved", "on-demand"] },
    },
    outcome: "differs harmlessly",
    differs: [maxPods],
  },
  {
    at: `${soci}/README.md:85`,
    kind: "EC2NodeClass",
    part: true,
    spec: { blockDeviceMappings: [fastRoot] },
    says: { nodeClass: { disks: [saysFastRoot] } },
    outcome: "differs harmlessly",
    differs: [deleted("/dev/xvda"), encrypted("/dev/xvda")],
  },
  {
    at: `${soci}/README.md:109`,
    kind: "EC2NodeClass",
    part: true,
    spec: { blockDeviceMappings: fastBottlerocket },
    says: { nodeClass: { amiFamily: "Bottlerocket", disks: saysFastBottlerocket } },
    outcome: "differs harmlessly",
    differs: [deleted("/dev/xvda"), deleted("/dev/xvdb")],
  },
  {
    at: `${soci}/README.md:162`,
    kind: "EC2NodeClass",
    part: true,
    spec: { userData: userData.nodeConfig },
    says: { nodeClass: { userData: userData.nodeConfig } },
    outcome: "same",
  },
  {
    at: `${soci}/README.md:184`,
    kind: "EC2NodeClass",
    part: true,
    spec: { userData: userData.mime },
    says: { nodeClass: { userData: userData.mime } },
    outcome: "same",
  },
  {
    at: `${soci}/README.md:232`,
    kind: "EC2NodeClass",
    part: true,
    spec: { userData: userData.toml },
    says: { nodeClass: { amiFamily: "Bottlerocket", userData: userData.toml } },
    outcome: "same",
  },
  {
    at: `${soci}/README.md:272`,
    kind: "EC2NodeClass",
    part: true,
    spec: { instanceStorePolicy: "RAID0", blockDeviceMappings: [fastRoot], userData: userData.nodeConfig },
    says: { nodeClass: { instanceStorePolicy: "RAID0", disks: [saysFastRoot], userData: userData.nodeConfig } },
    outcome: "differs harmlessly",
    differs: [deleted("/dev/xvda"), encrypted("/dev/xvda")],
  },
  {
    at: `${soci}/README.md:315`,
    kind: "EC2NodeClass",
    part: true,
    spec: { blockDeviceMappings: fastBottlerocket, userData: userData.toml },
    says: { nodeClass: { amiFamily: "Bottlerocket", disks: saysFastBottlerocket, userData: userData.toml } },
    outcome: "differs harmlessly",
    differs: [deleted("/dev/xvda"), deleted("/dev/xvdb")],
  },
  {
    at: `${soci}/soci-snapshotter.yaml:1`,
    kind: "EC2NodeClass",
    spec: {
      amiSelectorTerms: [{ alias: "al2023@latest" }],
      instanceStorePolicy: "RAID0",
      blockDeviceMappings: [fastRoot],
      userData: userData.nodeConfig,
    },
    says: { nodeClass: { instanceStorePolicy: "RAID0", disks: [saysFastRoot], userData: userData.nodeConfig } },
    outcome: "differs harmlessly",
    differs: [maxPods, deleted("/dev/xvda"), encrypted("/dev/xvda")],
  },
  {
    at: `${soci}/soci-snapshotter.yaml:68`,
    kind: "EC2NodeClass",
    spec: {
      amiSelectorTerms: [{ alias: "bottlerocket@latest" }],
      instanceStorePolicy: "RAID0",
      blockDeviceMappings: fastBottlerocket,
      userData: userData.toml,
    },
    says: {
      nodeClass: {
        amiFamily: "Bottlerocket",
        instanceStorePolicy: "RAID0",
        disks: saysFastBottlerocket,
        userData: userData.toml,
      },
    },
    outcome: "differs harmlessly",
    differs: [maxPods, deleted("/dev/xvda"), deleted("/dev/xvdb")],
  },
  {
    at: `${soci}/soci-snapshotter.yaml:147`,
    kind: "EC2NodeClass",
    spec: { amiSelectorTerms: [{ alias: "al2023@latest" }], blockDeviceMappings: [fastRoot] },
    says: { nodeClass: { disks: [saysFastRoot] } },
    outcome: "differs harmlessly",
    differs: [maxPods, deleted("/dev/xvda"), encrypted("/dev/xvda")],
  },
  ...Object.entries({
    "README.md:53": "bottlerocket@latest",
    "static-nodeclass.yaml:1": "bottlerocket@latest",
    "test.sh:103": "al2023@latest",
  }).map(
    ([place, alias]): Block => ({
      at: `blueprints/static-nodepool/${place}`,
      kind: "EC2NodeClass",
      spec: staticClass(alias),
      says: saysStaticClass(alias),
      outcome: "differs harmlessly",
      differs: [maxPods],
    }),
  ),
  {
    at: "blueprints/update-nodes-with-drift/latest-current-ami.yaml:1",
    kind: "EC2NodeClass",
    spec: {
      amiSelectorTerms: [{ id: "ami-0123456789abcdef0" }, { id: "ami-0123456789abcdef1" }],
      tags: { KubernetesVersion: "1.31" },
    },
    says: {
      nodeClass: {
        amiFamily: "AL2023",
        amiSelectorTerms: [{ id: "ami-0123456789abcdef0" }, { id: "ami-0123456789abcdef1" }],
        tags: { KubernetesVersion: "1.31" },
      },
    },
    outcome: "differs harmlessly",
    differs: [family, maxPods],
  },
  {
    at: "blueprints/userdata/userdata.yaml:1",
    kind: "EC2NodeClass",
    spec: { amiSelectorTerms: [{ alias: "al2023@2023.0.20230222" }], userData: userData.mime },
    says: { nodeClass: { amiAlias: "al2023@2023.0.20230222", userData: userData.mime } },
    outcome: "rightly refused",
    rule: "value",
  },
  {
    at: "cluster/terraform/karpenter.tf:58",
    kind: "EC2NodeClass",
    spec: { amiSelectorTerms: [{ alias: "al2023@latest" }], tags: terraformTags },
    says: { nodeClass: { tags: terraformTags } },
    outcome: "differs harmlessly",
    differs: [maxPods],
  },
];
