/**
 * Which nodes of a pool no longer meet its requirements. Karpenter compares the labels of each node with the requirements
 * of the NodePool (not with its labels, which are hashed); a label that a node lacks is met by NotIn and DoesNotExist only,
 * the well-known ones included. minValues does not count.
 * Source: core v1.14.1 and v1.15.0, pkg/controllers/nodeclaim/disruption/drift.go, areRequirementsDrifted.
 */
import { catalogueKeys, labelOf } from "../ec2/typeLabels";
import { labelKeys, labelSource, normalizedKey } from "../kubernetes/labels";
import { type Allowed, allowedByKey, allows, intersection, type Requirement } from "../kubernetes/requirement";
import { poolSelection, type Selection } from "../nodePool/selection";
import { templateOf } from "../nodePool/spec";
import { recordOf } from "../units/fields";
import { noSelection, type RollCause, type RollingNodes, type RollingSelection } from "./cause";
import { canonicalText, hasUnseen, Unseen } from "./unseen";

/** Values that a label can have at all. Source: core v1.14.1 pkg/apis/v1/labels.go. */
const capacityTypes = ["reserved", "spot", "on-demand"];

/** Labels that every node has, whatever its pool asks for. */
const onEveryNode: readonly string[] = [labelKeys.zone, labelKeys.capacityType, labelKeys.region, labelKeys.os];

export interface RequirementContext {
  /** The stack's region, for a pool that names none. */
  readonly region?: string | undefined;
  /** Zones of the node subnets before the edit; without them, zones that a pool does not name cannot be listed. */
  readonly zones?: readonly string[] | undefined;
}

/** The edits of requirements that make nodes roll, by label key. */
export function requirementCauses(before: unknown, after: unknown, context: RequirementContext): readonly RollCause[] {
  if (hasUnseen(rawRequirements(before)) || hasUnseen(rawRequirements(after))) return unseenCauses(before, after);
  const selection = poolSelection(templateOf(before), context.region);
  const stated = templateOf(after).requirements;
  const statedBefore = templateOf(before).requirements;
  return [...allowedByKey(stated)].flatMap(([key, allowed]): RollCause[] => {
    const outcome = rollOf(key, allowed, selection, context);
    if (outcome === undefined) return [];
    return [
      {
        path: `nodePool.spec.template.spec.requirements (${key})`,
        before: ofKey(statedBefore, key),
        after: ofKey(stated, key),
        why: whyOf(outcome),
        reason: "RequirementsDrifted",
        nodes: outcome.nodes,
        ...(outcome.nodes === "some" ? { which: outcome.which } : {}),
      },
    ];
  });
}

function rawRequirements(spec: unknown): unknown {
  const { template } = recordOf(spec);
  const { spec: node } = recordOf(template);
  return [spec, template, node].find((value) => value instanceof Unseen) ?? recordOf(node).requirements;
}

/** With a value that is not seen, only requirements that are the same on both sides are known to keep their nodes. */
function unseenCauses(before: unknown, after: unknown): readonly RollCause[] {
  const [was, is] = [rawRequirements(before), rawRequirements(after)];
  if (canonicalText(was) === canonicalText(is)) return [];
  const path = "nodePool.spec.template.spec.requirements";
  const why = "may rule out nodes: a value is not known here";
  return [{ path, before: was, after: is, why, reason: "RequirementsDrifted", nodes: "unknown" }];
}

function ofKey(requirements: readonly Requirement[], key: string): readonly Requirement[] | undefined {
  const found = requirements.filter((requirement) => normalizedKey(requirement.key) === key);
  return found.length === 0 ? undefined : found;
}

interface Outcome {
  readonly nodes: RollingNodes;
  readonly which: RollingSelection;
}

const all: Outcome = { nodes: "all", which: noSelection };
const cannotTell: Outcome = { nodes: "unknown", which: noSelection };

function whyOf({ nodes }: Outcome): string {
  if (nodes === "all") return "rules out every node that the pool may have";
  if (nodes === "some") return "rules out some of the nodes that the pool may have";
  return "may rule out nodes: their label is not known here";
}

