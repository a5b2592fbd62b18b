/** A case for every rule of the EC2NodeClass CRD. */
import { ofClass } from "../../../../config/facts/fact";
import { type CrdCase, withValue } from "./crdCase";

type Json = Readonly<Record<string, unknown>>;
type Cases = Readonly<Record<string, CrdCase>>;

const tags = { team: "dotori" };
const soft = { "memory.available": "5%" };

/** A spec that the server of Karpenter 1.15 admits and that has a value at every place that a rule is about. */
export const nodeClassSpec: Json = {
  amiFamily: "AL2023",
  amiSelectorTerms: [{ tags }],
  role: "nodes",
  subnetSelectorTerms: [{ tags }],
  securityGroupSelectorTerms: [{ tags }],
  capacityReservationSelectorTerms: [{ tags, ownerID: "123456789012", instanceMatchCriteria: "open" }],
  placementGroupSelector: { name: "close" },
  ipPrefixCount: 1,
  tags,
  instanceStorePolicy: "RAID0",
  cpuOptions: { nestedVirtualization: "enabled" },
  connectionTracking: { tcpEstablishedTimeout: 60, udpStreamTimeout: 60, udpTimeout: 30 },
  networkInterfaces: [{ networkCardIndex: 0, deviceIndex: 0, interfaceType: "interface" }],
  metadataOptions: {
    httpEndpoint: "enabled",
    httpProtocolIPv6: "disabled",
    httpPutResponseHopLimit: 1,
    httpTokens: "required",
  },
  blockDeviceMappings: [
    {
      deviceName: "/dev/xvda",
      ebs: { volumeSize: "20Gi", volumeType: "gp3", snapshotID: "snap-1", volumeInitializationRate: 100 },
    },
  ],
  enclaveOptions: { enabled: true },
  kubelet: {
    maxPods: 1,
    podsPerCore: 1,
    kubeReserved: { cpu: "1" },
    systemReserved: { cpu: "1" },
    evictionHard: soft,
    evictionSoft: soft,
    evictionSoftGracePeriod: { "memory.available": "1m" },
    imageGCHighThresholdPercent: 80,
    imageGCLowThresholdPercent: 70,
  },
};

const set = (place: string, value: unknown) => ({ invalid: [withValue(nodeClassSpec, place, value)] });
const settings = (value: object, path: string, stack: object = {}) => {
  const { config, path: whole } = ofClass("", value as Json, path, stack as Json);
  return { config, path: whole };
};
const byId = (what: string) => ({ because: `the program selects ${what} by id alone, and always by one at least` });
const ids = (what: string) => ({
  because: `the program takes ids of ${what} from resources, or from the config, which wants "${what}-" and hexadecimal digits`,
});

const primary = { networkCardIndex: 0, deviceIndex: 0, interfaceType: "interface" };
const manyInterfaces = Array.from({ length: 151 }, (_, deviceIndex) => ({ ...primary, deviceIndex: deviceIndex % 64 }));

const amiTerms = (...terms: readonly object[]) => ({ amiSelectorTerms: terms });
const reservations = (...terms: readonly object[]) => ({ capacityReservations: terms });
const disk = { deviceName: "/dev/xvda", sizeGiB: 50 };
const disks = (...list: readonly object[]) => ({ disks: list });
const kubelet = (value: object) => ({ kubelet: value });
const manyTags = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`k${index}`, "v"]));
const emptyTags = [{ "": "x" }, { x: "" }];
const alias = (value: string) => set("amiSelectorTerms", [{ alias: value }]);
const reservation = "cr-0123456789abcdef0";

