/** How Pulumi knows a NodePool component. No Pulumi package is imported here, so that tools read it without loading a provider. */

import type { MaintenanceWindow } from "../../capacity/windows/maintenance";

/** Type token: part of every urn below a pool, so it never changes. */
export const nodePoolComponentType = "nodepools:index:NodePool";

/** The component's inputs, as `pulumi preview`, policies and the state show them; its name is that of the NodePool object. */
export interface NodePoolInputs {
  /** Team that the pool belongs to; undefined for a shared pool. */
  readonly team?: string | undefined;
  /** Teams that may use it. */
  readonly users: "all" | readonly string[];
  /** Limits by Kubernetes resource name (`cpu`, `memory`, `nodes`, `nvidia.com/gpu`), each a Kubernetes quantity. */
  readonly limits: Readonly<Record<string, string>>;
  /** The only times of voluntary disruption; absent when it may happen at any time. */
  readonly maintenance?: readonly MaintenanceWindow[];
}
