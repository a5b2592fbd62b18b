/** The pictures of weeks: a row a day, and along it nodes that are kept, budgets and freezes. */
import { scaleBand, scaleLinear } from "d3-scale";
import type { PageData, WeekGrid } from "../data/pageData";
import { byId, drawn } from "./dom";
import { axis, group, image, picture } from "./picture";

const dayMinutes = 1440;
const rowHeight = 26;
const axisHeight = 22;
const labelWidth = 40;
/** Narrower than this no number fits. */
const numberWidth = 16;

/** A part of a time that lies in one day. */
interface DayPart {
  readonly day: number;
  readonly from: number;
  readonly to: number;
}

/** A time of the week, cut at midnight. */
export function dayParts(from: number, to: number): readonly DayPart[] {
  const parts: DayPart[] = [];
  for (let day = Math.max(0, Math.floor(from / dayMinutes)); day < 7 && day * dayMinutes < to; day++) {
    const start = day * dayMinutes;
    parts.push({ day, from: Math.max(0, from - start), to: Math.min(dayMinutes, to - start) });
  }
  return parts;
}

function weekPicture(
  grid: WeekGrid,
  { days, nodes, budget, freeze, hour }: PageData["texts"],
  label: string,
  width: number,
) {
  const height = 7 * rowHeight + axisHeight;
  const x = scaleLinear([0, dayMinutes], [0, width - labelWidth - 4]);
  const y = scaleBand<number>([0, 1, 2, 3, 4, 5, 6], [0, 7 * rowHeight]).padding(0.14);
  const most = Math.max(1, ...grid.warm.map((each) => each.nodes));
  const svg = image(width, height, label);
  const rows = group(labelWidth, axisHeight);
  const step = width < 520 ? 6 : 3;
  const hours = Array.from({ length: 24 / step + 1 }, (_, index) => index * step * 60);
  const bar = ({ day, from, to }: DayPart, kind: string, title: string, inset = 0) =>
    drawn(
      "rect",
      {
        class: kind,
        x: x(from),
        y: y(day)! + inset,
        width: Math.max(1, x(to) - x(from)),
        height: y.bandwidth() - inset,
      },
      drawn("title", {}, title),
    );
  const number = ({ day, from, to }: DayPart, text: string) =>
    x(to) - x(from) < numberWidth
      ? []
      : [drawn("text", { class: "count", x: (x(from) + x(to)) / 2, y: y(day)! + y.bandwidth() / 2 + 4 }, text)];
  const hourLines = Array.from({ length: 23 }, (_, hourBefore) => {
    const at = x((hourBefore + 1) * 60);
    return drawn("line", { class: "hour", x1: at, x2: at, y1: 0, y2: 7 * rowHeight });
  });
  for (const [day, name] of days.entries())
    rows.append(
      drawn("text", { class: "name", x: -8, y: y(day)! + y.bandwidth() / 2 + 4, "text-anchor": "end" }, name),
      drawn("rect", { class: "track", x: 0, y: y(day)!, width: x(dayMinutes), height: y.bandwidth() }),
    );
  rows.append(
    ...hourLines,
    axis<number>("top", {
      scale: x,
      ticks: hours,
      format: (minutes) => String(minutes / 60).padStart(2, "0"),
      lines: 7 * rowHeight,
    }),
  );
  for (const { from, to, nodes: count } of grid.warm)
    for (const part of dayParts(from, to)) {
      const warm = bar(part, "warm", `${days[part.day]} ${clock(part.from)}-${clock(part.to)}: ${count} ${nodes}`);
      warm.setAttribute("fill-opacity", String(0.35 + (0.65 * count) / most));
      rows.append(warm);
    }
  for (const { from, to, nodes: count, isFreeze } of grid.budgets)
    for (const part of dayParts(from, to)) {
      const title = `${days[part.day]} ${clock(part.from)}-${clock(part.to)}: ${isFreeze ? freeze : `${budget} (${count})`}`;
      rows.append(bar(part, isFreeze ? "freeze" : "budget", title, isFreeze ? 0 : y.bandwidth() - 6));
    }
  for (const { from, to, nodes: count } of grid.warm)
    for (const part of dayParts(from, to)) rows.append(...number(part, String(count)));
  svg.append(rows, drawn("text", { class: "unit", x: 0, y: 10 }, hour));
  return svg;
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(Math.floor(minutes % 60)).padStart(2, "0")}`;
}

/** Draws every week, by the team's clock, or by UTC where that is asked for. */
export function weekPictures({ weeks, texts }: PageData): void {
  const controls = byId("week-controls");
  const box = byId<HTMLInputElement>("week-utc");
  const again = weeks.flatMap(({ id, local, utc }) => {
    const place = byId(id);
    const heading = byId(`${id}-of`);
    if (place === undefined) return [];
    const line = heading?.querySelector(".clock");
    const byLocal = line?.textContent ?? "";
    const redraw = picture(place, (width) => {
      const grid = box?.checked === true ? (utc ?? local) : local;
      const name = heading?.querySelector("h3")?.textContent ?? "";
      return weekPicture(grid, texts, `${name}, ${grid.clock}`, width);
    });
    return [
      () => {
        if (line)
          line.textContent =
            box?.checked === true && utc !== undefined ? byLocal.replace(local.clock, utc.clock) : byLocal;
        redraw();
      },
    ];
  });
  if (controls === undefined || box === undefined || weeks.every(({ utc }) => utc === undefined)) return;
  controls.hidden = false;
  box.addEventListener("change", () => {
    for (const redraw of again) redraw();
  });
}
