/** Where each kind of workload keeps its pods' spec. */
const podSpecs: readonly { readonly kinds: RegExp; readonly path: readonly string[] }[] = [
  { kinds: /^kubernetes:apps\/v1:(Deployment|StatefulSet|DaemonSet|ReplicaSet)$/, path: ["spec", "template", "spec"] },
  { kinds: /^kubernetes:batch\/v1:Job$/, path: ["spec", "template", "spec"] },
  { kinds: /^kubernetes:batch\/v1:CronJob$/, path: ["spec", "jobTemplate", "spec", "template", "spec"] },
  { kinds: /^kubernetes:core\/v1:Pod$/, path: ["spec"] },
];

/** Path to the pods' spec in a type's inputs; undefined for what makes no pods. */
export const podSpecOf = (type: string): readonly string[] | undefined =>
  podSpecs.find(({ kinds }) => kinds.test(type))?.path;