function rollOf(key: string, after: Allowed, selection: Selection, { zones }: RequirementContext): Outcome | undefined {
  if (catalogueKeys.includes(key)) return typesOutcome(key, after, selection);
  const before = selection.allowed.get(key);
  if (onEveryNode.includes(key)) return valuesOutcome(key, after, before ?? anyValue, zones);
  if (labelSource(key) !== undefined || key.startsWith("karpenter.k8s.aws/")) return providerOutcome(after, before);
  // a key of the user's own: without requirement or label the node lacks it
  if (before === undefined || isNone(before)) return allows(after, undefined) ? undefined : all;
  // with one, Karpenter gives the node a value, or the pod that asked for one does
  return valuesOutcome(key, after, before, undefined);
}

const anyValue: Allowed = { complement: true, values: new Set() };

function isNone({ complement, values }: Allowed): boolean {
  return !complement && values.size === 0;
}

function typesOutcome(key: string, after: Allowed, selection: Selection): Outcome | undefined {
  const { types, allowed, unlisted, uncatalogued } = selection;
  const rolling = types.filter((type) => !allows(after, labelOf(type, key))).map(({ type }) => type);
  const named = [
    ...unlisted,
    ...uncatalogued.filter((value) => value.key === labelKeys.instanceType).map(({ value }) => value),
  ];
  const others = key === labelKeys.instanceType ? [...new Set(named)].filter((type) => !allows(after, type)) : [];
  const isKnown = key === labelKeys.instanceType || named.length === 0 || includes(after, allowed.get(key) ?? anyValue);
  if (rolling.length + others.length === 0) return isKnown ? undefined : cannotTell;
  const every =
    types.length === rolling.length && (key !== labelKeys.instanceType || others.length === new Set(named).size);
  if (every && isKnown) return all;
  return { nodes: "some", which: { ...noSelection, types: [...rolling, ...others].sort() } };
}

/** For a label that every node has. */
function valuesOutcome(
  key: string,
  after: Allowed,
  before: Allowed,
  zones: readonly string[] | undefined,
): Outcome | undefined {
  const possible = valuesOf(key, before, zones);
  if (possible !== undefined) {
    const rolling = possible.filter((value) => !allows(after, value));
    if (rolling.length === 0) return undefined;
    return rolling.length === possible.length ? all : { nodes: "some", which: selectionOf(key, rolling) };
  }
  if (includes(after, before)) return undefined;
  if (isNone(intersection(after, before))) return all;
  if (labelSource(key) === undefined) return cannotTell;
  const kept = after.complement ? [] : [...after.values];
  const gone = after.complement ? [...after.values].filter((value) => allows(before, value)) : [];
  const text =
    gone.length > 0 ? `nodes with ${key} ${gone.join(", ")}` : `nodes with ${key} other than ${kept.join(", ")}`;
  return { nodes: "some", which: { ...noSelection, others: [text] } };
}

function valuesOf(key: string, before: Allowed, zones: readonly string[] | undefined): readonly string[] | undefined {
  if (key === labelKeys.capacityType) return capacityTypes.filter((value) => allows(before, value));
  if (!before.complement) return [...before.values];
  return key === labelKeys.zone ? zones?.filter((zone) => allows(before, zone)) : undefined;
}

function selectionOf(key: string, values: readonly string[]): RollingSelection {
  if (key === labelKeys.zone) return { ...noSelection, zones: values };
  if (key === labelKeys.capacityType) return { ...noSelection, capacityTypes: values };
  return { ...noSelection, others: [`nodes with ${key} ${values.join(", ")}`] };
}

/** For a label of the provider's that some nodes have: those of a reservation, a placement group, a type with the feature. */
function providerOutcome(after: Allowed, before: Allowed | undefined): Outcome | undefined {
  if (before === undefined) return includes(after, anyValue) && allows(after, undefined) ? undefined : cannotTell;
  if (includes(after, before)) return undefined;
  return isNone(intersection(after, before)) && !isNone(after) ? all : cannotTell;
}

/** Whether `outer` allows every value that `inner` does. */
function includes(outer: Allowed, inner: Allowed): boolean {
  if (!inner.complement)
    return inner.values.size > 0 ? [...inner.values].every((value) => allows(outer, value)) : allows(outer, undefined);
  if (!outer.complement) return false;
  const bounds =
    (outer.gte ?? -Infinity) <= (inner.gte ?? -Infinity) && (outer.lte ?? Infinity) >= (inner.lte ?? Infinity);
  return bounds && [...outer.values].every((value) => !allows(inner, value));
}
