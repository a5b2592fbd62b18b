/** From what the schema library reports to findings: one a fault, with the path, what is allowed and the nearest right spelling. */
import { z } from "zod";
import { type Finding, pathText, shown } from "../finding";
import { didYouMean, nearest } from "../values/spelling";
import { type Kind, kinds } from "./kind";

type Issue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;
type Steps = readonly PropertyKey[];

/** A fault of the schema's: the finding, and the steps to the value that is at fault. */
export interface SchemaFinding {
  readonly finding: Finding;
  readonly steps: Steps;
  /** What may have been meant, best guess first: with one of these in its place, the rest can still be judged. */
  readonly meant: readonly Meant[];
}

export interface Meant {
  readonly steps: Steps;
  readonly value: unknown;
}

/** Findings for what `schema` refuses of `input`. */
export function schemaFindings(schema: Schema, input: unknown, issues: readonly Issue[]): readonly SchemaFinding[] {
  return issues.flatMap((issue) => faultsOf(schema, input, issue, []));
}

function faultsOf(root: Schema, input: unknown, issue: Issue, prefix: Steps): readonly SchemaFinding[] {
  const steps = [...prefix, ...issue.path];
  const value = valueAt(input, steps);
  const place = schemaAt(root, steps);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => {
        const known = keysOf(place);
        const near = nearest(
          key,
          known.filter((name) => valueAt(value, [name]) === undefined),
        );
        const found = valueAt(value, [key]);
        const meant = near === undefined ? [] : [{ steps: [...steps, near], value: found }];
        return fault(
          [...steps, key],
          "unknown-key",
          found,
          "is not a key of this place",
          didYouMean(key, known),
          meant,
        );
      });
    case "invalid_key": {
      const kind = place && keyKind(schemaAt(root, steps.slice(0, -1)));
      const key = String(steps.at(-1));
      const holder = steps.slice(0, -1);
      const free = (kind?.examples ?? []).map(String).find((name) => valueAt(input, [...holder, name]) === undefined);
      return [
        fault(
          steps,
          "key",
          undefined,
          kind ? `${shown(key)} is no ${kind.what}` : `${shown(key)} is no key`,
          kind && `write ${kind.write}`,
          free === undefined ? [] : [{ steps: [...holder, free], value }],
        ),
      ];
    }
    case "invalid_union":
      return unionFaults(issue, steps, place, value);
    case "invalid_value":
      return [wordFault(steps, value, issue.values.map(String))];
    default:
      return [leafFault(steps, value, place && meantOption(place, value), issue)];
  }
}

/** Of a union the option whose shape the value has: zod speaks of that one alone when the others do not fit at all. */
function meantOption(place: Schema, value: unknown): Schema {
  const { options } = definition(place);
  if (options === undefined || kinds.get(place as z.ZodType) !== undefined) return place;
  const fits = (option: Schema) =>
    z.safeParse(option, value).error?.issues.every(({ code, path }) => path.length > 0 || code !== "invalid_type");
  return options.find(fits) ?? place;
}

/** A union's fault is that of the branch whose shape was meant: the one that got past its type. */
function unionFaults(
  issue: Extract<Issue, { code: "invalid_union" }>,
  steps: Steps,
  place: Schema | undefined,
  value: unknown,
): readonly SchemaFinding[] {
  if (place === undefined || kinds.get(place as z.ZodType) !== undefined)
    return [leafFault(steps, value, place, issue)];
  const options = definition(place).options ?? [];
  const index = issue.errors.findIndex((branch) =>
    branch.every(({ code, path }) => !(path.length === 0 && (code === "invalid_type" || code === "invalid_value"))),
  );
  const option = options[index];
  if (option === undefined) return [optionFault(steps, value, options)];
  return (issue.errors[index] ?? [])
    .flatMap((inner) => faultsOf(option, value, inner, []))
    .map(({ finding, steps: inside, meant }) => ({
      finding: { ...finding, path: pathText([...steps, ...inside]) },
      steps: [...steps, ...inside],
      meant: meant.map((one) => ({ steps: [...steps, ...one.steps], value: one.value })),
    }));
}

/** The value is of none of the union's shapes. */
function optionFault(steps: Steps, value: unknown, options: readonly Schema[]): SchemaFinding {
  const words = options.flatMap((option) => definition(option).values ?? []).map(String);
  if (typeof value === "string" && words.length > 0) {
    const near = nearest(value, words);
    const hint = near === undefined ? `allowed: ${optionsText(options)}` : `did you mean ${JSON.stringify(near)}?`;
    return fault(steps, "word", value, "is not known", hint, [{ steps, value: near ?? words[0] }]);
  }
  return fault(steps, "type", value, `is ${typeName(value)}; allowed: ${optionsText(options)}`);
}

function optionsText(options: readonly Schema[]): string {
  return options
    .map((option) => {
      const { type, values } = definition(option);
      return kinds.get(option as z.ZodType)?.write ?? values?.map(shown).join(" or ") ?? expectedText(type);
    })
    .join(" or ");
}

function wordFault(steps: Steps, value: unknown, words: readonly string[]): SchemaFinding {
  const guess = typeof value === "string" ? nearest(value, words) : undefined;
  const meant = (guess === undefined ? words.slice(0, 2) : [guess]).map((word) => ({ steps, value: word }));
  if (value === undefined)
    return fault(steps, "missing", undefined, "is missing", `write one of ${words.join(", ")}`, meant);
  if (typeof value !== "string")
    return fault(steps, "type", value, `is ${typeName(value)}; allowed: ${words.join(", ")}`, undefined, meant);
  return fault(steps, "word", value, "is not known", didYouMean(value, words), meant);
}

