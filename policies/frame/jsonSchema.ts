/**
 * The part of JSON schema that settings of policies use, ours and other packs': what is wrong with a value and what to
 * write instead. zod's `fromJSONSchema` reads more of it, but passes a bound without a type, stops at the first error
 * of a list, and makes the published pack five times as large.
 */
import { isRecord } from "../../capacity/units/fields";
import { ownValue } from "../../capacity/units/ownValue";
import { nearest } from "../../capacity/units/spelling";
import { pathAt } from "./path";

/** One error in a policy config; the terminal and the pack's violations show the same texts. */
export interface ConfigError {
  /** `pool-within-ceiling.maxCpu`; empty for the file itself. */
  readonly path: string;
  /** What is wrong, with the value: `64 is not a string`. */
  readonly problem: string;
  /** What to write instead: `write "64"`. */
  readonly advice: string;
}

/** Longest piece of a value that a message repeats, in characters. */
const shownLength = 80;

/** Longest list of names that a message repeats. */
const listedNames = 12;

/** A value as a message shows it: JSON, cut where it is long. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}

/** The longest known name that a longer one, with dots, goes on from: `a.b` of `a.b.c.d`. */
function above(name: string, known: readonly string[]): string | undefined {
  const parts = name.split(".");
  const shorter = parts.map((_, index) => parts.slice(0, parts.length - index).join("."));
  return shorter.find((each) => known.includes(each));
}

/**
 * What to write instead of a name that is not known: the nearest one, and all while they are few.
 * @param otherwise said when no name is near, and one or too many are known
 */
export function didYouMean(name: string, known: readonly string[], otherwise: string): string {
  const near = nearest(name, known) ?? above(name, known);
  const list = known.length > 1 && known.length <= listedNames ? known.join(", ") : undefined;
  if (near === undefined) return list === undefined ? otherwise : `write one of ${list}`;
  return `did you mean ${JSON.stringify(near)}?${list === undefined ? "" : ` (${list})`}`;
}

type Schema = Readonly<Record<string, unknown>>;

const nouns: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  null: "null",
};

function typesOf(value: unknown): readonly string[] {
  if (value === null) return ["null"];
  if (Array.isArray(value)) return ["array"];
  if (typeof value === "number") return Number.isInteger(value) ? ["integer", "number"] : ["number"];
  return [typeof value];
}

function allowedTypes({ type }: Schema): readonly string[] | undefined {
  if (type === undefined) return undefined;
  return (Array.isArray(type) ? type : [type]).map(String);
}

function isOfType(schema: Schema, value: unknown): boolean {
  const allowed = allowedTypes(schema);
  return allowed === undefined || typesOf(value).some((type) => allowed.includes(type));
}

/** `a list such as ["AL2023"]`: what a schema wants, with its default as the example. */
export function wanted(schema: unknown): string {
  if (!isRecord(schema)) return "a value";
  const names = (allowedTypes(schema) ?? []).map((type) => ownValue(nouns, type) ?? type);
  const noun = names.length === 0 ? "a value" : names.join(" or ");
  const { default: initial } = schema;
  const isExample =
    typeof initial === "number" || ((typeof initial === "string" || Array.isArray(initial)) && initial.length > 0);
  return isExample ? `${noun} such as ${shown(initial)}` : noun;
}

interface Bound {
  /** What the bound is compared with; undefined for a value that it does not bind. */
  readonly sizeOf: (value: unknown) => number | undefined;
  readonly allows: (size: number, bound: number) => boolean;
  readonly problem: string;
  readonly advice: (bound: number) => string;
}

const numberOf = (value: unknown) => (typeof value === "number" ? value : undefined);
// in characters, not UTF-16 units, as JSON schema counts
const lengthOf = (value: unknown) => (typeof value === "string" ? [...value].length : undefined);
const countOf = (value: unknown) => (Array.isArray(value) ? value.length : undefined);
const atLeast = (size: number, bound: number) => size >= bound;
const atMost = (size: number, bound: number) => size <= bound;
const plural = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;

const bounds: Readonly<Record<string, Bound>> = {
  minimum: { sizeOf: numberOf, allows: atLeast, problem: "is too small", advice: (bound) => `at least ${bound}` },
  maximum: { sizeOf: numberOf, allows: atMost, problem: "is too large", advice: (bound) => `at most ${bound}` },
  exclusiveMinimum: {
    sizeOf: numberOf,
    allows: (size, bound) => size > bound,
    problem: "is too small",
    advice: (bound) => `more than ${bound}`,
  },
  exclusiveMaximum: {
    sizeOf: numberOf,
    allows: (size, bound) => size < bound,
    problem: "is too large",
    advice: (bound) => `less than ${bound}`,
  },
  minLength: {
    sizeOf: lengthOf,
    allows: atLeast,
    problem: "is too short",
    advice: (bound) => `at least ${plural(bound, "character")}`,
  },
  maxLength: {
    sizeOf: lengthOf,
    allows: atMost,
    problem: "is too long",
    advice: (bound) => `at most ${plural(bound, "character")}`,
  },
  minItems: {
    sizeOf: countOf,
    allows: atLeast,
    problem: "is too short",
    advice: (bound) => `at least ${plural(bound, "item")}`,
  },
  maxItems: {
    sizeOf: countOf,
    allows: atMost,
    problem: "is too long",
    advice: (bound) => `at most ${plural(bound, "item")}`,
  },
};

