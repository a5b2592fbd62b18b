/** Ways to make one leaf of a config invalid that the schema accepts. Not a test. */
import { z } from "zod";
import { pathText } from "../../config/finding";
import { kinds } from "../../config/schema/frame/kind";
import { definition, schemaAt, unwrapped, valueAt } from "../../config/schema/frame/walk";
import { stackSchema } from "../../config/schema/stack";
import { isOptional, type RawConfig, type SetLeaf } from "./arbitraries";

export interface InvalidConfig {
  /** What was done to the leaf, for the message of a test that fails. */
  readonly what: string;
  readonly config: () => RawConfig;
  /** Where a finding must be. */
  readonly path: string;
}

/** Each kind of mistake that this leaf can have. */
export function invalidAt(config: RawConfig, leaf: SetLeaf): readonly InvalidConfig[] {
  return [
    ...(leaf.leaf.endsWith("{key}") ? invalidKeys(config, leaf) : invalidValues(config, leaf)),
    ...misspeltKey(config, leaf),
  ];
}

/** The leaf with no more around it than the schema requires: the rest only costs time. */
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

function invalidValues(config: RawConfig, { leaf, steps }: SetLeaf): readonly InvalidConfig[] {
  const place = schemaAt(stackSchema, steps);
  if (leaf === "karpenter.values.*" || isFree(leaf.slice(0, -2)) || place === undefined) return [];
  return wrongValues(place).map(({ what, value }) => ({
    what: `${leaf}: ${what} ${JSON.stringify(value)}`,
    config: () => withValue(config, steps, value),
    path: pathText(steps),
  }));
}

/** Values that the place must refuse, by its type alone; those that its kind accepts all the same are left out. */
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
      .map((word) => ({ what: "a misspeltKey word", value: `${word[0]}${word}` })),
    ...(isText ? [] : [{ what: "a text", value: "true" }]),
  ];
  return all.filter(({ value }) => !z.safeParse(place, value).success);
}

function invalidKeys(config: RawConfig, { leaf, steps }: SetLeaf): readonly InvalidConfig[] {
  // EKS alone knows what an add-on's settings are.
  if (isFree(leaf.slice(0, -".{key}".length))) return [];
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
function misspeltKey(config: RawConfig, { leaf, steps }: SetLeaf): readonly InvalidConfig[] {
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
  const parent = valueAt(copy, steps.slice(0, -1)) as Record<PropertyKey, unknown>;
  parent[steps.at(-1)!] = value;
  return copy;
}

/** The last key renamed, its place among the others kept. */
function withKey(config: RawConfig, steps: readonly PropertyKey[], key: string): RawConfig {
  const copy = structuredClone(config) as Record<string, unknown>;
  const parent = valueAt(copy, steps.slice(0, -1)) as Record<string, unknown>;
  const entries = Object.entries(parent).map(([name, value]) => [name === String(steps.at(-1)) ? key : name, value]);
  for (const name of Object.keys(parent)) delete parent[name];
  Object.assign(parent, Object.fromEntries(entries));
  return copy;
}

/** Maps whose keys and values are for somebody else to read: EKS's add-ons, the charts of device plugins. */
function isFree(map: string): boolean {
  return map.endsWith(".configurationValues") || /^devicePlugins\.\w+\.values$/.test(map);
}
