/** Helm values of the program with the stack's own on top. */

import * as pulumi from "@pulumi/pulumi";
import { ownValue } from "../../capacity/units/ownValue";

type Values = Record<string, pulumi.Input<unknown>>;

/**
 * The program's values, overridden by the stack's key by key, as Helm merges values files: maps merge, lists and scalars replace.
 * @param secret whether the stack's values are encrypted in the stack file, and so stay secret in the state
 */
export function joinedValues(program: Values, stack: Readonly<Record<string, unknown>>, secret: boolean): Values {
  const own = Object.entries(stack).map(([key, value]) => {
    if (!isMap(value)) return [key, secret ? pulumi.secret(value) : value] as const;
    const below = ownValue(program, key);
    return [key, joinedValues(isMap(below) ? below : {}, value, secret)] as const;
  });
  return { ...program, ...Object.fromEntries(own) };
}

function isMap(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !pulumi.Output.isInstance(value);
}
