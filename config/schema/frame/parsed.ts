/** What a schema says of a value, without the gap that zod leaves: it passes over a key `__proto__` of maps whose keys are free. */
import type { z } from "zod";
import { furtherOf } from "./further";
import { definition, type Schema, type Steps, schemaBelow, unwrapped } from "./walk";

type Issue = z.core.$ZodIssue;

/** Either the value as the schema has it, or what is wrong with it. */
export type Parsed<T> =
  | { readonly data: T; readonly issues?: never }
  | { readonly data?: never; readonly issues: readonly Issue[] };

/** Parses a value; nothing of it is left out in silence. */
export function parsed<S extends z.ZodType>(schema: S, input: unknown): Parsed<z.output<S>> {
  const { data, error } = schema.safeParse(input);
  // one for each option of a union that is such a map
  const lost = new Map(lostKeys(schema, input, []).map((issue) => [JSON.stringify(issue.path), issue]));
  if (error === undefined && lost.size === 0) return { data: data as z.output<S> };
  return { issues: [...(error?.issues ?? []), ...lost.values()] };
}

function lostKeys(schema: Schema, value: unknown, steps: Steps): readonly Issue[] {
  if (typeof value !== "object" || value === null) return [];
  const place = unwrapped(schema);
  const { options, valueType } = definition(place);
  if (options !== undefined) return options.flatMap((option) => lostKeys(option, value, steps));
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  return [...entries].flatMap(([step, inner]: readonly [string | number, unknown]): readonly Issue[] => {
    if (step === "__proto__") {
      if (valueType !== undefined)
        return [{ code: "invalid_key", origin: "record", issues: [], path: [...steps, step], message: "" }];
      // a strict object refuses it itself
      return furtherOf(place) === undefined
        ? []
        : [{ code: "unrecognized_keys", keys: [step], path: [...steps], message: "" }];
    }
    const below = schemaBelow(place, step);
    return below === undefined ? [] : lostKeys(below, inner, [...steps, step]);
  });
}
