/** A pool's windows, clock changes and limits: the findings of capacity/, each under its own name. */

import { hourMs } from "../../../capacity/cron/zone";
import { zoneNames } from "../../../capacity/cron/zoneNames";
import { parseLimits } from "../../../capacity/nodePool/limits";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { memoizeBy } from "../../../capacity/units/memoize";
import { nearest } from "../../../capacity/units/spelling";
import type { Demand } from "../../../capacity/warm/demand";
import { warmFit } from "../../../capacity/warm/fit";
import { warmFitFindings } from "../../../capacity/warm/fitFindings";
import { type PoolWindows, windowFindings } from "../../../capacity/warm/windowFindings";
import type { WindowFinding } from "../../../capacity/windows/finding";
import type { Level } from "../../finding";
import type { PoolConfig, WarmConfig } from "../../stack";
import { allPools, type Report, type Rule, type RuleInput } from "../rule";
import { reportFreezes } from "./frozenWindows";

/** Names of the findings on windows, as capacity/ gives them. */
const windowNames: Readonly<Record<string, Level>> = {
  "zone-is-known": "error",
  "window-can-be-read": "error",
  "cron-is-plain": "error",
  "cron-says-its-days-once": "warning",
  "cron-names-its-hours": "error",
  "starts-open": "error",
  "ends-close": "error",
  "window-opens": "error",
  "window-closes": "error",
  "window-runs-on": "warning",
  "window-adds": "warning",
  "window-dates-are-ahead": "error",
  "window-dates-recur": "warning",
  "window-not-in-skipped-hour": "warning",
  "window-not-in-repeated-hour": "warning",
  "window-closes-before-a-skipped-start": "error",
  "zone-changes-by-the-hour": "warning",
  "zone-is-of-a-city": "warning",
  "windows-apart": "warning",
  "steps-up-are-seen": "error",
  "steps-down-are-seen": "warning",
};

/** Names of the findings on limits. */
const fitNames: Readonly<Record<string, Level>> = {
  "warm-capacity-fits": "error",
  "warm-capacity-surely-fits": "warning",
  "warm-capacity-fits-cheapest": "warning",
  "warm-capacity-in-one-batch": "warning",
  "spare-on-small-nodes": "warning",
};

/** A pool with warm capacity. */
export type WarmPool = PoolConfig & { readonly warm: WarmConfig };

/** Dynamic pools with warm capacity, and with all windows complete. */
export function warmPools({ stack }: RuleInput): readonly WarmPool[] {
  return allPools(stack).filter((pool): pool is WarmPool => {
    if (pool.warm === undefined || pool.replicas !== undefined) return false;
    return pool.warm.windows.length === (pool.written.warm?.windows?.length ?? 0);
  });
}

/** Teams often keep the same hours. */
const findingsOf = memoizeBy((windows: PoolWindows) => JSON.stringify(windows), windowFindings);

/** The findings on a pool's windows. */
function windowFindingsOf({ warm }: WarmPool, { stack, context }: RuleInput): readonly WindowFinding[] {
  const { windows, always } = warm;
  return findingsOf({ windows, always, kubernetesVersion: stack.cluster.version, from: startOf(context) });
}

/** Whether a pool's windows are refused. */
export function hasWindowErrors(pool: WarmPool, input: RuleInput): boolean {
  return windowFindingsOf(pool, input).some(({ level }) => level === "error");
}

/** The hour from which changes of clocks are looked for: the same for all pools of a check. */
export function startOf({ now = Date.now() }: RuleInput["context"]): number {
  return Math.floor(now / hourMs) * hourMs;
}

