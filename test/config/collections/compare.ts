/** What the program makes of a stack, and a block's facts, as flat fields that can be compared. Not a test. */
import { isDeepStrictEqual } from "node:util";
import type { Requirement } from "../../../capacity/kubernetes/requirement";
import type { NodePoolSpec, Taint } from "../../../capacity/nodePool/spec";
import { ownerKey, teamKey } from "../../../capacity/tenancy/labels";
import type { NodeClassConfig } from "../../../config";
import { type Block, type Difference, type NodeClassFacts, type PoolFacts, requirement } from "./block";

/** Field to value; what is absent or empty is no field. */
export type Fields = Readonly<Record<string, unknown>>;

/** Team of every stack here. */
export const team = "dotori";

/** What Karpenter fills in where a NodePool says nothing. Source: NodePool CRD v1.14.1. */
const poolDefaults: PoolFacts = {
  consolidationPolicy: "WhenEmptyOrUnderutilized",
  consolidateAfter: "0s",
  budgets: [{ nodes: "10%" }],
  expireAfter: "720h",
  nodeClassGroup: "karpenter.k8s.aws",
};

/** The same for an EC2NodeClass. */
const metadataDefaults = {
  httpEndpoint: "enabled",
  httpProtocolIPv6: "disabled",
  httpPutResponseHopLimit: 1,
  httpTokens: "required",
} as const;

/** Families by the alias that implies them. */
const aliasFamilies: Readonly<Record<string, string>> = {
  al2: "AL2",
  al2023: "AL2023",
  bottlerocket: "Bottlerocket",
  windows2019: "Windows2019",
  windows2022: "Windows2022",
  windows2025: "Windows2025",
};

/** The block's fields; those of a whole object with Karpenter's defaults. */
export function blockFields(block: Block): Fields {
  if (block.kind === "NodePool") return poolFields(block.part ? block.spec : { ...poolDefaults, ...block.spec });
  const { spec } = block;
  const metadataOptions = { ...metadataDefaults, ...spec.metadataOptions };
  const alias = spec.amiSelectorTerms?.map((term) => ("alias" in term ? String(term.alias).split("@")[0] : ""))[0];
  const amiFamily = spec.amiFamily ?? aliasFamilies[alias ?? ""];
  return nodeClassFields({
    ...spec,
    ...(amiFamily === undefined ? {} : { amiFamily }),
    ...(block.part && spec.metadataOptions === undefined ? {} : { metadataOptions }),
  });
}

/** Fields of the NodePool that the program makes, without the labels and the taint that say whose it is. */
export function madePoolFields({ template, disruption, limits, weight, replicas }: NodePoolSpec): Fields {
  const { nodeClassRef, taints = [], startupTaints = [], requirements, ...timing } = template.spec;
  return poolFields({
    ...timing,
    ...disruption,
    requirements: requirements.map(requirementText),
    labels: withoutOwn(template.metadata?.labels),
    annotations: { ...template.metadata?.annotations },
    taints: taints.filter(({ key }) => key !== teamKey).map(taintText),
    startupTaints: startupTaints.map(taintText),
    limits: { ...limits },
    ...(weight === undefined ? {} : { weight }),
    ...(replicas === undefined ? {} : { replicas }),
    nodeClassGroup: nodeClassRef.group,
  });
}

/** Fields of the EC2NodeClass that the program makes, without the tags that say whose it is. */
export function madeNodeClassFields(nodeClass: NodeClassConfig): Fields {
  const { amiFamily, amiAlias, kubelet, userData, instanceStorePolicy, detailedMonitoring } = nodeClass;
  return nodeClassFields(
    defined({
      amiFamily,
      amiSelectorTerms: amiAlias === undefined ? nodeClass.amiSelectorTerms : [{ alias: amiAlias }],
      blockDeviceMappings: nodeClass.disks?.map(({ sizeGiB, type, kmsKeyId, snapshotId, rootVolume, ...disk }) =>
        defined({
          ...disk,
          volumeSize: `${sizeGiB}Gi`,
          volumeType: type,
          kmsKeyID: kmsKeyId,
          snapshotID: snapshotId,
          rootVolume: rootVolume || undefined,
        }),
      ),
      kubelet,
      userData,
      tags: withoutOwn(nodeClass.tags),
      metadataOptions: nodeClass.metadataOptions,
      capacityReservationSelectorTerms: nodeClass.capacityReservations.map(({ ownerId, ...term }) =>
        defined({ ...term, ownerID: ownerId }),
      ),
      instanceStorePolicy,
      detailedMonitoring,
      ...nodeClass.launch,
    }),
  );
}

