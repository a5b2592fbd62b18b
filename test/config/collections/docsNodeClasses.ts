/**
 * EC2NodeClasses in the documentation of Karpenter 1.14 (website/content/en/v1.14 of aws/karpenter-provider-aws at
 * 1d927085): those that name their kind, and parts that show fields of one. Names and ids are filled in. Not a test.
 */
import { type Block, type Difference, type NodeClassFacts, outcomeOf, type Says, userData } from "./block";
import { deleted, maxPods } from "./differences";

const page = "concepts/nodeclasses.md";

/** A part of a node class; `more` is what the stack says besides it. */
function part(
  at: string,
  spec: NodeClassFacts,
  nodeClass: object,
  differs: readonly Difference[] = [],
  more: Says = {},
): Block {
  const says = { nodeClass: { ...nodeClass }, ...more };
  return { at, kind: "EC2NodeClass", part: true, spec, says, ...outcomeOf(differs) };
}

function refused(at: string, rule: string, spec: NodeClassFacts, nodeClass: object): Block {
  return { ...part(at, spec, nodeClass), outcome: "rightly refused", rule };
}

/** AMIs of one's own, which the config says in the same words. */
function amis(at: string, ...terms: readonly object[]): Block {
  return part(at, { amiSelectorTerms: terms }, { amiFamily: "AL2023", amiSelectorTerms: terms });
}

function reservations(at: string, ...terms: readonly object[]): Block {
  return part(at, { capacityReservationSelectorTerms: terms }, { capacityReservations: terms });
}

const cr = (last: number) => `cr-0123456789abcdef${last}`;
const ami = (last: number) => `ami-0123456789abcdef${last}`;
const pg = "pg-0123456789abcdef0";

const ownAmis = [
  { tags: { "karpenter.sh/discovery": "platform", environment: "test" } },
  { name: "my-ami" },
  { id: ami(0) },
  { ssmParameter: "my-custom-parameter" },
] as const;
const amisOfOthers = [
  { name: "my-ami", owner: "self" },
  { name: "my-ami", owner: "0123456789" },
] as const;
const ownReservations = [
  { tags: { "karpenter.sh/discovery": "platform" } },
  { id: cr(0) },
  { instanceMatchCriteria: "open" },
] as const;
/** A pinned AMI, and the minor that it is of. */
const pinned = "al2023@v20240807";
const itsMinor = { stack: { cluster: { version: "1.30" } } } as const;

const metadataOptions = {
  httpEndpoint: "enabled",
  httpProtocolIPv6: "disabled",
  httpPutResponseHopLimit: 1,
  httpTokens: "required",
} as const;

const firstSignals = ["memory.available", "nodefs.available", "nodefs.inodesFree"] as const;
const allSignals = [...firstSignals, "imagefs.available", "imagefs.inodesFree", "pid.available"] as const;
/** Eviction signals with a value each. */
function signals(names: readonly string[], ...values: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name, index) => [name, values[index]!]));
}

const kubelet = {
  podsPerCore: 2,
  maxPods: 20,
  systemReserved: { cpu: "100m", memory: "100Mi", "ephemeral-storage": "1Gi" },
  kubeReserved: { cpu: "200m", memory: "100Mi", "ephemeral-storage": "3Gi" },
  evictionHard: signals(firstSignals, "5%", "10%", "10%"),
  evictionSoft: signals(firstSignals, "500Mi", "15%", "15%"),
  evictionSoftGracePeriod: signals(firstSignals, "1m", "1m30s", "2m"),
  evictionMaxPodGracePeriod: 60,
  imageGCHighThresholdPercent: 85,
  imageGCLowThresholdPercent: 80,
  cpuCFSQuota: true,
  clusterDNS: ["10.0.1.100"],
} as const;

/** Two halves of one setting: a soft threshold needs its grace period. */
const thresholds = {
  evictionHard: signals(allSignals, "500Mi", "10%", "10%", "5%", "5%", "7%"),
  evictionSoft: signals(allSignals, "1Gi", "15%", "15%", "10%", "10%", "10%"),
} as const;
const grace = {
  evictionSoftGracePeriod: signals(allSignals, "1m", "1m30s", "2m", "1m30s", "2m", "2m"),
  evictionMaxPodGracePeriod: 60,
} as const;

const keyed = {
  deviceName: "/dev/xvda",
  volumeSize: "100Gi",
  volumeType: "gp3",
  iops: 10000,
  encrypted: true,
  kmsKeyID: "1234abcd-12ab-34cd-56ef-1234567890ab",
  deleteOnTermination: true,
  throughput: 125,
  snapshotID: "snap-0123456789",
  volumeInitializationRate: 100,
} as const;

