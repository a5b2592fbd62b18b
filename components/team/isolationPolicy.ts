/**
 * The admission policy that keeps teams apart, in CEL. It names no team: it reads the labels of the pod's namespace and the
 * values of tolerations, so that adding a team changes nothing here. capacity/tenancy/isolation.ts says the same in TypeScript.
 */
import { labelKeys } from "../../capacity/kubernetes/labels";
import type { IsolationRule } from "../../capacity/tenancy/isolation";
import {
  isolationKey,
  placeholderNamespace,
  placeholderPriorityClass,
  sharedPoolKey,
  sharedPoolLabelPrefix,
  teamKey,
  teamPoolsKey,
} from "../../capacity/tenancy/labels";
import type { AdmissionConfig } from "../../config";

/** Name of each cluster-wide object. */
export const isolationName = "team-isolation";

/** The controller that makes the pods of DaemonSets; the user name is what keeps a forged owner reference out. */
const daemonSetController = "system:serviceaccount:kube-system:daemon-set-controller";

interface Expression {
  readonly name: string;
  readonly expression: string;
}

/** A CEL text; CEL reads JSON's escapes. */
const text = (value: string) => JSON.stringify(value);
const list = (values: readonly string[]) => `[${values.map(text).join(", ")}]`;

/** What the rules read, each absent field as its empty value. */
export const variables: readonly Expression[] = [
  { name: "labels", expression: "namespaceObject.metadata.?labels.orValue({})" },
  { name: "team", expression: `variables.labels[?${text(teamKey)}].orValue("")` },
  { name: "enforced", expression: `variables.labels[?${text(isolationKey)}].orValue("") == "enforced"` },
  { name: "tolerations", expression: "object.spec.?tolerations.orValue([])" },
  { name: "selector", expression: "object.spec.?nodeSelector.orValue({})" },
  {
    name: "terms",
    expression:
      "object.spec.?affinity.?nodeAffinity.?requiredDuringSchedulingIgnoredDuringExecution.?nodeSelectorTerms.orValue([])",
  },
  {
    name: "openPools",
    expression: `variables.labels.filter(key, key.startsWith(${text(sharedPoolLabelPrefix)})).map(key, key.substring(${sharedPoolLabelPrefix.length}))`,
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
    expression: `variables.labels[?${text(teamPoolsKey)}].orValue("own") == "own" ? variables.ownSnippet : variables.sharedSnippet`,
  },
];

const isCreate = 'request.operation == "CREATE"';
const isEqual = '(one.?operator.orValue("Equal") == "Equal" || one.operator == "")';
const isOpen = (pool: string) => `(${text(sharedPoolLabelPrefix)} + ${pool}) in variables.labels`;
const valuesOf = "entry.?values.orValue([])";
const isOwnPool = (pool: string) => `(${pool}.startsWith(variables.team + "-") || ${isOpen(pool)})`;

/** Each alternative of required affinity narrows to the team's nodes or to open shared pools. */
const affinitySelects = `size(variables.terms) > 0 && variables.terms.all(term, term.?matchExpressions.orValue([]).exists(entry, entry.operator == "In" && size(${valuesOf}) > 0 && ((entry.key == ${text(teamKey)} && ${valuesOf}.all(value, value == variables.team)) || (entry.key == ${text(sharedPoolKey)} && ${valuesOf}.all(value, ${isOpen("value")})))))`;

/** What must hold, and what to say when it does not: the rule's name, the place, and what to write. */
const rules: Readonly<Record<IsolationRule, { readonly holds: string; readonly says: string }>> = {
  "names-no-node": {
    holds: `!(${isCreate}) || object.spec.?nodeName.orValue("") == ""`,
    says: '"spec.nodeName passes by the scheduler and every taint; delete it"',
  },
  "tolerates-by-key": {
    holds: 'variables.tolerations.all(one, one.?key.orValue("") != "")',
    says: '"a toleration without a key opens the nodes of every team; name the taint in spec.tolerations[].key"',
  },
  "tolerates-own-team": {
    holds: `variables.tolerations.all(one, one.?key.orValue("") != ${text(teamKey)} || (${isEqual} && variables.team != "" && one.?value.orValue("") == variables.team))`,
    says: `"in namespace " + namespaceObject.metadata.name + " a toleration of the taint ${teamKey} " + (variables.team == "" ? "is not allowed, as it is no team's; delete it" : "has operator Equal and value " + variables.team)`,
  },
  "tolerates-open-pools": {
    holds: `variables.tolerations.all(one, one.?key.orValue("") != ${text(sharedPoolKey)} || (${isEqual} && ${isOpen('one.?value.orValue("")')}))`,
    says: `"in namespace " + namespaceObject.metadata.name + " a toleration of the taint ${sharedPoolKey} has operator Equal and as value a pool open to it: " + (size(variables.openPools) == 0 ? "there is none" : variables.openPools.join(", "))`,
  },
  "selects-own-nodes": {
    holds: `!(${isCreate}) || !variables.enforced || (variables.team != "" && variables.selector[?${text(teamKey)}].orValue("") == variables.team) || variables.selector[?${text(sharedPoolKey)}].optMap(pool, ${isOpen("pool")}).orValue(false) || (${affinitySelects})`,
    says: '"a pod of team " + variables.team + " selects the nodes it goes to; add to its spec: " + variables.snippet',
  },
  "names-own-pools": {
    holds: `!(${isCreate}) || !variables.enforced || (variables.selector[?${text(labelKeys.nodePool)}].optMap(pool, ${isOwnPool("pool")}).orValue(true) && variables.terms.all(term, term.?matchExpressions.orValue([]).all(entry, entry.key != ${text(labelKeys.nodePool)} || entry.operator != "In" || ${valuesOf}.all(pool, ${isOwnPool("pool")}))))`,
    says: `"${labelKeys.nodePool} names a pool that is not team " + variables.team + "'s; take one of its own, or delete it and let weights choose"`,
  },
  "leaves-placeholders-alone": {
    holds: `object.spec.?priorityClassName.orValue("") != ${text(placeholderPriorityClass)}`,
    says: `"priorityClassName ${placeholderPriorityClass} is for placeholders in namespace ${placeholderNamespace}; delete it"`,
  },
};

