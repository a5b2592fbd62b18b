/** How long Pulumi waits for nodes to drain when a pool goes. */

/** Least minutes: draining, EC2's own stop, and Karpenter's finalizers (facts karpenter 1.4). */
const leastMinutes = 30;
/** Minutes beyond the drain itself. */
const spareMinutes = 15;

/** Minutes to wait for an object whose nodes may drain for `drainSeconds`. */
export function deleteMinutes(drainSeconds: number): number {
  return Math.max(leastMinutes, Math.ceil(drainSeconds / 60) + spareMinutes);
}
