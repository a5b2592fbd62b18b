/** Answers to what-ifs as lines, for every form of the report. */

import type { PlannedWhatIf } from "../summary/whatIfSchema";
import { priceBasisText } from "./figures";

type Pool = PlannedWhatIf["pools"][number];
type Range = PlannedWhatIf["nodes"];

/** Most types that a line names. */
const shownTypes = 4;

/** "3", or "1 to 20". */
export function rangeText({ least, most }: Range, text: (amount: number) => string = String): string {
  return text(least) === text(most) ? text(most) : `${text(least)} to ${text(most)}`;
}

const counted = ({ least, most }: Range, noun: string) =>
  `${rangeText({ least, most })} ${noun}${most === 1 ? "" : "s"}`;
const usd = (amount: number) => amount.toFixed(2);

/** The verdict on all pods in one line. */
export function verdictOf(answer: PlannedWhatIf): string {
  const { outcome, pods, taken, waiting, refused } = answer;
  const parts = [
    `${rangeText(taken)} of ${pods} ${pods === 1 ? "pod finds" : "pods find"} a node`,
    ...(waiting.most > 0 ? [`${rangeText(waiting)} ${waiting.most === 1 ? "waits" : "wait"}`] : []),
    ...(refused.most > 0 ? [`${rangeText(refused)} refused before waiting`] : []),
  ];
  return `${outcome}: ${parts.join(", ")}`;
}

function priceText({ usdPerHour, reason, priceBasis }: PlannedWhatIf["price"]): string {
  if (usdPerHour === null) return `price not known: ${reason ?? ""}`;
  const basis = priceBasis === undefined ? "" : ` (${priceBasisText(priceBasis)})`;
  const without = reason === undefined ? "" : `; ${reason}`;
  return `${rangeText(usdPerHour, usd)} USD an hour${basis}${without}`;
}

/** "1 × c7g.8xlarge and 2 × c7g.large" */
function likelyText({ likely, pools }: PlannedWhatIf): readonly string[] {
  const { nodes, onExisting, waiting, batches, usdPerHour, spotUsdPerHour } = likely;
  if (onExisting === 0 && nodes.length === 0) return [];
  const several = pools.length > 1;
  const parts = [
    ...(onExisting > 0 ? [`${onExisting} on nodes that are there`] : []),
    ...nodes.map(({ pool, type, count, pods }) => `${pods} on ${count} × ${type}${several ? ` of ${pool}` : ""}`),
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
  ];
  const price =
    nodes.length === 0 ? "" : usdPerHour === null ? "; price not known" : `; ${usd(usdPerHour)} USD an hour`;
  const spot = spotUsdPerHour === undefined ? "" : `, ${usd(spotUsdPerHour)} where it is spot at its average`;
  const later = batches > 1 ? `; Karpenter needs ${batches} batches` : "";
  return [`likely, when they come at once: ${parts.join(", ")}${price}${spot}${later}`];
}

function typesText(types: readonly string[]): string {
  if (types.length <= shownTypes) return types.join(", ");
  return `${types.slice(0, shownTypes).join(", ")} and ${types.length - shownTypes} more types`;
}

function poolLines(pool: Pool, others: boolean): readonly string[] {
  const { name, outcome, reasons, taken, waiting, nodes, price, types, warm } = pool;
  const what = others ? `shared pool ${name}, if the pods select it instead` : `pool ${name}`;
  const why = reasons.length === 0 ? "" : `: ${reasons.join("; ")}`;
  if (taken.most === 0) return [`${what}: ${outcome}${why || ": no room is left"}`, ...neededLines(pool)];
  const waits = waiting.most === 0 ? "" : `, ${rangeText(waiting)} ${waiting.most === 1 ? "waits" : "wait"}`;
  return [
    `${what}: ${outcome}${waits}${why}`,
    nodes.most === 0 ? "  no new node" : `  ${counted(nodes, "new node")}, ${priceText(price)}, of ${typesText(types)}`,
    ...(warm === undefined ? [] : [warmLine(warm)]),
    ...neededLines(pool),
  ];
}

function warmLine({ engine, placeholders, takes }: NonNullable<Pool["warm"]>): string {
  const noun = engine === "capacityBuffer" ? "replica" : "placeholder";
  const where = engine === "capacityBuffer" ? "of its CapacityBuffer" : "at that time";
  return `  warm capacity takes ${rangeText(takes)} of them (${counted({ least: placeholders, most: placeholders }, noun)} ${where})`;
}

/** Which limits would do: for certain, and when it goes as it probably does. */
function neededLines({ needed, likelyNeeded }: Pool): readonly string[] {
  const line = (how: string, limits: Pool["needed"]) =>
    limits === null || limits.length === 0
      ? []
      : [
          `  ${how} with ${limits.map(({ limit, stated, needed: amount }) => `limits.${limit} ${amount} (now ${stated})`).join(" and ")}`,
        ];
  return [...line("likely enough", likelyNeeded), ...line("certain", needed)];
}

/** All of an answer below its verdict. */
export function answerLines(answer: PlannedWhatIf): readonly string[] {
  const { pools, otherPools, reasons, nodes, price, preempts, notes, taken } = answer;
  return [
    answer.meaning,
    ...reasons,
    ...(taken.most > 0 && pools.length > 1 ? [`in all ${counted(nodes, "new node")}, ${priceText(price)}`] : []),
    ...likelyText(answer),
    ...preempts.map(
      ({ whatIf, most }) => `up to ${most} pods of what-if ${whatIf} give way, and wait for nodes themselves`,
    ),
    ...(answer.refused.least === answer.pods ? ["if they were admitted:"] : []),
    ...pools.flatMap((pool) => poolLines(pool, false)),
    ...otherPools.flatMap((pool) => poolLines(pool, true)),
    ...notes.map((note) => `note: ${note}`),
  ];
}
