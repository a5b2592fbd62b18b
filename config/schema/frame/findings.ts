/** From what zod reports to findings: one for each error, with the path, what is allowed and the nearest known spelling. */
import { z } from "zod";
import { nearest } from "../../../capacity/units/spelling";
import { type Finding, pathText, shown } from "../../finding";
import { didYouMean, meantWord } from "../../values/spelling";
import { placedElsewhere } from "./elsewhere";
import { hintHere, karpenterHint } from "./karpenterNames";
import {
  definition,
  keyKindOf,
  keysOf,
  kindOf,
  refusalOf,
  type Schema,
  type Steps,
  schemaAt,
  unwrapped,
  valueAt,
} from "./walk";
import { levelMissing, wholeForm } from "./wholeForm";
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

/** The text of a scalar as its file writes it; undefined where that is not known. */
export type Written = (steps: Steps) => string | undefined;

/** Findings for what `schema` refuses of `input`. */
export function schemaFindings(
  schema: Schema,
  input: unknown,
  issues: readonly Issue[],
  written: Written = () => undefined,
): readonly SchemaFinding[] {
  return issues.flatMap((issue, index) =>
    index < mostIssues ? findingsOf(schema, input, issue, written) : [plainFinding(issue)],
  );
}

/** What is said of so many issues in full: a report shows no more, and a hostile file has tens of thousands. */
const mostIssues = 500;

function plainFinding({ path }: Issue): SchemaFinding {
  return found(path, "value", { message: "is not accepted; see docs/config.md" });
}

function findingsOf(root: Schema, input: unknown, issue: Issue, written: Written): readonly SchemaFinding[] {
  const steps = issue.path;
  const value = valueAt(input, steps);
  const place = schemaAt(root, steps);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key, index) =>
        index < mostHints ? unknownKey(root, steps, value, key, keysOf(place)) : plainUnknownKey(steps, value, key),
      );
    case "invalid_key":
      return [badKey(steps, input, schemaAt(root, steps.slice(0, -1)))];
    case "invalid_union":
      return place === undefined || kindOf(place) !== undefined
        ? [badLeaf(steps, value, place, issue, written)]
        : badUnion(issue, steps, definition(place).options ?? [], value, written);
    case "invalid_value":
      return [refusedWord(steps, value, place) ?? badWord(steps, value, issue.values.map(String))];
    default:
      return [
        refusedWord(steps, value, place) ?? badLeaf(steps, value, place && meantOption(place, value), issue, written),
      ];
  }
}

/** Of so many unknown keys in one map it is said what was meant; of 40,000 it would take minutes. */
const mostHints = 200;

function plainUnknownKey(steps: Steps, map: unknown, key: string): SchemaFinding {
  return found([...steps, key], "unknown-key", { value: valueAt(map, [key]), message: "is not a known key" });
}

function unknownKey(root: Schema, steps: Steps, map: unknown, key: string, known: readonly string[]): SchemaFinding {
  const value = valueAt(map, [key]);
  const elsewhere =
    hintHere(steps, key) ??
    namespaceHint(root, steps, key, value) ??
    (isOtherNumber(key, known) ? undefined : placedElsewhere(root, steps, key, map)) ??
    karpenterHint(steps, key);
  if (elsewhere !== undefined)
    return found([...steps, key], "unknown-key", {
      value,
      message: "is not a key of this place",
      suggestion: elsewhere,
    });
  const free = known.filter((name) => isUnset(valueAt(map, [name]), steps));
  const near = nearest(key, free);
  const named = near === undefined ? mapOfNames(schemaAt(root, steps), key, value) : undefined;
  if (named !== undefined)
    return found([...steps, key], "unknown-key", {
      value,
      message: "is not a key of this place",
      suggestion: `it belongs in ${named}: write ${named}: { ${key}: ... }`,
    });
  return found([...steps, key], "unknown-key", {
    value,
    message: "is not a known key",
    suggestion: didYouMean(key, known),
    meant: near === undefined ? [] : [{ steps: [...steps, near], value }],
  });
}

/** Whether nothing is said by a value: at the top, Pulumi.yaml gives a key that the stack file lacks an empty default. */
function isUnset(value: unknown, { length }: Steps): boolean {
  if (value === undefined) return true;
  if (length > 0) return false;
  return value === "" || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
}

