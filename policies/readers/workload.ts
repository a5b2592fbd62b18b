/** Kinds of workloads, and the path of the pod spec in each. */
const podSpecs: readonly { readonly kinds: RegExp; readonly path: readonly string[] }[] = [
  { kinds: /^kubernetes:apps\/v1:(Deployment|StatefulSet|DaemonSet|ReplicaSet)$/, path: ["spec", "template", "spec"] },
  { kinds: /^kubernetes:batch\/v1:Job$/, path: ["spec", "template", "spec"] },
  { kinds: /^kubernetes:batch\/v1:CronJob$/, path: ["spec", "jobTemplate", "spec", "template", "spec"] },
  { kinds: /^kubernetes:core\/v1:Pod$/, path: ["spec"] },
];

/** Path of the pod spec in the inputs of a type; undefined for a type that runs no pods. */
export const podSpecOf = (type: string): readonly string[] | undefined =>
  podSpecs.find(({ kinds }) => kinds.test(type))?.path;
