/** Helm values: the program's and the stack's, joined. */
import * as pulumi from "@pulumi/pulumi";

type Values = Record<string, pulumi.Input<unknown>>;

/**
 * The stack's values laid over the program's, map by map; lists and scalars replace.
 * @param secret whether the stack's values were encrypted, and so stay secret here
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
