/**
 * Defaults, said once, beside the key that has them. `resolve/` takes them from here, the JSON schema for editors and
 * docs/config.md show them, and no other place repeats a value.
 */
import type { z } from "zod";

/** Who has the same default of their own: the value only says what happens anyway. */
export type DefaultOwner = "Karpenter" | "KEDA" | "EKS" | "EC2" | "kubelet";

/** A default as docs/config.md prints it. */
export interface DefaultText {
  /** Where it depends on nothing else. */
  readonly value?: unknown;
  /** In words, where it depends on other values, or somebody else decides. */
  readonly words?: string;
  readonly owner?: DefaultOwner | undefined;
  /** False when the program leaves the key out of what it makes. */
  readonly isFilledIn: boolean;
}

/** That a key has a default to show. */
export interface Shown {
  readonly shownDefault: DefaultText;
}

/** A key with a default that depends on nothing else; {@link filled} fills it in. */
export type WithDefault<S extends z.ZodType> = z.ZodOptional<S> & Shown & { readonly byDefault: z.output<S> };

/** A key whose default follows from other values; whoever resolves the stack gives them. */
export type WithDerivedDefault<S extends z.ZodType, G, D> = z.ZodOptional<S> &
  Shown & { readonly defaultFor: (given: G) => D };

/** A map whose keys all may be left out: it need not be there for their defaults to apply. */
export type Section<S extends z.ZodObject> = z.ZodOptional<S> & { readonly section: S };

/** @param owner who has the same default, where it is not this program's own choice */
export function withDefault<S extends z.ZodType>(schema: S, value: z.output<S>, owner?: DefaultOwner): WithDefault<S> {
  return Object.assign(schema.optional(), { byDefault: value, shownDefault: { value, owner, isFilledIn: true } });
}

/**
 * @param words the rule as users read it, behind "Default:"
 * @param defaultFor the rule; undefined leaves the key out
 */
export function withDerivedDefault<S extends z.ZodType, G, D extends z.output<S> | undefined>(
  schema: S,
  words: string,
  defaultFor: (given: G) => D,
): WithDerivedDefault<S, G, D> {
  return Object.assign(schema.optional(), { defaultFor, shownDefault: { words, isFilledIn: true } });
}

export type Environment = "development" | "production";

export function byEnvironment<S extends z.ZodType>(
  schema: S,
  values: Readonly<Record<Environment, z.output<S>>>,
): WithDerivedDefault<S, Environment, z.output<S>> {
  const words = (["production", "development"] as const).map((name) => `${name}: \`${values[name]}\``);
  return withDerivedDefault(schema, words.join(", "), (environment: Environment) => values[environment]);
}

/** A key that the program leaves out when the stack does; its reader then takes this value. */
export function leftTo<S extends z.ZodType, const V extends z.output<S>>(
  owner: DefaultOwner,
  schema: S,
  value: V,
): z.ZodOptional<S> & Shown & { readonly ownersDefault: V } {
  return Object.assign(schema.optional(), {
    ownersDefault: value,
    shownDefault: { value, owner, isFilledIn: false },
  });
}

/** A key that the program leaves out when the stack does. @param words what happens then, behind "Default:" */
export function leftOut<S extends z.ZodType>(schema: S, words: string): z.ZodOptional<S> & Shown {
  return Object.assign(schema.optional(), { shownDefault: { words, isFilledIn: false } });
}

export function section<S extends z.ZodObject>(schema: S): Section<S> {
  return Object.assign(schema.optional(), { section: schema });
}

/** The default of a key, for whoever prints it. */
export function shownDefault(schema: z.core.$ZodType): DefaultText | undefined {
  return "shownDefault" in schema ? (schema.shownDefault as DefaultText) : undefined;
}

/** What a section is after {@link filled}. */
export type Filled<S extends z.ZodObject> = Omit<z.output<S>, FilledKeys<S>> & {
  readonly [K in FilledKeys<S>]: S["shape"][K] extends Section<infer Inner>
    ? Filled<Inner>
    : Exclude<z.output<S["shape"][K]>, undefined>;
};
type FilledKeys<S extends z.ZodObject> = {
  [K in keyof S["shape"]]: S["shape"][K] extends { readonly byDefault: unknown } | { readonly section: unknown }
    ? K
    : never;
}[keyof S["shape"]];

/**
 * What is written, with the defaults of the keys that are not, sections included; keys whose default is a rule stay out.
 * @param written a key that is undefined counts as not written
 */
export function filled<S extends z.ZodObject>(schema: S, written: Partial<z.output<S>> | undefined): Filled<S> {
  const entries = Object.entries(schema.shape).flatMap(([key, place]) => {
    const value = (written as Readonly<Record<string, unknown>> | undefined)?.[key];
    const full = isSection(place) ? filled(place.section, value as Partial<unknown>) : (value ?? valueByDefault(place));
    return full === undefined ? [] : [[key, full] as const];
  });
  return Object.fromEntries(entries) as Filled<S>;
}

function isSection(place: z.core.$ZodType): place is Section<z.ZodObject> {
  return "section" in place;
}

function valueByDefault(place: z.core.$ZodType): unknown {
  return "byDefault" in place ? place.byDefault : undefined;
}
