/** The part of a team guide on nodes that are kept ready. */
import { leapDates } from "../../../capacity/windows/dates";
import { isDatedWindow, isPlainWindow, type Window } from "../../../capacity/windows/window";
import type { PoolConfig } from "../../../config";
import { bytesText, vcpuText } from "./amounts";
import type { Strings, WarmUnit } from "./sentences";
import { code, list, paragraph, piecesOf, type Section, type Text, t } from "./text";

/** Warm capacity at any time and in windows, by the clock of each window's zone. */
export function warmSection(pools: readonly PoolConfig[], say: Strings): Section | undefined {
  const items = pools.flatMap(({ nodePoolName, warm }) => {
    if (warm === undefined) return [];
    const { mode, always, windows } = warm;
    const unit: WarmUnit =
      mode.kind === "perNode"
        ? { kind: "nodes" }
        : { kind: "pieces", cpu: vcpuText(mode.size.cpuMillis), memory: bytesText(mode.size.memoryMiB * 2 ** 20) };
    const line = (when: Text, count: number) => ({
      text: t`${piecesOf(when)}: ${piecesOf(say.kept(count, unit))}`,
    });
    return [
      {
        text: [code(nodePoolName)],
        items: [
          ...(always === 0 ? [] : [line(say.always, always)]),
          ...windows.map((window) => line(windowText(window, say), window.nodes)),
        ],
      },
    ];
  });
  if (items.length === 0) return undefined;
  return {
    heading: say.warm,
    blocks: [
      paragraph(say.warmIntro),
      list(items),
      paragraph(say.warmStillNeedsIntro),
      list(say.warmStillNeeds.map((text) => ({ text }))),
    ],
  };
}

function windowText(window: Window, say: Strings): Text {
  if (isPlainWindow(window)) return say.plainWindow(window);
  if (isDatedWindow(window)) return say.datedWindow(window, leapDates(window));
  return say.cronWindow(window.start, window.end, window.timezone);
}