const saysKeyed = {
  deviceName: "/dev/xvda",
  sizeGiB: 100,
  iops: 10000,
  throughput: 125,
  kmsKeyId: keyed.kmsKeyID,
  snapshotId: keyed.snapshotID,
  volumeInitializationRate: 100,
} as const;

const tracking = { tcpEstablishedTimeout: 300, udpStreamTimeout: 120, udpTimeout: 45 } as const;
const interfaces = (second: string) => [
  { networkCardIndex: 0, deviceIndex: 0, interfaceType: "interface" },
  { networkCardIndex: 0, deviceIndex: 1, interfaceType: second },
];
const tags = {
  InternalAccountingTag: "1234",
  "dev.corp.net/app": "Calculator",
  "dev.corp.net/team": "MyTeam",
} as const;

/** A mapping that Karpenter takes for a family where a node class has none. */
const mapping = (deviceName: string, GiB: number) => ({
  deviceName,
  volumeSize: `${GiB}Gi`,
  volumeType: "gp3",
  encrypted: true,
});

export const docsNodeClasses: readonly Block[] = [
  {
    // The page that names every field.
    at: `${page}:26`,
    kind: "EC2NodeClass",
    spec: {
      kubelet,
      amiFamily: "AL2",
      amiSelectorTerms: ownAmis,
      capacityReservationSelectorTerms: ownReservations,
      placementGroupSelector: { name: "my-pg", id: pg },
      tags: { team: "team-a", app: "team-a-app" },
      metadataOptions,
      connectionTracking: tracking,
      blockDeviceMappings: [keyed],
      networkInterfaces: interfaces("interface"),
      instanceStorePolicy: "RAID0",
      userData: userData.shell,
      detailedMonitoring: true,
      associatePublicIPAddress: true,
    },
    says: {
      nodeClass: {
        kubelet,
        amiFamily: "AL2023",
        amiSelectorTerms: ownAmis,
        capacityReservations: ownReservations,
        placementGroupSelector: { name: "my-pg" },
        tags: { app: "team-a-app" },
        connectionTracking: tracking,
        disks: [saysKeyed],
        networkInterfaces: interfaces("interface"),
        instanceStorePolicy: "RAID0",
        userData: userData.shell,
        detailedMonitoring: true,
      },
    },
    outcome: "differs harmlessly",
    differs: [
      {
        field: "placementGroupSelector",
        theirs: { name: "my-pg", id: pg },
        ours: { name: "my-pg" },
        because: "Karpenter refuses name and id together",
      },
      { field: "amiFamily", theirs: "AL2", ours: "AL2023", because: "AL2's last Kubernetes was 1.32" },
      { field: "associatePublicIPAddress", theirs: true, because: "nodes are in private subnets" },
      { field: "tags[team]", theirs: "team-a", because: "the program writes it: the team's name" },
    ],
  },
  part(`${page}:271`, { kubelet }, { kubelet }),
  {
    at: `${page}:307`,
    kind: "EC2NodeClass",
    spec: { amiSelectorTerms: [{ alias: pinned }], kubelet: { maxPods: 42 }, userData: userData.nodeConfig },
    says: {
      nodeClass: { amiAlias: pinned, kubelet: { maxPods: 42 }, userData: userData.nodeConfig },
      ...itsMinor,
    },
    outcome: "same",
  },
  refused(`${page}:371`, "soft-eviction-has-grace", { kubelet: thresholds }, { kubelet: thresholds }),
  refused(`${page}:408`, "soft-eviction-has-grace", { kubelet: grace }, { kubelet: grace }),
  refused(
    `${page}:450`,
    "word",
    {
      amiFamily: "AL2",
      amiSelectorTerms: [{ id: ami(0) }],
      blockDeviceMappings: [{ ...mapping("/dev/sda1", 20), rootVolume: true }],
    },
    {
      amiFamily: "AL2",
      amiSelectorTerms: [{ id: ami(0) }],
      disks: [{ deviceName: "/dev/sda1", sizeGiB: 20, rootVolume: true }],
    },
  ),
  amis(`${page}:760`, ...ownAmis),
  part(`${page}:846`, { amiSelectorTerms: [{ alias: pinned }] }, { amiAlias: pinned }, [], itsMinor),
  amis(`${page}:853`, { tags: { "karpenter.sh/discovery/MyClusterName": "*" } }),
  amis(`${page}:860`, { name: "my-ami" }),
  amis(`${page}:866`, { tags: { Name: "my-ami" } }),
  refused(
    `${page}:873`,
    "value",
    { amiSelectorTerms: amisOfOthers },
    { amiFamily: "AL2023", amiSelectorTerms: amisOfOthers },
  ),
  amis(`${page}:882`, { name: "*EKS*" }),
  amis(`${page}:889`, { name: "*", owner: "self" }),
  amis(`${page}:897`, { id: ami(0) }, { id: ami(1) }),
  amis(`${page}:904`, { ssmParameter: "my-custom-parameter" }),
  reservations(`${page}:937`, { id: cr(0) }, { id: cr(1) }),
  reservations(`${page}:946`, { tags: { key1: "foo", key2: "bar" } }, { tags: { key3: "foobar" } }),
  part(
    `${page}:960`,
    { capacityReservationSelectorTerms: [{ tags: { key: "foo" }, ownerID: "012345678901" }] },
    { capacityReservations: [{ tags: { key: "foo" }, ownerId: "012345678901" }] },
  ),
  reservations(`${page}:972`, { instanceMatchCriteria: "open" }),
  reservations(`${page}:981`, { instanceMatchCriteria: "targeted", tags: { key: "foo" } }),
  reservations("tasks/odcrs.md:24", { tags: { application: "foobar" } }, { id: "cr-56fac701cc1951b03" }),
  ...Object.entries({ 1009: { id: pg }, 1017: { name: "my-pg-a" } }).map(([line, selector]) =>
    part(`${page}:${line}`, { placementGroupSelector: selector }, { placementGroupSelector: selector }),
  ),
  part(`${page}:1037`, { tags }, { tags }),
  part(`${page}:1057`, { metadataOptions }, {}),
  part(`${page}:1103`, { blockDeviceMappings: [keyed] }, { disks: [saysKeyed] }),
  // The defaults of AL2 and AL2023, Bottlerocket and Windows.
  ...[1122, 1133].map((line) =>
    part(
      `${page}:${line}`,
      { blockDeviceMappings: [mapping("/dev/xvda", 20)] },
      { disks: [{ deviceName: "/dev/xvda", sizeGiB: 20 }] },
      [deleted("/dev/xvda")],
    ),
  ),
  part(
    `${page}:1144`,
    { blockDeviceMappings: [mapping("/dev/xvda", 4), mapping("/dev/xvdb", 20)] },
    {
      amiFamily: "Bottlerocket",
      disks: [
        { deviceName: "/dev/xvda", sizeGiB: 4 },
        { deviceName: "/dev/xvdb", sizeGiB: 20 },
      ],
    },
    [deleted("/dev/xvda"), deleted("/dev/xvdb")],
  ),
  refused(
    `${page}:1162`,
    "word",
    { blockDeviceMappings: [mapping("/dev/sda1", 50)] },
    { amiFamily: "Windows2022", disks: [{ deviceName: "/dev/sda1", sizeGiB: 50 }] },
  ),
  part(`${page}:1182`, { networkInterfaces: interfaces("efa-only") }, { networkInterfaces: interfaces("efa-only") }),
  part(`${page}:1206`, { instanceStorePolicy: "RAID0" }, { instanceStorePolicy: "RAID0" }),
  part(
    `${page}:1245`,
    { amiFamily: "Bottlerocket", userData: userData.toml },
    { amiFamily: "Bottlerocket", userData: userData.toml },
  ),
  ...[1271, 1379].map((line) =>
    refused(
      `${page}:${line}`,
      "word",
      { amiFamily: "AL2", userData: userData.shell },
      { amiFamily: "AL2", userData: userData.shell },
    ),
  ),
  refused(
    `${page}:1651`,
    "word",
    { userData: userData.powershell },
    { amiFamily: "Windows2022", userData: userData.powershell },
  ),
  part(`${page}:1669`, { detailedMonitoring: true }, { detailedMonitoring: true }),
  ...[
    "getting-started-with-karpenter/scripts/step12-add-nodepool.sh",
    "migrating-from-cas/scripts/step10-create-nodepool.sh",
  ].map(
    (script): Block => ({
      at: `getting-started/${script}:36`,
      kind: "EC2NodeClass",
      spec: { amiSelectorTerms: [{ alias: "al2023@v20260114" }] },
      says: { nodeClass: { amiAlias: "al2023@v20260114" } },
      outcome: "differs harmlessly",
      differs: [maxPods],
    }),
  ),
];
