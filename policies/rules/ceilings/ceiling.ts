/** The most CPU, memory, nodes and GPUs that a pool, a team or the cluster may reach. */
import { type Rule, resourceRule, stackRule } from "../../frame/rule";
import { types } from "../../frame/subject";
import { type CeilingSettings, ceilingSettings, excesses } from "../../readers/ceilings";
import { poolCeilingOf, readPool } from "../../readers/pool";
import { cluster, type Scope, team } from "../../readers/scope";
import { checkSum, grouped, poolShare } from "../../readers/sums";

interface CeilingRule {
  readonly name: string;
  readonly title: string;
  readonly reason: string;
  readonly fix: string;
  /** Defaults of the rule's settings. */
  readonly initial: CeilingSettings;
}

const ceilings = {
  pool: {
    name: "pool-within-ceiling",
    title: "A NodePool stays within the ceiling of a pool",
    reason: "Karpenter grows it as far as its limits and instance types allow, in whole nodes",
    fix: "lower spec.limits, or have the platform team raise the ceiling",
    initial: { maxCpu: "1000", maxMemory: "4000Gi", maxNodes: 1000, maxGpu: 64 },
  },
  team: {
    name: "team-within-ceiling",
    title: "All pools of a team together stay within the team's ceiling",
    reason: "Karpenter limits each pool by itself, so a team with ten pools has ten times the limit",
    fix: "lower the limits of the team's pools, or have the platform team raise the ceiling",
    initial: { maxCpu: "2000", maxMemory: "8000Gi", maxNodes: 2000, maxGpu: 64 },
  },
  cluster: {
    name: "cluster-within-ceiling",
    title: "All pools together stay within the cluster's ceiling",
    reason: "no limit of Karpenter's spans pools, and the account's quota stops every team at once",
    fix: "lower the limits of the largest pools, or have the platform team raise the ceiling",
    initial: { maxCpu: "10000", maxMemory: "40000Gi", maxNodes: 10000, maxGpu: 128 },
  },
} as const;

function poolRule({ initial, ...texts }: CeilingRule): Rule {
  return resourceRule({
    ...texts,
    severity: "high",
    enforcementLevel: "mandatory",
    settings: ceilingSettings("one pool", initial),
    types: [types.nodePool],
    check({ inputs, settings, violation, cannotTell }) {
      const pool = readPool(inputs);
      const { ceiling, unsure } = poolCeilingOf(inputs, pool);
      for (const { text, unbounded, open } of excesses(ceiling, settings)) {
        if (unbounded && unsure !== undefined) cannotTell(`the ${open}`, unsure);
        else if (pool.unknownPath === undefined) violation("spec.limits", `let it reach ${text}`);
        else cannotTell(`spec.limits, which let it reach ${text}`, `${pool.unknownPath} is not known yet`);
      }
    },
  });
}

function sumRule(scope: Scope, { initial, ...texts }: CeilingRule): Rule {
  return stackRule({
    ...texts,
    severity: "high",
    enforcementLevel: "mandatory",
    settings: { ...ceilingSettings(scope.pools, initial), ...scope.settings },
    types: [types.nodePool],
    collect: (context) => ({
      ...poolShare(context),
      group: scope.groupOf(context.inputs, context.settings.label),
    }),
    check({ collected, settings, about }) {
      for (const [group, shares] of grouped(collected, ({ value }) => value.group)) {
        checkSum(shares, settings, about(scope.subjectOf(group)));
      }
    },
  });
}

export const ceilingRules: readonly Rule[] = [
  poolRule(ceilings.pool),
  sumRule(team, ceilings.team),
  sumRule(cluster, ceilings.cluster),
];
