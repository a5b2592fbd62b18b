/** JSON reports as somebody hands them over: data of a stranger, bounded and checked before anything is made of it. */
import type { z } from "zod";
import { UsageError } from "../../cli/errors";
import { fileText } from "../../cli/fileText";
import type { Plan } from "../summary/plan";
import { type StacksPlan, stacksPlan } from "../summary/stacks";
import { planSchema } from "./planSchema";
import { stacksSchema } from "./stacksSchema";

/** Bytes of a report, of several stacks too: a thousand teams need about a third. */
const mostBytes = 64 * 1024 * 1024;

/** Most problems that a message tells. */
const shownProblems = 3;

/**
 * A plan out of any data, without the keys that this release does not know: a newer one may have added them.
 * @throws RangeError that says what is not as a report of this version has it
 */
export function checkedPlan(data: unknown): Plan {
  return checked(planSchema, data) as Plan;
}

/**
 * The same of several stacks. Verdicts and sums are made of its plans again: a stranger's may not be what they say.
 * @throws RangeError as {@link checkedPlan} does
 */
export function checkedStacksPlan(data: unknown): StacksPlan {
  const report = checked(stacksSchema, data) as StacksPlan;
  return stacksPlan(report, report.stacks);
}

function checked<T>(schema: z.ZodType<T>, data: unknown): T {
  const first = schema.safeParse(data);
  if (first.success) return first.data;
  for (const { code, path, ...issue } of first.error.issues)
    if (code === "unrecognized_keys")
      removeKeys(data, path, (issue as { readonly keys?: readonly string[] }).keys ?? []);
  const { success, data: report, error } = schema.safeParse(data);
  if (success) return report;
  const problems = error.issues.map(({ path, message }) => `${path.join(".") || "the report"}: ${message}`);
  const more = problems.length > shownProblems ? `; and ${problems.length - shownProblems} more` : "";
  throw new RangeError(`is not a JSON report of this version: ${problems.slice(0, shownProblems).join("; ")}${more}`);
}

/** Removes keys from the object at a path, in place. */
function removeKeys(data: unknown, path: readonly PropertyKey[], keys: readonly string[]): void {
  const at = path.reduce<unknown>((value, step) => (value as Readonly<Record<PropertyKey, unknown>>)[step], data);
  for (const key of keys) Reflect.deleteProperty(at as object, key);
}

/**
 * The plan in a file that `--format json` wrote, of one stack or of several.
 * @throws UsageError when it cannot be read, is too large, or is none
 */
export function readAnyReport(path: string): Plan | StacksPlan {
  return read(path, (data) => (hasStacks(data) ? checkedStacksPlan(data) : checkedPlan(data)));
}

/**
 * The plan of one stack; throws as {@link readAnyReport} does.
 */
export function readReport(path: string): Plan {
  return read(path, checkedPlan);
}

const hasStacks = (data: unknown): boolean =>
  typeof data === "object" && data !== null && Object.hasOwn(data, "stacks");

function read<T>(path: string, of: (data: unknown) => T): T {
  try {
    return of(JSON.parse(fileText(path, mostBytes)));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new UsageError(`${path}: is not JSON`);
    if (cause instanceof RangeError) throw new UsageError(`${path}: ${cause.message}`);
    throw cause;
  }
}
