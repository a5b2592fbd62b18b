/** How a rule of a CRD is violated: by a spec that the server refuses, and by a config that the check refuses. */
import type { CrdRule } from "./rule";

type Json = Readonly<Record<string, unknown>>;

/** A config that violates the rule and is refused at this path, or why no config can violate it. */
type InConfig =
  | {
      readonly config: Json;
      readonly path: string;
    }
  | { readonly because: string };

export type CrdCase = InConfig & {
  /** Specs that violate the rule. @default those that `invalidSpecs` makes from the rule */
  readonly invalid?: readonly Json[];
  /** Spec that is stored before the invalid one, for rules on changes. */
  readonly before?: Json;
  /** Why the server does not refuse the spec, for rules in a place where they have no effect. */
  readonly accepted?: string;
};

/** Steps of a place: `[]` leads to the first entry of a list, `{}` to the first value of a map. */
function stepsOf(place: string): readonly string[] {
  return place.split(/\.|(?=\[\])|(?=\{\})/).filter((step) => step !== "");
}

function firstKey(value: unknown): string {
  const [key] = Object.keys(value as object);
  if (key === undefined) throw new Error("the base spec has an empty map where a rule is about a value");
  return key;
}

/** The value at a place of a spec. */
export function valueAt(spec: unknown, place: string): unknown {
  return stepsOf(place).reduce<unknown>((value, step) => {
    if (value === undefined) throw new Error(`the base spec has nothing at ${place}`);
    if (step === "[]") return (value as readonly unknown[])[0];
    return (value as Json)[step === "{}" ? firstKey(value) : step];
  }, spec);
}

/** A copy of a spec with another value at a place; undefined removes the key. */
export function withValue(spec: Json, place: string, value: unknown): Json {
  const copy = structuredClone(spec);
  const steps = stepsOf(place);
  const last = steps.at(-1);
  if (last === undefined) return value as Json;
  const parent = steps.slice(0, -1).reduce<unknown>((inner, step) => {
    if (step === "[]") return (inner as readonly unknown[])[0];
    return (inner as Json)[step === "{}" ? firstKey(inner) : step];
  }, copy) as Record<string, unknown>;
  const key = last === "[]" ? "0" : last === "{}" ? firstKey(parent) : last;
  if (value === undefined) delete parent[key];
  else parent[key] = value;
  return copy;
}

/** Specs that violate a rule, made from its bound. @throws Error for a CEL rule, for which a case must give them */
export function invalidSpecs({ id, place, keyword, value }: CrdRule, base: Json): readonly Json[] {
  const at = (invalid: unknown) => withValue(base, place, invalid);
  const bound = value as number;
  switch (keyword) {
    case "required": {
      const required = valueAt(base, place) as Json;
      return (value as readonly string[]).map((key) =>
        at(Object.fromEntries(Object.entries(required).filter(([name]) => name !== key))),
      );
    }
    case "enum":
      return [at("bogus")];
    case "pattern":
      return [at("?!")];
    case "minimum":
      return [at(bound - 1)];
    case "maximum":
      return [at(bound + 1)];
    case "minLength":
      return [at("")];
    case "maxLength":
      return [at("x".repeat(bound + 1))];
    case "minItems":
      return [at([])];
    case "maxItems":
      return [at(Array.from({ length: bound + 1 }, () => (valueAt(base, place) as readonly unknown[])[0]))];
    case "maxProperties":
      return [at(Object.fromEntries(Array.from({ length: bound + 1 }, (_, index) => [`k${index}`, "v"])))];
    default:
      throw new Error(`${id}: write a spec that violates it`);
  }
}

/** A part of the server's message about a violation of a rule. */
export function messageOf({ keyword, value, id }: CrdRule): string {
  switch (keyword) {
    case "required":
      return "Required value";
    case "enum":
      return "Unsupported value";
    case "pattern":
      return `should match '${value}'`;
    case "minimum":
      return `greater than or equal to ${value}`;
    case "maximum":
      return `less than or equal to ${value}`;
    case "minLength":
      return `at least ${value} chars`;
    case "maxLength":
      return `may not be more than ${value} bytes`;
    case "minItems":
      return `at least ${value} items`;
    case "maxItems":
      return `must have at most ${value} items`;
    case "maxProperties":
      return `must have at most ${value} items`;
    default:
      return id.slice(id.indexOf("cel ") + "cel ".length);
  }
}
