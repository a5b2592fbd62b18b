/** Helm values of the program with the stack's own on top. */
import * as pulumi from "@pulumi/pulumi";

type Values = Record<string, pulumi.Input<unknown>>;

/**
 * The program's values, overridden by the stack's key by key, as Helm merges values files: maps merge, lists and scalars replace.
 * @param secret whether the stack's values are encrypted in the stack file, and so stay secret in the state
 */
export function joinedValues(program: Values, stack: Readonly<Record<string, unknown>>, secret: boolean): Values {
  const joined: Values = { ...program };
  for (const [key, value] of Object.entries(stack)) {
    const below = joined[key];
    if (isMap(value)) joined[key] = joinedValues(isMap(below) ? below : {}, value, secret);
    else joined[key] = secret ? pulumi.secret(value) : value;
  }
  return joined;
}

function isMap(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !pulumi.Output.isInstance(value);
}
