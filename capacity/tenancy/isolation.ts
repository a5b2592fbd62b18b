/**
 * Whether the admission policy accepts a pod, and where a scheduler would then put it. The policy itself is CEL
 * (components/team/isolationRules.ts); this is the same in TypeScript, so that a plan can compute placement without a
 * cluster. test/components/team/isolation.test.ts compares the two.
 */

import { labelKeys } from "../kubernetes/labels";
import type { Taint, TaintEffect } from "../nodePool/spec";
import { ownValue } from "../units/ownValue";
import {
  isolationKey,
  placeholderNamespace,
  placeholderPriorityClass,
  sharedPoolKey,
  sharedPoolLabelPrefix,
  teamKey,
} from "./labels";

/** How the names of Kubernetes' own PriorityClasses begin; the API server lets nobody make another one. */
export const systemPriorityPrefix = "system-";
/** The highest priority that a class of another name may have. Source: Kubernetes, pkg/apis/scheduling HighestUserDefinablePriority. */
export const highestUserPriority = 1_000_000_000;

/** A toleration as a pod states it. */
export interface PodToleration {
  readonly key?: string;
  /** @default "Equal" */
  readonly operator?: "Equal" | "Exists";
  readonly value?: string;
  /** Every effect when absent. */
  readonly effect?: TaintEffect;
}

/** Where a pod says it may run. Required node affinity counts as the selector does; see the policy. */
export interface PodScheduling {
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly PodToleration[];
  readonly nodeName?: string;
  readonly priorityClassName?: string;
  /** As the API server resolves it from the class. */
  readonly priority?: number;
}

/** The namespace that a pod is made in. */
export interface PodNamespace {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Whether the config lists it among those whose pods may have a PriorityClass of the system's. @default false */
  readonly maySystemPriority?: boolean;
}

/** Why a pod is refused: the name that the refusal begins with, in the policy's order. */
export const isolationRules = [
  // A pod that names its node bypasses the scheduler and its taints.
  "names-no-node",
  // A toleration without a key opens every team's nodes.
  "tolerates-by-key",
  // Another team's taint is tolerated by that team only.
  "tolerates-own-team",
  // The taint of a shared pool is tolerated by the teams that it is open to.
  "tolerates-open-pools",
  // A team's pods select its own nodes, or a shared pool that is open to it.
  "selects-own-nodes",
  // A team's pods name pools of its own, or shared ones open to it.
  "names-own-pools",
  // The placeholders' PriorityClass is theirs.
  "leaves-placeholders-alone",
  // A pod of the system's priority evicts any other, on shared pools those of other teams.
  "leaves-system-priority",
] as const;

export type IsolationRule = (typeof isolationRules)[number];

type Check = (pod: PodScheduling, namespace: PodNamespace) => boolean;

const isEnforced = ({ labels }: PodNamespace) => labels[isolationKey] === "enforced";
const isOpen = (pool: string, { labels }: PodNamespace) => Object.hasOwn(labels, sharedPoolLabelPrefix + pool);
const isEqual = ({ operator = "Equal" }: PodToleration) => operator === "Equal";

/** True admits the pod. */
const checks: Readonly<Record<IsolationRule, Check>> = {
  "names-no-node": ({ nodeName = "" }) => nodeName === "",
  "tolerates-by-key": ({ tolerations = [] }) => tolerations.every(({ key = "" }) => key !== ""),
  "tolerates-own-team": ({ tolerations = [] }, { labels }) =>
    tolerations
      .filter(({ key }) => key === teamKey)
      .every((one) => isEqual(one) && one.value !== undefined && one.value === labels[teamKey]),
  "tolerates-open-pools": ({ tolerations = [] }, namespace) =>
    tolerations
      .filter(({ key }) => key === sharedPoolKey)
      .every((one) => isEqual(one) && isOpen(one.value ?? "", namespace)),
  "selects-own-nodes": ({ nodeSelector = {} }, namespace) => {
    const { [teamKey]: team, [sharedPoolKey]: pool } = nodeSelector;
    return (
      !isEnforced(namespace) ||
      (team !== undefined && team === namespace.labels[teamKey]) ||
      (pool !== undefined && isOpen(pool, namespace))
    );
  },
  "names-own-pools": ({ nodeSelector = {} }, namespace) => {
    const pool = nodeSelector[labelKeys.nodePool];
    if (pool === undefined || !isEnforced(namespace)) return true;
    return pool.startsWith(`${namespace.labels[teamKey]}-`) || isOpen(pool, namespace);
  },
  "leaves-placeholders-alone": ({ priorityClassName }) => priorityClassName !== placeholderPriorityClass,
  "leaves-system-priority": ({ priorityClassName = "", priority = 0 }, { maySystemPriority = false }) =>
    maySystemPriority || !(priorityClassName.startsWith(systemPriorityPrefix) || priority > highestUserPriority),
};

/** The rules by which the policy refuses to make a pod; a placeholder in its own namespace breaks none. */
export function refusals(pod: PodScheduling, namespace: PodNamespace): readonly IsolationRule[] {
  if (namespace.name === placeholderNamespace && pod.priorityClassName === placeholderPriorityClass) return [];
  return isolationRules.filter((rule) => !checks[rule](pod, namespace));
}

/** Nodes as the scheduler sees them. */
export interface SchedulableNode {
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
}

/**
 * Whether the scheduler, or the pod itself, may put the pod on the node. Source: Kubernetes, TaintToleration and
 * NodeAffinity.
 */
export function mayRunOn(
  { nodeSelector = {}, tolerations = [], nodeName }: PodScheduling,
  node: SchedulableNode,
): boolean {
  if (nodeName !== undefined) return true;
  return (
    Object.entries(nodeSelector).every(([key, value]) => ownValue(node.labels, key) === value) &&
    node.taints
      .filter(({ effect }) => effect !== "PreferNoSchedule")
      .every((taint) => tolerations.some((toleration) => tolerates(toleration, taint)))
  );
}

function tolerates({ key = "", operator = "Equal", value = "", effect }: PodToleration, taint: Taint): boolean {
  if (effect !== undefined && effect !== taint.effect) return false;
  if (key === "") return operator === "Exists";
  return key === taint.key && (operator === "Exists" || value === (taint.value ?? ""));
}
