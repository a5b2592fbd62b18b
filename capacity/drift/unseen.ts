/** Values that a plan does not know. */
import { isRecord } from "../units/fields";

/**
 * Stands in a manifest for a value that cannot be seen: an output that only the deployment makes known, or the plain text of
 * an encrypted value. Two of them are the same value when both have the same identity; otherwise nobody can tell.
 */
export class Unseen {
  /**
   * @param what why it is not seen
   * @param identity what it would be the same by: the output that it comes from, or the ciphertext; undefined when nothing
   *   says whether it is the same as another
   */
  constructor(
    readonly what: "computed" | "secret",
    readonly identity?: string,
  ) {}
}

/** Whether a value, or anything in it, is not seen. */
export function hasUnseen(value: unknown): boolean {
  if (value instanceof Unseen) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(hasUnseen);
}

/** Begins the text of an unseen value, so that no text of a manifest is taken for one. */
const mark = "\u0000unseen";

/** Identities of values that have none: each is its own. */
const anonymous = new WeakMap<Unseen, number>();
let lastAnonymous = 0;

/** The text of an unseen value in a canonical form: the same for the same identity, otherwise each its own. */
export function unseenText(value: Unseen): string {
  if (value.identity !== undefined) return JSON.stringify([mark, value.what, value.identity]);
  if (!anonymous.has(value)) {
    lastAnonymous += 1;
    anonymous.set(value, lastAnonymous);
  }
  return JSON.stringify([mark, value.what, anonymous.get(value)]);
}

/** A value as JSON with sorted keys; what is not seen in it has its identity as text. */
export function canonicalText(value: unknown): string {
  if (value instanceof Unseen) return unseenText(value);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? "";
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalText(value[key])}`).join()}}`;
}
