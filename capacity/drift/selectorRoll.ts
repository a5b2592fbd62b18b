/**
 * Which nodes roll because their node class selects other AMIs, subnets, security groups or capacity reservations. None of
 * these is hashed: Karpenter compares what the terms resolve to with what the instance has.
 * Source: karpenter-provider-aws v1.14.1 and v1.15.1, pkg/cloudprovider/drift.go.
 */
import { labelKeys } from "../kubernetes/labels";
import { allows } from "../kubernetes/requirement";
import type { Selection } from "../nodePool/selection";
import { listOf, recordOf } from "../units/fields";
import { type DriftReason, noSelection, type RollCause } from "./cause";
import { canonicalText, hasUnseen, Unseen } from "./unseen";

type Field =
  | "amiSelectorTerms"
  | "subnetSelectorTerms"
  | "securityGroupSelectorTerms"
  | "capacityReservationSelectorTerms";

export interface SelectorContext {
  /** Kubernetes minors of the cluster, "1.35": an alias stands for another AMI on each. */
  readonly kubernetes: { readonly before: string | undefined; readonly after: string | undefined };
  /** Zone of each subnet by its id, where known. */
  readonly subnetZones?: Readonly<Record<string, string>> | undefined;
  /** What the nodes may be. */
  readonly selection: Selection;
}

/** The edits of selector terms by which nodes roll, or may. */
export function selectorCauses(before: unknown, after: unknown, context: SelectorContext): readonly RollCause[] {
  return [
    ...(unseenCause(before, after, "amiSelectorTerms", "AMIDrift") ?? amiCauses(before, after, context)),
    ...(unseenCause(before, after, "subnetSelectorTerms", "SubnetDrift") ?? subnetCauses(before, after, context)),
    ...(unseenCause(before, after, "securityGroupSelectorTerms", "SecurityGroupDrift") ??
      securityGroupCauses(before, after)),
    ...(unseenCause(before, after, "capacityReservationSelectorTerms", "CapacityReservationDrift") ??
      reservationCauses(before, after, context)),
  ];
}

/** The answer where a list of terms, or the spec, is not seen as a whole; undefined where both lists are seen. */
function unseenCause(
  before: unknown,
  after: unknown,
  field: Field,
  reason: DriftReason,
): readonly RollCause[] | undefined {
  const [was, is] = [before, after].map((spec) => (spec instanceof Unseen ? spec : recordOf(spec)[field]));
  if (!(was instanceof Unseen || is instanceof Unseen)) return undefined;
  if (canonicalText(was) === canonicalText(is)) return [];
  const why = "is not known here, and may no longer select what nodes have";
  return [{ path: `nodeClass.spec.${field}`, before: was, after: is, why, reason, nodes: "unknown" }];
}

/** Terms whose answer lies outside the stack, so that nodes may roll at any time with or without an edit. */
export function resolvedOutside(nodeClassSpec: unknown): readonly string[] {
  const said: Readonly<Record<Field, string>> = {
    amiSelectorTerms: "another AMI may match",
    subnetSelectorTerms: "other subnets may match",
    securityGroupSelectorTerms: "other security groups may match",
    capacityReservationSelectorTerms: "other reservations may match",
  };
  return (Object.keys(said) as Field[]).flatMap((field) =>
    termsOf(nodeClassSpec, field).flatMap((term, index) => {
      const { id, alias } = recordOf(term);
      const pinned = id !== undefined || (typeof alias === "string" && !alias.endsWith("@latest"));
      return pinned ? [] : [`nodeClass.spec.${field}[${index}]: ${said[field]} at any time`];
    }),
  );
}

function termsOf(spec: unknown, field: Field): readonly unknown[] {
  return listOf(recordOf(spec)[field]);
}

/** The terms of one field that only one side has, by their text; a term that is not seen has its identity as text. */
function editOf(before: unknown, after: unknown, field: Field) {
  const [was, is] = [termsOf(before, field), termsOf(after, field)];
  const [wasTexts, isTexts] = [new Set(was.map(canonicalText)), new Set(is.map(canonicalText))];
  const gone = was.filter((term) => !isTexts.has(canonicalText(term)));
  const come = is.filter((term) => !wasTexts.has(canonicalText(term)));
  return {
    gone,
    come,
    kept: was.length - gone.length,
    byId: [...was, ...is].every((term) => recordOf(term).id !== undefined),
    // a term that is not seen may be one of the other side's
    seen: gone.length === 0 || come.length === 0 || !(hasUnseen(gone) || hasUnseen(come)),
    sides: { path: `nodeClass.spec.${field}`, before: recordOf(before)[field], after: recordOf(after)[field] },
  };
}

