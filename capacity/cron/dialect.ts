/**
 * The crons a stack may use: those of robfig's grammar that mean what they seem to. KEDA accepts more (`?`, "1,", "*-5",
 * `*` in a list) and checks none of it when the object is made; a trigger it cannot read fails later, in the operator.
 */
import { ownValue } from "../units/ownValue";
import { type CronBounds, type CronField, type CronSchedule, cronBounds, cronDescriptors, parseCron } from "./cron";

/** What is wrong with a cron, and what to write instead where one thing can be said. */
export interface CronFinding {
  readonly level: "error" | "warning";
  readonly message: string;
  readonly suggestion?: string;
}

const dialect = 'write "*", numbers, a-b, lists of these, "*/n" or "a-b/n"';

/** Numbers as a field writes them: [1, 2, 3, 5] is "1-3,5"; all values of the field are "*". */
export function fieldText(values: Iterable<number>, { min, max }: CronBounds): string {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  if (sorted.length === max - min + 1) return "*";
  const runs: [number, number][] = [];
  for (const value of sorted) {
    const run = runs.at(-1);
    if (run?.[1] === value - 1) run[1] = value;
    else runs.push([value, value]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(",");
}

const order = ["minute", "hour", "dayOfMonth", "month", "dayOfWeek"] as const;

/** A schedule in its simplest form; undefined when a field matches nothing. */
export function cronText(schedule: CronSchedule): string | undefined {
  const texts = order.map((key) => {
    const field: CronField = schedule[key];
    // beside a restricted day field "1-31" makes the two alternatives, which "*" would not
    const { min, max } = cronBounds[key];
    const alternatives = key.startsWith("dayOf") && !schedule.dayOfMonth.star && !schedule.dayOfWeek.star;
    const all = field.values.size === max - min + 1;
    return all && alternatives ? `${min}-${max}` : fieldText(field.values, cronBounds[key]);
  });
  return texts.includes("") ? undefined : texts.join(" ");
}

function write(text: string | undefined): Pick<CronFinding, "suggestion"> {
  return text === undefined ? {} : { suggestion: `write ${JSON.stringify(text)}` };
}

/** An item of a plain field, besides what {@link parseCron} checks. */
const plainItem = /^(\*(\/\d+)?|\w+(-\w+(\/\d+)?)?)$/;

function isPlain(text: string, field: CronField, { min, max }: CronBounds): boolean {
  const items = text.split(",");
  const stars = items.filter((item) => item.startsWith("*"));
  const steps = items.map((item) => Number(item.split("/")[1] ?? 2));
  if (field.oddities.length > 0 || field.values.size === 0 || (stars.length > 0 && items.length > 1)) return false;
  return items.every((item) => plainItem.test(item)) && steps.every((step) => step > 1 && step <= max - min);
}

/** What KEDA would refuse, or read in an unexpected way; empty for a plain cron. At most one error. */
export function cronFindings(text: string): readonly CronFinding[] {
  const fields = text.split(/\s+/).filter((field) => field !== "");
  const refused = refusal(text, fields);
  if (refused !== undefined) return [refused];
  const schedule = parseCron(text);
  const odd = order.findIndex((key, index) => !isPlain(fields[index]!, schedule[key], cronBounds[key]));
  if (odd >= 0) {
    const name = cronBounds[order[odd]!].name;
    const message = `is easy to misread in ${name} ("${fields[odd]}"), and KEDA accepts it; ${dialect}`;
    return [{ level: "error", message, ...write(cronText(schedule)) }];
  }
  if (text !== fields.join(" ")) {
    return [{ level: "error", message: "has extra spaces", ...write(fields.join(" ")) }];
  }
  if (schedule.dayOfMonth.star || schedule.dayOfWeek.star) return [];
  const either =
    "names days of the month and days of the week: it fires on days that are either, not only on those that are both";
  return [{ level: "warning", message: either, suggestion: 'write "*" for one of the two' }];
}

function refusal(text: string, fields: readonly string[]): CronFinding | undefined {
  const zone = /^\s*(?:CRON_)?TZ=\S*\s*(.*)$/s.exec(text);
  if (zone !== null) {
    const message = "names a time zone in the cron, which KEDA would use instead of `timezone`";
    return { level: "error", message, suggestion: `set timezone and write "${zone[1] || "0 9 * * 1-5"}"` };
  }
  if (text.startsWith("@")) {
    return {
      level: "error",
      message: "is a descriptor, which KEDA does not support",
      ...write(ownValue(cronDescriptors, text)),
    };
  }
  try {
    parseCron(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const corrected = correctedFields(fields);
    return {
      level: "error",
      message: `is refused by KEDA: ${error.message}`,
      ...(corrected === undefined ? {} : write(corrected)),
    };
  }
}

/** The five fields that were most likely meant: without seconds, Sunday as 0, ranges over the end in two parts. */
function correctedFields(fields: readonly string[]): string | undefined {
  const five = fields.length === 6 && fields[0] === "0" ? fields.slice(1) : fields;
  if (five.length !== 5) return undefined;
  const bounds = order.map((key) => cronBounds[key]);
  const text = five.map((field, index) => correctedField(field, bounds[index]!)).join(" ");
  try {
    return cronText(parseCron(text));
  } catch {
    return undefined;
  }
}

function correctedField(field: string, bounds: CronBounds): string {
  const weekday = bounds === cronBounds.dayOfWeek;
  const number = (text: string) => ownValue(bounds.names, text.toLowerCase()) ?? Number(text);
  const items = field.split(",").map((item) => {
    const [, low = "", high = ""] = /^(\w+)-(\w+)$/.exec(item) ?? [];
    if (weekday && /^0?7$/.test(item)) return "0";
    if (weekday && high === "7") return number(low) === 0 ? "0-6" : `0,${low}-6`;
    return number(low) > number(high) ? `${low}-${bounds.max},${bounds.min}-${high}` : item;
  });
  return items.join(",");
}
