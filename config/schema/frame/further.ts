/** Maps with keys of their own and further ones whose names are free: limits have `cpu`, and any extended resource. */

import { z } from "zod";
import { isExtendedResource } from "../../../capacity/kubernetes/extendedResource";
import { isRecord } from "../../../capacity/units/fields";

/** The keys that a map takes besides those of its shape. */
export interface FurtherKeys {
  /** How docs call such a key: `<resource>`. */
  readonly word: string;
  /** For editors; what `accepts` says more is for the check alone. */
  readonly pattern: string;
  readonly accepts: (key: string) => boolean;
  readonly examples: readonly string[];
  readonly value: z.ZodType;
}

/** By the schema of the map; unknown since zod would rewrite the types of schemas inside. */
const registered = z.registry<{ readonly further: unknown }>();

/** What keys a map takes besides those of its shape. */
export function furtherOf(map: z.core.$ZodType): FurtherKeys | undefined {
  return registered.get(map)?.further as FurtherKeys | undefined;
}

/**
 * A strict object that takes further keys, too. Its type has those of the shape alone; {@link entriesBeside} reads the others.
 */
export function objectWith<S extends z.ZodRawShape>(shape: S, further: FurtherKeys): z.ZodObject<S, z.core.$strict> {
  const schema = z.looseObject(shape).superRefine(
    (map: Readonly<Record<string, unknown>>, { addIssue }) => {
      const others = Object.keys(map).filter((key) => !Object.hasOwn(shape, key));
      const unknown = others.filter((key) => !further.accepts(key));
      if (unknown.length > 0) addIssue({ code: "unrecognized_keys", keys: unknown, input: map });
      for (const key of others.filter(further.accepts)) {
        for (const issue of z.safeParse(further.value, map[key]).error?.issues ?? []) {
          addIssue({ ...issue, input: map[key], path: [key, ...issue.path] } as Parameters<typeof addIssue>[0]);
        }
      }
    },
    // beside errors of the map's own keys: all are told at once
    { when: ({ value }) => isRecord(value) },
  ) as unknown as z.ZodObject<S, z.core.$strict>;
  return schema.register(registered, { further });
}

/** Entries of a map besides the keys of its shape. */
export function entriesBeside(schema: z.ZodObject, map: object | undefined): readonly (readonly [string, unknown])[] {
  return Object.entries(map ?? {}).filter(([key, value]) => !Object.hasOwn(schema.shape, key) && value !== undefined);
}

/** Keys that name an extended resource, each with an amount. */
export function extendedResources(value: z.ZodType, examples: readonly string[]): FurtherKeys {
  return {
    word: "<resource>",
    pattern: "^[a-z0-9][-a-z0-9.]*/[A-Za-z0-9][-A-Za-z0-9_.]*$",
    // one that has a short name here is written by it
    accepts: (key) => isExtendedResource(key) && key !== "nvidia.com/gpu",
    examples,
    value,
  };
}
