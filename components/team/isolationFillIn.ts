/** What the mutating policy adds to a team's pods from Kubernetes 1.36: the selector and tolerations that they leave out. */
import { sharedPoolKey, teamKey } from "../../capacity/tenancy/labels";
import { celText, type Expression } from "./cel";

/**
 * Leaves DaemonSets' pods as they are: with a selector added, those for other nodes would be pending forever. The validating
 * policy refuses them until the DaemonSet's template has the selector, by which its controller then chooses nodes.
 */
export const noDaemonSetPod: Expression = {
  name: "no-daemonset-pod",
  expression: '!object.metadata.?ownerReferences.orValue([]).exists(owner, owner.kind == "DaemonSet")',
};

/** Whether the pod selects nodes by the key already, by its selector or by required affinity. */
const selectsBy = (key: string) =>
  `(${celText(key)} in variables.selector || variables.terms.exists(term, term.?matchExpressions.orValue([]).exists(entry, entry.key == ${celText(key)})))`;

/** Adds a toleration of `key` with the value, unless one of that key is there. */
const addToleration = (key: string, value: string) =>
  `variables.tolerations.exists(one, one.?key.orValue("") == ${celText(key)}) ? [] : (has(object.spec.tolerations) ? [JSONPatch{op: "add", path: "/spec/tolerations/-", value: Object.spec.tolerations{key: ${celText(key)}, operator: "Equal", value: ${value}, effect: "NoSchedule"}}] : [JSONPatch{op: "add", path: "/spec/tolerations", value: [Object.spec.tolerations{key: ${celText(key)}, operator: "Equal", value: ${value}, effect: "NoSchedule"}]}])`;

const jsonPatch = (expression: string) => ({ patchType: "JSONPatch", jsonPatch: { expression } });

/** The team's selector and toleration, and the toleration of a shared pool that the pod selects. JSON patches, since lists and selectors are atomic. */
export const mutations = [
  jsonPatch(
    `${selectsBy(teamKey)} || ${selectsBy(sharedPoolKey)} ? [] : (has(object.spec.nodeSelector) ? [JSONPatch{op: "add", path: "/spec/nodeSelector/${teamKey}", value: variables.team}] : [JSONPatch{op: "add", path: "/spec/nodeSelector", value: {${celText(teamKey)}: variables.team}}])`,
  ),
  jsonPatch(`${selectsBy(sharedPoolKey)} ? [] : (${addToleration(teamKey, "variables.team")})`),
  jsonPatch(
    `${celText(sharedPoolKey)} in variables.selector ? (${addToleration(sharedPoolKey, `variables.selector[${celText(sharedPoolKey)}]`)}) : []`,
  ),
];
