import { stackRule } from "../../frame/rule";
import { warmPart, warmTypes } from "../../readers/placeholder";
import { judgeWarmHours, scalersOf, warmHoursSettings } from "../../readers/warmHours";

/** Teams that each hold a little hold much together, and often at the same hour. */
export const clusterWarmCapacityWithinCeiling = stackRule({
  name: "cluster-warm-capacity-within-ceiling",
  title: "Warm capacity of all pools together stays within the cluster's ceiling",
  reason: "teams that each hold a little hold much together, often at the same hour of the morning",
  fix: "hold fewer nodes or shorter windows, or have the platform team raise the ceiling",
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: warmHoursSettings("of all pools together", { maxNodes: 200, maxNodeHours: 12_000 }),
  types: warmTypes,
  collect: (context) => warmPart(context),
  check({ collected, settings, about }) {
    const placeholders = collected.flatMap(({ value }) => (value.kind === "placeholder" ? [value] : []));
    judgeWarmHours(placeholders, scalersOf(collected), settings, about("the cluster"));
  },
});
