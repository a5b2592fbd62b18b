/** Labels and taints that say to which team nodes, namespaces and pods belong. */

/** Label on a team's nodes and namespaces, and key of the taint that keeps others off. */
export const teamKey = "team";
/**
 * Label of a shared pool's nodes, and key of the taint of one that only listed teams may use; its value is the pool's name.
 */
export const sharedPoolKey = "shared-pool";
/**
 * Label of a namespace whose pods may use a shared pool: `shared-pool/<pool>`. The admission policy reads it, so that it
 * needs no list of teams.
 */
export const sharedPoolLabelPrefix = `${sharedPoolKey}/`;
/** Value of that label. */
export const sharedPoolIsOpen = "open";
/** Label of a team's namespaces with its isolation; the admission policy reads it. */
export const isolationKey = "team-isolation";
/** Label of a team's namespaces: `own` when it has pools of its own, `shared` when it runs on shared ones. */
export const teamPoolsKey = "team-pools";

/** Label, with the value "true", of what the program makes for a team in Kubernetes: the team may not change it. */
export const protectedLabel = "nodepools/protected";

/** Namespace of the placeholders of warm capacity: the platform's, so that they count against no team's quota. */
export const placeholderNamespace = "warm-capacity";
/** The PriorityClass that only they may have. */
export const placeholderPriorityClass = "warm-placeholder";
/**
 * Below 0, the priority of pods without a class, so that any of them preempts a placeholder. Not below -10, where Cluster
 * Autoscaler ignores pending pods, and far above -33,554,432, where Karpenter 1.14 takes a node with placeholders only for
 * empty and replaces it forever. Sources: cluster-autoscaler FAQ (expendable-pods-priority-cutoff); Karpenter v1.14.1
 * pkg/controllers/disruption/types.go.
 */
export const placeholderPriority = -10;
/** Namespace of KEDA, which runs where Karpenter does; its pods have a PriorityClass of the system's. */
export const kedaNamespace = "keda";
/** How Pod Security's labels of a namespace begin; enforce and warn are the program's. */
export const podSecurityPrefix = "pod-security.kubernetes.io/";
/** Label and tag that name the owner. */
export const ownerKey = "owner";
