/**
 * Cron schedules in the grammar of robfig/cron v3.0.1, which Karpenter (disruption budgets) and KEDA (cron trigger) use.
 * A field is a list of `*`, `?`, n, a-b, each with an optional /step; months and weekdays also by name. No L, W, #, no
 * seconds, no ranges over the end, weekdays 0-6 only. Source: robfig/cron v3.0.1 parser.go and spec.go.
 */

/** The values that one field may have. */
export interface CronBounds {
  /** As named in messages. */
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Lower-case name to number. */
  readonly names: Readonly<Record<string, number>>;
}

function numbered(names: string, first: number): Readonly<Record<string, number>> {
  return Object.fromEntries(names.split(" ").map((name, index) => [name, first + index]));
}

/** The five fields, in their order. */
export const cronBounds = {
  minute: { name: "minute", min: 0, max: 59, names: {} },
  hour: { name: "hour", min: 0, max: 23, names: {} },
  dayOfMonth: { name: "day of month", min: 1, max: 31, names: {} },
  month: {
    name: "month",
    min: 1,
    max: 12,
    names: numbered("jan feb mar apr may jun jul aug sep oct nov dec", 1),
  },
  dayOfWeek: { name: "day of week", min: 0, max: 6, names: numbered("sun mon tue wed thu fri sat", 0) },
} as const satisfies Record<string, CronBounds>;

/** One parsed field. */
export interface CronField {
  /** Those that match; empty for a field of nothing but commas, which robfig accepts and which never fires. */
  readonly values: ReadonlySet<number>;
  /** robfig's star bit: some item is `*` or `?` with no step above 1. Decides how the two day fields combine. */
  readonly star: boolean;
  /** What robfig accepts and is most likely a mistake ("1,", "*-5", "+5", "1,1"), one sentence each. */
  readonly oddities: readonly string[];
}

/** A parsed schedule. A day matches both day fields when either has its star, else one of the two. */
export interface CronSchedule {
  readonly minute: CronField;
  readonly hour: CronField;
  readonly dayOfMonth: CronField;
  readonly month: CronField;
  readonly dayOfWeek: CronField;
}

/** Descriptors that the NodePool CRD admits, and what they stand for. `@every` is robfig's, but not the CRD's. */
export const cronDescriptors: Readonly<Record<string, string>> = {
  "@annually": "0 0 1 1 *",
  "@yearly": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

/** A whole number as Go's Atoi reads it; undefined for anything else and when negative. */
function atoi(text: string): number | undefined {
  return /^\+?\d+$/.test(text) && BigInt(text.replace("+", "")) < 2n ** 63n ? Number(text) : undefined;
}

/** The field of one comma-separated list. @throws RangeError on anything that robfig refuses */
export function cronField(text: string, bounds: CronBounds): CronField {
  const values = new Set<number>();
  const oddities: string[] = [];
  let star = false;
  let repeated = false;
  const items = text.split(",");
  if (items.includes("")) oddities.push(`"${text}" has an empty item`);
  for (const item of items.filter((part) => part !== "")) {
    const range = cronItem(item, bounds);
    star ||= range.star;
    if (/\+|^[*?]-/.test(item)) oddities.push(`"${item}" is an odd way to write ${bounds.name}`);
    for (let value = range.from; value <= range.to; value += range.step) {
      repeated ||= values.has(value);
      values.add(value);
    }
  }
  if (repeated) oddities.push(`"${text}" names a ${bounds.name} twice`);
  return { values, star, oddities };
}

interface CronItem {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly star: boolean;
}

function cronItem(item: string, bounds: CronBounds): CronItem {
  const { name, min, max } = bounds;
  const [range = "", stepText, ...moreSteps] = item.split("/");
  const [low = "", high, ...moreBounds] = range.split("-");
  const any = low === "*" || low === "?";
  if (moreSteps.length > 0) throw new RangeError(`"${item}" has more than one "/" in ${name}`);
  if (!any && moreBounds.length > 0) throw new RangeError(`"${item}" has more than one "-" in ${name}`);
  const step = stepText === undefined ? 1 : atoi(stepText);
  if (step === undefined || step === 0) throw new RangeError(`"${item}" has no step above 0 after "/" in ${name}`);
  if (any) return { from: min, to: max, step, star: step === 1 };
  const from = cronNumber(low, item, bounds);
  const last = high === undefined ? from : cronNumber(high, item, bounds);
  const to = high === undefined && stepText !== undefined ? max : last;
  if (from < min || last > max || to > max) throw new RangeError(`"${item}" is outside ${min}-${max} in ${name}`);
  if (from > to) throw new RangeError(`"${item}" runs backwards in ${name}; write two ranges`);
  return { from, to, step, star: false };
}

function cronNumber(text: string, item: string, { name, names, min, max }: CronBounds): number {
  const value = Object.hasOwn(names, text.toLowerCase()) ? names[text.toLowerCase()] : atoi(text);
  if (value !== undefined) return value;
  throw new RangeError(`"${item}" is not a valid ${name}; write ${min}-${max}, a range, a list or "*"`);
}

/**
 * Five fields separated by spaces. Neither descriptors nor a zone prefix, as in KEDA.
 * @throws RangeError on anything that robfig refuses
 */
export function parseCron(text: string): CronSchedule {
  if (/^\s*(CRON_)?TZ=/.test(text)) throw new RangeError(`"${text}" names a time zone; leave the prefix out`);
  const fields = text.split(/\s+/).filter((field) => field !== "");
  const [minute, hour, dayOfMonth, month, dayOfWeek] = fields;
  if (dayOfWeek === undefined || fields.length !== 5) {
    throw new RangeError(
      `"${text}" has ${fields.length} fields; write minute, hour, day of month, month and day of week ("0 9 * * mon-fri")`,
    );
  }
  return {
    minute: cronField(minute!, cronBounds.minute),
    hour: cronField(hour!, cronBounds.hour),
    dayOfMonth: cronField(dayOfMonth!, cronBounds.dayOfMonth),
    month: cronField(month!, cronBounds.month),
    dayOfWeek: cronField(dayOfWeek, cronBounds.dayOfWeek),
  };
}

/**
 * The schedule of a disruption budget, always in UTC: five fields or a descriptor such as @daily.
 * @throws RangeError on anything that Karpenter cannot parse; it would admit the NodePool and never disrupt a node again
 */
export function parseBudgetSchedule(text: string): CronSchedule {
  if (/^\s*(CRON_)?TZ=/.test(text)) {
    throw new RangeError(`"${text}" names a time zone; budgets run in UTC, leave the prefix out`);
  }
  if (!text.startsWith("@")) return parseCron(text);
  if (Object.hasOwn(cronDescriptors, text)) return parseCron(cronDescriptors[text]!);
  throw new RangeError(
    `"${text}" is not known; write five fields or one of ${Object.keys(cronDescriptors).join(", ")}`,
  );
}

/** Days of each month in a leap year. */
const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Whether no minute ever matches ("0 9 30 2 *"). 29 February does fire, every fourth year. */
export function neverFires({ minute, hour, dayOfMonth, month, dayOfWeek }: CronSchedule): boolean {
  if (minute.values.size === 0 || hour.values.size === 0) return true;
  const someDay = [...month.values].some((number) =>
    [...dayOfMonth.values].some((day) => day <= longestMonths[number - 1]!),
  );
  const someWeekday = month.values.size > 0 && dayOfWeek.values.size > 0;
  return dayOfMonth.star || dayOfWeek.star ? !(someDay && someWeekday) : !(someDay || someWeekday);
}
