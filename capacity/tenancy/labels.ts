/** Labels and taints by which nodes, namespaces and pods say whose they are. */

/** Label on a team's nodes and namespaces, and key of the taint that keeps others off. */
export const teamKey = "team";
/** Label of a shared pool's nodes, and key of the taint of one that only listed teams may use; its value is the pool's name. */
export const sharedPoolKey = "shared-pool";
/**
 * Label of a namespace whose pods may use a shared pool: `shared-pool/<pool>`. The admission policy reads it, so that it
 * needs no list of teams.
 */
export const sharedPoolLabelPrefix = `${sharedPoolKey}/`;
/** Value of that label. */
export const sharedPoolIsOpen = "open";
/** Label of a team's namespaces that says how its nodes are kept apart; the admission policy reads it. */
export const isolationKey = "team-isolation";
/** Label of a team's namespaces: `own` when it has pools of its own, `shared` when it lives on shared ones. */
export const teamPoolsKey = "team-pools";

/** Where the placeholders of warm capacity are: the platform's, so that they use up no team's quota. */
export const placeholderNamespace = "warm-capacity";
/** The PriorityClass that only they may have. */
export const placeholderPriorityClass = "warm-placeholder";
/** Label and tag that say who answers for a thing. */
export const ownerKey = "owner";
