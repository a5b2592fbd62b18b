/** JSON reports as somebody hands them over: data of a stranger, bounded and checked before anything is made of it. */
import { readSourceText, UnreadableFile } from "../../../config";
import { UsageError } from "../../cli/errors";
import type { Plan } from "../summary/plan";
import { planSchema } from "./planSchema";

/** Bytes of a report: a thousand teams need about a third. */
const mostBytes = 64 * 1024 * 1024;

/** Most problems that a message tells. */
const shownProblems = 3;

/**
 * A plan out of any data, without the keys that this release does not know: a newer one may have added them.
 * @throws RangeError that says what is not as a report of this version has it
 */
export function checkedPlan(data: unknown): Plan {
  const first = planSchema.safeParse(data);
  if (first.success) return first.data as Plan;
  for (const { code, path, ...issue } of first.error.issues)
    if (code === "unrecognized_keys")
      removeKeys(data, path, (issue as { readonly keys?: readonly string[] }).keys ?? []);
  const { success, data: plan, error } = planSchema.safeParse(data);
  if (success) return plan as Plan;
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
 * The plan in a file that `--format json` wrote.
 * @throws UsageError when it cannot be read, is too large, or is none
 */
export function readReport(path: string): Plan {
  try {
    return checkedPlan(JSON.parse(readSourceText(path, mostBytes)));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new UsageError(`${path}: is not JSON`);
    if (cause instanceof UnreadableFile || cause instanceof RangeError)
      throw new UsageError(`${path}: ${cause.message}`);
    throw cause;
  }
}
