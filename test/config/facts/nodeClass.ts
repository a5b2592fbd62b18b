/** Facts karpenter 4.4, in their order and words. */
import { type Fact, ofClass } from "./fact";

const disk = { deviceName: "/dev/xvda", sizeGiB: 50 };
const cr = "cr-0123456789abcdef0";
const terms = (...list: readonly object[]) => ({ amiFamily: "AL2023", amiSelectorTerms: list });
const reservations = (...list: readonly object[]) => ({ capacityReservations: list });

export const rejected: readonly Fact[] = [
  { title: "both or neither of role/instanceProfile", because: "the program writes exactly one" },
  ofClass("no amiSelectorTerms", terms(), "amiSelectorTerms"),
  {
    title: "empty subnet list",
    config: { network: { existing: { vpcId: "vpc-1a2b3c4d", privateSubnetIds: [] } } },
    path: "network.existing.privateSubnetIds",
  },
  ofClass("empty SG list", { securityGroupIds: [] }, "securityGroupIds"),
  ofClass("alias without `@`", { amiAlias: "al2023" }, "amiAlias"),
  ofClass("alias of upper case", { amiAlias: "AL2023@latest" }, "amiAlias"),
  ofClass("alias of unknown family", { amiAlias: "ubuntu@latest" }, "amiAlias"),
  ofClass("windows with a version", { amiAlias: "windows2022@v1.2" }, "amiAlias"),
  ofClass("alias plus second term", { amiAlias: "al2023@latest", ...terms({ name: "golden" }) }, "amiSelectorTerms"),
  ofClass("id+name in one term", terms({ id: "ami-1a2b3c4d", name: "golden" }), "amiSelectorTerms[0].id"),
  ofClass("owner only", terms({ owner: "self" }), "amiSelectorTerms[0]"),
  ofClass("an empty term", terms({}), "amiSelectorTerms[0]"),
  ofClass("amiFamily mismatch", { amiFamily: "Bottlerocket", amiAlias: "al2023@latest" }, "amiFamily"),
  ofClass("amiFamily missing", { amiSelectorTerms: [{ name: "golden" }] }, "amiFamily"),
  { title: "subnet id+tags", because: "the program selects subnets by id alone" },
  { title: "SG name+tags (single term)", because: "the program selects security groups by id alone" },
  ofClass("empty tag key in a selector", terms({ tags: { "": "x" } }), 'amiSelectorTerms[0].tags[""]'),
  ofClass("empty tag value in a selector", terms({ tags: { golden: "" } }), "amiSelectorTerms[0].tags.golden"),
  ofClass(
    "empty tag key in a reservation's selector",
    reservations({ tags: { "": "x" } }),
    'capacityReservations[0].tags[""]',
  ),
  ...[
    "eks:eks-cluster-name",
    "kubernetes.io/cluster/dev",
    "karpenter.sh/nodepool",
    "karpenter.sh/nodeclaim",
    "karpenter.k8s.aws/ec2nodeclass",
  ].map((key) => ofClass(`restricted tag ${key}`, { tags: { [key]: "x" } }, `tags["${key}"]`)),
  ofClass("restricted tag: empty key", { tags: { "": "x" } }, 'tags[""]'),
  ofClass("non-string tags", { tags: { cost: 4711 } }, "tags.cost"),
  ofClass(
    "evictionSoft without grace",
    { kubelet: { evictionSoft: { "memory.available": "5%" } } },
    'kubelet.evictionSoft["memory.available"]',
  ),
  ofClass(
    "grace without evictionSoft",
    { kubelet: { evictionSoftGracePeriod: { "memory.available": "1m" } } },
    'kubelet.evictionSoftGracePeriod["memory.available"]',
  ),
  ofClass("unknown reserved key", { kubelet: { systemReserved: { gpu: "1" } } }, "kubelet.systemReserved.gpu"),
  ofClass("negative reserved quantity", { kubelet: { kubeReserved: { cpu: "-1" } } }, "kubelet.kubeReserved.cpu"),
  ofClass(
    "unknown eviction signal",
    { kubelet: { evictionHard: { "cpu.available": "5%" } } },
    'kubelet.evictionHard["cpu.available"]',
  ),
  ofClass(
    "imageGC equal",
    { kubelet: { imageGCHighThresholdPercent: 80, imageGCLowThresholdPercent: 80 } },
    "kubelet.imageGCLowThresholdPercent",
  ),
  ofClass("ebs with neither size nor snapshot", { disks: [{ deviceName: "/dev/xvda" }] }, "disks[0].sizeGiB"),
  { title: "volumeSize 100 (int)", because: "the config's sizeGiB is a number, and the program writes it as 100Gi" },
  ofClass('volumeSize "100GiB"', { disks: [{ ...disk, sizeGiB: "100GiB" }] }, "disks[0].sizeGiB"),
  ofClass("volumeSize above 59000Gi", { disks: [{ ...disk, sizeGiB: 59_001 }] }, "disks[0].sizeGiB"),
  ofClass(
    "two rootVolumes",
    {
      disks: [
        { ...disk, rootVolume: true },
        { deviceName: "/dev/xvdb", sizeGiB: 1, rootVolume: true },
      ],
    },
    "disks[1].rootVolume",
  ),
  ofClass(
    "hop limit 0",
    { metadataOptions: { httpPutResponseHopLimit: 0 } },
    "metadataOptions.httpPutResponseHopLimit",
  ),
  ofClass(
    "hop limit 65",
    { metadataOptions: { httpPutResponseHopLimit: 65 } },
    "metadataOptions.httpPutResponseHopLimit",
  ),
  ofClass("instanceStorePolicy other", { instanceStorePolicy: "RAID1" }, "instanceStorePolicy"),
  ofClass(
    "placement group name+id",
    { placementGroupSelector: { name: "x", id: "pg-1" } },
    "placementGroupSelector.id",
  ),
  ofClass("empty connectionTracking", { connectionTracking: {} }, "connectionTracking"),
  ofClass(
    "capacity reservation id+owner",
    reservations({ id: cr, ownerId: "123456789012" }),
    "capacityReservations[0].id",
  ),
  ofClass("capacity reservation owner alone", reservations({ ownerId: "123456789012" }), "capacityReservations[0]"),
  ofClass(
    "networkInterfaces without primary",
    { networkInterfaces: [{ networkCardIndex: 1, deviceIndex: 1, interfaceType: "interface" }] },
    "networkInterfaces",
  ),
];

