/** A case that Karpenter rejects, or accepts and then ignores, as the facts word it. Not a test. */
import type { RawConfig } from "../arbitraries";
import { nodeClass, onePool } from "../violation";

export type Fact = ExpressibleFact | ImpossibleFact;

/** A stack file can say it, so the check must find it. */
export interface ExpressibleFact {
  readonly title: string;
  readonly config: RawConfig;
  readonly path: string;
  /** An error unless said otherwise. */
  readonly level?: "warning";
}

/** No stack file can say it. */
export interface ImpossibleFact {
  readonly title: string;
  readonly because: string;
}

/** A fact about a pool's settings; the path is below the pool. */
export function ofPool(title: string, settings: RawConfig, path: string, stack: RawConfig = {}): ExpressibleFact {
  return { title, config: onePool(settings, stack), path: `teams.dotori.pools[0].${path}` };
}

/** A fact about a further requirement of a pool. */
export function ofRequirement(title: string, requirement: RawConfig, path: string): ExpressibleFact {
  return ofPool(title, { requirements: [requirement] }, `requirements[0]${path}`);
}

/** A fact about a node class; the path is below it. */
export function ofClass(title: string, settings: RawConfig, path: string, stack: RawConfig = {}): ExpressibleFact {
  return { title, config: nodeClass(settings, stack), path: `teams.dotori.nodeClass.${path}` };
}
