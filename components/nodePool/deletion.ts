/** How long Pulumi waits for nodes to drain when a pool or node class is deleted. */

/** Minutes that draining, EC2's shutdown and Karpenter's finalizers need when nothing is slow. */
const leastMinutes = 30;
/** Minutes that EC2's shutdown and the finalizers may take after a drain. */
const spareMinutes = 15;

/** Minutes that a drain without an end is waited for: a day. */
const endlessMinutes = 24 * 60;

/** Minutes until Pulumi gives up on deleting an object whose nodes may drain for `drainSeconds`; Infinity is without an end. */
export function deleteMinutes(drainSeconds: number): number {
  if (!Number.isFinite(drainSeconds)) return endlessMinutes;
  return Math.max(leastMinutes, Math.ceil(drainSeconds / 60) + spareMinutes);
}