export const acceptedButWrong: readonly Fact[] = [
  ofClass("id+ssmParameter in one term", terms({ id: "ami-1a2b3c4d", ssmParameter: "/x" }), "amiSelectorTerms[0].id"),
  ofClass(
    "alias+ssmParameter in one term",
    { amiAlias: "al2023@latest", ...terms({ ssmParameter: "/x" }) },
    "amiSelectorTerms",
  ),
  {
    title: "subnet/SG id+tags in one term as long as another term is clean",
    because: "the program selects both by id alone",
  },
  ofClass(
    "CR id+tags in one term as long as another term is clean",
    reservations({ id: "cr-1a2b3c4d" }, { id: cr, tags: { a: "b" } }),
    "capacityReservations[1].id",
  ),
  ofClass("id regex for ami is unanchored", terms({ id: "xami-1a2b3c4d" }), "amiSelectorTerms[0].id"),
  ofClass("id regex for sg is unanchored", { securityGroupIds: ["sg-1a2b3c4d?"] }, "securityGroupIds[0]"),
  {
    title: "id regex for subnet is unanchored",
    config: {
      network: { existing: { vpcId: "vpc-1a2b3c4d", privateSubnetIds: ["subnet-1a2b3c4d", "my-subnet-1a2b3c4d"] } },
    },
    path: "network.existing.privateSubnetIds[1]",
  },
];

export const neverReady: readonly Fact[] = [
  ofClass("UnsupportedAlias (al2 on K8s >= 1.33)", { amiAlias: "al2@v20240807" }, "amiAlias"),
  ofClass("amiFamily AL2", { amiFamily: "AL2" }, "amiFamily"),
  ofClass("windows2025 needs K8s >= 1.35", { amiFamily: "Windows2025" }, "amiFamily", {
    cluster: { version: "1.34" },
  }),
  ofClass("UserDataSizeLimitExceeded (16,384 bytes rendered)", { userData: "x".repeat(16_385) }, "userData"),
  {
    title: "CreateFleetAuthCheckFailed and its like",
    because: "they are the account's permissions; disableDryRun is among the checked Helm values",
  },
];
