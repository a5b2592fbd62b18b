/** The part of a team guide on nodes that are kept ready. */
import { leapDates } from "../../../capacity/windows/dates";
import { isDatedWindow, isPlainWindow, type Window } from "../../../capacity/windows/window";
import type { PoolConfig, WarmConfig } from "../../../config";
import { bytesText, vcpuText } from "./amounts";
import type { Strings, WarmUnit } from "./sentences";
import { aboutPools, type Block, code, list, paragraph, piecesOf, type Section, type Text, t } from "./text";

/** Warm capacity at any time and in windows, by the clock of each window's zone. */
export function warmSection(pools: readonly PoolConfig[], say: Strings): Section | undefined {
  const kept = pools.flatMap(({ nodePoolName, warm }) => (warm === undefined ? [] : [{ nodePoolName, warm }]));
  if (kept.length === 0) return undefined;
  const items = kept.map(({ nodePoolName, warm: { mode, always, windows, images } }) => {
    const unit: WarmUnit =
      mode.kind === "perNode"
        ? { kind: "nodes" }
        : { kind: "pieces", cpu: vcpuText(mode.size.cpuMillis), memory: bytesText(mode.size.memoryMiB * 2 ** 20) };
    const line = (when: Text, count: number) => ({
      text: t`${piecesOf(when)}: ${piecesOf(say.kept(count, unit))}`,
    });
    return {
      text: [code(nodePoolName)],
      items: [
        ...(always === 0 ? [] : [line(say.always, always)]),
        ...windows.map((window) => line(windowText(window, say), window.nodes)),
        ...images.map(({ image, architectures = [] }) => ({ text: say.pulledImage(image, architectures) })),
      ],
    };
  });
  const pulls = kept.some(({ warm: { images } }) => images.length > 0);
  return {
    heading: say.warm,
    blocks: [
      ...introsOf(kept, say),
      list(items),
      paragraph(say.warmStillNeedsIntro),
      list(
        [say.warmStillNeedsImage[pulls ? "somePulled" : "nonePulled"], ...say.warmStillNeeds].map((text) => ({ text })),
      ),
    ],
  };
}

/** What keeps the nodes, with the pools' names where they differ. */
function introsOf(
  kept: readonly { readonly nodePoolName: string; readonly warm: WarmConfig }[],
  say: Strings,
): readonly Block[] {
  const engines = [...new Set(kept.map(({ warm }) => warm.engine))];
  return engines.map((engine) => {
    const intro = say.warmIntro[engine];
    if (engines.length === 1) return paragraph(intro);
    return paragraph(
      aboutPools(
        kept.filter(({ warm }) => warm.engine === engine),
        intro,
      ),
    );
  });
}

function windowText(window: Window, say: Strings): Text {
  if (isPlainWindow(window)) return say.plainWindow(window);
  if (isDatedWindow(window)) return say.datedWindow(window, leapDates(window));
  return say.cronWindow(window.start, window.end, window.timezone);
}
