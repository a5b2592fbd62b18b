/** Where a key belongs that stands one level off: found in the schema, so that a new key is known here at once. */
import { z } from "zod";
import { pathText } from "../../finding";
import { definition, type Schema, type Steps, schemaAt, unwrapped, valueAt } from "./walk";

/** How far below a map a key is looked for; `*` in a path is any entry of a list or of a map by name. */
const mostLevels = 2;

interface Hit {
  readonly path: readonly string[];
  readonly levels: number;
  /** Of the key there. */
  readonly schema: Schema;
}

/** Maps below a schema that have the key, nearest first. */
function below(schema: Schema | undefined, key: string, path: readonly string[] = [], levels = 0): readonly Hit[] {
  if (schema === undefined || levels > mostLevels) return [];
  const { shape, element, valueType, options } = definition(unwrapped(schema));
  if (options !== undefined) return options.flatMap((option) => below(option, key, path, levels));
  if (element !== undefined) return below(element, key, [...path, "*"], levels);
  if (valueType !== undefined) return below(valueType, key, [...path, "*"], levels);
  if (shape === undefined) return [];
  const here = Object.hasOwn(shape, key) && levels > 0 ? [{ path, levels, schema: shape[key]! }] : [];
  return [...here, ...Object.entries(shape).flatMap(([name, inner]) => below(inner, key, [...path, name], levels + 1))];
}

function nearestHits(hits: readonly Hit[]): readonly Hit[] {
  const least = Math.min(...hits.map(({ levels }) => levels));
  return hits.filter(({ levels }) => levels === least);
}

/** Whether a place is an entry of a list one or more maps below, of which the map has none: only far away, so nobody means it. */
function isFar({ path }: Hit, map: unknown): boolean {
  return path.includes("*") && path.length > 2 && valueAt(map, path.slice(0, 1)) === undefined;
}

/** Maps at the top that hold what others take for a key of theirs, and whose keys those are. */
const takenBy: ReadonlyMap<PropertyKey | undefined, readonly (readonly string[])[]> = new Map([
  [
    "poolDefaults",
    [
      ["teams", "*", "pools", "*"],
      ["sharedPools", "*"],
    ],
  ],
  ["teamDefaults", [["teams", "*"]]],
]);

/** What has no default for all, and so is a key of each pool or team. */
function ofEachOne(root: Schema, [first, ...inside]: Steps, key: string): string | undefined {
  if (inside.length > 0) return undefined;
  const places = (takenBy.get(first) ?? []).filter((path) => {
    const place = schemaAt(
      root,
      path.map((step, index) => (step === "*" && ["pools", "sharedPools"].includes(path[index - 1]!) ? 0 : step)),
    );
    return place !== undefined && Object.hasOwn(definition(place).shape ?? {}, key);
  });
  if (places.length === 0) return undefined;
  const names = places.map((path) => path.reduce((text, step) => (step === "*" ? `${text}[]` : `${text}.${step}`)));
  return `it has no default for all; it belongs in ${names.join(" or ")}`;
}

/** Of several places those that take the value as it is, and of these the ones that the map has already. */
function likeliest(hits: readonly Hit[], key: string, map: unknown): readonly Hit[] {
  const value = valueAt(map, [key]);
  const fitting = someOf(hits, ({ schema }) => z.safeParse(schema, value).success);
  return someOf(fitting, ({ path }) => valueAt(map, path.slice(0, 1)) !== undefined);
}

/** Those of which it is true; all of them where it is true of none. */
function someOf<T>(all: readonly T[], isTrue: (one: T) => boolean): readonly T[] {
  const some = all.filter(isTrue);
  return some.length === 0 ? all : some;
}

function hitText({ path }: Hit): string {
  return path.reduce((text, step) => (step === "*" ? `${text}[]` : text === "" ? step : `${text}.${step}`), "");
}

/** At most so many places are named: more would say nothing. */
const mostPlaces = 3;

/**
 * What to do with a key that other places along the path know: `belongs in limits: write limits: { cpu: … }`.
 * @param steps to the map in which the key stands
 * @param map itself
 * @returns undefined when no place near knows it
 */
export function placedElsewhere(root: Schema, steps: Steps, key: string, map: unknown): string | undefined {
  const near = below(schemaAt(root, steps), key).filter((hit) => !isFar(hit, map));
  const inner = likeliest(nearestHits(near), key, map);
  if (inner.length > 0 && inner.length <= mostPlaces) {
    const [first] = inner;
    const isPlain = inner.length === 1 && first!.path.length === 1;
    const write = isPlain ? `: write ${first!.path[0]}: { ${key}: ... }` : "";
    return `it belongs in ${inner.map(hitText).join(" or ")}${write}`;
  }
  const each = ofEachOne(root, steps, key);
  if (each !== undefined) return each;
  for (let up = steps.length - 1; up >= 0; up--) {
    const above = steps.slice(0, up);
    const schema = schemaAt(root, above);
    if (schema === undefined) continue;
    const { shape } = definition(schema);
    if (shape !== undefined && Object.hasOwn(shape, key))
      return `it belongs ${up === 0 ? `to the top, as a key of its own: <project>:${key}` : `in ${pathText(above)}, beside ${String(steps[up])}`}`;
    const beside = nearestHits(below(schema, key)).filter(({ levels }) => levels === 1);
    if (shape !== undefined && beside.length > 0 && beside.length <= mostPlaces) {
      const places = beside.map((hit) => `${up === 0 ? "" : `${pathText(above)}.`}${hitText(hit)}`);
      return `it belongs in ${places.join(" or ")}`;
    }
  }
  return undefined;
}
