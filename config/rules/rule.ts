/** A check across keys of a stack's config, and what such checks share. */
import { memoizeBy } from "../../capacity/units/memoize";
import { type Finding, type Level, pathText } from "../finding";
import type { NodeClassInput } from "../schema/nodeClass";
import type { StackInput } from "../schema/stack";
import type { CreatedCluster, CreatedNetwork, NodeClassConfig, PoolConfig, StackConfig, StackContext } from "../stack";

export interface RuleInput {
  /** As written. */
  readonly input: StackInput;
  /** Defaults filled in. */
  readonly stack: StackConfig;
  readonly context: StackContext;
}

/** What a rule reports; level and name are the rule's own. */
interface Found extends Pick<Finding, "path" | "value" | "message" | "suggestion"> {
  /**
   * Places in which what is said to be missing would stand, as paths with `*` for any team or entry of a list: where another
   * error hides a part of them, the finding is not sure and is left out. @default none: it is about what is there
   */
  readonly absentFrom?: readonly string[];
}

/** How a rule reports a finding. */
export type Report = (found: Found) => void;

export interface Rule {
  /** Named for the good state; shown in logs, and never changed without need. */
  readonly name: string;
  readonly level: Level;
  readonly check: (input: RuleInput, report: Report) => void;
}

/** All pools: the teams' in their order, then the shared ones. */
export const allPools: (stack: StackConfig) => readonly PoolConfig[] = memoizeBy(
  (stack) => [stack, ""],
  (stack) => [...stack.teams.flatMap(({ pools }) => pools), ...stack.sharedPools],
);

/** Where pools may have some keys, for `absentFrom`. */
export const inPools = (...keys: readonly string[]): readonly string[] =>
  keys.flatMap((key) => [`poolDefaults.${key}`, `teams.*.pools.*.${key}`, `sharedPools.*.${key}`]);

/** Each node class once, with the pools that use it. */
export const allNodeClasses: (
  stack: StackConfig,
) => readonly { readonly nodeClass: NodeClassConfig; readonly pools: readonly PoolConfig[] }[] = memoizeBy(
  (stack) => [stack, ""],
  (stack) => {
    const users = new Map<string, { nodeClass: NodeClassConfig; pools: PoolConfig[] }>();
    for (const pool of allPools(stack)) {
      const entry = users.get(pool.nodeClass.name) ?? { nodeClass: pool.nodeClass, pools: [] };
      entry.pools.push(pool);
      users.set(pool.nodeClass.name, entry);
    }
    return [...users.values()];
  },
);

/** Every place where a node class may be written, with what is written there. */
export function writtenNodeClasses(
  input: StackInput,
): readonly { readonly path: string; readonly written: NodeClassInput | undefined }[] {
  return [
    { path: "nodeClassDefaults", written: input.nodeClassDefaults },
    ...Object.entries(input.teams ?? {}).flatMap(([name, team]) => {
      const path = pathText(["teams", name]);
      return [
        { path: `${path}.nodeClass`, written: team.nodeClass },
        ...(team.pools ?? []).map((pool, index) => ({
          path: `${path}.pools[${index}].nodeClass`,
          written: pool.nodeClass,
        })),
      ];
    }),
    ...(input.sharedPools ?? []).map((pool, index) => ({
      path: `sharedPools[${index}].nodeClass`,
      written: pool.nodeClass,
    })),
  ];
}

/** A rule that looks at one pool at a time. */
export function poolRule(
  name: string,
  level: Level,
  check: (pool: PoolConfig, report: Report, stack: StackConfig) => void,
): Rule {
  return {
    name,
    level,
    check: ({ stack }, report) => {
      for (const pool of allPools(stack)) check(pool, report, stack);
    },
  };
}

/** A rule that looks at one node class at a time. */
export function nodeClassRule(
  name: string,
  level: Level,
  check: (nodeClass: NodeClassConfig, report: Report, stack: StackConfig, pools: readonly PoolConfig[]) => void,
): Rule {
  return {
    name,
    level,
    check: ({ stack }, report) => {
      for (const { nodeClass, pools } of allNodeClasses(stack)) check(nodeClass, report, stack, pools);
    },
  };
}

/** A rule about a VPC that the stack makes itself. */
export function createdNetworkRule(
  name: string,
  level: Rule["level"],
  check: (network: CreatedNetwork, report: Report, input: RuleInput) => void,
): Rule {
  return {
    name,
    level,
    check: (input, report) => {
      if (input.stack.network.kind === "created") check(input.stack.network, report, input);
    },
  };
}

/** A cluster that the stack makes, in place of either kind. */
interface CreatedClusterInput extends RuleInput {
  readonly stack: StackConfig & { readonly cluster: CreatedCluster };
}

/** Rules about a cluster that the stack makes itself. */
export function createdClusterRules(
  rules: readonly (Omit<Rule, "check"> & { readonly check: (input: CreatedClusterInput, report: Report) => void })[],
): readonly Rule[] {
  return rules.map(({ check, ...rule }) => ({
    ...rule,
    check: (input, report) => {
      const { cluster } = input.stack;
      if (cluster.kind === "created") check({ ...input, stack: { ...input.stack, cluster } }, report);
    },
  }));
}

/** Whether nothing is written there: Pulumi.yaml's default for a part of the config is an empty map. */
export function isEmpty(written: object | undefined): boolean {
  return Object.keys(written ?? {}).length === 0;
}

/** Where the layer that says the key begins: `teams.dotori.nodeClass`. */
export function layerOf({ pathOf }: NodeClassConfig, key: string): string {
  return pathOf(key).slice(0, -key.length - 1);
}

/** Reports each value of a list that is named a second time, at its own place. */
export function reportRepeated(report: Report, path: string, values: readonly string[]): void {
  for (const { item, index } of repeated(values, String)) {
    report({ path: `${path}[${index}]`, value: item, message: "is named twice", suggestion: "delete one" });
  }
}

/** Items whose key is that of an earlier item, with that first one. */
export function repeated<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): readonly { item: T; first: T; index: number }[] {
  const seen = new Map<string, T>();
  return items.flatMap((item, index) => {
    const key = keyOf(item);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, item);
    return first === undefined ? [] : [{ item, first, index }];
  });
}
