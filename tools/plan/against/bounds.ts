/** How much of a stranger's JSON is read. */
import { UsageError } from "../../cli/errors";

/** Largest file to compare with: the report of a thousand teams has about 40 MiB. */
export const mostBytes = 200 * 1024 * 1024;
/** Deepest nesting: a policy document has some ten levels. */
const mostDepth = 100;

/**
 * Parses JSON that is not nested too deep to be compared.
 * @param where named in messages
 * @throws UsageError when it is not JSON, or too deep
 */
export function boundedJson(text: string, where: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${where}: is not valid JSON: ${(cause as Error).message}`);
  }
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > mostDepth) throw new UsageError(`${where}: is nested deeper than ${mostDepth} levels`);
    level = level.flatMap((each) => (typeof each === "object" && each !== null ? Object.values(each) : []));
  }
  return value;
}
