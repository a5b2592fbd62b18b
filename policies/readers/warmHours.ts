/** Warm nodes of several pools together: how many at a time, and how many node-hours in their fullest week. */
import { checkedReplicas, nodesTogether, type Replicas } from "../../capacity/windows/together";
import type { Collected, Reporter } from "../frame/rule";
import { whole } from "../frame/setting";
import { parsed } from "./parsed";
import type { WarmPart } from "./placeholder";

export interface WarmHoursSettings {
  /** At a time. */
  readonly maxNodes: number;
  /** In a week, the fullest of the year. */
  readonly maxNodeHours: number;
}

/** @param whose in descriptions: `Most warm nodes … at a time` @param initial defaults */
export const warmHoursSettings = (whose: string, initial: WarmHoursSettings) => ({
  maxNodes: whole(
    initial.maxNodes,
    `Most warm nodes ${whose} at a time; a placeholder that may share its node counts as one.`,
  ),
  maxNodeHours: whole(initial.maxNodeHours, `Most warm node-hours ${whose} in a week, the fullest of the year.`),
});

type Placeholder = Extract<WarmPart, { kind: "placeholder" }>;

/** What of each placeholder that can be parsed is to be counted, and the first error of the others. */
function countedOf(
  placeholders: readonly Placeholder[],
  scalers: ReadonlyMap<string, Scaler>,
): { readonly counted: readonly Replicas[]; readonly error: string | undefined } {
  const all = placeholders.map(({ key, replicas }) => {
    const { triggers = [], least: always = replicas } = scalers.get(key) ?? {};
    return { key, ...parsed(() => checkedReplicas({ triggers, always })) };
  });
  const [error] = all.flatMap((each) => ("error" in each ? [`${each.key}: ${each.error}`] : []));
  return { counted: all.flatMap((each) => ("value" in each ? [each.value] : [])), error };
}

type Scaler = Extract<WarmPart, { kind: "scaler" }>;

/** The scaler of each placeholder that has one, by the placeholder's key. */
export function scalersOf(collected: readonly Collected<WarmPart>[]): ReadonlyMap<string, Scaler> {
  return new Map(collected.flatMap(({ value }) => (value.kind === "scaler" ? [[value.target, value] as const] : [])));
}

/** Reports warm capacity of a group of placeholders above its ceilings. */
export function checkWarmHours(
  placeholders: readonly Placeholder[],
  scalers: ReadonlyMap<string, Scaler>,
  settings: WarmHoursSettings,
  reporter: Reporter,
): void {
  const { counted, error } = countedOf(placeholders, scalers);
  const { most, nodeHours, everyWeek } = nodesTogether(counted);
  const place = "its warm capacity";
  if (error !== undefined) reporter.cannotTell(place, error);
  if (most > settings.maxNodes)
    reporter.violation(place, `is ${most} nodes at a time; the ceiling is ${settings.maxNodes} (maxNodes)`);
  if (nodeHours > settings.maxNodeHours) {
    const hours = Number(nodeHours.toFixed(2));
    const when = everyWeek ? "a week" : "in its fullest week";
    reporter.violation(place, `is ${hours} node-hours ${when}; the ceiling is ${settings.maxNodeHours} (maxNodeHours)`);
  }
}
