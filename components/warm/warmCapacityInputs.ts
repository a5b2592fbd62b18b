/** How Pulumi knows a WarmCapacity component. No Pulumi package is imported here, so that tools read it without loading a provider. */
import type { Packing } from "../../capacity/ec2/allocatable";
import type { DeclaredLoad, WarmMode } from "../../capacity/warm/demand";
import type { Window } from "../../capacity/windows/window";
import type { WarmConfig } from "../../config";

/** Type token: part of every urn below a pool's warm capacity, so it never changes. */
export const warmCapacityType = "nodepools:index:WarmCapacity";

/** The component's inputs, as `pulumi preview`, policies and the state show them. */
export interface WarmCapacityInputs {
  /** Name of the NodePool object whose nodes are kept ready. */
  readonly pool: string;
  /** What keeps it. @default "placeholders" */
  readonly engine?: WarmConfig["engine"] | undefined;
  /** What a number counts: nodes in all (`perNode`), or placeholders of a size beside what runs (`headroom`). */
  readonly mode: WarmMode;
  /** Placeholders outside all windows; of a CapacityBuffer, the pods that it has room for. */
  readonly always: number;
  /** Hours with more of them; where they overlap, the larger number counts. */
  readonly windows: readonly Window[];
  /** What the team says it runs by itself; it takes part of the pool's limits. */
  readonly load?: DeclaredLoad | undefined;
  /** What of a node is left to pods: how many placeholders fit depends on it. */
  readonly packing: Packing;
  /** Seconds from a window's end until KEDA takes its placeholders away. */
  readonly cooldownSeconds: number;
  /** Part of `always` that is meant for a while only. */
  readonly pin?: number | undefined;
}
