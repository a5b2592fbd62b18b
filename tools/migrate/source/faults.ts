/** What is found broken in sources, by name, and why nobody noticed. */

/** Each fault, with the reason why it stayed. */
export const faults = {
  "limits-beside-spec":
    "the API server drops fields that the CRD does not know, and kubectl only warns: the pool had no limit",
  "limits-without-resources":
    "v1alpha5 keeps limits below spec.limits.resources; what stands beside it is dropped without an error",
  "node-class-ref-misses":
    "the object is accepted, and only the controller's log and the pool's status say that its node class is not there",
  "taint-in-three-items":
    "each dash begins a taint of its own; `kubectl apply` refuses or drops them, and what was applied before stays",
  "ttl-after-empty":
    "it is a field of v1alpha5, which Karpenter serves no more since 0.33; a newer CRD drops it without an error",
  "api-is-not-served": "manifests stay in a repository when the API goes; the cluster shows it only at the next apply",
  "ami-latest": "nodes are replaced at each AMI release, which looks like any other replacement",
  "no-limits": "nothing bounds the pool but the account's quota, and that shows on the bill only",
  "cron-is-hourly": "KEDA accepts it, and the pods do come and go: only not when they were meant to",
  "placeholder-without-priority":
    "placeholders run and keep their room; that they do not give way shows only when a real pod stays pending",
  "placeholder-priority-is-not-low":
    "placeholders run and keep their room; that they do not give way shows only when a real pod stays pending",
  "selector-nothing-sets": "the pod stays pending as it would while a node starts, and no pool says that it was meant",
  "toleration-without-taint": "a toleration of a taint that does not exist is allowed and does nothing",
  "scale-target-misses": "KEDA reports it in the ScaledObject's conditions only",
  "name-is-misspelt": "tags and labels may have any name, so nothing checks them",
  "requirement-keeps-nothing": "the pool is accepted and never makes a node",
} as const satisfies Readonly<Record<string, string>>;

export type Fault = keyof typeof faults;