function idText(term: unknown, unseen: string): string {
  const { id } = recordOf(term);
  return id instanceof Unseen ? unseen : String(id);
}

function aliasOf(terms: readonly unknown[]): string | undefined {
  const { alias } = recordOf(terms[0]);
  return typeof alias === "string" ? alias : undefined;
}

function amiCauses(before: unknown, after: unknown, { kubernetes }: SelectorContext): readonly RollCause[] {
  const { gone, come, kept, byId, seen, sides } = editOf(before, after, "amiSelectorTerms");
  const [was, is] = [aliasOf(termsOf(before, "amiSelectorTerms")), aliasOf(termsOf(after, "amiSelectorTerms"))];
  const cause = { ...sides, reason: "AMIDrift" } as const;
  if (gone.length + come.length === 0) {
    if (was === undefined || kubernetes.before === kubernetes.after) return [];
    if (kubernetes.before === undefined || kubernetes.after === undefined) {
      const why = "stands for another AMI on each minor of Kubernetes, and one of them is not known here";
      return [{ ...cause, why, nodes: "unknown" }];
    }
    const why = `stands for another AMI on Kubernetes ${kubernetes.after} than on ${kubernetes.before}`;
    return [{ ...cause, why, nodes: "all" }];
  }
  if (was !== undefined && is !== undefined && ![was, is].some((alias) => alias.endsWith("@latest"))) {
    return [{ ...cause, why: "stands for another AMI", nodes: "all" }];
  }
  if (byId && seen && kept === 0 && gone.length > 0) {
    return [{ ...cause, why: "selects none of the AMIs that nodes were made from", nodes: "all" }];
  }
  return [{ ...cause, why: "may select another AMI: which one is newest is only known to EC2", nodes: "unknown" }];
}

function subnetCauses(before: unknown, after: unknown, { subnetZones = {} }: SelectorContext): readonly RollCause[] {
  const { gone, kept, byId, seen, sides } = editOf(before, after, "subnetSelectorTerms");
  const cause = { ...sides, reason: "SubnetDrift" } as const;
  // one more alternative takes no subnet away
  if (gone.length === 0) return [];
  if (!byId || !seen) return [{ ...cause, why: "may no longer select the subnets of nodes", nodes: "unknown" }];
  if (kept === 0) return [{ ...cause, why: "no longer selects the subnet of any node", nodes: "all" }];
  const ids = gone.map((term) => idText(term, "a subnet that is not known here"));
  const zones = [...new Set(ids.flatMap((id) => (Object.hasOwn(subnetZones, id) ? [subnetZones[id]!] : [])))].sort();
  const others = ids.filter((id) => !Object.hasOwn(subnetZones, id)).map((id) => `nodes in ${id}`);
  return [
    {
      ...cause,
      why: "no longer selects the subnet of some nodes",
      nodes: "some",
      which: { ...noSelection, zones, others },
    },
  ];
}

function securityGroupCauses(before: unknown, after: unknown): readonly RollCause[] {
  const { gone, come, byId, seen, sides } = editOf(before, after, "securityGroupSelectorTerms");
  if (gone.length + come.length === 0) return [];
  const cause = { ...sides, reason: "SecurityGroupDrift" } as const;
  // each node must have exactly the groups that are selected
  const certain = byId && (seen || gone.length !== come.length);
  return certain
    ? [{ ...cause, why: "selects other security groups than nodes have", nodes: "all" }]
    : [{ ...cause, why: "may select other security groups than nodes have", nodes: "unknown" }];
}

function reservationCauses(before: unknown, after: unknown, { selection }: SelectorContext): readonly RollCause[] {
  const { gone, kept, byId, seen, sides } = editOf(before, after, "capacityReservationSelectorTerms");
  const capacityType = selection.allowed.get(labelKeys.capacityType);
  const admitsReserved = capacityType === undefined || allows(capacityType, "reserved");
  if (gone.length === 0 || !admitsReserved) return [];
  const cause = { ...sides, reason: "CapacityReservationDrift" } as const;
  if (termsOf(after, "capacityReservationSelectorTerms").length === 0) {
    const which = { ...noSelection, capacityTypes: ["reserved"] };
    return [{ ...cause, why: "selects no reservation any more", nodes: "some", which }];
  }
  if (!byId || !seen) return [{ ...cause, why: "may no longer select the reservations of nodes", nodes: "unknown" }];
  const others = gone.map((term) => `nodes in ${idText(term, "a reservation that is not known here")}`);
  const which = kept === 0 ? { ...noSelection, capacityTypes: ["reserved"] } : { ...noSelection, others };
  return [{ ...cause, why: "no longer selects the reservation of some nodes", nodes: "some", which }];
}
