/** Comparisons of warm capacity as rows and lines, for every form of the report. */
import { nodesText } from "../../../capacity/warm/nodes";
import type { PlannedComparison, PlannedEngine } from "../summary/compareWarmSchema";
import { hoursText, priceBasisText } from "./figures";

type Time = PlannedEngine["ready"]["refill"];
type Cost = NonNullable<PlannedEngine["figures"]>["cost"];

const unknown = "not known";
const none = "-";

const usd = (amount: number | null) => (amount === null ? unknown : amount.toFixed(2));

function secondsText({ seconds: { least, most } }: Time): string {
  if (most === 0) return "there already";
  return least === most ? `${most} s` : `${least} to ${most} s`;
}

function timeText(time: Time): string {
  return time.parts.length === 0 ? secondsText(time) : `${secondsText(time)}: ${time.parts.join(" + ")}`;
}

/** Columns of the table, in order. */
export const engineHeadings = [
  ...["way to keep it", "does it", "nodes", "node-hours a week", "USD a week", "USD a month", "ready at the start"],
] as const;

/** A row for each engine. */
export function engineRows({ engines }: PlannedComparison): readonly (readonly string[])[] {
  return engines.map(({ title, today, outcome, figures, ready }) => [
    today ? `${title} (today)` : title,
    outcome,
    ...(figures === null
      ? [none, none, none, none, none]
      : [
          nodesText(figures.nodeTypes.map(({ name, nodes }) => ({ type: name, count: nodes }))),
          hoursText(figures.nodeHours),
          usd(figures.cost.usdPerWeek),
          usd(figures.cost.usdPerMonth),
          ready.atStart === null ? "never all" : secondsText(ready.atStart),
        ]),
  ]);
}

/** What is compared. */
export function comparisonMeaning({ pool, mode, placeholders, windows }: PlannedComparison): string {
  const unit = mode === "perNode" ? "node" : "placeholder";
  const hours = windows.length === 0 ? "at any time" : windows.join("; ");
  return `pool ${pool} keeps ${placeholders} ${unit}${placeholders === 1 ? "" : "s"} ${windows.length === 0 ? "" : "at most: "}${hours}`;
}

function costText({
  afterWindowsUsdPerWeek,
  volumesUsdPerMonth,
  spotUsdPerMonth,
  ownUsdPerMonth,
  reason,
  priceBasis,
}: Cost) {
  if (reason !== undefined) return `price: ${unknown}, ${reason}`;
  const parts = [
    ...(afterWindowsUsdPerWeek === null || afterWindowsUsdPerWeek === 0
      ? []
      : [`${usd(afterWindowsUsdPerWeek)} USD a week of it after windows`]),
    `volumes besides ${usd(volumesUsdPerMonth)} USD a month`,
    ...(spotUsdPerMonth === undefined ? [] : [`${usd(spotUsdPerMonth)} USD a month where it is spot at its average`]),
    ...(ownUsdPerMonth === undefined ? [] : [`${usd(ownUsdPerMonth)} USD a month at your own prices`]),
  ];
  return `price: ${parts.join("; ")}${priceBasis === undefined ? "" : ` (${priceBasisText(priceBasis)})`}`;
}

function needText({ what, since, gate, stage, has, met }: PlannedEngine["needs"][number]): string {
  const gated = gate === undefined ? "" : ` with gate ${gate} (${stage})`;
  return `needs ${what} ${since} or newer${gated}: the stack has ${has}${met ? "" : ", which is not enough"}`;
}

/** `set PATH: VALUE` in one line, as a stack file can have it. */
function configLines({ title, set, remove, notes }: PlannedEngine["config"][number]): readonly string[] {
  return [
    `to get it${title === "" ? "" : `, ${title}`}:`,
    ...set.map(({ path, value }) => `  set ${path}: ${flow(value)}`),
    ...remove.map((path) => `  delete ${path}`),
    ...notes.map((note) => `  ${note}`),
  ];
}

type Json = PlannedEngine["config"][number]["set"][number]["value"];

/** A value as YAML's flow style has it: `{ always: 5, load: { cpu: "8" } }`. */
function flow(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([key, each]) => `${/^[\w-]+$/.test(key) ? key : JSON.stringify(key)}: ${flow(each)}`,
  );
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** What is to be said of one engine, below its title. */
export function engineLines(engine: PlannedEngine): readonly string[] {
  const { reasons, figures, ready, counts, yields, pulls, grows, survives, needs, config } = engine;
  return [
    ...reasons,
    `counts: ${counts}`,
    ...(figures === null ? [] : [costText(figures.cost)]),
    ...(ready.atStart === null ? [] : [`ready at the start: ${timeText(ready.atStart)}`]),
    `back after a loss: ${timeText(ready.refill)}`,
    `makes room: ${yields}`,
    `pulls images: ${pulls}`,
    `grows: ${grows}`,
    `consolidation: ${survives.consolidation}`,
    `drift: ${survives.drift}`,
    `expiry: ${survives.expiry}`,
    `interruption: ${survives.interruption}`,
    ...needs.map(needText),
    ...config.flatMap(configLines),
  ];
}

/** What stands below all engines. */
export function comparisonNotes({ notes }: PlannedComparison): readonly string[] {
  return notes.map((note) => `note: ${note}`);
}
