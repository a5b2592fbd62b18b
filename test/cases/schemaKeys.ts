/** Every key of the config's schema with its place: what tests of a kind enumerate. Not a test. */
import { definition, type Schema, unwrapped } from "../../config/schema/frame/walk";
import { stackSchema } from "../../config/schema/stack";

export interface SchemaKey {
  /** `teams.*.pools.*.limits.cpu`; `*` is an entry of a list or a map. */
  readonly name: string;
  readonly place: Schema;
}

function keysBelow(schema: Schema, name: string): readonly SchemaKey[] {
  const { shape, element, valueType, options = [] } = definition(unwrapped(schema));
  const inside = element ?? valueType;
  return [
    ...Object.entries(shape ?? {}).flatMap(([key, place]) => {
      const at = name === "" ? key : `${name}.${key}`;
      return [{ name: at, place }, ...keysBelow(place, at)];
    }),
    ...(inside === undefined ? [] : keysBelow(inside, `${name}.*`)),
    ...options.flatMap((option) => keysBelow(option, name)),
  ];
}

/** All keys, in the order of the schema; those of pools and node classes once for each place. */
export const schemaKeys: readonly SchemaKey[] = keysBelow(stackSchema, "");

/** The name without the places where pools and node classes may stand: `pool.disruption.budgets`, `nodeClass.disks`. */
export function placeless(name: string): string {
  return name
    .replace(/^(nodeClassDefaults|(teams\.\*\.|sharedPools\.\*\.)(pools\.\*\.)?nodeClass)(?=\.)/, "nodeClass")
    .replace(/^(poolDefaults|teams\.\*\.pools\.\*|sharedPools\.\*)(?=\.)/, "pool");
}

/** Whether a value of the key is a list, a map by names of the user's, or may be one. */
export function isCollection(place: Schema): boolean {
  const { type, options = [] } = definition(unwrapped(place));
  return type === "array" || type === "record" || options.some(isCollection);
}

/** Whether a value of the key is a map whose keys the schema names. */
export function isObject(place: Schema): boolean {
  return definition(unwrapped(place)).shape !== undefined;
}
