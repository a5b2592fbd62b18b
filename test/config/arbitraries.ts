/**
 * Arbitrary stack configs, made of the schema itself: every key that the schema has may appear, with the values that its
 * leaves name as examples. Not a test.
 */
import fc from "fast-check";
import type { z } from "zod";
import { furtherOf } from "../../config/schema/frame/further";
import { kinds } from "../../config/schema/frame/kind";
import { definition, unwrapped } from "../../config/schema/frame/walk";
import { stackSchema } from "../../config/schema/stack";
import { day } from "../support/day";

export type Schema = z.core.$ZodType;
export type RawConfig = Readonly<Record<string, unknown>>;

/** The schema without the keys that name files, whose findings no change of the config mends (test/config/teamFiles and ownPrices.test.ts have them), and without `adopt`, which names what the program makes (test/program/adopt.test.ts). */
const schema = stackSchema.omit({
  teamsFrom: true,
  teamSecrets: true,
  sharedPoolsFrom: true,
  prices: true,
  adopt: true,
});

/** What the program is told besides the config; the examples of the schema are of this region. */
export const context = {
  project: "nodepools",
  stack: "dev",
  region: "us-east-1",
  // So that what is said of versions and clock changes does not depend on the day.
  now: day,
} as const;

/** Values for what the schema leaves open: Helm values that the chart reads. */
const openEntries: Readonly<Record<string, unknown>> = {
  logLevel: "debug",
  podLabels: { tier: "platform" },
  settings: { batchIdleDuration: "2s", reservedENIs: "1" },
  controller: { image: { repository: "mirror.example.com/karpenter/controller" } },
};

/** How likely an optional key is there, in percent: sparse configs for keys alone, full ones for pairs. */
const presences = [20, 50, 85] as const;

/** Most entries that a list or a map gets: enough for duplicates and for neighbours, few enough to stay fast. */
const mostEntries = 3;

/** Configs that the schema accepts; rules may refuse them. */
export const arbitraryConfig = fc.oneof(
  ...presences.map((percent) => arbitraryValue(schema, percent)),
) as fc.Arbitrary<RawConfig>;

/** A value of the schema. @param percent how likely an optional key is there */
export function arbitraryValue(schema: Schema, percent: number): fc.Arbitrary<unknown> {
  const place = unwrapped(schema);
  const { type, shape, element, options, values, entries } = definition(place);
  const kind = kinds.get(place as z.ZodType);
  if (kind !== undefined) return fc.constantFrom(...kind.examples);
  if (shape !== undefined) return objectOf(shape, percent);
  if (element !== undefined) return listOf(place, element, percent);
  if (type === "record") return mapOf(place, percent);
  if (options !== undefined) return fc.oneof(...options.map((option) => arbitraryValue(option, percent)));
  if (type === "boolean") return fc.boolean();
  if (values !== undefined) return fc.constantFrom(...values);
  if (entries !== undefined) return fc.constantFrom(...Object.values(entries));
  throw new Error(`there is no arbitrary for schemas of type ${type}`);
}

function objectOf(shape: Readonly<Record<string, Schema>>, percent: number): fc.Arbitrary<unknown> {
  const keys = Object.entries(shape).map(([key, schema]) => {
    const value = arbitraryValue(schema, percent);
    if (!isOptional(schema)) return value.map((one) => [key, one] as const);
    return fc.oneof(
      { weight: percent, arbitrary: value.map((one) => [key, one] as const) },
      { weight: 100 - percent, arbitrary: fc.constant(undefined) },
    );
  });
  return fc.tuple(...keys).map((entries) => Object.fromEntries(entries.filter((entry) => entry !== undefined)));
}

function listOf(list: Schema, element: Schema, percent: number): fc.Arbitrary<unknown> {
  const least = lengthOf(list, "min_length") ?? 0;
  const most = Math.min(lengthOf(list, "max_length") ?? mostEntries, Math.max(least, mostEntries));
  return fc.array(arbitraryValue(element, percent), { minLength: least, maxLength: most });
}

function mapOf(map: Schema, percent: number): fc.Arbitrary<unknown> {
  const { keyType, valueType } = definition(map);
  const keys = kinds.get(keyType as z.ZodType)?.examples as readonly string[] | undefined;
  if (keys === undefined) return fc.subarray(Object.entries(openEntries)).map((some) => Object.fromEntries(some));
  const value = arbitraryValue(valueType as Schema, percent);
  return fc
    .subarray([...keys])
    .chain((some) => fc.tuple(...some.map((key) => value.map((one) => [key, one] as const))))
    .map((some) => Object.fromEntries(some));
}

export function isOptional(schema: Schema): boolean {
  return definition(schema).type === "optional";
}

function lengthOf(schema: Schema, check: "min_length" | "max_length"): number | undefined {
  for (const { _zod } of schema._zod.def.checks ?? []) {
    const { check: name, minimum, maximum } = _zod.def as { check: string; minimum?: number; maximum?: number };
    if (name === check) return minimum ?? maximum;
  }
  return undefined;
}

/** A leaf of the schema that is set in a config: where, and the leaf's own name, in which indexes and map keys are stars. */
export interface SetLeaf {
  readonly leaf: string;
  readonly steps: readonly PropertyKey[];
  readonly schema: Schema;
}

/** Every leaf of the schema by name: `teams.*.pools.*.limits.cpu`; `{key}` stands for the keys of a map. */
export const schemaLeaves: readonly string[] = leavesBelow(schema, []);

function leavesBelow(schema: Schema, names: readonly string[]): readonly string[] {
  const place = unwrapped(schema);
  const { type, shape, element, options, valueType } = definition(place);
  const at = names.join(".");
  if (kinds.get(place as z.ZodType) !== undefined) return [at];
  if (shape !== undefined) return Object.entries(shape).flatMap(([key, below]) => leavesBelow(below, [...names, key]));
  if (element !== undefined) return leavesBelow(element, [...names, "*"]);
  if (type === "record") return [`${at}.{key}`, ...leavesBelow(valueType as Schema, [...names, "*"])];
  if (options !== undefined) return options.flatMap((option) => leavesBelow(option, names));
  return [at];
}

/** The leaves that are set in a config which is right leaf by leaf. */
export function setLeaves(config: unknown): readonly SetLeaf[] {
  return leavesIn(stackSchema, config, [], []);
}

function leavesIn(
  schema: Schema,
  value: unknown,
  steps: readonly PropertyKey[],
  names: readonly string[],
): readonly SetLeaf[] {
  const place = unwrapped(schema);
  const { type, shape, element, options, valueType } = definition(place);
  const found = { leaf: names.join("."), steps, schema: place };
  if (kinds.get(place as z.ZodType) !== undefined) return [found];
  if (options !== undefined) {
    const option = options.find((one) => Array.isArray(value) === (definition(unwrapped(one)).type === "array"));
    return option === undefined ? [] : leavesIn(option, value, steps, names);
  }
  if (Array.isArray(value) && element !== undefined)
    return value.flatMap((entry, index) => leavesIn(element, entry, [...steps, index], [...names, "*"]));
  if (typeof value !== "object" || value === null) return [found];
  if (type !== "record" && shape === undefined) return [found];
  return Object.entries(value).flatMap(([key, entry]) => {
    const below = [...steps, key];
    if (shape !== undefined) return leavesIn((shape[key] ?? furtherOf(place)?.value)!, entry, below, [...names, key]);
    const ofKey = { leaf: `${names.join(".")}.{key}`, steps: below, schema: place };
    return [ofKey, ...leavesIn(valueType as Schema, entry, below, [...names, "*"])];
  });
}
