/**
 * Requirements on node labels, with the semantics of sigs.k8s.io/karpenter v1.14.1 pkg/scheduling/requirement.go: all
 * requirements on one key intersect into one set of allowed values, with which a type's label is then compared.
 */
import { normalizedKey } from "./labels";

/** What a requirement may say about its key. Gte and Lte need Karpenter 1.9. */
export const requirementOperators = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt", "Gte", "Lte"] as const;

export type RequirementOperator = (typeof requirementOperators)[number];

/** One entry of spec.template.spec.requirements. */
export interface Requirement {
  /** Label key; a normalized alias counts as its target. */
  readonly key: string;
  readonly operator: RequirementOperator;
  /** At least one for In; exactly one whole number >= 0, as text, for Gt, Lt, Gte and Lte; else none. */
  readonly values?: readonly string[];
  /** How many different values must stay possible, 1 to 50; alpha. */
  readonly minValues?: number;
}

/** The values that all requirements on one key leave possible. */
export interface Allowed {
  /** Whether `values` are those excluded (true) or the only ones possible (false). */
  readonly complement: boolean;
  readonly values: ReadonlySet<string>;
  /** Inclusive bounds; only beside a complement. */
  readonly gte?: number;
  readonly lte?: number;
  /** The highest minValues asked for. */
  readonly minValues?: number;
}

const wholeNumber = /^[+-]?\d+$/;

function withinBounds(value: string, gte: number | undefined, lte: number | undefined): boolean {
  if (gte === undefined && lte === undefined) return true;
  if (!wholeNumber.test(value)) return false;
  return Number(value) >= (gte ?? Number.NEGATIVE_INFINITY) && Number(value) <= (lte ?? Number.POSITIVE_INFINITY);
}

/**
 * What a single requirement allows. A bound that is not a whole number counts as 0, as in Karpenter (the CRD refuses it).
 */
export function allowedBy(requirement: Requirement): Allowed {
  const { operator, values = [], minValues } = requirement;
  const bound = wholeNumber.test(values[0] ?? "") ? Number(values[0]) : 0;
  const of = (allowed: Omit<Allowed, "minValues">): Allowed => ({
    ...allowed,
    ...(minValues === undefined ? {} : { minValues }),
  });
  switch (operator) {
    case "In":
      return of({ complement: false, values: new Set(values) });
    case "DoesNotExist":
      return of({ complement: false, values: new Set() });
    case "NotIn":
      return of({ complement: true, values: new Set(values) });
    case "Exists":
      return of({ complement: true, values: new Set() });
    case "Gt":
      return of({ complement: true, values: new Set(), gte: bound + 1 });
    case "Gte":
      return of({ complement: true, values: new Set(), gte: bound });
    case "Lt":
      return of({ complement: true, values: new Set(), lte: bound - 1 });
    case "Lte":
      return of({ complement: true, values: new Set(), lte: bound });
  }
}

function extreme(pick: (...of: number[]) => number, a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : pick(a, b);
}

/**
 * What both allow. Nothing left means, as in Karpenter, the same as DoesNotExist: Gt 10 with Lt 5 on a GPU label rules
 * out every type that has GPUs and admits those without.
 */
export function intersection(a: Allowed, b: Allowed): Allowed {
  const gte = extreme(Math.max, a.gte, b.gte);
  const lte = extreme(Math.min, a.lte, b.lte);
  const minValues = extreme(Math.max, a.minValues, b.minValues);
  const kept = minValues === undefined ? {} : { minValues };
  if (gte !== undefined && lte !== undefined && gte > lte) return { complement: false, values: new Set(), ...kept };
  const complement = a.complement && b.complement;
  const either = complement ? [...a.values, ...b.values] : a.complement ? [...b.values] : [...a.values];
  const possible = (value: string) =>
    complement || (a.values.has(value) !== a.complement && b.values.has(value) !== b.complement);
  const values = new Set(either.filter((value) => possible(value) && withinBounds(value, gte, lte)));
  if (!complement) return { complement, values, ...kept };
  return { complement, values, ...(gte === undefined ? {} : { gte }), ...(lte === undefined ? {} : { lte }), ...kept };
}

/** All requirements, one entry a key (normalized), in the order in which the keys first appear. */
export function allowedByKey(requirements: readonly Requirement[]): ReadonlyMap<string, Allowed> {
  const byKey = new Map<string, Allowed>();
  for (const requirement of requirements) {
    const key = normalizedKey(requirement.key);
    const before = byKey.get(key);
    const allowed = allowedBy(requirement);
    byKey.set(key, before === undefined ? allowed : intersection(allowed, before));
  }
  return byKey;
}

/** Whether a label's value is allowed; undefined is a missing label, which only NotIn and DoesNotExist accept. */
export function allows(allowed: Allowed, value: string | undefined): boolean {
  // NotIn without values is Exists to Karpenter
  if (value === undefined) return allowed.complement === allowed.values.size > 0;
  return allowed.values.has(value) !== allowed.complement && withinBounds(value, allowed.gte, allowed.lte);
}
