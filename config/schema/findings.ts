/** From what zod reports to findings: one for each error, with the path, what is allowed and the nearest known spelling. */
import { z } from "zod";
import { nearest } from "../../capacity/units/spelling";
import { type Finding, pathText, shown } from "../finding";
import { didYouMean } from "../values/spelling";
import { definition, keyKindOf, keysOf, kindOf, type Schema, type Steps, schemaAt, valueAt } from "./walk";
import { yamlTrap } from "./yamlTrap";

type Issue = z.core.$ZodIssue;
type UnionIssue = Extract<Issue, { code: "invalid_union" }>;

/** An error in one place of the config. */
export interface SchemaFinding {
  readonly finding: Finding;
  /** To the value that is wrong. */
  readonly steps: Steps;
  /** What may have been meant, best guess first: with one of these in its place, the rest can still be checked. */
  readonly meant: readonly Meant[];
}

export interface Meant {
  readonly steps: Steps;
  readonly value: unknown;
}

/** Findings for what `schema` refuses of `input`. */
export function schemaFindings(schema: Schema, input: unknown, issues: readonly Issue[]): readonly SchemaFinding[] {
  return issues.flatMap((issue) => findingsOf(schema, input, issue));
}

function findingsOf(root: Schema, input: unknown, issue: Issue): readonly SchemaFinding[] {
  const steps = issue.path;
  const value = valueAt(input, steps);
  const place = schemaAt(root, steps);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(steps, value, key, keysOf(place)));
    case "invalid_key":
      return [badKey(steps, input, schemaAt(root, steps.slice(0, -1)))];
    case "invalid_union":
      return place === undefined || kindOf(place) !== undefined
        ? [badLeaf(steps, value, place, issue)]
        : badUnion(issue, steps, definition(place).options ?? [], value);
    case "invalid_value":
      return [badWord(steps, value, issue.values.map(String))];
    default:
      return [badLeaf(steps, value, place && meantOption(place, value), issue)];
  }
}

function unknownKey(steps: Steps, map: unknown, key: string, known: readonly string[]): SchemaFinding {
  const free = known.filter((name) => valueAt(map, [name]) === undefined);
  const near = nearest(key, free);
  const value = valueAt(map, [key]);
  return found([...steps, key], "unknown-key", {
    value,
    message: "is not a known key",
    suggestion: didYouMean(key, known),
    meant: near === undefined ? [] : [{ steps: [...steps, near], value }],
  });
}

/** A key that its map does not accept. */
function badKey(steps: Steps, input: unknown, map: Schema | undefined): SchemaFinding {
  const kind = keyKindOf(map);
  const above = steps.slice(0, -1);
  const free = (kind?.examples ?? []).map(String).find((name) => valueAt(input, [...above, name]) === undefined);
  return found(steps, "key", {
    message: `${shown(String(steps.at(-1)))} is not ${kind?.what ?? "a valid key"}`,
    suggestion: kind && `write ${kind.write}`,
    meant: free === undefined ? [] : [{ steps: [...above, free], value: valueAt(input, steps) }],
  });
}

/** Of a union the option whose shape the value has: zod speaks of that one alone when the others do not fit at all. */
function meantOption(place: Schema, value: unknown): Schema {
  const { options } = definition(place);
  if (options === undefined || kindOf(place) !== undefined) return place;
  const fits = (option: Schema) =>
    z.safeParse(option, value).error?.issues.every(({ code, path }) => path.length > 0 || code !== "invalid_type");
  return options.find(fits) ?? place;
}