function leafFault(steps: Steps, value: unknown, place: Schema | undefined, issue: Issue): SchemaFinding {
  const kind = place && kinds.get(place as z.ZodType);
  const guesses = place && definition(place).type === "boolean" ? [true, false] : (kind?.examples ?? []).slice(0, 2);
  const meant = guesses.map((guess) => ({ steps, value: guess }));
  const rule = value === undefined ? "missing" : issue.code === "invalid_type" ? "type" : "value";
  if (value === undefined) return fault(steps, rule, value, "is missing", kind && `write ${kind.write}`, meant);
  const outOfRange = issue.code === "too_small" || issue.code === "too_big";
  const trap = kind && place && !outOfRange ? yamlTrap(value, kind, place) : undefined;
  if (trap !== undefined) return fault(steps, rule, value, trap.message, trap.suggestion, meant);
  if (Array.isArray(value) && outOfRange) {
    const bound = issue.code === "too_small" ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
    const entries = value.length === 1 ? "entry" : "entries";
    return fault(steps, rule, value, `has ${value.length} ${entries}; ${bound} are allowed`);
  }
  if (kind !== undefined) return fault(steps, rule, value, `is no ${kind.what}`, `write ${kind.write}`, meant);
  const expected = issue.code === "invalid_type" ? issue.expected : place && expectedOf(place);
  return fault(steps, rule, value, `is ${typeName(value)}; allowed: ${expectedText(expected)}`, undefined, meant);
}

/** Values that YAML reads as something else than what was written (facts: `1.30` becomes 1.3, `true` is no text). */
function yamlTrap(value: unknown, kind: Kind, place: Schema): { message: string; suggestion: string } | undefined {
  if (value === null) return { message: "is empty", suggestion: `write ${kind.write}` };
  const accepts = (other: unknown) => z.safeParse(place, other).success;
  if (typeof value === "string" && /^\d+$/.test(value) && accepts(Number(value)))
    return { message: "is text, not a number", suggestion: `write ${value} without quotes` };
  if (!kind.examples.some((example) => typeof example === "string")) return undefined;
  if (typeof value === "number" && !kind.examples.some((example) => typeof example === "number")) {
    if (kind.losesZeroInYaml === true) {
      const minor = String(value).split(".")[1] ?? "";
      const meant = minor.length === 1 ? `${value}0` : String(value);
      return { message: "is a number: YAML drops the zero of 1.30", suggestion: `write "${meant}" in quotes` };
    }
    return {
      message: `is a number to YAML, and no ${kind.what}`,
      suggestion: accepts(String(value)) ? `write "${value}" in quotes` : `write ${kind.write}`,
    };
  }
  if (typeof value === "boolean")
    return {
      message: `is true or false to YAML, and no ${kind.what}`,
      suggestion: accepts(String(value)) ? `write "${value}" in quotes` : `write ${kind.write}`,
    };
  return undefined;
}

function fault(
  steps: Steps,
  rule: string,
  value: unknown,
  message: string,
  suggestion?: string,
  meant: readonly Meant[] = [],
): SchemaFinding {
  const finding: Finding = {
    level: "error",
    path: pathText(steps),
    ...(value === undefined ? {} : { value }),
    message,
    ...(suggestion === undefined ? {} : { suggestion }),
    rule,
  };
  return { finding, steps, meant };
}

function typeName(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  return (
    { object: "a map", string: "text", number: "a number", boolean: "true or false" }[typeof value as string] ??
    typeof value
  );
}

function expectedText(expected: string | undefined): string {
  return (
    {
      object: "a map",
      record: "a map",
      array: "a list",
      boolean: "true or false",
      string: "text",
      int: "a whole number",
    }[expected ?? ""] ?? "see docs/config.md"
  );
}

function expectedOf(schema: Schema): string {
  return definition(schema).type;
}

/** The parts of a schema's definition that a walk needs; zod 4 documents `_zod.def` as the place to find them. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly keyType?: Schema;
  readonly valueType?: Schema;
  readonly innerType?: Schema;
  readonly options?: readonly Schema[];
  /** Of a literal. */
  readonly values?: readonly unknown[];
  /** Of an enum. */
  readonly entries?: Readonly<Record<string, string>>;
}

export function definition(schema: Schema): Definition {
  return schema._zod.def as Definition;
}

/** Without `optional` and the like around it. */
export function unwrapped(schema: Schema): Schema {
  const { innerType } = definition(schema);
  return innerType === undefined ? schema : unwrapped(innerType);
}

/** The schema of a place; undefined where the path leaves what the schema knows. Of a union's branches the one that has the path. */
export function schemaAt(root: Schema, steps: Steps): Schema | undefined {
  const schema = unwrapped(root);
  const [step, ...rest] = steps;
  if (step === undefined) return schema;
  const { shape, element, valueType, options } = definition(schema);
  if (options !== undefined)
    return options.map((option) => schemaAt(option, steps)).find((found) => found !== undefined);
  const next = shape !== undefined ? shape[String(step)] : typeof step === "number" ? element : valueType;
  return next === undefined ? undefined : schemaAt(next, rest);
}

function keysOf(schema: Schema | undefined): readonly string[] {
  if (schema === undefined) return [];
  const { shape, options } = definition(schema);
  return shape ? Object.keys(shape) : (options ?? []).flatMap((option) => keysOf(unwrapped(option)));
}

function keyKind(schema: Schema | undefined): Kind | undefined {
  const key = schema && definition(schema).keyType;
  return key && kinds.get(key as z.ZodType);
}

export function valueAt(value: unknown, steps: Steps): unknown {
  return steps.reduce<unknown>(
    (at, step) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, step)
        ? (at as Record<PropertyKey, unknown>)[step]
        : undefined,
    value,
  );
}
