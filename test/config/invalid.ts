/** Ways to break one leaf of a config that the schema accepts. Not a test. */
import { z } from "zod";
import { pathText } from "../../config/finding";
import { kinds } from "../../config/schema/kind";
import { stackSchema } from "../../config/schema/stack";
import { definition, schemaAt, unwrapped, valueAt } from "../../config/schema/walk";
import { isOptional, type RawConfig, type SetLeaf } from "./arbitraries";

export interface Broken {
  /** What was done to the leaf, for the message of a test that fails. */
  readonly what: string;
  readonly config: () => RawConfig;
  /** Where a finding must stand. */
  readonly path: string;
}

/** Each kind of slip that this leaf can suffer. */
export function brokenAt(config: RawConfig, leaf: SetLeaf): readonly Broken[] {
  return [
    ...(leaf.leaf.endsWith("{key}") ? badKeys(config, leaf) : badValues(config, leaf)),
    ...misspelt(config, leaf),
  ];
}

/** The leaf with no more around it than the schema requires: what else there is only costs time. */
export function aloneAt(config: RawConfig, steps: readonly PropertyKey[]) {
  const alone = aloneBelow(stackSchema, config, steps);
  return { config: alone.value as RawConfig, steps: alone.steps };
}

interface Alone {
  readonly value: unknown;
  readonly steps: readonly PropertyKey[];
}

function aloneBelow(schema: z.core.$ZodType, value: unknown, [step, ...rest]: readonly PropertyKey[]): Alone {
  const { shape, element, valueType, options } = definition(unwrapped(schema));
  if (step === undefined) return { value, steps: [] };
  if (options !== undefined) {
    const list = options.find((option) => definition(unwrapped(option)).element !== undefined);
    return aloneBelow(list!, value, [step, ...rest]);
  }
  if (Array.isArray(value)) {
    const entry: unknown = value[Number(step)];
    if (typeof entry !== "object") return { value, steps: [step, ...rest] };
    const alone = aloneBelow(element!, entry, rest);
    return { value: [alone.value], steps: [0, ...alone.steps] };
  }
  const below = valueAt(value, [step]);
  const next = shape?.[String(step)] ?? valueType;
  const alone = next === undefined ? { value: below, steps: rest } : aloneBelow(next, below, rest);
  const required = Object.keys(shape ?? {}).filter((key) => !isOptional(shape![key]!));
  return {
    value: {
      ...Object.fromEntries(required.map((key) => [key, valueAt(value, [key])])),
      [String(step)]: alone.value,
    },
    steps: [step, ...alone.steps],
  };
}

function badValues(config: RawConfig, { leaf, steps }: SetLeaf): readonly Broken[] {
  const place = schemaAt(stackSchema, steps);
  if (leaf === "karpenter.values.*" || place === undefined) return [];
  return wrongValues(place).map(({ what, value }) => ({
    what: `${leaf}: ${what} ${JSON.stringify(value)}`,
    config: () => withValue(config, steps, value),
    path: pathText(steps),
  }));
}

/** Values that the place must refuse, told from its type alone; what its kind happens to take as well is left out. */
function wrongValues(place: z.core.$ZodType): readonly { what: string; value: unknown }[] {
  const { type, entries, options } = definition(place);
  const isText = type === "string" || entries !== undefined;
  const all = [
    { what: "null", value: null },
    { what: "a map", value: { unexpected: true } },
    ...(options === undefined ? [{ what: "a list", value: ["a", "b"] }] : []),
    { what: "a boolean", value: true, skip: type === "boolean" },
    { what: "a number", value: 1.5 },
    ...(type === "number"
      ? [
          { what: "a number below its range", value: -7 },
          { what: "a number above its range", value: 1e9 },
        ]
      : []),
    { what: "an empty text", value: "" },
    { what: "an unknown word", value: "no such thing\u0007" },
    { what: "a text too long", value: "x".repeat(1000) },
    ...Object.keys(entries ?? {})
      .slice(-1)
      .map((word) => ({ what: "a misspelt word", value: `${word[0]}${word}` })),
    ...(isText ? [] : [{ what: "a text", value: "true" }]),
  ];
  return all.filter(({ value }) => !z.safeParse(place, value).success);
}

function badKeys(config: RawConfig, { leaf, steps }: SetLeaf): readonly Broken[] {
  const { keyType } = definition(schemaAt(stackSchema, steps.slice(0, -1))!);
  if (kinds.get(keyType as z.ZodType) === undefined) {
    return [
      {
        what: leaf,
        config: () => withKey(config, steps, "notRead"),
        path: pathText([...steps.slice(0, -1), "notRead"]),
      },
    ];
  }
  return ["", "aws:no key!", "y".repeat(400)]
    .filter((key) => !z.safeParse(keyType as z.ZodType, key).success)
    .map((key) => ({
      what: `${leaf}: the key ${JSON.stringify(key)}`,
      config: () => withKey(config, steps, key),
      path: pathText([...steps.slice(0, -1), key]),
    }));
}

/** The last key of the leaf's own with a letter too many. */
function misspelt(config: RawConfig, { leaf, steps }: SetLeaf): readonly Broken[] {
  const at = steps.findLastIndex((step, index) => {
    const shape = definition(schemaAt(stackSchema, steps.slice(0, index))!).shape;
    return shape !== undefined && Object.hasOwn(shape, String(step));
  });
  const known = steps.slice(0, at + 1);
  const wrong = `${String(known.at(-1))}x`;
  return [
    {
      what: `${leaf}: the key ${wrong}`,
      config: () => withKey(config, known, wrong),
      path: pathText([...known.slice(0, -1), wrong]),
    },
  ];
}

function withValue(config: RawConfig, steps: readonly PropertyKey[], value: unknown): RawConfig {
  const copy = structuredClone(config);
  const holder = valueAt(copy, steps.slice(0, -1)) as Record<PropertyKey, unknown>;
  holder[steps.at(-1)!] = value;
  return copy;
}

/** The last key renamed, its place among the others kept. */
function withKey(config: RawConfig, steps: readonly PropertyKey[], key: string): RawConfig {
  const copy = structuredClone(config) as Record<string, unknown>;
  const holder = valueAt(copy, steps.slice(0, -1)) as Record<string, unknown>;
  const entries = Object.entries(holder).map(([name, value]) => [name === String(steps.at(-1)) ? key : name, value]);
  for (const name of Object.keys(holder)) delete holder[name];
  Object.assign(holder, Object.fromEntries(entries));
  return copy;
}
