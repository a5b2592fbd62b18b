/** Where two values of a resource's inputs differ, and whether that replaces it: what a provider's Diff answers. */

import type { Answer, FieldChange } from "../../../tools/plan/against/replacement/fields";
import { isSet, replacement } from "../../../tools/plan/against/replacement/table";
import { isProperties, type Properties, unwrapped, type Value } from "../../../tools/plan/engine/property";
import { isProviderType } from "../../../tools/plan/engine/urn";

/** A difference at a path of keys and indexes. */
export interface Difference {
  readonly steps: readonly (string | number)[];
  readonly change: FieldChange;
  readonly replaces: Answer;
}

/** Whether the engine leaves an input out when it compares: what it notes in a provider's, and the release of its plugin. */
const isOwn = (type: string, key: string) => key === "__internal" || (key === "version" && isProviderType(type));

/**
 * Every difference between the inputs of a resource's state and the new ones. It does not use the comparison of `--against`,
 * which it is compared with; only the table of fields is the same.
 */
export function differences(type: string, before: Properties, after: Properties): readonly Difference[] {
  return within(type, before, after, []);
}

function within(type: string, one: Value | undefined, other: Value | undefined, steps: Difference["steps"]) {
  const [before, after] = [unwrapped(one), unwrapped(other)];
  const found: Difference[] = [];
  if (isProperties(before) && isProperties(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
      if (steps.length > 0 || !isOwn(type, key)) found.push(...within(type, before[key], after[key], [...steps, key]));
    return found;
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length && !isSet(type, steps)) {
    for (const [index, item] of before.entries()) found.push(...within(type, item, after[index], [...steps, index]));
    return found;
  }
  if (canonical(type, before, steps) === canonical(type, after, steps)) return [];
  const change = before === undefined ? "added" : after === undefined ? "removed" : "changed";
  return [{ steps, change, replaces: replacement(type, steps, change) } satisfies Difference];
}

/** A text that two values share when the provider takes them for the same. */
function canonical(type: string, value: Value | undefined, steps: Difference["steps"]): string {
  const plain = opened(value);
  const items = Array.isArray(plain) && isSet(type, steps) ? plain.map((item) => JSON.stringify(item)).sort() : plain;
  return JSON.stringify(items) ?? "";
}

/** A value without the marks of secrets. */
function opened(value: Value | undefined): Value | undefined {
  const plain = unwrapped(value);
  if (Array.isArray(plain)) return plain.map((item: Value) => opened(item) ?? null);
  if (!isProperties(plain)) return plain;
  return Object.fromEntries(Object.entries(plain).map(([key, inner]) => [key, opened(inner) ?? null]));
}