export type DifferingField = Pick<Difference, "field" | "theirs" | "ours">;

/** Fields that differ, by name; of a part only those whose first word it says. */
export function differences(block: Block, ours: Fields): readonly DifferingField[] {
  const theirs = blockFields(block);
  const said = Object.keys(block.spec);
  const fields = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])].sort();
  return fields
    .filter((field) => !block.part || said.includes(field.split(/[.[]/)[0]!))
    .filter((field) => !isDeepStrictEqual(theirs[field], ours[field]))
    .map((field) => defined({ field, theirs: theirs[field], ours: ours[field] }));
}

function poolFields(facts: PoolFacts): Fields {
  const { requirements = [], labels, annotations, limits, taints = [], startupTaints = [], ...rest } = facts;
  return flat({
    ...rest,
    ...entries("requirements", byKey(requirements.map(requirement))),
    ...entries("labels", labels),
    ...entries("annotations", annotations),
    ...entries("limits", limits),
    taints: [...taints].sort(),
    startupTaints: [...startupTaints].sort(),
  });
}

function nodeClassFields({
  tags,
  blockDeviceMappings = [],
  kubelet,
  metadataOptions,
  ...rest
}: NodeClassFacts): Fields {
  return flat({
    ...rest,
    ...entries("tags", tags),
    ...properties("kubelet", kubelet),
    ...properties("metadataOptions", metadataOptions),
    ...Object.assign(
      {},
      ...blockDeviceMappings.map(({ deviceName, ...ebs }) => properties(`blockDeviceMappings[${deviceName}]`, ebs)),
    ),
  });
}

/** What the requirements on each key say together. */
function byKey(requirements: readonly Requirement[]): Fields {
  const keys = [...new Set(requirements.map(({ key }) => key))];
  const of = (key: string) => requirements.filter((one) => one.key === key);
  return Object.fromEntries(keys.map((key) => [key, of(key).map(meaning).sort().join(", ")]));
}

/** A requirement without its key, in one spelling: values sorted, Gt and Lt as Gte and Lte. */
function meaning({ operator, values = [], minValues }: Requirement): string {
  const [bound] = values;
  const inclusive: Readonly<Record<string, string>> = {
    Gt: `Gte ${Number(bound) + 1}`,
    Lt: `Lte ${Number(bound) - 1}`,
  };
  const text = inclusive[operator] ?? [operator, ...[...values].sort()].join(" ");
  return minValues === undefined ? text : `${text} min=${minValues}`;
}

function requirementText({ key, operator, values = [], minValues }: Requirement): string {
  const words = values.map((value) => (value === "" ? '""' : value));
  return [key, operator, ...words, ...(minValues === undefined ? [] : [`min=${minValues}`])].join(" ");
}

function taintText({ key, value, effect }: Taint): string {
  return `${key}${value === undefined ? "" : `=${value}`}:${effect}`;
}

/** Without the two entries that the program itself puts on all that a team has. */
function withoutOwn({ [teamKey]: user, [ownerKey]: owner, ...rest }: Readonly<Record<string, string>> = {}) {
  if (user !== team || owner !== team) throw new Error(`not marked as ${team}'s: ${user}, ${owner}`);
  return rest;
}

function mapped<T>(record: Readonly<Record<string, T>>, of: (value: T) => unknown): Fields {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, of(value)]));
}

function entries(name: string, record: Readonly<Record<string, unknown>> = {}): Fields {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [`${name}[${key}]`, value]));
}

function properties(name: string, record: Readonly<Record<string, unknown>> = {}): Fields {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [`${name}.${key}`, value]));
}

/** Without fields that are undefined or an empty list. */
function flat(fields: Fields): Fields {
  return defined(mapped(fields, (value) => (Array.isArray(value) && value.length === 0 ? undefined : value)));
}

function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
