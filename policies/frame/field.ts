/**
 * One place in a resource's inputs, with the path that a message shows. Inputs come from any program, so a field
 * answers for every shape: what is missing or of another shape reads as undefined, what is unknown throws `Undecided`.
 */
import { UnknownValueError } from "@pulumi/policy";
import { pathAt } from "./path";

/** A rule asked for a value that preview does not know yet; the rule's frame turns it into an advisory. */
export class Undecided extends Error {
  constructor(readonly path: string) {
    super(`${path} is not known yet`);
  }
}

const unknownValue = Symbol("unknown");

/** What stands for an unknown value of each type. Source: @pulumi/policy 1.21 proxy.js. */
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
 * The inputs beneath the SDK's proxy. It makes a new proxy at every step, half of a rule's time, only to throw at an
 * unknown; a field finds those itself. Where the SDK no longer answers to this name, the proxy goes on working.
 */
const unproxied = (props: Record<string, unknown>): unknown => props.__getSpecialProxyTarget ?? props;

export class Field {
  readonly #value: unknown;

  constructor(
    value: unknown,
    readonly path = "",
  ) {
    this.#value = unknownTexts.has(value) ? unknownValue : (value ?? undefined);
  }

  /** The inputs of a resource, as the SDK hands them to a policy. */
  static ofInputs(props: Record<string, unknown>): Field {
    return new Field(unproxied(props));
  }

  /** The field under these keys; each key is one step, dots and slashes in it included. */
  at(...keys: readonly (string | number)[]): Field {
    return keys.reduce<Field>((field, key) => field.#child(key), this);
  }

  #child(key: string | number): Field {
    const path = pathAt(this.path, key);
    if (this.#value === unknownValue) return new Field(unknownValue, path);
    if (typeof this.#value !== "object" || this.#value === null || !Object.hasOwn(this.#value, key)) {
      return new Field(undefined, path);
    }
    try {
      return new Field((this.#value as Record<string | number, unknown>)[key], path);
    } catch (error) {
      if (error instanceof UnknownValueError) return new Field(unknownValue, path);
      throw error;
    }
  }

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

  /** Text, or a number or boolean as text; quantities are often written bare. @throws Undecided */
  text(): string | undefined {
    const value = this.#known();
    if (typeof value === "string") return value;
    return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
  }

  /** A number, also where it is written as text. @throws Undecided */
  number(): number | undefined {
    const text = this.text();
    return text === undefined || text.trim() === "" || Number.isNaN(Number(text)) ? undefined : Number(text);
  }

  /** @throws Undecided */
  flag(): boolean | undefined {
    const text = this.text();
    return text === "true" ? true : text === "false" ? false : undefined;
  }

  /** The elements of a list; none when it is no list. @throws Undecided when the list itself is unknown */
  items(): Field[] {
    const value = this.#known();
    return Array.isArray(value) ? Array.from({ length: value.length }, (_, index) => this.at(index)) : [];
  }

  /** Elements of a list of texts, or the one text that stands in its place, as in IAM documents. @throws Undecided */
  texts(): string[] {
    const value = this.#known();
    if (!Array.isArray(value)) return [this.text()].filter((text) => text !== undefined);
    return this.items()
      .map((item) => item.text())
      .filter((text) => text !== undefined);
  }

  /** Keys and fields of a map; none when it is no map. @throws Undecided when the map itself is unknown */
  entries(): [string, Field][] {
    const value = this.#known();
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
    return Object.keys(value).map((key) => [key, this.at(key)]);
  }

  /** The whole value as plain data. @throws Undecided at the first unknown inside */
  plain(): unknown {
    const value = this.#known();
    if (Array.isArray(value)) return this.items().map((item) => item.plain());
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(this.entries().map(([key, field]) => [key, field.plain()]));
  }

  /** What stands here, unknowns included, as one text: the same text is the same value. */
  get fingerprint(): string {
    return JSON.stringify(this.#value === unknownValue ? "unknown" : this.#value) ?? "";
  }

  /** The document in a JSON text (or given as an object); undefined when it is no JSON. @throws Undecided */
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
