/** Compares two values of a property, and says where they differ, and where nobody can tell. */
import { ownValue } from "../../../capacity/units/ownValue";
import { countOf, cpuMillis, memoryBytes } from "../../../capacity/units/quantity";
import { isProperties, isSecret, type Properties, unknown, unwrapped, type Value } from "../engine/property";
import type { Changes } from "../summary/changesSchema";
import { defaultsKey, filledIn } from "./state";

/** Keys and indexes from a resource's inputs to a value. */
export type Steps = readonly (string | number)[];

/** Spellings that change nothing. */
export type Ignored = Exclude<Changes["summary"]["ignored"][number]["what"], "provider-version">;

/** What a comparison finds at a place; nothing where the values are the same. */
export type Found =
  | { readonly kind: "differs"; readonly steps: Steps; readonly before?: Value; readonly after?: Value }
  | { readonly kind: "cannotTell"; readonly steps: Steps; readonly secret: boolean }
  | { readonly kind: "ignored"; readonly steps: Steps; readonly what: Ignored };

/** What else a comparison has to know. */
export interface Comparing {
  /** Whether a text of the planned side stands in for what only AWS would answer, while the other side has the answer. */
  readonly isStandIn: (text: string, steps: Steps) => boolean;
  /** Whether the order of a list's entries means nothing. */
  readonly isSet: (steps: Steps) => boolean;
  /** Whether leaving a value out is the same as writing it. */
  readonly isDefault: (steps: Steps, value: Value) => boolean;
  /** Whether a value that is not known is there for sure: its field is registered with a value, or not at all. */
  readonly isThere: (steps: Steps) => boolean;
}

const has = (text: Value | undefined): boolean => typeof text === "string" && text.includes(unknown);

/** Whether anything in a value is unknown or secret. */
function isHidden(value: Value | undefined): boolean {
  if (has(value)) return true;
  if (typeof value !== "object" || value === null) return false;
  return isSecret(value) || Object.values(value).some((inner: Value) => isHidden(inner));
}

/** Keys whose values are quantities of Kubernetes, or whose entries are. */
const quantityParents: ReadonlySet<string | number> = new Set([
  ...["limits", "requests", "hard", "default", "defaultRequest", "max", "min"],
  ...["systemReserved", "kubeReserved", "evictionHard", "evictionSoft"],
]);
const quantityKeys: ReadonlySet<string | number> = new Set(["volumeSize", "cpu", "memory", "imageCacheSize"]);

function amount(text: string): number | undefined {
  for (const read of [cpuMillis, memoryBytes, countOf]) {
    try {
      return read(text);
    } catch {}
  }
  return undefined;
}

function isSameQuantity(steps: Steps, before: string, after: string): boolean {
  const [parent, last] = [steps.at(-2) ?? "", steps.at(-1) ?? ""];
  if (!quantityParents.has(parent) && !quantityKeys.has(last)) return false;
  const one = amount(before);
  return one !== undefined && one === amount(after);
}

/** A JSON document in a text; undefined for any other text. */
function documentOf(text: string): Value | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

/** A policy's `Action`, `Resource` and the like: one text is a list of one, and the order means nothing. */
function canonicalDocument(value: Value): Value {
  if (Array.isArray(value)) {
    const items = value.map((item: Value) => canonicalDocument(item));
    if (!items.every((item) => typeof item === "string")) return items;
    return items.length === 1 ? (items[0] as Value) : [...items].sort();
  }
  if (!isProperties(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, canonicalDocument(inner)]));
}

function isEmpty(value: Value): boolean {
  return value === null || (typeof value === "object" && Object.keys(value).every((key) => key === defaultsKey));
}

/** Everything that is found between two values, from the outside in. */
export function compare(
  before: Value | undefined,
  after: Value | undefined,
  comparing: Comparing,
  steps: Steps = [],
): readonly Found[] {
  if (isSecret(before) || isSecret(after)) return secrets(before, after, steps);
  if (before === undefined || after === undefined) return oneSided(before, after, comparing, steps);
  if (before === after) return [];
  if (typeof before === "string" && typeof after === "string") {
    const [one, other] = [documentOf(before), documentOf(after)];
    if (one !== undefined && other !== undefined) return documents([before, after], [one, other], comparing, steps);
  }
  if (has(before) || has(after)) return [{ kind: "cannotTell", steps, secret: false }];
  if (isProperties(before) && isProperties(after)) return maps(before, after, comparing, steps);
  if (Array.isArray(before) && Array.isArray(after)) return lists(before, after, comparing, steps);
  return scalars(before, after, comparing, steps);
}

