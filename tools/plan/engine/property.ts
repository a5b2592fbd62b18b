/** Property values as Pulumi's protocol carries them: plain JSON, with signed objects for what JSON has no words for. */
import { isRecord } from "../../../capacity/units/fields";
import { ownValue } from "../../../capacity/units/ownValue";

/** A property value on the wire. */
export type Value = null | boolean | number | string | readonly Value[] | Properties;
export interface Properties {
  readonly [key: string]: Value;
}

/** What an unknown value is on the wire. Source: @pulumi/pulumi/runtime/rpc. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const signatureKey = "4dabf18193072939515e22adb298388d";
const signatures = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  reference: "5cf8f73096256a8f31e491e813e4eb8e",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
} as const;

/** How reports show secret values, and those that are not known yet. */
export const shownSecret = "[secret]";
export const shownUnknown = "[unknown]";

/** A secret on the wire. */
export const secret = (value: Value): Properties => ({ [signatureKey]: signatures.secret, value });
/** A reference to a resource on the wire; `id` is "" while unknown. */
export const reference = (urn: string, id: string): Properties => ({
  [signatureKey]: signatures.reference,
  urn,
  id: id === "" ? unknown : id,
});

/** True for an object, a signed one too. */
export function isProperties(value: Value | undefined): value is Properties {
  return isRecord(value);
}

/** Which kind of signed object a value is; undefined for plain JSON. */
function signature(value: Properties): Value | undefined {
  return value[signatureKey];
}

export function isSecret(value: Value | undefined): boolean {
  return isProperties(value) && signature(value) === signatures.secret;
}

/** A secret's value, however often it was wrapped; any other value as it is. */
export function unwrapped(value: Value | undefined): Value | undefined {
  let inner = value;
  while (isProperties(inner) && signature(inner) === signatures.secret) inner = inner.value;
  return inner;
}

/** The value at a path of keys, secrets opened on the way; undefined where there is none. */
export function member(value: Value | undefined, ...path: readonly string[]): Value | undefined {
  return path.reduce<Value | undefined>((inner, key) => {
    const plain = unwrapped(inner);
    return isProperties(plain) ? ownValue(plain, key) : undefined;
  }, value);
}

/** The object with what `of` makes of its values; the same object where that is what they are, as almost always. */
function mapped(value: Properties, of: (value: Value) => Value): Properties {
  let changed: Record<string, Value> | undefined;
  for (const key of Object.keys(value)) {
    const before = value[key]!;
    const after = of(before);
    if (after === before) continue;
    // with the key its own already, also `__proto__`
    changed ??= { ...value };
    changed[key] = after;
  }
  return changed ?? value;
}

/** The same of a list. */
function mappedList(list: readonly Value[], of: (value: Value) => Value): readonly Value[] {
  const items = list.map(of);
  return items.every((item, index) => item === list[index]) ? list : items;
}

/**
 * A value without the two forms that only travel between program and engine: an output becomes its value, unknown or
 * secret; a resource becomes its id, a component its urn, as providers and policies receive them.
 * @param dependencies receives the urns that outputs carry along
 */
export function resolved(value: Value, dependencies?: Set<string>): Value {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return mappedList(value, (item) => resolved(item, dependencies));
  const object = value as Properties;
  switch (signature(object)) {
    case undefined:
      return mapped(object, (item) => resolved(item, dependencies));
    case signatures.output: {
      for (const urn of (object.dependencies ?? []) as readonly string[]) dependencies?.add(urn);
      const inner = object.value === undefined ? unknown : resolved(object.value, dependencies);
      return object.secret === true ? secret(inner) : inner;
    }
    case signatures.reference:
      return object.id === undefined ? (object.urn as string) : object.id === "" ? unknown : (object.id as Value);
    case signatures.secret:
      return secret(resolved(object.value ?? null, dependencies));
    default:
      return object;
  }
}

/** A value as reports show it: secrets and unknowns by their words, files by their path. */
export function shown(value: Value): Value {
  if (typeof value === "string") return value.includes(unknown) ? value.replaceAll(unknown, shownUnknown) : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return mappedList(value, shown);
  const object = value as Properties;
  switch (signature(object)) {
    case undefined:
      return mapped(object, shown);
    case signatures.secret:
      return shownSecret;
    case signatures.asset:
    case signatures.archive: {
      const { [signatureKey]: _, ...rest } = object;
      return mapped(rest, shown);
    }
    default:
      return shown(resolved(object));
  }
}

export function shownProperties(properties: Properties): Properties {
  return shown(properties) as Properties;
}

/** True when a part outside of secrets is unknown: a provider with such a config cannot answer anything. */
export function hasUnknown(value: Value): boolean {
  if (value === unknown) return true;
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some(hasUnknown);
  const object = value as Properties;
  return signature(object) === undefined && Object.values(object).some(hasUnknown);
}

/**
 * What a provider answers in a preview: the inputs, and unknown for all that it would compute, also inside an object
 * that the inputs give in part.
 * @param settled the answer of a real creation
 */
export function previewed(inputs: Properties, settled: Properties): Properties {
  return filledIn(inputs, settled, () => unknown);
}

/** A creation's answer: inputs win over stand-ins, at every depth. */
export function merged(inputs: Properties, settled: Properties): Properties {
  return filledIn(inputs, settled, (created) => created);
}

/** The inputs, with what `missing` makes of each further key of the answer, also inside an object that they give in part. */
function filledIn(
  inputs: Properties,
  settled: Properties,
  missing: (created: Value | undefined) => Value | undefined,
): Properties {
  const entries = Object.entries(settled).flatMap(([key, created]): readonly (readonly [string, Value])[] => {
    const given = ownValue(inputs, key);
    if (given === undefined) {
      const value = missing(created);
      return value === undefined ? [] : [[key, value]];
    }
    const isPartial = isProperties(given) && signature(given) === undefined && isProperties(created);
    return isPartial ? [[key, filledIn(given, created, missing)]] : [];
  });
  return { ...inputs, ...Object.fromEntries(entries) };
}