const tagWords = {
  "empty tag keys aren't supported": "",
  "tag contains a restricted tag matching eks:eks-cluster-name": "eks:eks-cluster-name",
  "tag contains a restricted tag matching kubernetes.io/cluster/": "kubernetes.io/cluster/dev",
  "tag contains a restricted tag matching karpenter.sh/nodepool": "karpenter.sh/nodepool",
  "tag contains a restricted tag matching karpenter.sh/nodeclaim": "karpenter.sh/nodeclaim",
  "tag contains a restricted tag matching karpenter.k8s.aws/ec2nodeclass": "karpenter.k8s.aws/ec2nodeclass",
} as const;
const tagCases: Cases = Object.fromEntries(
  Object.entries(tagWords).map(([message, key]) => [
    `tags cel ${message}`,
    { ...settings({ tags: { [key]: "x" } }, `tags["${key}"]`), ...set("tags", { [key]: "x" }) },
  ]),
);

/** Families whose alias requires one amiFamily; the config refuses AL2 and Windows themselves. */
const families = ["AL2", "AL2023", "Bottlerocket", "Windows2019", "Windows2022", "Windows2025"] as const;
const familyCases: Cases = Object.fromEntries(
  families.map((family) => {
    const name = `${family.toLowerCase()}@latest`;
    const other = family === "AL2023" ? "Bottlerocket" : "AL2023";
    const spec = { ...nodeClassSpec, amiFamily: other, amiSelectorTerms: [{ alias: name }] };
    const inConfig = settings(
      { amiFamily: other, amiAlias: name },
      /^(AL2$|Windows)/.test(family) ? "amiAlias" : "amiFamily",
    );
    const article = `if set, amiFamily must be '${family}' or 'Custom' when using ${/^A/.test(family) ? "an" : "a"} ${family} alias`;
    return [`cel ${article}`, { ...inConfig, invalid: [spec] }];
  }),
);

const signals =
  "['memory.available','nodefs.available','nodefs.inodesFree','imagefs.available','imagefs.inodesFree','pid.available']";
const unknownSignal = 'kubelet.KEY["cpu.available"]';
const evictionCases: Cases = Object.fromEntries(
  (["evictionHard", "evictionSoft", "evictionSoftGracePeriod"] as const).map((key) => {
    const invalid = { "cpu.available": key === "evictionSoftGracePeriod" ? "1m" : "5%" };
    return [
      `kubelet.${key} cel valid keys for ${key} are ${signals}`,
      {
        ...settings(kubelet({ [key]: invalid }), unknownSignal.replace("KEY", key)),
        ...set(`kubelet.${key}`, invalid),
      },
    ];
  }),
);
const reservedCases: Cases = Object.fromEntries(
  (["kubeReserved", "systemReserved"] as const).flatMap((key) => {
    const inConfig = (value: object, path: string) => settings(kubelet({ [key]: value }), `kubelet.${key}.${path}`);
    return [
      [
        `kubelet.${key} cel valid keys for ${key} are ['cpu','memory','ephemeral-storage','pid']`,
        { ...inConfig({ gpu: "1" }, "gpu"), ...set(`kubelet.${key}`, { gpu: "1" }) },
      ],
      [
        `kubelet.${key} cel ${key} value cannot be a negative resource quantity`,
        { ...inConfig({ cpu: "-1" }, "cpu"), ...set(`kubelet.${key}`, { cpu: "-1" }) },
      ],
      [`kubelet.${key}{} pattern`, inConfig({ cpu: "?!" }, "cpu")],
    ];
  }),
);

/** Terms that the program writes itself, from ids. */
function selectorCases(
  list: "subnetSelectorTerms" | "securityGroupSelectorTerms",
  id: "subnet" | "sg",
  fields: string,
): Cases {
  const both = byId(list);
  const kinds = list === "subnetSelectorTerms" ? "subnet" : "security group";
  return {
    [`${list} maxItems`]: both,
    [`${list} cel ${list} cannot be empty`]: { ...both, ...set(list, []) },
    [`${list} cel expected at least one, got none, ${fields}`]: { ...both, ...set(list, [{}]) },
    [`${list} cel 'id' is mutually exclusive, cannot be set with a combination of other fields in a ${kinds} selector term`]:
      {
        ...both,
        ...set(list, [{ id: `${id}-1`, tags }]),
      },
    [`${list}[].id pattern`]: { ...ids(id), ...set(list, [{ id: "?!" }]) },
    [`${list}[].tags maxProperties`]: both,
    [`${list}[].tags cel empty tag keys or values aren't supported`]: {
      ...both,
      invalid: emptyTags.map((invalid) => withValue(nodeClassSpec, `${list}[].tags`, invalid)),
    },
  };
}