/**
 * Every way in which a value does not meet its schema; empty when it does. Checks type, enum, const, pattern, bounds of
 * numbers, strings and lists, uniqueItems, items, properties, required, additionalProperties and anyOf, of which it tells
 * the errors of the first branch; other keywords, such as contains, are left to the Pulumi engine. A `format` names what
 * `pattern` or `enum` takes and checks nothing itself.
 * @param path of the value, in messages
 */
export function schemaErrors(schema: unknown, value: unknown, path: string): ConfigError[] {
  if (!isRecord(schema)) return [];
  if (!isOfType(schema, value)) return [{ path, ...typeError(schema, value) }];
  const errors = valueErrors(schema, value).map((error) => ({ path, ...error }));
  const branches = (Array.isArray(schema.anyOf) ? schema.anyOf : []).map((branch) => schemaErrors(branch, value, path));
  if (branches.every(({ length }) => length > 0)) errors.push(...(branches[0] ?? []));
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) errors.push(...schemaErrors(schema.items, item, pathAt(path, index)));
  } else if (isRecord(value)) errors.push(...memberErrors(schema, value, path));
  return errors;
}

type Found = Pick<ConfigError, "problem" | "advice">;

function typeError(schema: Schema, value: unknown): Found {
  const names = (allowedTypes(schema) ?? []).map((type) =>
    type === "boolean" ? "a boolean" : (ownValue(nouns, type) ?? type),
  );
  const meant = rewritten(value).find(
    (other) => isOfType(schema, other) && schemaErrors(schema, other, "").length === 0,
  );
  const advice = meant === undefined ? wanted(schema) : shown(meant);
  return { problem: `${shown(value)} is not ${names.join(" or ")}`, advice: `write ${advice}` };
}

/** What may have been meant by a value of the wrong type: "64" for 64, 64 for "64", ["m5"] for "m5". */
function rewritten(value: unknown): readonly unknown[] {
  if (typeof value === "number" || typeof value === "boolean") return [String(value), [value]];
  if (typeof value !== "string") return [];
  const isNumber = value.trim() !== "" && Number.isFinite(Number(value));
  const isFlag = value === "true" || value === "false";
  return [...(isNumber ? [Number(value)] : []), ...(isFlag ? [value === "true"] : []), [value]];
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function valueErrors(schema: Schema, value: unknown): Found[] {
  const { enum: options, const: only, pattern, format, uniqueItems } = schema;
  const said = shown(value);
  const found: Found[] = [];
  if (Array.isArray(options) && !options.some((option) => isSame(option, value))) {
    const known = options.map((option) => (typeof option === "string" ? option : shown(option)));
    const isNamed = typeof format === "string";
    const problem = isNamed ? `${said} is not a valid ${format}` : `${said} is not known`;
    const otherwise = `write ${isNamed ? wanted(schema) : options.map(shown).join(" or ")}`;
    found.push({ problem, advice: didYouMean(String(value), known, otherwise) });
  }
  if (only !== undefined && !isSame(only, value)) {
    found.push({ problem: `${said} is not allowed`, advice: `write ${shown(only)}` });
  }
  for (const [keyword, { sizeOf, allows, problem, advice }] of Object.entries(bounds)) {
    const bound = schema[keyword];
    const size = sizeOf(value);
    if (typeof bound !== "number" || size === undefined || allows(size, bound)) continue;
    found.push({ problem: `${said} ${problem}`, advice: `write ${advice(bound)}` });
  }
  if (typeof pattern === "string" && typeof value === "string" && !new RegExp(pattern).test(value)) {
    const mismatch = typeof format === "string" ? `is not a valid ${format}` : `does not match ${pattern}`;
    found.push({ problem: `${said} ${mismatch}`, advice: `write ${wanted(schema)}` });
  }
  if (uniqueItems === true && Array.isArray(value)) {
    const repeated = value.find((item, index) => value.slice(0, index).some((other) => isSame(item, other)));
    if (repeated !== undefined) found.push({ problem: `${said} repeats ${shown(repeated)}`, advice: "write it once" });
  }
  return found;
}

function memberErrors(schema: Schema, value: Readonly<Record<string, unknown>>, path: string): ConfigError[] {
  const known = isRecord(schema.properties) ? schema.properties : {};
  const required = (Array.isArray(schema.required) ? schema.required : []).map(String);
  const missing = required
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => ({
      path: pathAt(path, name),
      problem: "is missing",
      advice: `add ${wanted(ownValue(known, name))}`,
    }));
  const others = Object.entries(value).flatMap(([name, member]) => {
    const own = Object.hasOwn(known, name) ? known[name] : schema.additionalProperties;
    if (own !== false) return schemaErrors(own, member, pathAt(path, name));
    return [
      { path: pathAt(path, name), problem: "is not known", advice: didYouMean(name, Object.keys(known), "remove it") },
    ];
  });
  return [...missing, ...others];
}
