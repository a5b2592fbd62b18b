/** The most that the pools of a pool, a team or the cluster may cost at full limits. */
import { type Rule, resourceRule, stackRule } from "../../frame/rule";
import { types } from "../../frame/subject";
import { checkPrice, priceSettings } from "../../readers/prices";
import { cluster, type Scope, team } from "../../readers/scope";
import { grouped, poolShare } from "../../readers/sums";

interface PriceRule {
  readonly name: string;
  readonly title: string;
  readonly reason: string;
  readonly fix: string;
  /** Default of setting `maxUsdPerHour`. */
  readonly usdPerHour: number;
}

const prices = {
  pool: {
    name: "pool-price-within-ceiling",
    title: "A NodePool costs no more than a pool may",
    reason: "CPU and memory limits say little about cost, as families differ fourfold in price",
    fix: "lower spec.limits, or admit cheaper instance types",
    usdPerHour: 200,
  },
  team: {
    name: "team-price-within-ceiling",
    title: "All pools of a team together cost no more than a team may",
    reason: "a team's bill is the sum of its pools, which no limit of Karpenter's bounds",
    fix: "lower the limits of the team's pools, or admit cheaper instance types",
    usdPerHour: 400,
  },
  cluster: {
    name: "cluster-price-within-ceiling",
    title: "All pools together cost no more than the cluster may",
    reason: "at full limits this is the bill, and no limit of Karpenter's spans pools",
    fix: "lower the limits of the largest pools, or admit cheaper instance types",
    usdPerHour: 2000,
  },
} as const;

function poolRule({ usdPerHour, ...texts }: PriceRule): Rule {
  return resourceRule({
    ...texts,
    severity: "high",
    enforcementLevel: "mandatory",
    settings: priceSettings("one pool", usdPerHour),
    types: [types.nodePool],
    check(context) {
      const share = poolShare(context, context.settings.region);
      checkPrice([share], context.settings, "the nodes that spec.limits allow", context);
    },
  });
}

function sumRule(scope: Scope, { usdPerHour, ...texts }: PriceRule): Rule {
  return stackRule({
    ...texts,
    severity: "high",
    enforcementLevel: "mandatory",
    settings: { ...priceSettings(scope.pools, usdPerHour), ...scope.settings },
    types: [types.nodePool],
    collect: (context) => ({
      ...poolShare(context, context.settings.region),
      group: scope.groupOf(context.inputs, context.settings.label),
    }),
    check({ collected, settings, about }) {
      for (const [group, shares] of grouped(collected, ({ value }) => value.group)) {
        checkPrice(shares, settings, "its pools", about(scope.subjectOf(group)));
      }
    },
  });
}

export const priceRules: readonly Rule[] = [
  poolRule(prices.pool),
  sumRule(team, prices.team),
  sumRule(cluster, prices.cluster),
];
