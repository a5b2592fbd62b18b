/** Answers for what a state says is there: the plan then has the very ids and ARNs of the deployment where it has unknowns. */
import { isSecret, merged, type Properties, secret, unknown, type Value } from "../engine/property";
import type { Providers } from "../engine/providers";
import type { RegisteredResource } from "../engine/resource";
import type { ReadStack } from "../project/readStack";
import { standIns } from "../standins/table";
import { movedTo } from "./matching";
import type { Side } from "./side";

/** A value as the program may get it: of a secret nothing but that it is one. */
function sealed(value: Value): Value {
  if (isSecret(value)) return secret(unknown);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sealed);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sealed(inner)]));
}

/** Number of the account that the deployment is in, by the ARNs of its outputs. */
function accountOf(resources: readonly RegisteredResource[]): string | undefined {
  for (const { outputs } of resources) {
    const [, account] = /^arn:[\w-]+:[^:]*:[^:]*:(\d{12}):/.exec(String(outputs.arn)) ?? [];
    if (account !== undefined) return account;
  }
  return undefined;
}

/**
 * The state's answers where it has any, else those of others.
 * @param others @default the stand-ins
 */
export function deployedProviders(state: Side, { project, stack }: ReadStack, others: Providers = standIns): Providers {
  const place = { project: project.name, stack: stack.name };
  const known = new Map(state.resources.map((each) => [movedTo(place, each.urn), each]));
  const account = accountOf(state.resources);
  return {
    ...others,
    account: (region) => {
      const other = others.account(region);
      return account === undefined ? other : { ...other, id: account };
    },
    deployed: (subject) => {
      const { urn, inputs } = subject;
      const there = known.get(urn);
      if (there === undefined || there.id === "") return others.deployed?.(subject);
      return { id: there.id, outputs: merged(inputs, sealed(there.outputs) as Properties) };
    },
  };
}
