import { stackRule } from "../../frame/rule";
import { text } from "../../frame/setting";
import { teamLabel, teamOf, types } from "../../frame/subject";
import { judgePrice, priceSettings } from "../../readers/prices";
import { grouped, type PoolShare, poolShare } from "../../readers/sums";

/** A team's bill is the sum of its pools, which no limit of Karpenter's knows. */
export const teamPriceWithinCeiling = stackRule({
  name: "team-price-within-ceiling",
  title: "All pools of a team together cost no more than a team may",
  reason: "a team's bill is the sum of its pools, which no limit of Karpenter's knows",
  fix: "lower the limits of the team's pools, or admit cheaper instance types",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: {
    ...priceSettings("all pools of one team together", 400),
    label: text(teamLabel, "Label of a pool's nodes that names its team; pools without it belong to none."),
  },
  types: [types.nodePool],
  collect: (context): PoolShare & { team: string | undefined } => ({
    ...poolShare(context, context.settings.region),
    team: teamOf(context.inputs, context.settings.label),
  }),
  check({ collected, settings, about }) {
    for (const [team, shares] of grouped(collected, ({ value }) => value.team)) {
      judgePrice(shares, settings, "its pools", about(`team "${team}"`));
    }
  },
});
