/** What a policy config file may say of a rule: JSON schemas with their defaults, and the check of what it says. */
import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema";
import { schemaErrors } from "./jsonSchema";

/** One property of a rule's config. The default is what holds when no file names it. */
export interface Setting<T> extends PolicyConfigJSONSchema {
  readonly type: "string" | "number" | "integer" | "boolean" | "array";
  readonly description: string;
  readonly default: T & PolicyConfigJSONSchema["default"];
}

export type Settings = Readonly<Record<string, Setting<unknown>>>;

export type ValuesOf<S extends Settings> = {
  readonly [K in keyof S]: NonNullable<S[K]> extends Setting<infer T> ? T : never;
};

export const text = (initial: string, description: string): Setting<string> => ({
  type: "string",
  description,
  default: initial,
});

/** A Kubernetes quantity of CPU, such as "64" or "1500m". */
export const cpu = (initial: string, description: string): Setting<string> => ({
  ...text(initial, description),
  format: "CPU quantity (cores or millicores)",
  pattern: "^[0-9]+m?$",
});

/** A Kubernetes quantity of memory, such as "256Gi". */
export const memory = (initial: string, description: string): Setting<string> => ({
  ...text(initial, description),
  format: "memory quantity (Ki, Mi, Gi or Ti)",
  pattern: "^[0-9]+(Ki|Mi|Gi|Ti)$",
});

/** Hours, minutes and seconds as Karpenter writes them, such as "720h". */
export const duration = (initial: string, description: string): Setting<string> => ({
  ...text(initial, description),
  format: "duration (hours, minutes, seconds)",
  pattern: "^([0-9]+(s|m|h))+$",
});

export const whole = (initial: number, description: string): Setting<number> => ({
  type: "integer",
  description,
  default: initial,
  minimum: 0,
});

export const amount = (initial: number, description: string): Setting<number> => ({
  type: "number",
  description,
  default: initial,
  minimum: 0,
});

export const flag = (initial: boolean, description: string): Setting<boolean> => ({
  type: "boolean",
  description,
  default: initial,
});

export const texts = (initial: readonly string[], description: string): Setting<readonly string[]> => ({
  type: "array",
  items: { type: "string" },
  description,
  default: [...initial],
});

export const choice = <T extends string>(initial: T, allowed: readonly T[], description: string): Setting<T> => ({
  type: "string",
  enum: [...allowed],
  description,
  default: initial as T & string,
});

/**
 * The values that hold: what the policy config says, else the default. The CLI fills defaults in and refuses wrong types,
 * other hosts do not; there a wrong value leaves the default, and rule policy-config-is-known refuses it.
 */
export function valuesOf<S extends Settings>(settings: S, given: object): ValuesOf<S> {
  const entries = Object.entries(settings).map(([key, setting]) => {
    const value: unknown = (given as Record<string, unknown>)[key];
    const isValid = value !== undefined && schemaErrors(setting, value, key).length === 0;
    return [key, isValid ? value : setting.default];
  });
  return Object.fromEntries(entries) as ValuesOf<S>;
}
