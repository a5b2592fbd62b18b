import { stackRule } from "../../frame/rule";
import { text } from "../../frame/setting";
import { teamLabel, teamOf, types } from "../../frame/subject";
import { ceilingSettings } from "../../readers/ceilings";
import { grouped, judgeSum, type PoolShare, poolShare } from "../../readers/sums";

/** Karpenter limits single pools only; a team with ten of them has ten times the limit. */
export const teamWithinCeiling = stackRule({
  name: "team-within-ceiling",
  title: "All pools of a team together stay within the team's ceiling",
  reason: "Karpenter limits each pool by itself, so a team with ten pools has ten times the limit",
  fix: "lower the limits of the team's pools, or have the platform team raise the ceiling",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: {
    ...ceilingSettings("all pools of one team together", {
      maxCpu: "2000",
      maxMemory: "8000Gi",
      maxNodes: 2000,
      maxGpu: 64,
    }),
    label: text(teamLabel, "Label of a pool's nodes that names its team; pools without it belong to none."),
  },
  types: [types.nodePool],
  collect: (context): PoolShare & { team: string | undefined } => ({
    ...poolShare(context),
    team: teamOf(context.inputs, context.settings.label),
  }),
  check({ collected, settings, about }) {
    for (const [team, shares] of grouped(collected, ({ value }) => value.team)) {
      judgeSum(shares, settings, about(`team "${team}"`));
    }
  },
});