/** The most replicas of a pool, and where they are written. */
export function peakOf({ warm, pin, path }: WarmPool): { readonly replicas: number; readonly path: string } {
  const amount = warm.mode.kind === "perNode" ? "nodes" : "spare";
  const replicas = Math.max(warm.always, ...warm.windows.map(({ nodes }) => nodes));
  const index = warm.windows.findIndex(({ nodes }) => nodes === replicas);
  if (replicas > warm.always) return { replicas, path: `${path}.warm.windows[${index}].${amount}` };
  if (pin === replicas) return { replicas, path: `${path}.pin` };
  return { replicas, path: `${path}.warm.${warm.mode.kind === "perNode" ? "always" : "spare"}` };
}

/** What a pool asks for with so many replicas. */
export function demandOf({ warm: { mode, load, packing } }: WarmPool, replicas: number): Demand {
  return { mode, replicas, packing, ...(load === undefined ? {} : { load }) };
}

/** Without a region the fit is judged by the types of all regions. */
function fitFindingsOf(pool: WarmPool, region: string | undefined): readonly WindowFinding[] {
  const demand = demandOf(pool, peakOf(pool).replicas);
  const limits = parseLimits(pool.limits);
  return warmFitFindings({ ...poolSelection(pool, region), demand, limits, path: [], pinned: pinnedOf(pool) });
}

/** The pin of a pool whose ceiling it is. */
function pinnedOf({ pin, written, settings }: WarmPool): { pin: number; asLimited: boolean } | undefined {
  const nodes = settings.limits?.nodes;
  if (pin === undefined || written.ceiling !== true || (nodes !== undefined && nodes < pin)) return undefined;
  return { pin, asLimited: nodes === pin };
}

function windowPath(pool: WarmPool, steps: WindowFinding["path"]): string {
  const spare = pool.warm.mode.kind === "headroom";
  return steps.reduce<string>((path, step) => {
    if (typeof step === "number") return `${path}[${step}]`;
    return `${path}.${spare && step === "nodes" ? "spare" : step}`;
  }, `${pool.path}.warm`);
}

/** The zone that a misspelt one is nearest to. */
function zoneMeant({ rule, value }: WindowFinding): string | undefined {
  const zone = rule === "zone-is-known" ? nearest(String(value), zoneNames()) : undefined;
  return zone && `write ${JSON.stringify(zone)}`;
}

function passedOn(
  names: Readonly<Record<string, Level>>,
  tell: (name: string, input: RuleInput, report: Report) => void,
): readonly Rule[] {
  return Object.entries(names).map(([name, level]) => ({
    name,
    level,
    check: (input, report) => tell(name, input, report),
  }));
}

export const windowRules: readonly Rule[] = [
  ...passedOn(windowNames, (name, input, report) => {
    for (const pool of warmPools(input)) {
      for (const finding of windowFindingsOf(pool, input)) {
        if (finding.rule !== name) continue;
        const { path, value, message, suggestion = zoneMeant(finding) } = finding;
        report({ path: windowPath(pool, path), value, message, ...(suggestion ? { suggestion } : {}) });
      }
    }
  }),
  ...passedOn(fitNames, (name, input, report) => {
    for (const pool of warmPools(input)) {
      for (const { rule, value, message, suggestion } of fitFindingsOf(pool, input.stack.region)) {
        if (rule === name) report({ path: peakOf(pool).path, value, message, ...(suggestion ? { suggestion } : {}) });
      }
    }
  }),
  {
    name: "windows-are-not-frozen",
    level: "warning",
    check: (input, report) => {
      for (const pool of warmPools(input)) {
        if (hasWindowErrors(pool, input) || pool.warm.windows.length === 0 || !isFull(pool, input.stack.region))
          continue;
        reportFreezes(pool, startOf(input.context), report);
      }
    },
  },
];

/** Whether the limits leave no room for one more node of the cheapest type at the peak of the windows. */
function isFull(pool: WarmPool, stackRegion: string | undefined): boolean {
  const { types, region } = poolSelection(pool, stackRegion);
  const demand = demandOf(pool, peakOf(pool).replicas);
  return warmFit({ types, limits: parseLimits(pool.limits), region, demand }).isFull;
}
