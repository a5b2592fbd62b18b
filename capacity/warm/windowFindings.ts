/** The findings on the windows of one pool. */
import { cronFindings } from "../cron/dialect";
import { isWeeklyPair } from "../cron/week";
import { changeRemarks } from "../windows/clockChange";
import { leapDates, pastDates, saysYears } from "../windows/dates";
import type { WindowFinding, WindowRemark } from "../windows/finding";
import { meaningRemarks } from "../windows/meaning";
import { deadBandFindings, type NumberedTrigger, overlapFindings } from "../windows/overlap";
import { wholeRange } from "../windows/repeats";
import type { FieldFinding } from "../windows/times";
import {
  datedFindings,
  isCronWindow,
  isDatedWindow,
  isPlainWindow,
  plainWindowFindings,
  type Window,
  windowTriggers,
} from "../windows/window";
import { zoneFindings } from "../windows/zoneFindings";
import { toleranceCanBeZero } from "./scaling";

/** The windows of a pool, and what they are judged against. */
export interface PoolWindows {
  readonly windows: readonly Window[];
  /** Replicas outside all windows. @default 0 */
  readonly always?: number;
  /** Of the cluster, as "1.35". */
  readonly kubernetesVersion: string;
  /** The instant from which changes of clocks are looked for, in milliseconds; the caller's "now". */
  readonly from: number;
}

/** Findings on each window and, when all can be read, on the windows together. Errors and warnings mixed, in order. */
export function windowFindings({
  windows,
  always = 0,
  kubernetesVersion,
  from,
}: PoolWindows): readonly WindowFinding[] {
  const readable: NumberedTrigger[] = [];
  const findings = windows.flatMap((window, index) => {
    const found = ofWindow(window, index, from, always);
    if (found.every(({ level }) => level === "warning")) {
      const triggers = windowTriggers(window);
      const onDates = isDatedWindow(window) || !triggers.every(isWeeklyPair);
      readable.push(...triggers.map((trigger) => ({ index, trigger, onDates })));
    }
    return found;
  });
  const [first] = readable;
  if (first === undefined || new Set(readable.map(({ index }) => index)).size < windows.length) return findings;
  const triggers = readable.map(({ trigger }) => trigger);
  const range = wholeRange(triggers, first.trigger.timezone, from);
  return [
    ...oncePerZone(findings, windows),
    ...overlapFindings(readable, range),
    ...(toleranceCanBeZero(kubernetesVersion) ? [] : deadBandFindings(readable, always, range)),
  ];
}

function ofWindow(window: Window, index: number, from: number, always: number): readonly WindowFinding[] {
  const path = ["windows", index] as const;
  const refused = [
    ...zoneFindings(window.timezone, path),
    ...plainFindings(window, path),
    ...datedWindowFindings(window, path, from),
    ...cronWindowFindings(window, path),
  ];
  if (refused.some(({ level }) => level === "error")) return refused;
  const triggers = windowTriggers(window);
  const meaning = isCronWindow(window) ? meaningRemarks(window, from) : [];
  const isWrong = meaning.some(({ level }) => level === "error");
  const changes = triggers.flatMap((trigger, index) =>
    changeRemarks(trigger, from).filter(({ side }) => index === 0 || side !== "timezone"),
  );
  const remarks = isWrong ? meaning : [...meaning, ...changes];
  return [
    ...refused,
    ...remarks.map((remark) => placed(remark, window, path)),
    ...(window.nodes > always ? [] : [idle(window, path, always)]),
  ];
}

type WindowPath = readonly ["windows", number];

function idle({ nodes }: Window, path: WindowPath, always: number): WindowFinding {
  const message = `adds nothing to always: ${always}`;
  return { level: "warning", rule: "window-adds", path: [...path, "nodes"], value: nodes, message };
}

function plainFindings(window: Window, path: WindowPath): readonly WindowFinding[] {
  if (!isPlainWindow(window)) return [];
  return unreadable(window, plainWindowFindings(window), path);
}

/** What makes a window of plain words or dates one that cannot be read. */
function unreadable<Written extends Window, Field extends keyof Written & string>(
  window: Written,
  findings: readonly FieldFinding<Field>[],
  path: WindowPath,
): readonly WindowFinding[] {
  return findings.map(({ field, ...finding }) => ({
    level: "error",
    rule: "window-can-be-read",
    path: [...path, field],
    value: window[field],
    ...finding,
  }));
}

function datedWindowFindings(window: Window, path: WindowPath, now: number): readonly WindowFinding[] {
  if (!isDatedWindow(window)) return [];
  const wrong = datedFindings(window);
  if (wrong.length > 0) return unreadable(window, wrong, path);
  const place = { path: [...path, "dates"], value: window.dates };
  const past = pastDates(window, now);
  if (past.length > 0) {
    const next = leapDates(window).includes(past[0]!) ? "in the next leap year" : "next year";
    const message = `name ${past.join(", ")}, which is over: the window opens again ${next}`;
    return [{ level: "error", rule: "window-dates-are-ahead", ...place, message, suggestion: "remove it" }];
  }
  if (!saysYears(window)) return [];
  const each = leapDates(window).length === window.dates.length ? "each leap year" : "each year";
  const message = `name a year, which KEDA's cron cannot: the window opens ${each} until it is removed`;
  const suggestion = "remove it when it is over; without years it is meant to come again";
  return [{ level: "warning", rule: "window-dates-recur", ...place, message, suggestion }];
}

function cronWindowFindings(window: Window, path: WindowPath): readonly WindowFinding[] {
  if (!isCronWindow(window)) return [];
  const { nodes } = window;
  const counts: readonly WindowFinding[] =
    Number.isInteger(nodes) && nodes > 0
      ? []
      : [
          {
            level: "error",
            rule: "window-can-be-read",
            path: [...path, "nodes"],
            value: nodes,
            message: "is not a number of nodes; write 1 or more",
          },
        ];
  const crons = (["start", "end"] as const).flatMap((side) =>
    cronFindings(window[side]).map(
      (found): WindowFinding => ({
        rule: found.level === "error" ? "cron-is-plain" : "cron-says-its-days-once",
        path: [...path, side],
        value: window[side],
        ...found,
      }),
    ),
  );
  return [...crons, ...counts];
}

/** In a window in plain words, a remark on its start is one on `from`. */
function placed({ side, ...remark }: WindowRemark, window: Window, path: WindowPath): WindowFinding {
  if (side === undefined) return { ...remark, path };
  if (side === "timezone") return { ...remark, path: [...path, side], value: window.timezone };
  if (isCronWindow(window)) return { ...remark, path: [...path, side], value: window[side] };
  const field = side === "start" ? "from" : "to";
  return { ...remark, path: [...path, field], value: window[field] };
}

/** A finding on a zone is kept at the first window in that zone only. */
function oncePerZone(findings: readonly WindowFinding[], windows: readonly Window[]): readonly WindowFinding[] {
  return findings.filter(({ rule, path }) => {
    const index = path[1];
    if (rule !== "zone-changes-by-the-hour" || typeof index !== "number") return true;
    return windows.findIndex(({ timezone }) => timezone === windows[index]!.timezone) === index;
  });
}
