/** A config that violates one rule, and the nearest one that does not. Not a test. */
import type { CheckContext } from "../../config";
import { context, type RawConfig } from "./arbitraries";

export interface Violation {
  readonly rule: string;
  /** Laid over {@link quiet}. */
  readonly config: RawConfig;
  /** Of all that the rule finds. */
  readonly paths: readonly string[];
  /** The first finding as a line. */
  readonly text?: string;
  /** The other side of the boundary. */
  readonly good: RawConfig;
  /** Other rules that the config violates too. */
  readonly also?: readonly string[];
  /** Rules that the good config violates all the same. */
  readonly goodAlso?: readonly string[];
  readonly context?: Partial<CheckContext>;
  readonly goodContext?: Partial<CheckContext>;
}

/** A stack without findings, which every violation starts from. */
export function quiet(config: RawConfig): RawConfig {
  const endpoint = { publicCidrs: ["8.8.8.0/24"] };
  return { environment: "development", ...config, cluster: { endpoint, ...(config.cluster as object) } };
}

export function contextOf(own: Partial<CheckContext> | undefined): CheckContext {
  return { ...context, ...own };
}

/** A pool without findings, with these settings. */
export function pool(settings: RawConfig = {}): RawConfig {
  return { name: "general", limits: { cpu: "64", memory: "256Gi" }, ...settings };
}

/** A team `dotori` with one such pool. */
export function onePool(settings: RawConfig = {}, stack: RawConfig = {}): RawConfig {
  return { teams: { dotori: { pools: [pool(settings)] } }, ...stack };
}

/** The same with a node class of the team's. */
export function nodeClass(settings: RawConfig, stack: RawConfig = {}): RawConfig {
  return { teams: { dotori: { nodeClass: settings, pools: [pool()] } }, ...stack };
}
