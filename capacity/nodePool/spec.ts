/**
 * The karpenter.sh/v1 NodePool as Karpenter v1.14.1 defines it: strict types for what we write, and readers for what
 * others wrote. Source: sigs.k8s.io/karpenter pkg/apis/v1/nodepool.go.
 */

import { type Requirement, type RequirementOperator, requirementOperators } from "../kubernetes/requirement";
import { listOf, recordOf } from "../units/fields";
import { type Limits, parseLimits } from "./limits";
import type { PoolTemplate } from "./selection";

export const nodePoolApiVersion = "karpenter.sh/v1";
export const nodePoolKind = "NodePool";

export type TaintEffect = "NoSchedule" | "PreferNoSchedule" | "NoExecute";

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: TaintEffect;
}

/** The node class of the pool's nodes. Group and kind are immutable; another name drifts every node. */
export interface NodeClassRef {
  /** Without a version: "karpenter.k8s.aws". */
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

/** What every node of the pool is made from. */
export interface NodeTemplate {
  readonly metadata?: {
    /** On every node; each also counts as a requirement `In` with this one value. Values up to 63 characters. */
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly nodeClassRef: NodeClassRef;
    /** Up to 100; may be empty, not absent. */
    readonly requirements: readonly Requirement[];
    readonly taints?: readonly Taint[];
    /** Removed by something else once the node is ready; until then it stays uninitialized. */
    readonly startupTaints?: readonly Taint[];
    /** A duration or "Never"; Karpenter's default is "720h". Ignores budgets. */
    readonly expireAfter?: string;
    /** A duration; after it a draining node is deleted whatever its pods say. Without it a drain may never end. */
    readonly terminationGracePeriod?: string;
  };
}

/** Why Karpenter disrupts a node within budgets. Unhealthy, the repair of broken nodes, is one of them from 1.15 on. */
export const disruptionReasons = ["Underutilized", "Empty", "Drifted", "Unhealthy"] as const;
export type DisruptionReason = (typeof disruptionReasons)[number];

/** How many nodes may be disrupted at once; of all budgets active at a time the lowest wins. */
export interface Budget {
  /** A count ("0") or a percentage ("10%"), as text; an integer is refused. */
  readonly nodes: string;
  /** All reasons when absent. */
  readonly reasons?: readonly DisruptionReason[];
  /** Five-field cron or a descriptor, in UTC; goes with `duration`. */
  readonly schedule?: string;
  /** Hours and minutes; goes with `schedule`. */
  readonly duration?: string;
}

/** How Karpenter may take nodes away. */
export interface Disruption {
  /** A duration or "Never"; required as soon as the object is there. */
  readonly consolidateAfter: string;
  /** Karpenter's default is WhenEmptyOrUnderutilized; Balanced needs 1.14. */
  readonly consolidationPolicy?: "WhenEmpty" | "WhenEmptyOrUnderutilized" | "Balanced";
  /** Up to 50. Absent means one of 10%; an empty list means no limit at all. */
  readonly budgets?: readonly Budget[];
}

interface NodePoolCommon {
  readonly template: NodeTemplate;
  readonly disruption?: Disruption;
}

/** A pool that grows with pending pods. */
export interface DynamicNodePoolSpec extends NodePoolCommon {
  /** Resource to quantity, as text: a number would be stored as text and differ in every preview. */
  readonly limits?: Readonly<Record<string, string>>;
  /** 1 to 100, higher first; absent counts 0. */
  readonly weight?: number;
  readonly replicas?: never;
}

/** A pool of a fixed number of nodes (alpha, gate StaticCapacity). It can never become dynamic, nor the reverse. */
export interface StaticNodePoolSpec extends NodePoolCommon {
  readonly limits?: { readonly nodes: string };
  readonly weight?: never;
  readonly replicas: number;
}

export type NodePoolSpec = DynamicNodePoolSpec | StaticNodePoolSpec;

// Readers. Their input may be anything; what cannot be read is left out, as the CRD checks the shape.

/** Entries whose value is text or a finite number, as text. */
function textsOf(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(recordOf(value)).filter(
    ([, text]) => typeof text === "string" || (typeof text === "number" && Number.isFinite(text)),
  );
  return Object.fromEntries(entries.map(([key, text]) => [key, String(text)]));
}

function rawTemplate(spec: unknown): Readonly<Record<string, unknown>> {
  return recordOf(recordOf(spec).template);
}

function isOperator(value: unknown): value is RequirementOperator {
  return requirementOperators.some((operator) => operator === value);
}

/** spec.replicas; undefined for a dynamic pool and for what is not a count. */
export function replicasOf(spec: unknown): number | undefined {
  const { replicas } = recordOf(spec);
  return typeof replicas === "number" && Number.isInteger(replicas) && replicas >= 0 ? replicas : undefined;
}

/** The pool's limits; a static pool is bounded by its replicas where limits.nodes is missing. */
export function limitsOf(spec: unknown): Limits {
  return parseLimits(recordOf(recordOf(spec).limits), replicasOf(spec));
}

/** The requirements as written, without entries that lack a key or have an unknown operator. */
function statedRequirements(spec: unknown): readonly Requirement[] {
  return listOf(recordOf(rawTemplate(spec).spec).requirements).flatMap((entry) => {
    const { key, operator, values, minValues } = recordOf(entry);
    if (typeof key !== "string" || !isOperator(operator)) return [];
    const texts = listOf(values).filter((value) => typeof value === "string" || typeof value === "number");
    return [
      {
        key,
        operator,
        ...(values === undefined ? {} : { values: texts.map(String) }),
        ...(typeof minValues === "number" ? { minValues } : {}),
      },
    ];
  });
}

/** Requirements and node labels, for {@link poolSelection}. */
export function templateOf(spec: unknown): PoolTemplate {
  return { requirements: statedRequirements(spec), labels: labelsOf(spec) };
}

/** The labels of the pool's nodes. */
export function labelsOf(spec: unknown): Readonly<Record<string, string>> {
  return textsOf(recordOf(rawTemplate(spec).metadata).labels);
}

/** The taints of the pool's nodes, without the startup taints. */
export function taintsOf(spec: unknown): readonly Taint[] {
  return listOf(recordOf(rawTemplate(spec).spec).taints).flatMap((entry) => {
    const { key, value, effect } = recordOf(entry);
    if (typeof key !== "string") return [];
    if (effect !== "NoSchedule" && effect !== "PreferNoSchedule" && effect !== "NoExecute") return [];
    return [{ key, effect, ...(typeof value === "string" ? { value } : {}) }];
  });
}

/** Karpenter's, where a spec has none. */
export const defaultExpireAfter = "720h";

/** spec.template.spec.expireAfter as written; undefined when absent. */
export function expireAfterOf(spec: unknown): string | undefined {
  const { expireAfter } = recordOf(rawTemplate(spec).spec);
  return typeof expireAfter === "string" ? expireAfter : undefined;
}

/**
 * spec.disruption.budgets as written; undefined when absent (Karpenter then allows 10%). Entries without text `nodes` count
 * "10%".
 */
export function budgetsOf(spec: unknown): readonly Budget[] | undefined {
  const { budgets } = recordOf(recordOf(spec).disruption);
  if (!Array.isArray(budgets)) return undefined;
  return budgets.map((entry): Budget => {
    const { nodes, reasons, schedule, duration } = recordOf(entry);
    const known = listOf(reasons).filter((reason): reason is DisruptionReason =>
      (disruptionReasons as readonly unknown[]).includes(reason),
    );
    return {
      nodes: typeof nodes === "string" ? nodes : "10%",
      ...(reasons === undefined ? {} : { reasons: known }),
      ...(typeof schedule === "string" ? { schedule } : {}),
      ...(typeof duration === "string" ? { duration } : {}),
    };
  });
}