/** Whether a key is one of the place but for its plural: what is meant stands right here, whatever other places know. */
function isOtherNumber(key: string, known: readonly string[]): boolean {
  return known.includes(`${key}s`) || (key.endsWith("s") && known.includes(key.slice(0, -1)));
}

/** What to write in place of a map by a namespace of Pulumi's: its config is flat, a key for each value. */
function namespaceHint(root: Schema, steps: Steps, key: string, value: unknown): string | undefined {
  if (steps.length > 0 || typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const inner = Object.keys(value);
  const isOurs = inner.length > 0 && inner.every((each) => keysOf(root).includes(each));
  if (key !== "aws" && !isOurs) return undefined;
  const [first = "region"] = inner;
  return `Pulumi's config is flat: write ${key}:${first} as one key, and so each key below ${key}`;
}

/** The key beside it whose maps are by names of the user's, and which takes this one: `further` of add-ons. */
function mapOfNames(place: Schema | undefined, key: string, value: unknown): string | undefined {
  if (place === undefined || typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const entry = Object.fromEntries([[key, value]]);
  return Object.entries(definition(place).shape ?? {}).find(([, below]) => {
    const map = unwrapped(below);
    const { type, valueType } = definition(map);
    const isOfMaps = valueType !== undefined && definition(unwrapped(valueType)).shape !== undefined;
    // zod passes over `__proto__` in a record
    return type === "record" && isOfMaps && Object.hasOwn(z.safeParse(map, entry).data ?? {}, key);
  })?.[0];
}

/** A key that its map does not accept. */
function badKey(steps: Steps, input: unknown, map: Schema | undefined): SchemaFinding {
  const kind = keyKindOf(map);
  const above = steps.slice(0, -1);
  const free = (kind?.examples ?? []).map(String).find((name) => valueAt(input, [...above, name]) === undefined);
  return found(steps, "key", {
    message: `${shown(String(steps.at(-1)))} is not ${kind?.what ?? "a valid key"}`,
    suggestion: levelMissing(steps, map, valueAt(input, steps)) ?? (kind && `write ${kind.write}`),
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
  written: Written,
): readonly SchemaFinding[] {
  const index = issue.errors.findIndex((errors) =>
    errors.every(({ code, path }) => !(path.length === 0 && (code === "invalid_type" || code === "invalid_value"))),
  );
  const option = options[index];
  if (option === undefined) return [noOption(steps, value, options)];
  return (issue.errors[index] ?? [])
    .flatMap((inner) => findingsOf(option, value, inner, (inside) => written([...steps, ...inside])))
    .map(({ finding, steps: inside, meant }) => ({
      finding: { ...finding, path: pathText([...steps, ...inside]) },
      steps: [...steps, ...inside],
      meant: meant.map((one) => ({ steps: [...steps, ...one.steps], value: one.value })),
    }));
}

/** The value has the shape of none of the union's options. */
function noOption(steps: Steps, value: unknown, options: readonly Schema[]): SchemaFinding {
  const words = options.flatMap(wordsOf);
  const listed = typeof value === "string" ? wordOfList(value, options) : undefined;
  if (listed !== undefined) {
    const suggestion = `write [${listed}]`;
    return found(steps, "word", { value, message: "is not known", suggestion, meant: [{ steps, value: [listed] }] });
  }
  if (typeof value === "string" && words.length > 0) {
    const near = meantWord(value, words) ?? nearest(value, words);
    const guess = near === undefined ? "" : `did you mean ${JSON.stringify(near)}?`;
    const all = near === undefined || words.length > 1 ? optionsText(options) : "";
    return found(steps, "word", {
      value,
      message: "is not known",
      suggestion: guess === "" ? `allowed: ${all}` : `${guess}${all === "" ? "" : ` (${all})`}`,
      meant: [{ steps, value: near ?? words[0] }],
    });
  }
  return found(steps, "type", { value, message: `is ${typeName(value)}; allowed: ${optionsText(options)}` });
}

/** The word that a list among the options may hold, where a value means that one: Monday is [mon]. */
function wordOfList(value: string, options: readonly Schema[]): string | undefined {
  for (const option of options) {
    const { element } = definition(unwrapped(option));
    const words = element === undefined ? [] : wordsOf(unwrapped(element));
    const meant = words.includes(value) ? value : meantWord(value, words);
    if (meant !== undefined) return meant;
  }
  return undefined;
}

function optionsText(options: readonly Schema[]): string {
  return options
    .map((option) => {
      const words = wordsOf(option);
      const what = words.length > 0 ? words.map(shown).join(" or ") : expectedText(definition(option).type);
      return kindOf(option)?.write ?? what;
    })
    .join(" or ");
}

/** The words of a literal or an enum; none for another schema. */
function wordsOf(option: Schema): readonly string[] {
  const { values = [], entries = {} } = definition(option);
  return [...values.map(String), ...Object.values(entries)];
}

/** A word that is refused on purpose. */
function refusedWord(steps: Steps, value: unknown, place: Schema | undefined): SchemaFinding | undefined {
  const refusal = typeof value === "string" ? refusalOf(place)?.(value) : undefined;
  return refusal && found(steps, "word", { value, ...refusal });
}

/** A value that is none of the words of an enum. */
function badWord(steps: Steps, value: unknown, words: readonly string[]): SchemaFinding {
  const guess = typeof value === "string" ? (meantWord(value, words) ?? nearest(value, words)) : undefined;
  const meant = (guess === undefined ? words.slice(0, 2) : [guess]).map((word) => ({ steps, value: word }));
  if (value === undefined)
    return found(steps, "missing", { message: "is missing", suggestion: `write one of ${words.join(", ")}`, meant });
  if (typeof value !== "string")
    return found(steps, "type", { value, message: `is ${typeName(value)}; allowed: ${words.join(", ")}`, meant });
  return found(steps, "word", { value, message: "is not known", suggestion: didYouMean(value, words), meant });
}

function badLeaf(
  steps: Steps,
  value: unknown,
  place: Schema | undefined,
  issue: Issue,
  written: Written,
): SchemaFinding {
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
  if (isOutOfRange && typeof value === "number") {
    const least = issue.code === "too_small" && issue.inclusive === false ? "not above" : "below";
    const bound = issue.code === "too_small" ? `${least} ${issue.minimum}` : `above ${issue.maximum}`;
    return found(steps, rule, { value, message: `is ${bound}`, suggestion, meant });
  }
  if (issue.code === "too_big" && typeof value === "string") {
    const message = `has ${value.length} characters; at most ${issue.maximum} are allowed`;
    return found(steps, rule, { value, message, meant });
  }
  const trap = kind && place && !isOutOfRange ? yamlTrap(value, kind, place, written(steps)) : undefined;
  if (trap !== undefined) return found(steps, rule, { value, ...trap, meant });
  const near = place && typeof value === "string" ? acceptedSpelling(place, value) : undefined;
  if (kind !== undefined && near !== undefined) {
    const guess = { message: `is not ${kind.what}`, suggestion: `did you mean ${JSON.stringify(near)}?` };
    return found(steps, rule, { value, ...guess, meant: [{ steps, value: near }] });
  }
  if (kind !== undefined) return found(steps, rule, { value, message: `is not ${kind.what}`, suggestion, meant });
  const expected = issue.code === "invalid_type" ? issue.expected : place && definition(place).type;
  const names = keyKindOf(place);
  if (expected === "record" && names !== undefined) {
    const example = `${String(names.examples[0])}:`;
    const write = `write a map by ${names.what.replace(/^a valid /, "")}: "${example}" and what belongs to it below`;
    if (value === null) return found(steps, rule, { value, message: "is empty", suggestion: `remove it, or ${write}` });
    return found(steps, rule, { value, message: `is ${typeName(value)}`, suggestion: write });
  }
  const form = place && wholeForm(steps, place, value);
  if (form !== undefined)
    return found(steps, rule, { value, message: `is ${typeName(value)}`, suggestion: form, meant });
  return found(steps, rule, { value, message: `is ${typeName(value)}; allowed: ${expectedText(expected)}`, meant });
}

/** The text without blanks around it or in small letters, where the place accepts that. */
function acceptedSpelling(place: Schema, value: string): string | undefined {
  const trimmed = value.trim();
  const lower = trimmed.toLowerCase();
  return [trimmed, lower].find((one) => one !== value && z.safeParse(place, one).success);
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
      number: "a number",
    }[expected ?? ""] ?? "see docs/config.md"
  );
}