export const nodeClassCases: Cases = {
  required: { because: "the program writes all three lists of terms for every class" },
  "cel must specify exactly one of ['role', 'instanceProfile']": {
    because: "the program writes exactly one",
    invalid: [withValue(nodeClassSpec, "role", undefined), { ...nodeClassSpec, instanceProfile: "x" }],
  },
  ...familyCases,
  "cel must specify amiFamily if amiSelectorTerms does not contain an alias": {
    because: "without one the program writes AL2023, or the alias's",
    ...set("amiFamily", undefined),
  },
  "amiFamily enum": settings({ amiFamily: "bogus" }, "amiFamily"),
  "amiSelectorTerms minItems": settings(amiTerms(), "amiSelectorTerms"),
  "amiSelectorTerms maxItems": settings(amiTerms(...Array(31).fill({ name: "golden" })), "amiSelectorTerms"),
  "amiSelectorTerms cel expected at least one, got none, ['tags', 'id', 'name', 'alias', 'ssmParameter']": {
    ...settings(amiTerms({ owner: "self" }), "amiSelectorTerms[0]"),
    ...set("amiSelectorTerms", [{ owner: "self" }]),
  },
  "amiSelectorTerms cel 'id' is mutually exclusive, cannot be set with a combination of other fields in amiSelectorTerms":
    {
      ...settings(amiTerms({ id: "ami-1a2b3c4d", name: "golden" }), "amiSelectorTerms[0].id"),
      ...set("amiSelectorTerms", [{ id: "ami-1", name: "golden" }]),
    },
  "amiSelectorTerms cel 'alias' is mutually exclusive, cannot be set with a combination of other fields in amiSelectorTerms":
    {
      ...settings(amiTerms({ alias: "al2023@latest", name: "golden" }), "amiSelectorTerms[0].alias"),
      ...set("amiSelectorTerms", [{ alias: "al2023@latest", name: "golden" }]),
    },
  "amiSelectorTerms cel 'alias' is mutually exclusive, cannot be set with a combination of other amiSelectorTerms": {
    ...settings({ amiAlias: "al2023@latest", ...amiTerms({ name: "golden" }) }, "amiSelectorTerms"),
    ...set("amiSelectorTerms", [{ alias: "al2023@latest" }, { name: "golden" }]),
  },
  "amiSelectorTerms[].alias maxLength": {
    ...settings({ amiAlias: `al2023@v${"1".repeat(30)}` }, "amiAlias"),
    ...alias(`al2023@v${"1".repeat(30)}`),
  },
  "amiSelectorTerms[].alias cel 'alias' is improperly formatted, must match the format 'family@version'": {
    ...settings({ amiAlias: "al2023" }, "amiAlias"),
    ...alias("al2023"),
  },
  "amiSelectorTerms[].alias cel family is not supported, must be one of the following: 'al2', 'al2023', 'bottlerocket', 'windows2019', 'windows2022', 'windows2025'":
    {
      ...settings({ amiAlias: "ubuntu@latest" }, "amiAlias"),
      ...alias("ubuntu@latest"),
    },
  "amiSelectorTerms[].alias cel windows families may only specify version 'latest'": {
    ...settings({ amiAlias: "windows2022@v1.2" }, "amiAlias"),
    ...alias("windows2022@v1.2"),
  },
  "amiSelectorTerms[].id pattern": {
    ...settings(amiTerms({ id: "?!" }), "amiSelectorTerms[0].id"),
    ...set("amiSelectorTerms", [{ id: "?!" }]),
  },
  "amiSelectorTerms[].tags maxProperties": settings(amiTerms({ tags: manyTags }), "amiSelectorTerms[0].tags"),
  "amiSelectorTerms[].tags cel empty tag keys or values aren't supported": {
    ...settings(amiTerms({ tags: { golden: "" } }), "amiSelectorTerms[0].tags.golden"),
    invalid: emptyTags.map((invalid) => withValue(nodeClassSpec, "amiSelectorTerms[].tags", invalid)),
  },
  "blockDeviceMappings maxItems": settings(disks(...Array(51).fill(disk)), "disks"),
  "blockDeviceMappings cel must have only one blockDeviceMappings with rootVolume": {
    ...settings(
      disks({ ...disk, rootVolume: true }, { deviceName: "/dev/xvdb", sizeGiB: 1, rootVolume: true }),
      "disks[1].rootVolume",
    ),
    ...set("blockDeviceMappings", [{ rootVolume: true }, { rootVolume: true }]),
  },
  "blockDeviceMappings[].ebs cel snapshotID or volumeSize must be defined": {
    ...settings(disks({ deviceName: "/dev/xvda" }), "disks[0].sizeGiB"),
    ...set("blockDeviceMappings[].ebs", { encrypted: true }),
  },
  "blockDeviceMappings[].ebs cel snapshotID must be set when volumeInitializationRate is set": {
    ...settings(disks({ ...disk, volumeInitializationRate: 100 }), "disks[0].volumeInitializationRate"),
    ...set("blockDeviceMappings[].ebs", { volumeSize: "20Gi", volumeInitializationRate: 100 }),
  },
  "blockDeviceMappings[].ebs.volumeInitializationRate minimum": settings(
    disks({ ...disk, volumeInitializationRate: 99 }),
    "disks[0].volumeInitializationRate",
  ),
  "blockDeviceMappings[].ebs.volumeInitializationRate maximum": settings(
    disks({ ...disk, volumeInitializationRate: 301 }),
    "disks[0].volumeInitializationRate",
  ),
  "blockDeviceMappings[].ebs.volumeSize pattern": {
    ...settings(disks({ ...disk, sizeGiB: 59_001 }), "disks[0].sizeGiB"),
    ...set("blockDeviceMappings[].ebs.volumeSize", "59001Gi"),
  },
  "blockDeviceMappings[].ebs.volumeType enum": settings(disks({ ...disk, type: "bogus" }), "disks[0].type"),
  "capacityReservationSelectorTerms maxItems": settings(
    reservations(...Array(31).fill({ tags })),
    "capacityReservations",
  ),
  "capacityReservationSelectorTerms cel expected at least one, got none, ['tags', 'id', 'instanceMatchCriteria']": {
    ...settings(reservations({ ownerId: "123456789012" }), "capacityReservations[0]"),
    ...set("capacityReservationSelectorTerms", [{ ownerID: "123456789012" }]),
  },
  "capacityReservationSelectorTerms cel 'id' is mutually exclusive, cannot be set along with other fields in a capacity reservation selector term":
    {
      ...settings(reservations({ id: reservation, ownerId: "123456789012" }), "capacityReservations[0].id"),
      ...set("capacityReservationSelectorTerms", [{ id: reservation, ownerID: "123456789012" }]),
    },
  "capacityReservationSelectorTerms[].id pattern": {
    ...settings(reservations({ id: "?!" }), "capacityReservations[0].id"),
    ...set("capacityReservationSelectorTerms", [{ id: "?!" }]),
  },
  "capacityReservationSelectorTerms[].instanceMatchCriteria enum": settings(
    reservations({ tags, instanceMatchCriteria: "bogus" }),
    "capacityReservations[0].instanceMatchCriteria",
  ),
  "capacityReservationSelectorTerms[].ownerID pattern": settings(
    reservations({ tags, ownerId: "?!" }),
    "capacityReservations[0].ownerId",
  ),
  "capacityReservationSelectorTerms[].tags maxProperties": settings(
    reservations({ tags: manyTags }),
    "capacityReservations[0].tags",
  ),
  "capacityReservationSelectorTerms[].tags cel empty tag keys or values aren't supported": {
    ...settings(reservations({ tags: { "": "x" } }), 'capacityReservations[0].tags[""]'),
    invalid: emptyTags.map((invalid) => withValue(nodeClassSpec, "capacityReservationSelectorTerms[].tags", invalid)),
  },
  "connectionTracking cel at least one of tcpEstablishedTimeout, udpStreamTimeout, or udpTimeout must be set": {
    ...settings({ connectionTracking: {} }, "connectionTracking"),
    ...set("connectionTracking", {}),
  },
  ...Object.fromEntries(
    Object.entries({ tcpEstablishedTimeout: [59, 432_001], udpStreamTimeout: [59, 181], udpTimeout: [29, 61] }).flatMap(
      ([key, beyond]) =>
        (["minimum", "maximum"] as const).map((bound, index) => [
          `connectionTracking.${key} ${bound}`,
          settings({ connectionTracking: { [key]: beyond[index] } }, `connectionTracking.${key}`),
        ]),
    ),
  ),
  "cpuOptions.nestedVirtualization enum": settings(
    { cpuOptions: { nestedVirtualization: "bogus" } },
    "cpuOptions.nestedVirtualization",
  ),
  "instanceProfile cel instanceProfile cannot be empty": {
    because: "the program writes the profile that it makes, or a role",
    invalid: [{ ...withValue(nodeClassSpec, "role", undefined), instanceProfile: "" }],
  },
  "instanceStorePolicy enum": settings({ instanceStorePolicy: "bogus" }, "instanceStorePolicy"),
  "ipPrefixCount minimum": settings({ ipPrefixCount: -1 }, "ipPrefixCount"),
  "kubelet cel imageGCHighThresholdPercent must be greater than imageGCLowThresholdPercent": {
    ...settings(
      kubelet({ imageGCHighThresholdPercent: 80, imageGCLowThresholdPercent: 80 }),
      "kubelet.imageGCLowThresholdPercent",
    ),
    ...set("kubelet.imageGCLowThresholdPercent", 80),
  },
  "kubelet cel evictionSoft OwnerKey does not have a matching evictionSoftGracePeriod": {
    ...settings(kubelet({ evictionSoft: soft }), 'kubelet.evictionSoft["memory.available"]'),
    ...set("kubelet.evictionSoftGracePeriod", { "pid.available": "1m" }),
  },
  "kubelet cel evictionSoftGracePeriod OwnerKey does not have a matching evictionSoft": {
    ...settings(
      kubelet({ evictionSoftGracePeriod: { "memory.available": "1m" } }),
      'kubelet.evictionSoftGracePeriod["memory.available"]',
    ),
    ...set("kubelet.evictionSoft", { "pid.available": "5%" }),
  },
  "enclaveOptions required": { because: "no key of the config makes enclaveOptions" },
  ...evictionCases,
  "kubelet.evictionHard{} pattern": settings(
    kubelet({ evictionHard: { "memory.available": "5.125%" } }),
    'kubelet.evictionHard["memory.available"]',
  ),
  "kubelet.evictionSoft{} pattern": settings(
    kubelet({ evictionSoft: { "memory.available": "?!" } }),
    'kubelet.evictionSoft["memory.available"]',
  ),
  ...Object.fromEntries(
    ["imageGCHighThresholdPercent", "imageGCLowThresholdPercent"].flatMap((key) => [
      [`kubelet.${key} minimum`, settings(kubelet({ [key]: -1 }), `kubelet.${key}`)],
      [`kubelet.${key} maximum`, settings(kubelet({ [key]: 101 }), `kubelet.${key}`)],
    ]),
  ),
  ...reservedCases,
  "kubelet.maxPods minimum": settings(kubelet({ maxPods: -1 }), "kubelet.maxPods"),
  "kubelet.podsPerCore minimum": settings(kubelet({ podsPerCore: -1 }), "kubelet.podsPerCore"),
  "metadataOptions.httpEndpoint enum": settings(
    { metadataOptions: { httpEndpoint: "bogus" } },
    "metadataOptions.httpEndpoint",
  ),
  "metadataOptions.httpProtocolIPv6 enum": settings(
    { metadataOptions: { httpProtocolIPv6: "bogus" } },
    "metadataOptions.httpProtocolIPv6",
  ),
  "metadataOptions.httpPutResponseHopLimit minimum": settings(
    { metadataOptions: { httpPutResponseHopLimit: 0 } },
    "metadataOptions.httpPutResponseHopLimit",
  ),
  "metadataOptions.httpPutResponseHopLimit maximum": settings(
    { metadataOptions: { httpPutResponseHopLimit: 65 } },
    "metadataOptions.httpPutResponseHopLimit",
  ),
  "metadataOptions.httpTokens enum": settings(
    { metadataOptions: { httpTokens: "bogus" } },
    "metadataOptions.httpTokens",
  ),
  "networkInterfaces maxItems": settings({ networkInterfaces: manyInterfaces }, "networkInterfaces"),
  "networkInterfaces cel networkInterfaces must include a primary interface with interfaceType='interface'": {
    ...settings({ networkInterfaces: [{ ...primary, deviceIndex: 1 }] }, "networkInterfaces"),
    ...set("networkInterfaces", [{ ...primary, deviceIndex: 1 }]),
  },
  "networkInterfaces cel networkInterfaces must not have duplicate networkCardIndex and deviceIndex pairs, and can have at most one efa device per network card":
    {
      ...settings({ networkInterfaces: [primary, primary] }, "networkInterfaces[1]"),
      invalid: [
        [0, 0].map((deviceIndex) => ({ networkCardIndex: 0, deviceIndex, interfaceType: "interface" })),
        [0, 1, 2].map((deviceIndex) => ({
          networkCardIndex: 0,
          deviceIndex,
          interfaceType: deviceIndex === 0 ? "interface" : "efa-only",
        })),
      ].map((invalid) => withValue(nodeClassSpec, "networkInterfaces", invalid)),
    },
  "networkInterfaces[] required": settings(
    { networkInterfaces: [primary, { networkCardIndex: 1, deviceIndex: 1 }] },
    "networkInterfaces[1].interfaceType",
  ),
  "networkInterfaces[].deviceIndex minimum": settings(
    { networkInterfaces: [primary, { ...primary, deviceIndex: -1 }] },
    "networkInterfaces[1].deviceIndex",
  ),
  "networkInterfaces[].interfaceType enum": settings(
    { networkInterfaces: [primary, { ...primary, deviceIndex: 1, interfaceType: "efa" }] },
    "networkInterfaces[1].interfaceType",
  ),
  "networkInterfaces[].networkCardIndex minimum": settings(
    { networkInterfaces: [primary, { ...primary, networkCardIndex: -1 }] },
    "networkInterfaces[1].networkCardIndex",
  ),
  "placementGroupSelector cel expected at least one, got none, ['name', 'id']": {
    ...settings({ placementGroupSelector: {} }, "placementGroupSelector"),
    ...set("placementGroupSelector", {}),
  },
  "placementGroupSelector cel 'name' and 'id' are mutually exclusive": {
    ...settings({ placementGroupSelector: { name: "close", id: "pg-1" } }, "placementGroupSelector.id"),
    ...set("placementGroupSelector", { name: "close", id: "pg-1" }),
  },
  "placementGroupSelector.id pattern": {
    ...settings({ placementGroupSelector: { id: "?!" } }, "placementGroupSelector.id"),
    ...set("placementGroupSelector", { id: "?!" }),
  },
  "placementGroupSelector.name minLength": settings(
    { placementGroupSelector: { name: "" } },
    "placementGroupSelector.name",
  ),
  "role cel role cannot be empty": { because: "the program writes the role that it makes", ...set("role", "") },
  ...selectorCases("securityGroupSelectorTerms", "sg", "['tags', 'id', 'name']"),
  "securityGroupSelectorTerms cel 'name' is mutually exclusive, cannot be set with a combination of other fields in a security group selector term":
    {
      ...byId("security groups"),
      ...set("securityGroupSelectorTerms", [{ name: "nodes", tags }]),
    },
  ...selectorCases("subnetSelectorTerms", "subnet", "['tags', 'id']"),
  ...tagCases,
};
