/**
 * The rules of the admission policy that keeps teams apart, in CEL. They name no team: they read the labels of the pod's
 * namespace and the values of its tolerations, so that adding a team changes nothing here. capacity/tenancy/isolation.ts has
 * the same rules in TypeScript.
 */
import { labelKeys } from "../../capacity/kubernetes/labels";
import { highestUserPriority, type IsolationRule, systemPriorityPrefix } from "../../capacity/tenancy/isolation";
import {
  isolationKey,
  kedaNamespace,
  placeholderNamespace,
  placeholderPriorityClass,
  sharedPoolKey,
  sharedPoolLabelPrefix,
  teamKey,
  teamPoolsKey,
} from "../../capacity/tenancy/labels";
import type { AdmissionConfig } from "../../config";
import { celList, celText, type Expression, isCreate } from "./cel";

/** Name of the admission policies and of their bindings, as the API server's refusals have it. */
export const isolationName = "team-isolation";

/** What the rules read of a pod and its namespace, each absent field as its empty value. */
export const variables: readonly Expression[] = [
  { name: "labels", expression: "namespaceObject.metadata.?labels.orValue({})" },
  { name: "team", expression: `variables.labels[?${celText(teamKey)}].orValue("")` },
  { name: "enforced", expression: `variables.labels[?${celText(isolationKey)}].orValue("") == "enforced"` },
  { name: "tolerations", expression: "object.spec.?tolerations.orValue([])" },
  { name: "selector", expression: "object.spec.?nodeSelector.orValue({})" },
  {
    name: "terms",
    expression:
      "object.spec.?affinity.?nodeAffinity.?requiredDuringSchedulingIgnoredDuringExecution.?nodeSelectorTerms.orValue([])",
  },
  {
    name: "openPools",
    expression: `variables.labels.filter(key, key.startsWith(${celText(sharedPoolLabelPrefix)})).map(key, key.substring(${sharedPoolLabelPrefix.length}))`,
  },
  {
    name: "ownSnippet",
    expression: `'nodeSelector: {${teamKey}: "' + variables.team + '"}, tolerations: [{key: ${teamKey}, operator: Equal, value: "' + variables.team + '", effect: NoSchedule}]'`,
  },
  {
    name: "sharedSnippet",
    expression: `variables.openPools.map(pool, 'nodeSelector: {${sharedPoolKey}: "' + pool + '"}, tolerations: [{key: ${sharedPoolKey}, operator: Equal, value: "' + pool + '", effect: NoSchedule}]').join(" or ")`,
  },
  {
    name: "snippet",
    expression: `variables.labels[?${celText(teamPoolsKey)}].orValue("own") == "own" ? variables.ownSnippet : variables.sharedSnippet`,
  },
];

const isEqual = '(one.?operator.orValue("Equal") == "Equal" || one.operator == "")';
const isOpen = (pool: string) => `(${celText(sharedPoolLabelPrefix)} + ${pool}) in variables.labels`;
const valuesOf = "entry.?values.orValue([])";
const isOwnPool = (pool: string) => `(${pool}.startsWith(variables.team + "-") || ${isOpen(pool)})`;

/** Each alternative of required affinity narrows to the team's nodes or to open shared pools. */
const affinitySelects = `size(variables.terms) > 0 && variables.terms.all(term, term.?matchExpressions.orValue([]).exists(entry, entry.operator == "In" && size(${valuesOf}) > 0 && ((entry.key == ${celText(teamKey)} && ${valuesOf}.all(value, value == variables.team)) || (entry.key == ${celText(sharedPoolKey)} && ${valuesOf}.all(value, ${isOpen("value")})))))`;

interface Rule {
  /** True for a pod that may pass. */
  readonly condition: string;
  /** What to tell the author of one that may not: the place, and what to write. */
  readonly refusal: string;
}

