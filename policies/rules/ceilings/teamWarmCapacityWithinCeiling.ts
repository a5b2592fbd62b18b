import { stackRule } from "../../frame/rule";
import { text } from "../../frame/setting";
import { shownName, teamLabel, teamOf, types } from "../../frame/subject";
import { type WarmPart, warmPart, warmTypes } from "../../readers/placeholder";
import { judgeWarmHours, scalersOf, warmHoursSettings } from "../../readers/warmHours";

/** A ceiling of each pool bounds no team that has ten of them. */
export const teamWarmCapacityWithinCeiling = stackRule({
  name: "team-warm-capacity-within-ceiling",
  title: "Warm capacity of a team's pools together stays within the team's ceiling",
  reason: "a team with ten pools may hold ten times a pool's warm nodes, all paid for while nobody uses them",
  fix: "hold fewer nodes or shorter windows, or have the platform team raise the ceiling",
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {
    ...warmHoursSettings("of one team", { maxNodes: 50, maxNodeHours: 3000 }),
    label: text(teamLabel, "Label of a pool's nodes that names its team; pools without it belong to none."),
  },
  types: warmTypes,
  collect: (context): { part: WarmPart | undefined; team: string | undefined } => ({
    part: warmPart(context),
    team: context.subject.type === types.nodePool ? teamOf(context.inputs, context.settings.label) : undefined,
  }),
  check({ collected, settings, about }) {
    const parts = collected.flatMap(({ subject, value: { part } }) => (part ? [{ subject, value: part }] : []));
    const scalers = scalersOf(parts);
    const teams = new Map<string, string[]>();
    for (const { subject, value } of collected) {
      if (value.team !== undefined) teams.set(value.team, [...(teams.get(value.team) ?? []), shownName(subject)]);
    }
    for (const [team, pools] of [...teams].sort(([a], [b]) => a.localeCompare(b))) {
      const own = parts.flatMap(({ value }) =>
        value.kind === "placeholder" && value.pools.some((pool) => pools.includes(pool)) ? [value] : [],
      );
      judgeWarmHours(own, scalers, settings, about(`team "${team}"`));
    }
  },
});
