/** The findings on the windows of one pool. */
import { cronFindings } from "../cron/dialect";
import { changeRemarks } from "../windows/clockChange";
import type { WindowFinding, WindowRemark } from "../windows/finding";
import { meaningRemarks } from "../windows/meaning";
import { deadBandFindings, type NumberedTrigger, overlapFindings } from "../windows/overlap";
import { referenceWeek } from "../windows/replicas";
import { isPlainWindow, plainWindowFindings, type Window, windowTrigger } from "../windows/window";
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
    if (found.every(({ level }) => level === "warning")) readable.push({ index, trigger: windowTrigger(window) });
    return found;
  });
  const [first] = readable;
  if (first === undefined || readable.length < windows.length) return findings;
  const week = referenceWeek(
    first.trigger.timezone,
    readable.map(({ trigger }) => trigger.timezone),
    from,
  );
  return [
    ...oncePerZone(findings, windows),
    ...overlapFindings(readable, week),
    ...(toleranceCanBeZero(kubernetesVersion) ? [] : deadBandFindings(readable, always, week)),
  ];
}

function ofWindow(window: Window, index: number, from: number, always: number): readonly WindowFinding[] {
  const path = ["windows", index] as const;
  const refused = [
    ...zoneFindings(window.timezone, path),
    ...(isPlainWindow(window) ? plainFindings(window, path) : cronWindowFindings(window, path)),
  ];
  if (refused.some(({ level }) => level === "error")) return refused;
  const trigger = windowTrigger(window);
  const meaning = isPlainWindow(window) ? [] : meaningRemarks(trigger, from);
  const isWrong = meaning.some(({ level }) => level === "error");
  const remarks = isWrong ? meaning : [...meaning, ...changeRemarks(trigger, from)];
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
  return plainWindowFindings(window).map(({ field, ...finding }) => ({
    level: "error",
    rule: "window-can-be-read",
    path: [...path, field],
    value: window[field],
    ...finding,
  }));
}

function cronWindowFindings(window: Window, path: WindowPath): readonly WindowFinding[] {
  if (isPlainWindow(window)) return [];
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
  if (!isPlainWindow(window)) return { ...remark, path: [...path, side], value: window[side] };
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