const rulesOf = ({ systemPriorityNamespaces }: AdmissionConfig): Readonly<Record<IsolationRule, Rule>> => ({
  "names-no-node": {
    condition: `!(${isCreate}) || object.spec.?nodeName.orValue("") == ""`,
    refusal: '"spec.nodeName passes by the scheduler and every taint; delete it"',
  },
  "tolerates-by-key": {
    condition: 'variables.tolerations.all(one, one.?key.orValue("") != "")',
    refusal: '"a toleration without a key opens the nodes of every team; name the taint in spec.tolerations[].key"',
  },
  "tolerates-own-team": {
    condition: `variables.tolerations.all(one, one.?key.orValue("") != ${celText(teamKey)} || (${isEqual} && variables.team != "" && one.?value.orValue("") == variables.team))`,
    refusal: `"in namespace " + namespaceObject.metadata.name + " a toleration of the taint ${teamKey} " + (variables.team == "" ? "is not allowed, as it is no team's; delete it" : "has operator Equal and value " + variables.team)`,
  },
  "tolerates-open-pools": {
    condition: `variables.tolerations.all(one, one.?key.orValue("") != ${celText(sharedPoolKey)} || (${isEqual} && ${isOpen('one.?value.orValue("")')}))`,
    refusal: `"in namespace " + namespaceObject.metadata.name + " a toleration of the taint ${sharedPoolKey} has operator Equal and as value a pool open to it: " + (size(variables.openPools) == 0 ? "there is none" : variables.openPools.join(", "))`,
  },
  "selects-own-nodes": {
    condition: `!(${isCreate}) || !variables.enforced || (variables.team != "" && variables.selector[?${celText(teamKey)}].orValue("") == variables.team) || variables.selector[?${celText(sharedPoolKey)}].optMap(pool, ${isOpen("pool")}).orValue(false) || (${affinitySelects})`,
    refusal:
      '"a pod of team " + variables.team + " selects the nodes it goes to; add to its spec: " + variables.snippet',
  },
  "names-own-pools": {
    condition: `!(${isCreate}) || !variables.enforced || (variables.selector[?${celText(labelKeys.nodePool)}].optMap(pool, ${isOwnPool("pool")}).orValue(true) && variables.terms.all(term, term.?matchExpressions.orValue([]).all(entry, entry.key != ${celText(labelKeys.nodePool)} || entry.operator != "In" || ${valuesOf}.all(pool, ${isOwnPool("pool")}))))`,
    refusal: `"${labelKeys.nodePool} names a pool that is not team " + variables.team + "'s; take one of its own, or delete it and let weights choose"`,
  },
  "leaves-placeholders-alone": {
    condition: `object.spec.?priorityClassName.orValue("") != ${celText(placeholderPriorityClass)}`,
    refusal: `"priorityClassName ${placeholderPriorityClass} is for placeholders in namespace ${placeholderNamespace}; delete it"`,
  },
  // Only new pods: a running one keeps its priority, and an update of its tolerations does not change that.
  "leaves-system-priority": {
    condition: `!(${isCreate}) || request.namespace in ${celList([...new Set([kedaNamespace, ...systemPriorityNamespaces])].sort())} || (!object.spec.?priorityClassName.orValue("").startsWith(${celText(systemPriorityPrefix)}) && object.spec.?priority.orValue(0) <= ${highestUserPriority})`,
    refusal:
      '"priorityClassName " + object.spec.?priorityClassName.orValue("") + " is the system\'s: its pods evict any other; delete it, or have the platform list namespace " + request.namespace + " in admission.systemPriorityNamespaces"',
  },
});

/** The rules as the API takes them; a refusal begins with the rule's name. */
export function validations(admission: AdmissionConfig) {
  return Object.entries(rulesOf(admission)).map(([name, { condition, refusal }]) => ({
    expression: condition,
    // One line: the API server drops a message with line breaks and shows `message` instead.
    messageExpression: `${celText(`${name}: `)} + ${refusal}`,
    message: name,
    reason: "Forbidden",
  }));
}
