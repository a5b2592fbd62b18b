/** The parts of a team guide on when Karpenter takes nodes away, and what that means for pods that run long. */
import type { Budget } from "../../../capacity/nodePool/spec";
import type { PoolConfig } from "../../../config";
import { durationParts } from "./amounts";
import type { Reason, Strings } from "./sentences";
import { aboutPools, code, list, paragraph, piecesOf, type Section, type Text, t } from "./text";
import { budgetTimes, clockChanges, maintenanceTime } from "./times";

/** By whose clock hours are written, and of which week. */
export interface Clock {
  /** IANA name. */
  readonly zone: string;
  /** In milliseconds since 1970. */
  readonly now: number;
}

function durationText(text: string, say: Strings): string | undefined {
  const parts = durationParts(text);
  return parts && say.duration(parts);
}

function whenText(budget: Budget, { zone, now }: Clock, say: Strings): Text {
  const times = budgetTimes(budget, zone, now);
  if (times === "always") return say.always;
  if (times !== undefined) return [times.map((time) => say.weekTime(time, zone)).join("; ")];
  return say.schedule(budget.schedule ?? "", durationText(budget.duration ?? "0s", say) ?? "");
}

function maintenanceText(windows: PoolConfig["maintenance"], say: Strings): string {
  return windows.map((window) => say.weekTime(maintenanceTime(window), window.timezone)).join("; ");
}

export function replacementSection(pools: readonly PoolConfig[], clock: Clock, say: Strings): Section | undefined {
  if (pools.length === 0) return undefined;
  const items = pools.map(({ nodePoolName, budgets, maintenance, terminationGracePeriod, expireAfter }) => ({
    text: [code(nodePoolName)],
    items: [
      ...(maintenance.length === 0 ? [] : [{ text: say.maintenance(maintenanceText(maintenance, say)) }]),
      ...budgets.map((budget) => ({
        text: t`${piecesOf(whenText(budget, clock, say))}: ${piecesOf(say.budget(budget.nodes, reasonsOf(budget)))}`,
      })),
      { text: say.lifetime(durationText(terminationGracePeriod, say), durationText(expireAfter, say)) },
    ],
  }));
  const isTimed = pools.some(({ budgets }) => budgets.some(({ schedule }) => schedule !== undefined));
  return {
    heading: say.replacement,
    blocks: [
      paragraph(say.replacementIntro(clock.zone)),
      list(items),
      ...(isTimed && clockChanges(clock.zone, clock.now) ? [paragraph(say.clockChanges(clock.zone))] : []),
    ],
  };
}

/**
 * What Karpenter calls a reason, in words: the two kinds of consolidation are one where a budget is for both. Repair only
 * where a budget names it: without reasons it depends on Karpenter's version and feature gates whether one is for it.
 */
function reasonsOf({ reasons = ["Drifted", "Empty", "Underutilized"] }: Budget): readonly Reason[] {
  const has = (reason: (typeof reasons)[number]) => reasons.includes(reason);
  const consolidation: readonly Reason[] =
    has("Empty") && has("Underutilized")
      ? ["consolidation"]
      : [...(has("Empty") ? (["empty"] as const) : []), ...(has("Underutilized") ? (["underused"] as const) : [])];
  return [
    ...(has("Drifted") ? (["drift"] as const) : []),
    ...consolidation,
    ...(has("Unhealthy") ? (["repair"] as const) : []),
  ];
}

/** Each sentence once, with the pools that it is about where it is not about all. */
export function longJobsSection(pools: readonly PoolConfig[], say: Strings): Section | undefined {
  if (pools.length === 0) return undefined;
  const { doNotDisrupt, expires, drainEnds, drainWaits, spot, advice } = say.longJob;
  const isEndless = (duration: string) => durationParts(duration) === undefined;
  const drains = ({ terminationGracePeriod }: PoolConfig) => !isEndless(terminationGracePeriod);
  const sentences: readonly (readonly [text: Text, isAbout: (pool: PoolConfig) => boolean])[] = [
    [doNotDisrupt(false), drains],
    [doNotDisrupt(true), (pool) => !drains(pool)],
    [expires, ({ expireAfter }) => !isEndless(expireAfter)],
    [drainEnds, drains],
    [drainWaits, (pool) => !drains(pool)],
    [spot, ({ capacityTypes }) => capacityTypes.includes("spot")],
    [advice, () => true],
  ];
  const items = sentences.flatMap(([text, isAbout]) => {
    const about = pools.filter(isAbout);
    if (about.length === 0) return [];
    if (about.length === pools.length) return [{ text }];
    return [{ text: aboutPools(about, text) }];
  });
  return { heading: say.longJobs, blocks: [list(items)] };
}
