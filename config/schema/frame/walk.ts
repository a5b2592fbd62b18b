/** Ways through a schema and a value by the steps of a path. */

import type { z } from "zod";
import { ownValue } from "../../../capacity/units/ownValue";
import { furtherOf } from "./further";
import { type Kind, kinds, refusals } from "./kind";

export type Schema = z.core.$ZodType;
/** Keys and indexes from the root: `["teams", "dotori", "pools", 0]`. */
export type Steps = readonly PropertyKey[];

/** The parts of a schema's definition that a walk needs; zod 4 documents `_zod.def` as the place to find them. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly keyType?: Schema;
  readonly valueType?: Schema;
  readonly innerType?: Schema;
  readonly options?: readonly Schema[];
  /** Of a literal. */
  readonly values?: readonly unknown[];
  /** Of an enum. */
  readonly entries?: Readonly<Record<string, string>>;
}

export function definition(schema: Schema): Definition {
  return schema._zod.def as Definition;
}

/** Without `optional` and the like around it. */
export function unwrapped(schema: Schema): Schema {
  const { innerType } = definition(schema);
  return innerType === undefined ? schema : unwrapped(innerType);
}

/** The schema of a place; undefined where the path leaves what the schema knows. Of a union the first option that has the path. */
export function schemaAt(root: Schema, steps: Steps): Schema | undefined {
  const schema = unwrapped(root);
  const [step, ...rest] = steps;
  if (step === undefined) return schema;
  const { options } = definition(schema);
  if (options !== undefined)
    return options.map((option) => schemaAt(option, steps)).find((found) => found !== undefined);
  const next = schemaBelow(schema, step);
  return next === undefined ? undefined : schemaAt(next, rest);
}

/** The schema one step below a map or a list. */
export function schemaBelow(place: Schema, step: PropertyKey): Schema | undefined {
  const { shape, element, valueType } = definition(place);
  if (shape !== undefined) return ownValue(shape, String(step)) ?? furtherOf(place)?.value;
  return typeof step === "number" ? element : valueType;
}

/** Keys that the schema names; none for a map whose keys are free. */
export function keysOf(schema: Schema | undefined): readonly string[] {
  if (schema === undefined) return [];
  const { shape, options } = definition(schema);
  return shape ? Object.keys(shape) : (options ?? []).flatMap((option) => keysOf(unwrapped(option)));
}

export function kindOf(schema: Schema | undefined): Kind | undefined {
  return schema && kinds.get(schema as z.ZodType);
}

/** Says of words that are refused on purpose why, and what to write; undefined where no word is. */
export function refusalOf(schema: Schema | undefined) {
  return schema && refusals.get(unwrapped(schema) as z.ZodType)?.of;
}

/** What the keys of a map are. */
export function keyKindOf(map: Schema | undefined): Kind | undefined {
  return kindOf(map && definition(map).keyType);
}

/** The value of a place, own properties only. */
export function valueAt(value: unknown, steps: Steps): unknown {
  return steps.reduce<unknown>(
    (at, step) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, step)
        ? (at as Record<PropertyKey, unknown>)[step]
        : undefined,
    value,
  );
}
