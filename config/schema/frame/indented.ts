/** Keys that stand beside an empty map and were to stand below it: `warm:` with `windows:` at its own level. */
import { ownValue } from "../../../capacity/units/ownValue";
import { definition, keysOf, type Schema, unwrapped, valueAt } from "./walk";

/** Keys beside the empty `name` that it takes and the map around it does not. @param map in which `name` stands */
export function meantBelow(place: Schema | undefined, map: unknown, name: string): readonly string[] {
  if (place === undefined || typeof map !== "object" || map === null || valueAt(map, [name]) !== null) return [];
  const inner = ownValue(definition(place).shape ?? {}, name);
  const shape = inner && definition(unwrapped(inner)).shape;
  const known = keysOf(place);
  return Object.keys(map).filter((key) => shape !== undefined && Object.hasOwn(shape, key) && !known.includes(key));
}

/** The empty map that a key was to stand below, and what it then says; undefined where there is none. */
export function emptyMapAbove(
  place: Schema | undefined,
  map: unknown,
  key: string,
): { readonly name: string; readonly value: object } | undefined {
  for (const name of keysOf(place)) {
    const keys = meantBelow(place, map, name);
    if (keys.includes(key))
      return { name, value: Object.fromEntries(keys.map((below) => [below, valueAt(map, [below])])) };
  }
  return undefined;
}
