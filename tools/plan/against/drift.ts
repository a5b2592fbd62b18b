/** Whether an edit of a pool makes Karpenter replace its nodes. */
import type { ChangedPool } from "./changesSchema";
import type { PoolSide } from "./poolSides";

/** What Karpenter does with a pool's nodes. */
export interface Drift extends Pick<ChangedPool, "because" | "duration" | "revert"> {
  readonly rolls: "none" | "some" | "drift" | "unknown";
}

/** Nodes stay. */
export const noDrift: Drift = { rolls: "none", because: [], duration: null };

export function driftOf(
  _before: PoolSide,
  _after: PoolSide,
  _differences: Pick<ChangedPool, "types" | "zones" | "capacityTypes">,
  _karpenter: { readonly before: string | undefined; readonly after: string | undefined },
): Drift {
  return noDrift;
}
