/** Which key of the config a field of a resource's inputs comes from. */

import { labelKeys } from "../../../capacity/kubernetes/labels";
import { ownValue } from "../../../capacity/units/ownValue";
import { pathSteps, pathText, settingKeys } from "../../../config";
import type { Properties, Value } from "../engine/property";

/** The keys that the fields of a type come from. */
export interface FieldKeys {
  /** Paths of the config that the keys are under; any, where the caller knows. */
  readonly of: readonly string[];
  /** Key by field; of two that match, the longer one. */
  readonly keys: Readonly<Record<string, string>>;
  /** The key of the resource as a whole, where it has one. */
  readonly whole?: string;
}

/** Where the rest of a field's path is the same in the config: `spec.limits.cpu` is `limits.cpu`. */
const sameBelow: ReadonlySet<string> = new Set([
  ...["limits", "disruption", "kubelet", "metadataOptions", "tags", "labels", "annotations"],
]);

export const poolFields: FieldKeys = {
  of: [],
  keys: {
    "spec.limits": "limits",
    "spec.weight": "weight",
    "spec.replicas": "replicas",
    "spec.disruption": "disruption",
    "spec.template.metadata.labels": "labels",
    "spec.template.metadata.annotations": "annotations",
    "spec.template.spec.expireAfter": "expireAfter",
    "spec.template.spec.terminationGracePeriod": "terminationGracePeriod",
    "spec.template.spec.requirements": "requirements",
    "spec.template.spec.taints": "taints",
    "spec.template.spec.startupTaints": "startupTaints",
    "spec.template.spec.nodeClassRef": "nodeClass",
  },
};

export const nodeClassFields: FieldKeys = {
  of: [],
  keys: {
    "spec.amiFamily": "amiFamily",
    "spec.amiSelectorTerms": "amiSelectorTerms",
    "spec.blockDeviceMappings": "disks",
    "spec.kubelet": "kubelet",
    "spec.userData": "userData",
    "spec.capacityReservationSelectorTerms": "capacityReservations",
    "spec.securityGroupSelectorTerms": "securityGroupIds",
    "spec.instanceStorePolicy": "instanceStorePolicy",
    "spec.detailedMonitoring": "detailedMonitoring",
    "spec.metadataOptions": "metadataOptions",
    "spec.tags": "tags",
  },
};

/** Types besides Karpenter's, by the component that makes them. */
export const fieldKeys: Readonly<Record<string, FieldKeys>> = {
  "aws:eks/cluster:Cluster": {
    of: ["cluster"],
    keys: {
      name: "name",
      version: "version",
      encryptionConfig: "secretsKey",
      enabledClusterLogTypes: "logs",
      deletionProtection: "deletionProtection",
      vpcConfig: "endpoint",
      upgradePolicy: "support",
      zonalShiftConfig: "zonalShift",
      kubernetesNetworkConfig: "serviceCidr",
    },
  },
  "aws:kms/key:Key": { of: ["cluster"], keys: {}, whole: "secretsKey" },
  "aws:cloudwatch/logGroup:LogGroup": { of: ["cluster"], keys: { retentionInDays: "logRetentionDays" }, whole: "logs" },
  "aws:ec2/eip:Eip": { of: ["network"], keys: {}, whole: "nat" },
  "aws:ec2/natGateway:NatGateway": { of: ["network"], keys: {}, whole: "nat" },
  "aws:eks/capability:Capability": { of: ["cluster"], keys: {}, whole: "capabilities" },
  "aws:ec2/subnetCidrReservation:SubnetCidrReservation": { of: ["network"], keys: {}, whole: "prefixReservation" },
  "aws:ec2/flowLog:FlowLog": { of: ["network"], keys: {}, whole: "flowLogs" },
  "kubernetes:helm.sh/v3:Release": {
    of: ["karpenter", "keda"],
    keys: { version: "version", values: "values", chart: "charts" },
  },
};

/** The setting of a pool that a requirement is made of, by the requirement's label. */
const settingByLabel: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(settingKeys).map(([setting, label]) => [label, setting])),
  [labelKeys.instanceGeneration]: "instanceGenerations",
};

/** Karpenter's names of limits that the config has another word for. */
const limitKeys: Readonly<Record<string, string>> = { "nvidia.com/gpu": "gpu" };

/**
 * The path of the key that a field comes from.
 * @param pathOf of a key
 * @returns undefined where no key decides the field alone
 */
export function fieldPath(
  { keys, whole }: FieldKeys,
  field: string,
  inputs: Properties,
  pathOf: (key: string) => string,
): string | undefined {
  const steps = pathSteps(field);
  for (let length = steps.length; length > 0; length--) {
    const prefix = pathText(steps.slice(0, length));
    if (!Object.hasOwn(keys, prefix)) continue;
    const key = keys[prefix]!;
    const below = steps.slice(length);
    if (key === "requirements") return pathOf(requirementKey(inputs, steps.slice(0, length + 1)));
    const [first] = below;
    if (key === "disks" && typeof first === "number") return `${pathOf(key)}[${first}]`;
    if (!sameBelow.has(key) || below.length === 0) return pathOf(key);
    const renamed = below.map((step) => (typeof step === "string" && ownValue(limitKeys, step)) || step);
    const rest = pathText(renamed);
    return `${pathOf(key)}${rest.startsWith("[") ? "" : "."}${rest}`;
  }
  return whole === undefined ? undefined : pathOf(whole);
}

/** `requirements`, unless the requirement at these steps has a setting of its own. */
function requirementKey(inputs: Properties, steps: readonly (string | number)[]): string {
  const requirement = steps.reduce<Value | undefined>((value, step) => childOf(value, step), inputs);
  const label = childOf(requirement, "key");
  return (typeof label === "string" && Object.hasOwn(settingByLabel, label) && settingByLabel[label]) || "requirements";
}

function childOf(value: Value | undefined, step: string | number): Value | undefined {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Readonly<Record<string | number, Value>>)[step];
}
