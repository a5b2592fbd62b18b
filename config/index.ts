/**
 * What a stack may say, and what it means. `schema/` holds every key with its type, default and description; `rules/`
 * the checks across keys; `resolve.ts` fills in defaults and decides names; `check.ts` joins them. Nothing here knows
 * of Pulumi, so a check takes milliseconds.
 */

export { nearest } from "../capacity/units/spelling";
export { type CheckContext, type Checked, checkStackConfig } from "./check";
export { type Finding, findingsText, findingText, type Level } from "./finding";
export type { DiskConfig, NodeClassConfig } from "./resolve/nodeClass";
export type {
  AddonConfig,
  ClusterConfig,
  CreatedNetwork,
  KarpenterConfig,
  NetworkConfig,
} from "./resolve/platform";
export type { PoolConfig, Toleration } from "./resolve/pool";
export type * from "./resolve/stack";
export { openTo, type Quota, type TeamSurroundings } from "./resolve/team";
export type { KedaConfig, PlaceholdersConfig, WarmConfig } from "./resolve/warm";
export { accessLevels } from "./schema/team";
