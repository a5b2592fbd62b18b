/** NodePools: karpenter.sh v1beta1 and v1, and those of EKS Auto Mode. */
import { awsLabelPrefix } from "../../../capacity/kubernetes/labels";
import type { Budget } from "../../../capacity/nodePool/spec";
import { isRecord, listOf } from "../../../capacity/units/fields";
import type { ApiDefaults, Model, Setting, SourcePool } from "../model";
import { Field, type Said, type SourceObject } from "../source/sourceObject";
import { kubeletAnnotation, objectLabels, settleMetadata } from "./metadata";
import { limitsOf, requirementsOf, taintsOf } from "./requirements";
import { noteUnknown } from "./unknownFields";

// Source: karpenter.sh/v1 CRD of 1.14.1.
const ofV1: ApiDefaults = {
  api: "karpenter.sh/v1",
  expireAfter: "720h",
  terminationGracePeriod: "Never",
  consolidationPolicy: "WhenEmptyOrUnderutilized",
  consolidateAfter: "0s",
  budgets: [{ nodes: "10%" }],
  capacityTypes: ["spot", "on-demand"],
  architectures: ["amd64", "arm64"],
  general: false,
};
const ofV1beta1: ApiDefaults = { ...ofV1, api: "karpenter.sh/v1beta1" };
// Source: EKS user guide, "Create a Node Pool for EKS Auto Mode": 14 days and 24 hours.
const ofAutoMode: ApiDefaults = {
  ...ofV1,
  api: "EKS Auto Mode",
  expireAfter: "336h",
  terminationGracePeriod: "24h",
};

/** Group of EKS Auto Mode's node classes, and prefix of its labels. */
export const autoModeGroup = "eks.amazonaws.com";

/** Whether a pool is one of Auto Mode. */
export function isOfAutoMode({ defaults }: SourcePool): boolean {
  return defaults === ofAutoMode;
}

function isAutoMode(spec: Field): boolean {
  return spec.at("template", "spec", "nodeClassRef", "group").raw === autoModeGroup;
}

/** Auto Mode's label for what Karpenter's AWS provider calls by its own prefix. */
export function karpenterKey(key: string): string {
  return key.startsWith(`${autoModeGroup}/instance-`) ? `${awsLabelPrefix}${key.slice(autoModeGroup.length + 1)}` : key;
}

/** Reads a NodePool. */
export function readNodePool(object: SourceObject, model: Model): void {
  const top = Field.of(object);
  const spec = top.at("spec");
  const template = spec.at("template");
  const node = template.at("spec");
  const isBeta = object.apiVersion.endsWith("/v1beta1");
  const auto = isAutoMode(spec);
  const defaults = auto ? ofAutoMode : isBeta ? ofV1beta1 : ofV1;
  const disruption = spec.at("disruption");
  const policy = disruption.at("consolidationPolicy").text();
  const ref = node.at("nodeClassRef");
  const converted = convertedKubelet(top, model);
  settleMetadata(top, model);
  model.notes.push((ledger) => {
    if (isBeta)
      ledger.broken(
        "api-is-not-served",
        top.at("apiVersion").from,
        "is not served since Karpenter 1.1",
        "the same in karpenter.sh/v1",
      );
    for (const key of ["group", "kind", "apiVersion"]) ledger.settle(ref.at(key).from);
  });
  model.pools.push({
    object,
    name: object.name,
    defaults,
    objectLabels: objectLabels(top, template.at("metadata", "labels"), model),
    labels: template.at("metadata", "labels").pairs(),
    annotations: template.at("metadata", "annotations").pairs(),
    requirements: requirementsOf(node.at("requirements"), model, auto ? karpenterKey : undefined),
    taints: taintsOf(node.at("taints"), model),
    startupTaints: taintsOf(node.at("startupTaints"), model),
    limits: limitsOf(top, spec.at("limits"), model),
    weight: spec.at("weight").number(),
    replicas: spec.at("replicas").number(),
    // v1beta1 has it under disruption
    expireAfter: (isBeta ? disruption : node).at("expireAfter").text() ?? node.at("expireAfter").text(),
    terminationGracePeriod: node.at("terminationGracePeriod").text(),
    consolidationPolicy: policy && { ...policy, value: policyOfToday(policy.value) },
    consolidateAfter: disruption.at("consolidateAfter").text(),
    budgets: budgetsOf(disruption.at("budgets"), model),
    nodeClassKind: auto ? "NodeClass" : "EC2NodeClass",
    nodeClassName: ref.at("name").text(),
    kubelet: settingsBelow(converted ?? node.at("kubelet"), ["kubelet"]),
    kubeletReplacesClass: converted !== undefined,
  });
}

/** The kubelet settings that Karpenter's conversion has left in an annotation; undefined where it has left none. */
function convertedKubelet(top: Field, model: Model): Field | undefined {
  const annotation = top.at("metadata", "annotations", kubeletAnnotation);
  const text = annotation.text();
  if (text === undefined) return undefined;
  const value = jsonOf(text.value);
  model.notes.push((ledger) => {
    if (isRecord(value)) ledger.settle(annotation.from);
    else
      ledger.noEquivalent(
        annotation.from,
        "is no JSON of kubelet settings: Karpenter makes no node of the pool",
        "write nodeClass.kubelet by hand",
      );
  });
  return isRecord(value) ? new Field(top.object, annotation.steps, value) : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** v1beta1's word for it. */
function policyOfToday(policy: string): string {
  return policy === "WhenUnderutilized" ? "WhenEmptyOrUnderutilized" : policy;
}

function budgetsOf(list: Field, model: Model): readonly Said<Budget>[] | undefined {
  if (!Array.isArray(list.raw)) return undefined;
  if (list.raw.length === 0) model.notes.push((ledger) => ledger.settle(list.from));
  return list.items().map((item) => {
    noteUnknown(item, ["nodes", "reasons", "schedule", "duration"], model);
    const text = (key: string) => item.at(key).text()?.value;
    const [nodes = "10%", schedule, duration] = [text("nodes"), text("schedule"), text("duration")];
    const reasons = listOf(item.at("reasons").raw) as Budget["reasons"];
    return item.said({
      nodes,
      ...(reasons === undefined || reasons.length === 0 ? {} : { reasons }),
      ...(schedule === undefined ? {} : { schedule }),
      ...(duration === undefined ? {} : { duration }),
    });
  });
}

/** The scalars and lists below a field, each as a setting of its own. */
export function settingsBelow(field: Field, path: readonly string[]): readonly Said<Setting>[] {
  return field.entries().flatMap(([key, inner]) => {
    const at = [...path, key];
    if (!inner.isThere) return [];
    if (typeof inner.raw === "object" && !Array.isArray(inner.raw)) return settingsBelow(inner, at);
    return [inner.said({ path: at, value: inner.raw })];
  });
}
