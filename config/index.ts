/**
 * What a stack may say, and what it means. `schema/` holds every key with its type, default and description; `rules/`
 * the checks across keys; `resolve.ts` fills in defaults and decides names; `check.ts` joins them. Nothing here knows
 * of Pulumi, so a check takes milliseconds.
 */
export { type CheckContext, type Checked, checkStackConfig } from "./check";
export { type Finding, findingsText, findingText, type Level } from "./finding";
export type * from "./resolve";
export type { DiskConfig, NodeClassConfig } from "./resolveNodeClass";
export type {
  AddonConfig,
  ClusterConfig,
  CreatedNetwork,
  KarpenterConfig,
  NetworkConfig,
} from "./resolvePlatform";
export type { PoolConfig, Toleration } from "./resolvePool";
export type { Quota, TeamSurroundings } from "./resolveTeam";
export type { KedaConfig, PlaceholdersConfig, WarmConfig } from "./resolveWarm";
