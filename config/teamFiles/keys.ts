/** Which keys a team's own file sets, for policies on what it may not set. */
import { recordOf } from "../../capacity/units/fields";

/** Below these keys is a whole of its own, a pool, whose keys are as far down as those of the team. */
const deeper: ReadonlySet<string> = new Set(["pools"]);

/**
 * The keys at the top of the file and those one level below them, below `pools` two, with a dot between and without the
 * indexes of lists, sorted: `isolation`, `nodeClass`, `nodeClass.userData`, `pools`, `pools.nodeClass`,
 * `pools.nodeClass.userData`.
 */
export function keysOfFile(value: Readonly<Record<string, unknown>>): readonly string[] {
  const keys = Object.entries(value).flatMap(([key, inner]) => [
    key,
    ...keysBelow(key, inner, deeper.has(key) ? 2 : 1),
  ]);
  return [...new Set(keys)].sort();
}

function keysBelow(above: string, value: unknown, levels: number): readonly string[] {
  if (levels === 0) return [];
  const maps = Array.isArray(value) ? value : [value];
  return maps.flatMap((map: unknown) =>
    Object.entries(recordOf(map)).flatMap(([name, inner]) => [
      `${above}.${name}`,
      ...keysBelow(`${above}.${name}`, inner, levels - 1),
    ]),
  );
}

/** Everywhere that a key of {@link keysOfFile} is set, with the indexes of lists; empty for another. */
export function allStepsOfKey(value: unknown, key: string): readonly (readonly (string | number)[])[] {
  const isList = Array.isArray(value);
  const entries: Iterable<readonly [string | number, unknown]> = isList
    ? value.entries()
    : Object.entries(recordOf(value));
  return [...entries].flatMap(([step, inner]) => {
    if (step === key) return [[step]];
    // a name may have dots of its own
    const rest = isList ? key : key.startsWith(`${step}.`) ? key.slice(`${step}.`.length) : undefined;
    return rest === undefined ? [] : allStepsOfKey(inner, rest).map((below) => [step, ...below]);
  });
}