/** What is wrong with a union's value is what the option whose shape was meant says: the one that got past its type. */
function badUnion(
  issue: UnionIssue,
  steps: Steps,
  options: readonly Schema[],
  value: unknown,
): readonly SchemaFinding[] {
  const index = issue.errors.findIndex((errors) =>
    errors.every(({ code, path }) => !(path.length === 0 && (code === "invalid_type" || code === "invalid_value"))),
  );
  const option = options[index];
  if (option === undefined) return [noOption(steps, value, options)];
  return (issue.errors[index] ?? [])
    .flatMap((inner) => findingsOf(option, value, inner))
    .map(({ finding, steps: inside, meant }) => ({
      finding: { ...finding, path: pathText([...steps, ...inside]) },
      steps: [...steps, ...inside],
      meant: meant.map((one) => ({ steps: [...steps, ...one.steps], value: one.value })),
    }));
}

/** The value has the shape of none of the union's options. */
function noOption(steps: Steps, value: unknown, options: readonly Schema[]): SchemaFinding {
  const words = options.flatMap((option) => definition(option).values ?? []).map(String);
  if (typeof value === "string" && words.length > 0) {
    const near = nearest(value, words);
    return found(steps, "word", {
      value,
      message: "is not known",
      suggestion: near === undefined ? `allowed: ${optionsText(options)}` : `did you mean ${JSON.stringify(near)}?`,
      meant: [{ steps, value: near ?? words[0] }],
    });
  }
  return found(steps, "type", { value, message: `is ${typeName(value)}; allowed: ${optionsText(options)}` });
}

function optionsText(options: readonly Schema[]): string {
  return options
    .map((option) => {
      const { type, values } = definition(option);
      return kindOf(option)?.write ?? values?.map(shown).join(" or ") ?? expectedText(type);
    })
    .join(" or ");
}

/** A value that is none of the words of an enum. */
function badWord(steps: Steps, value: unknown, words: readonly string[]): SchemaFinding {
  const guess = typeof value === "string" ? nearest(value, words) : undefined;
  const meant = (guess === undefined ? words.slice(0, 2) : [guess]).map((word) => ({ steps, value: word }));
  if (value === undefined)
    return found(steps, "missing", { message: "is missing", suggestion: `write one of ${words.join(", ")}`, meant });
  if (typeof value !== "string")
    return found(steps, "type", { value, message: `is ${typeName(value)}; allowed: ${words.join(", ")}`, meant });
  return found(steps, "word", { value, message: "is not known", suggestion: didYouMean(value, words), meant });
}

function badLeaf(steps: Steps, value: unknown, place: Schema | undefined, issue: Issue): SchemaFinding {
  const kind = kindOf(place);
  const guesses = place && definition(place).type === "boolean" ? [true, false] : (kind?.examples ?? []).slice(0, 2);
  const meant = guesses.map((guess) => ({ steps, value: guess }));
  const suggestion = kind && `write ${kind.write}`;
  if (value === undefined) return found(steps, "missing", { message: "is missing", suggestion, meant });
  const rule = issue.code === "invalid_type" ? "type" : "value";
  const isOutOfRange = issue.code === "too_small" || issue.code === "too_big";
  if (isOutOfRange && Array.isArray(value)) {
    const bound = issue.code === "too_small" ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
    const entries = value.length === 1 ? "entry" : "entries";
    return found(steps, rule, { value, message: `has ${value.length} ${entries}; allowed: ${bound}` });
  }
  if (isOutOfRange && typeof value === "number")
    return found(steps, rule, { value, message: "is out of range", suggestion, meant });
  const trap = kind && place && !isOutOfRange ? yamlTrap(value, kind, place) : undefined;
  if (trap !== undefined) return found(steps, rule, { value, ...trap, meant });
  if (kind !== undefined) return found(steps, rule, { value, message: `is not ${kind.what}`, suggestion, meant });
  const expected = issue.code === "invalid_type" ? issue.expected : place && definition(place).type;
  return found(steps, rule, { value, message: `is ${typeName(value)}; allowed: ${expectedText(expected)}`, meant });
}

function found(
  steps: Steps,
  rule: string,
  {
    value,
    message,
    suggestion,
    meant = [],
  }: { value?: unknown; message: string; suggestion?: string | undefined; meant?: readonly Meant[] },
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
