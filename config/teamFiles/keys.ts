/** Which keys a team's own file sets, for policies on what it may not set. */
import { recordOf } from "../../capacity/units/fields";
import type { YamlMap } from "./entry";

/**
 * The keys at the top of the file and those one level below them, with a dot between and without the indexes of lists, sorted:
 * `isolation`, `nodeClass`, `nodeClass.userData`, `pools`, `pools.weight`.
 */
export function keysOfFile(value: YamlMap): readonly string[] {
  const keys = Object.entries(value).flatMap(([key, inner]) => {
    const maps = Array.isArray(inner) ? inner : [inner];
    const below = maps.flatMap((map: unknown) => Object.keys(recordOf(map)));
    return [key, ...below.map((name) => `${key}.${name}`)];
  });
  return [...new Set(keys)].sort();
}
