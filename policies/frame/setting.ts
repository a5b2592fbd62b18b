/** What a policy config may set of a rule: JSON schemas with defaults. */
import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema";
import { schemaErrors } from "./jsonSchema";

/**
 * A schema of the items of a list. The SDK's type lacks `anyOf` and `examples`; the CLI reads all of JSON schema
 * (pkg/resource/analyzer/config.go).
 */
interface ItemSchema extends PolicyConfigJSONSchema {
  readonly anyOf?: readonly PolicyConfigJSONSchema[];
  /** Those that are known; another one of the pattern is taken, and told by policy-config-is-known. */
  readonly examples?: readonly string[];
}

/** One setting of a rule. */
export interface Setting<T> extends PolicyConfigJSONSchema {
  readonly items?: ItemSchema;
  readonly type: "string" | "number" | "integer" | "boolean" | "array";
  /** A sentence with its full stop, for docs/policies.md; it has the unit, unless the name or format has. */
  readonly description: string;
  /** The value where no policy config sets one. */
  readonly default: T & PolicyConfigJSONSchema["default"];
}

/** A rule's settings by name. Users write the names in policy configs, so they never change. */
export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** The type of the values of some settings. */
export type ValuesOf<S extends Settings> = {
  readonly [K in keyof S]: NonNullable<S[K]> extends Setting<infer T> ? T : never;
};

/** Any string. @param initial the default */
export const text = (initial: string, description: string): Setting<string> => ({
  type: "string",
  description,
  default: initial,
});

/** A Kubernetes quantity of CPU in cores or millicores, such as "64" or "1500m". @param initial the default */
export const cpu = (initial: string, description: string): Setting<string> => ({
  ...text(initial, description),
  format: "CPU quantity (cores or millicores)",
  pattern: "^[0-9]+m?$",
});

/** A Kubernetes quantity of memory in Ki, Mi, Gi or Ti, such as "256Gi". @param initial the default */
export const memory = (initial: string, description: string): Setting<string> => ({
  ...text(initial, description),
  format: "memory quantity (Ki, Mi, Gi or Ti)",
  pattern: "^[0-9]+(Ki|Mi|Gi|Ti)$",
});

/** Hours, minutes and seconds as Karpenter writes them, such as "720h" or "1h30m". @param initial the default */
export const duration = (initial: string, description: string): Setting<string> => ({
  ...text(initial, description),
  format: "duration (hours, minutes, seconds)",
  pattern: "^([0-9]+(s|m|h))+$",
});

/** The same, or "Never": without an end. @param initial the default */
export const durationOrNever = (initial: string, description: string): Setting<string> => ({
  ...text(initial, description),
  format: "duration (hours, minutes, seconds) or Never",
  pattern: "^(([0-9]+(s|m|h))+|Never)$",
});

/** A day such as "2026-12-31", or empty. @param initial the default */
export const dayOrEmpty = (initial: string, description: string): Setting<string> => ({
  ...text(initial, description),
  format: "day such as 2026-12-31",
  pattern: "^([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?$",
});

/** A whole number, 0 or more. @param initial the default */
export const whole = (initial: number, description: string): Setting<number> => ({
  type: "integer",
  description,
  default: initial,
  minimum: 0,
});

/** A number, 0 or more. @param initial the default */
export const amount = (initial: number, description: string): Setting<number> => ({
  type: "number",
  description,
  default: initial,
  minimum: 0,
});

/** @param initial the default */
export const flag = (initial: boolean, description: string): Setting<boolean> => ({
  type: "boolean",
  description,
  default: initial,
});

/** A list of strings. @param initial the default */
export const texts = (initial: readonly string[], description: string): Setting<readonly string[]> => ({
  type: "array",
  items: { type: "string" },
  description,
  default: [...initial],
});

/** What the items of a list look like. */
export interface ItemForm {
  /** What they are, in messages: `instance family`. */
  readonly what: string;
  readonly pattern: string;
  /** In messages. */
  readonly example: string;
  /** Those known today, where further ones may come; a misspelt one that fits the pattern is told. @default any may be */
  readonly known?: readonly string[] | undefined;
}

/** A list of strings of one form: another one would bind nothing. @param initial the default */
export const textsOf = (
  initial: readonly string[],
  { what, pattern, example, known }: ItemForm,
  description: string,
): Setting<readonly string[]> => ({
  ...texts(initial, description),
  items: {
    type: "string",
    pattern,
    format: what,
    default: example,
    ...(known === undefined ? {} : { examples: [...known] }),
  },
});

/** A list of some strings: a misspelt one is refused, where it would bind nothing. @param initial the default */
export const choices = (
  initial: readonly string[],
  allowed: readonly string[],
  description: string,
): Setting<readonly string[]> => ({
  ...texts(initial, description),
  items: { type: "string", enum: [...allowed] },
});

/**
 * A list of some strings and of those that match a pattern.
 * @param initial the default; its first item is the example in messages
 * @param allowed names and patterns, and what they are, in messages
 */
export const namesOf = (
  initial: readonly string[],
  { known, patterns, what }: { known: readonly string[]; patterns: readonly string[]; what: string },
  description: string,
): Setting<readonly string[]> => {
  const example = initial[0] === undefined ? {} : { default: initial[0] };
  return {
    ...texts(initial, description),
    items: {
      anyOf: [
        { type: "string", enum: [...known], format: what, ...example },
        ...patterns.map((pattern): PolicyConfigJSONSchema => ({ type: "string", pattern })),
      ],
    },
  };
};

/** One of some strings. @param initial the default */
export const choice = <T extends string>(initial: T, allowed: readonly T[], description: string): Setting<T> => ({
  type: "string",
  enum: [...allowed],
  description,
  default: initial as T & string,
});

/**
 * The values that a rule runs with: those of the policy config, else the defaults. A value that is not valid leaves the
 * default: the CLI refuses some, policy-config-is-known all.
 * @param given by the policy config, as the SDK hands it to the rule
 */
export function valuesOf<S extends Settings>(settings: S, given: object): ValuesOf<S> {
  const entries = Object.entries(settings).map(([key, setting]) => {
    const value: unknown = (given as Record<string, unknown>)[key];
    const isValid = value !== undefined && schemaErrors(setting, value, key).length === 0;
    return [key, isValid ? value : setting.default];
  });
  return Object.fromEntries(entries) as ValuesOf<S>;
}

/**
 * Reads a rule's settings as {@link valuesOf} does, and checks them again only when the policy config has changed: the SDK
 * hands every resource of a stack a new object with the same values.
 */
export function settingsReader<S extends Settings>(settings: S): (given: object) => ValuesOf<S> {
  let last: readonly (readonly [string, unknown])[] | undefined;
  let values: ValuesOf<S> | undefined;
  return (given) => {
    const entries = Object.entries(given);
    const isSame =
      last?.length === entries.length &&
      last.every(([key, value], index) => key === entries[index]?.[0] && value === entries[index]?.[1]);
    if (values === undefined || !isSame) {
      last = entries;
      values = valuesOf(settings, given);
    }
    return values;
  };
}
