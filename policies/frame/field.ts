/** A resource's inputs as rules read them. They come from any program, so every shape must be expected. */
import { UnknownValueError } from "@pulumi/policy";
import { pathAt } from "./path";

/** A rule read a value that preview does not know yet; the reporter makes it an advisory, "cannot tell yet". */
export class Undecided extends Error {
  /** @param path of the value, such as `spec.limits.cpu` */
  constructor(readonly path: string) {
    super(`${path} is not known yet`);
  }
}

const unknownValue = Symbol("unknown");

/** The texts that stand for unknown values on the wire, one a type. Source: @pulumi/policy 1.21 proxy.js. */
const unknownTexts: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/**
 * The inputs below the SDK's proxy, which makes a new proxy at every step, half of a rule's time, only to throw at an
 * unknown value; a field finds those itself. In an SDK without this name the proxy is used, and works as well.
 */
const unproxied = (props: Record<string, unknown>): unknown => props.__getSpecialProxyTarget ?? props;

type Key = string | number;

/** Null reads as missing. */
const readable = (value: unknown): unknown => (unknownTexts.has(value) ? unknownValue : (value ?? undefined));

/** The value below a key: unknown below an unknown one, missing below what is no object. */
function below(value: unknown, key: Key): unknown {
  if (value === unknownValue) return value;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  try {
    return readable((value as Record<Key, unknown>)[key]);
  } catch (error) {
    if (error instanceof UnknownValueError) return unknownValue;
    throw error;
  }
}

/**
 * One place in a resource's inputs. What is missing, or of another shape than asked for, reads as undefined or as empty;
 * reading an unknown value throws `Undecided`.
 */
export class Field {
  readonly #value: unknown;
  /** Below another field its keys; the text is made when a message shows it, which is rare. */
  #path: string | { readonly above: Field; readonly keys: readonly Key[] };

  /** @param path of the value, as messages show it @default that of the inputs themselves */
  constructor(value: unknown, path: string | { readonly above: Field; readonly keys: readonly Key[] } = "") {
    this.#value = readable(value);
    this.#path = path;
  }

  /** @param props the inputs of a resource as the SDK hands them to a policy */
  static ofInputs(props: Record<string, unknown>): Field {
    return new Field(unproxied(props));
  }

  get path(): string {
    if (typeof this.#path !== "string") this.#path = this.#path.keys.reduce<string>(pathAt, this.#path.above.path);
    return this.#path;
  }

  /** The field below these keys. A key is one step, with its dots and slashes; of objects, own keys only. */
  at(...keys: readonly Key[]): Field {
    return new Field(keys.reduce(below, this.#value), { above: this, keys });
  }

  /** True for a value that is known only when it is deployed, and for all fields below one. */
  get isUnknown(): boolean {
    return this.#value === unknownValue;
  }

  /** True when the program gave nothing here, or null. @throws Undecided */
  get isMissing(): boolean {
    return this.#known() === undefined;
  }

  #known(): unknown {
    if (this.#value === unknownValue) throw new Undecided(this.path);
    return this.#value;
  }

  /** A string, or a number or boolean as one: quantities are often written without quotes. @throws Undecided */
  text(): string | undefined {
    const value = this.#known();
    if (typeof value === "string") return value;
    return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
  }

  /** A number, or a string that is one. @throws Undecided */
  number(): number | undefined {
    const text = this.text();
    return text === undefined || text.trim() === "" || Number.isNaN(Number(text)) ? undefined : Number(text);
  }

  /** A boolean, or the string "true" or "false". @throws Undecided */
  flag(): boolean | undefined {
    const text = this.text();
    return text === "true" ? true : text === "false" ? false : undefined;
  }

  /** The items of a list; empty for anything else. @throws Undecided when the list is unknown */
  items(): Field[] {
    const value = this.#known();
    return Array.isArray(value) ? Array.from({ length: value.length }, (_, index) => this.at(index)) : [];
  }

  /** The strings of a list, or a single string in its place, as IAM documents allow. @throws Undecided */
  texts(): string[] {
    const value = this.#known();
    if (!Array.isArray(value)) return [this.text()].filter((text) => text !== undefined);
    return this.items()
      .map((item) => item.text())
      .filter((text) => text !== undefined);
  }

  /** The keys of an object with their fields; empty for anything else. @throws Undecided when the object is unknown */
  entries(): [string, Field][] {
    const value = this.#known();
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
    return Object.keys(value).map((key) => [key, this.at(key)]);
  }

  /** The value with all that is below it, as plain data. @throws Undecided at the first unknown value in it */
  plain(): unknown {
    const value = this.#known();
    if (Array.isArray(value)) return this.items().map((item) => item.plain());
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(this.entries().map(([key, field]) => [key, field.plain()]));
  }

  /** The value as one text, for keys of caches: equal texts are equal values. Never throws. */
  get fingerprint(): string {
    return JSON.stringify(this.#value === unknownValue ? "unknown" : this.#value) ?? "";
  }

  /** The document in a JSON string, or an object in its place; undefined for another string. @throws Undecided */
  json(): Field | undefined {
    const value = this.#known();
    if (typeof value !== "string") return value === undefined ? undefined : this;
    try {
      return new Field(JSON.parse(value), this.path);
    } catch {
      return undefined;
    }
  }
}