/** The rules as the API takes them. */
export const validations = Object.entries(rules).map(([name, { holds, says }]) => ({
  expression: holds,
  // A message with line breaks would be dropped, and `message` shown in its place.
  messageExpression: `${text(`${name}: `)} + ${says}`,
  message: name,
  reason: "Forbidden",
}));

/** What an admission policy listens to. */
interface Listening {
  readonly operations: readonly ("CREATE" | "UPDATE")[];
  /** Labels that a pod's namespace must have. */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
}

/** What the policy judges: pods that are made, and updates of those that run. */
export const judged: Listening = { operations: ["CREATE", "UPDATE"] };

/**
 * What is filled in: new pods of teams that have nodes of their own to be sent to. By labels and no condition: conditions of
 * a MutatingAdmissionPolicy are asked without the namespace (seen on Kubernetes 1.34).
 */
export const filledIn: Listening = {
  operations: ["CREATE"],
  namespaceLabels: { [isolationKey]: "enforced", [teamPoolsKey]: "own" },
};

/** Pods of every namespace but the system's: these must start even if an expression here were at fault. */
export function matchConstraints(
  { systemNamespaces }: AdmissionConfig,
  { operations, namespaceLabels = {} }: Listening,
) {
  return {
    matchPolicy: "Equivalent",
    namespaceSelector: {
      matchExpressions: [
        { key: "kubernetes.io/metadata.name", operator: "NotIn", values: [...systemNamespaces].sort() },
        ...Object.entries(namespaceLabels).map(([key, value]) => ({ key, operator: "In", values: [value] })),
      ],
    },
    resourceRules: [
      { apiGroups: [""], apiVersions: ["v1"], operations: [...operations], resources: ["pods"], scope: "Namespaced" },
    ],
  };
}

/** Exemptions, each as narrow as it can be, and the updates that matter. */
export function matchConditions({ daemonSetNamespaces }: AdmissionConfig): readonly Expression[] {
  const daemonSet = {
    name: "no-daemonset-pod-of-an-add-on",
    expression: `!(${isCreate} && request.namespace in ${list([...daemonSetNamespaces].sort())} && request.userInfo.username == ${text(daemonSetController)} && object.metadata.?ownerReferences.orValue([]).exists(owner, owner.apiVersion == "apps/v1" && owner.kind == "DaemonSet" && owner.?controller.orValue(false)))`,
  };
  return [
    {
      name: "made-or-tolerations-changed",
      expression: `${isCreate} || object.spec.?tolerations.orValue([]) != oldObject.spec.?tolerations.orValue([])`,
    },
    ...(daemonSetNamespaces.length === 0 ? [] : [daemonSet]),
    {
      name: "no-placeholder",
      expression: `!(request.namespace == ${text(placeholderNamespace)} && object.spec.?priorityClassName.orValue("") == ${text(placeholderPriorityClass)})`,
    },
  ];
}

/**
 * A DaemonSet's pods are left as they are: filled in, those for other nodes would be pending for ever. Refused, their owner
 * learns to put the selector into the template, which the controller then heeds.
 */
export const noDaemonSetPod: Expression = {
  name: "no-daemonset-pod",
  expression: '!object.metadata.?ownerReferences.orValue([]).exists(owner, owner.kind == "DaemonSet")',
};

/** Keys by which a pod chooses its nodes already. */
const chooses = (key: string) =>
  `(${text(key)} in variables.selector || variables.terms.exists(term, term.?matchExpressions.orValue([]).exists(entry, entry.key == ${text(key)})))`;

/** Adds a toleration of `key` with the value, unless one of that key is there. */
const addToleration = (key: string, value: string) =>
  `variables.tolerations.exists(one, one.?key.orValue("") == ${text(key)}) ? [] : (has(object.spec.tolerations) ? [JSONPatch{op: "add", path: "/spec/tolerations/-", value: Object.spec.tolerations{key: ${text(key)}, operator: "Equal", value: ${value}, effect: "NoSchedule"}}] : [JSONPatch{op: "add", path: "/spec/tolerations", value: [Object.spec.tolerations{key: ${text(key)}, operator: "Equal", value: ${value}, effect: "NoSchedule"}]}])`;

/** What is filled into pods that leave it out, where Kubernetes can. Lists and selectors are atomic, hence JSON patches. */
export const mutations = [
  {
    patchType: "JSONPatch",
    jsonPatch: {
      expression: `${chooses(teamKey)} || ${chooses(sharedPoolKey)} ? [] : (has(object.spec.nodeSelector) ? [JSONPatch{op: "add", path: "/spec/nodeSelector/${teamKey}", value: variables.team}] : [JSONPatch{op: "add", path: "/spec/nodeSelector", value: {${text(teamKey)}: variables.team}}])`,
    },
  },
  {
    patchType: "JSONPatch",
    jsonPatch: {
      expression: `${chooses(sharedPoolKey)} ? [] : (${addToleration(teamKey, "variables.team")})`,
    },
  },
  {
    patchType: "JSONPatch",
    jsonPatch: {
      expression: `${text(sharedPoolKey)} in variables.selector ? (${addToleration(sharedPoolKey, `variables.selector[${text(sharedPoolKey)}]`)}) : []`,
    },
  },
] as const;
