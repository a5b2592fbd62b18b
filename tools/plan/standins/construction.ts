/** What the stand-in of a remote component is built with: values that carry the resources they come from. */
import { hasUnknown, isSecret, secret, unknown, unwrapped, type Value } from "../engine/property";
import type { Account } from "../engine/providers";
import type { RegisteredResource } from "../engine/resource";

/** A value and the urns of the resources that it comes from, as in an Output. */
export interface Sourced {
  readonly value: Value;
  readonly from: readonly string[];
}

/** A child that has been registered. */
export interface Made {
  readonly urn: string;
  readonly id: Sourced;
  /** An output by name; unknown when the provider has not returned it. */
  output(name: string): Sourced;
}

export interface ChildOptions {
  readonly parent?: string;
  readonly version?: string;
  readonly dependsOn?: readonly string[];
  readonly ignoreChanges?: readonly string[];
  readonly custom?: boolean;
}

/** Reads the component's inputs and registers its children. */
export interface Construction {
  readonly component: RegisteredResource;
  readonly account: Account;
  /** An input as the plugin sees it; undefined when it is not given. */
  input(name: string): Sourced | undefined;
  /** The resource behind an input that is one; undefined when the input is not given. */
  resource(name: string): Made | undefined;
  child(
    type: string,
    name: string,
    inputs: Readonly<Record<string, Sourced | undefined>>,
    options?: ChildOptions,
  ): Promise<Made>;
}

/** What a component's stand-in gives back. */
export interface ConstructedParts {
  readonly outputs: Readonly<Record<string, Sourced | undefined>>;
}

/** A value that comes from no resource. */
export const plain = (value: Value): Sourced => ({ value, from: [] });

/** Computes with values when all of them are known, as `pulumi.all(...).apply` does. */
export function all(
  sources: readonly (Sourced | undefined)[],
  compute: (values: readonly (Value | undefined)[]) => Value,
): Sourced {
  const from = [...new Set(sources.flatMap((source) => source?.from ?? []))];
  if (sources.some((source) => source !== undefined && hasUnknown(source.value))) return { value: unknown, from };
  const value = compute(sources.map((source) => unwrapped(source?.value)));
  return { value: sources.some((source) => isSecret(source?.value)) ? secret(value) : value, from };
}

/** An object of sourced parts; unknown parts stay where they are. */
export function object(parts: Readonly<Record<string, Sourced | undefined>>): Sourced {
  const given = Object.entries(parts).filter((entry): entry is [string, Sourced] => entry[1] !== undefined);
  return {
    value: Object.fromEntries(given.map(([key, { value }]) => [key, value])),
    from: [...new Set(given.flatMap(([, { from }]) => from))],
  };
}
