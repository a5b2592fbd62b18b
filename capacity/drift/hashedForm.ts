/**
 * Whether two specs have the same hash, without computing it: each field is brought into a text that is equal exactly when
 * Karpenter's hash of it is. See hashedFields.ts for what counts and why.
 */
import { isRecord, listOf } from "../units/fields";
import { ownValue } from "../units/ownValue";
import type { HashedField, HashedList, HashedObject } from "./hashedFields";
import { goDurationText, quantityText } from "./hashedText";
import { canonicalText, hasUnseen, Unseen, unseenText } from "./unseen";

/** A field of which the hash differs. */
export interface HashDifference {
  /** Steps below `spec`; a list that differs is named as a whole unless one entry alone was edited. */
  readonly path: readonly (string | number)[];
  /** As written, defaults filled in; undefined where absent. */
  readonly before: unknown;
  readonly after: unknown;
  /** False when it cannot be told, because a value is not seen. */
  readonly certain: boolean;
}

type Path = HashDifference["path"];

/** The fields in which the hash of two values differs; empty when the hash is the same. */
export function hashDifferences(
  field: HashedField,
  before: unknown,
  after: unknown,
  path: Path = [],
): readonly HashDifference[] {
  const [was, is] = [hashedForm(field, before), hashedForm(field, after)];
  if (was === is) return [];
  const whole = { path, before, after, certain: !(hasUnseen(before) || hasUnseen(after)) };
  if (before instanceof Unseen || after instanceof Unseen) return [whole];
  if (typeof field === "object" && "fields" in field) {
    const inner = objectDifferences(field, before, after, path);
    // an empty object beside an absent one
    return inner.length > 0 ? inner : [whole];
  }
  if (typeof field === "object") return listDifferences(field, before, after, path);
  if (field === "textMap" || field === "durationMap") return mapDifferences(field, before, after, whole);
  return [whole];
}

function objectDifferences({ fields }: HashedObject, before: unknown, after: unknown, path: Path): HashDifference[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    hashDifferences(field, memberOf(before, name), memberOf(after, name), [...path, name]),
  );
}

function mapDifferences(
  field: "textMap" | "durationMap",
  before: unknown,
  after: unknown,
  whole: HashDifference,
): readonly HashDifference[] {
  if (!isRecord(before) || !isRecord(after)) return [whole];
  const entry = field === "textMap" ? "optional" : "duration";
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    hashDifferences(entry, memberOf(before, key), memberOf(after, key), [...whole.path, key]),
  );
}

function listDifferences(
  { entries }: HashedList,
  before: unknown,
  after: unknown,
  path: Path,
): readonly HashDifference[] {
  const [was, is] = [formsOf(entries, before), formsOf(entries, after)];
  const gone = [...was].filter(([form]) => !is.has(form)).map(([, position]) => position);
  const come = [...is].filter(([form]) => !was.has(form)).map(([, position]) => position);
  if (gone.length === 1 && come.length === 1) {
    const [from, to] = [gone[0]!, come[0]!];
    return hashDifferences(entries, listOf(before)[from], listOf(after)[to], [...path, to]);
  }
  const unseen = gone.some((at) => hasUnseen(listOf(before)[at])) || come.some((at) => hasUnseen(listOf(after)[at]));
  // entries that are not seen might be the same as others; among an odd number one is left over
  return [{ path, before, after, certain: !unseen || (gone.length + come.length) % 2 === 1 }];
}

/** The forms that count in a list, each with its last position. */
function formsOf(entries: HashedField, list: unknown): ReadonlyMap<string, number> {
  const forms = listOf(list).map((entry) => hashedForm(entries, entry) ?? "");
  return new Map([...oddOnes(forms)].map((form) => [form, forms.lastIndexOf(form)]));
}

/** A text that is the same for two values exactly when they count the same; undefined for what counts as absent. */
function hashedForm(field: HashedField, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Unseen) return unseenText(value);
  if (typeof field === "object" && "fields" in field) return objectForm(field, value);
  if (typeof field === "object") {
    return `[${[...oddOnes(listOf(value).map((entry) => hashedForm(field.entries, entry) ?? ""))].sort().join()}]`;
  }
  switch (field) {
    case "value":
      return value === "" || value === 0 || value === false ? undefined : JSON.stringify(value);
    case "optional":
      return JSON.stringify(value);
    case "duration":
      return goDurationText(value);
    case "durationOrNever":
      return value === "Never" ? undefined : goDurationText(value);
    case "quantity":
      return quantityText(value);
    case "time":
      return String(Date.parse(String(value)));
    case "textMap":
      return mapForm(value, "optional");
    case "durationMap":
      return mapForm(value, "duration");
    case "json":
      return isRecord(value) && Object.keys(value).length === 0 ? undefined : canonicalText(value);
  }
}

function objectForm({ fields, optional = false }: HashedObject, value: unknown): string | undefined {
  const members = Object.entries(fields).flatMap(([name, field]) => {
    const form = hashedForm(field, memberOf(value, name));
    return form === undefined ? [] : [`${JSON.stringify(name)}:${form}`];
  });
  return members.length === 0 && !optional ? undefined : `{${members.join()}}`;
}

function mapForm(value: unknown, entry: "optional" | "duration"): string {
  const entries = isRecord(value) ? Object.entries(value) : [];
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${hashedForm(entry, member)}`).sort()}}`;
}

/** The forms that a list has an odd number of times: hashes of equal entries cancel in pairs. */
function oddOnes(forms: readonly string[]): ReadonlySet<string> {
  const odd = new Set<string>();
  for (const form of forms) if (!odd.delete(form)) odd.add(form);
  return odd;
}

function memberOf(value: unknown, name: string): unknown {
  return isRecord(value) ? ownValue(value, name) : undefined;
}