/** Two secrets are the same when what stands for their ciphertexts is; beyond that nobody can tell. */
function secrets(before: Value | undefined, after: Value | undefined, steps: Steps): readonly Found[] {
  const [one, other] = [unwrapped(before), unwrapped(after)];
  const isSame =
    isSecret(before) && isSecret(after) && one !== undefined && JSON.stringify(one) === JSON.stringify(other);
  return isSame ? [] : [{ kind: "cannotTell", steps, secret: true }];
}

function oneSided(
  before: Value | undefined,
  after: Value | undefined,
  { isDefault, isThere }: Comparing,
  steps: Steps,
): readonly Found[] {
  const value = before ?? after;
  // null is how JSON writes that nothing is there
  if (value === undefined || value === null) return [];
  if (isHidden(value) && typeof value !== "object" && !isThere(steps))
    return [{ kind: "cannotTell", steps, secret: false }];
  if (isEmpty(value) || isDefault(steps, value)) return [{ kind: "ignored", steps, what: "default" }];
  return [{ kind: "differs", steps, ...(before === undefined ? { after: value } : { before: value }) }];
}

function maps(before: Properties, after: Properties, comparing: Comparing, steps: Steps): readonly Found[] {
  const [filledBefore, filledAfter] = [filledIn(before), filledIn(after)];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  keys.delete(defaultsKey);
  return [...keys].sort().flatMap((key): readonly Found[] => {
    const inner = [...steps, key];
    // what the provider filled in on one side, it fills in again
    const [was, is] = [ownValue(before, key), ownValue(after, key)];
    if (is === undefined && filledBefore.has(key)) return [{ kind: "ignored", steps: inner, what: "default" }];
    if (was === undefined && filledAfter.has(key)) return [{ kind: "ignored", steps: inner, what: "default" }];
    return compare(was, is, comparing, inner);
  });
}

const text = (value: Value): string => JSON.stringify(value, (_, inner: unknown) => sorted(inner));

/** With keys in order. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function lists(
  before: readonly Value[],
  after: readonly Value[],
  comparing: Comparing,
  steps: Steps,
): readonly Found[] {
  if (comparing.isSet(steps)) {
    const [one, other] = [before.map(text).sort(), after.map(text).sort()];
    if (one.length === other.length && one.every((each, index) => each === other[index]))
      return before.map(text).every((each, index) => each === text(after[index] ?? null))
        ? []
        : [{ kind: "ignored", steps, what: "order" }];
  }
  if (before.length !== after.length) return [{ kind: "differs", steps, before, after }];
  const found = before.flatMap((each, index) => compare(each, after[index], comparing, [...steps, index]));
  // of a set it is not known which entry became which
  return comparing.isSet(steps) && found.some(({ kind }) => kind === "differs")
    ? [{ kind: "differs", steps, before, after }]
    : found;
}

function scalars(before: Value, after: Value, comparing: Comparing, steps: Steps): readonly Found[] {
  if (typeof before === "string" && typeof after === "string") {
    if (isSameQuantity(steps, before, after)) return [{ kind: "ignored", steps, what: "quantity" }];
    if (comparing.isStandIn(after, steps)) return [{ kind: "cannotTell", steps, secret: false }];
  } else if (typeof before !== "object" && typeof after !== "object" && String(before) === String(after))
    return [{ kind: "ignored", steps, what: "text" }];
  return [{ kind: "differs", steps, before, after }];
}

/** Two JSON documents in texts: one finding for the whole text. */
function documents(
  [before, after]: readonly [string, string],
  [one, other]: readonly [Value, Value],
  comparing: Comparing,
  steps: Steps,
): readonly Found[] {
  const found = compare(canonicalDocument(one), canonicalDocument(other), { ...comparing, isSet: () => false }, steps);
  if (found.some(({ kind }) => kind === "differs")) return [{ kind: "differs", steps, before, after }];
  const hidden = found.find(({ kind }) => kind === "cannotTell");
  return [hidden === undefined ? { kind: "ignored", steps, what: "policy-document" } : { ...hidden, steps }];
}
