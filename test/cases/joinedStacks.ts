/** Few stacks that say what many configs say, so that few plans answer for all of them. Not a test. */
import { isDeepStrictEqual } from "node:util";
import { type CheckContext, checkStackConfig } from "../../config";
import type { RawConfig } from "../config/arbitraries";

export interface Part {
  /** For messages: the rule whose violation this was. */
  readonly title: string;
  readonly config: RawConfig;
  /** The config to compare with. */
  readonly before: RawConfig;
  readonly context: CheckContext;
}

export interface JoinedStack {
  readonly parts: readonly Part[];
  readonly config: RawConfig;
  /** The parts' own, joined with the same names. */
  readonly before: RawConfig;
  readonly context: CheckContext;
}

/**
 * Joins configs as teams of one stack, as long as what they say of the stack itself agrees and the check finds no error in
 * all of them together.
 * @returns also the parts that have an error when alone
 */
export function joinedStacks(parts: readonly Part[]): {
  readonly stacks: readonly JoinedStack[];
  readonly invalid: readonly Part[];
} {
  const stacks: JoinedStack[] = [];
  const invalid: Part[] = [];
  const size = ({ config, before }: Part) => JSON.stringify([ofTheStack(config), ofTheStack(before)]).length;
  // those that say the least of the stack first: they are joined without a check
  for (const [index, part] of parts.toSorted((a, b) => size(a) - size(b)).entries()) {
    const own: JoinedStack = {
      ...{ parts: [part], context: part.context },
      config: withOwnNames(part.config, index),
      before: withOwnNames(part.before, index),
    };
    if (!isValid(own)) {
      invalid.push(part);
      continue;
    }
    const at = stacks.findIndex((stack) => joined(stack, own) !== undefined);
    if (at === -1) stacks.push(own);
    else stacks[at] = joined(stacks[at]!, own)!;
  }
  return { stacks, invalid };
}

function isValid({ config, before, context }: JoinedStack): boolean {
  return [config, before].every((one) =>
    checkStackConfig(one, context).findings.every(({ level }) => level !== "error"),
  );
}

function says({ config, before }: JoinedStack, text: string): boolean {
  return JSON.stringify([config, before]).includes(text);
}

function ofTheStack({ teams: _, sharedPools: __, ...rest }: RawConfig): RawConfig {
  return rest;
}

function joined(a: JoinedStack, b: JoinedStack): JoinedStack | undefined {
  if (!isDeepStrictEqual(a.context, b.context)) return undefined;
  const config = merged(a.config, b.config) as RawConfig | undefined;
  const before = merged(a.before, b.before) as RawConfig | undefined;
  const both = config && before && { parts: [...a.parts, ...b.parts], config, before, context: a.context };
  if (both === undefined) return undefined;
  // pools that leave their team's isolation overlap with each other's, which is nothing that either config says
  if ([a, b].every((stack) => says(stack, '"isolation"'))) return undefined;
  // a check of all teams for each further team would take minutes; the plan checks them once
  const isApart =
    isDeepStrictEqual(ofTheStack(b.config), ofTheStack(a.config)) &&
    isDeepStrictEqual(ofTheStack(b.before), ofTheStack(a.before)) &&
    !says(a, '"sharedPools"') &&
    !['"access"', '"sharedPools"'].some((text) => says(b, text));
  return isApart || isValid(both) ? both : undefined;
}

/** Maps merge; undefined where both say something else of one thing. Shared pools, which have names, follow each other. */
function merged(a: unknown, b: unknown, path = ""): unknown {
  if (path === ".sharedPools" && Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
  if (isDeepStrictEqual(a, b)) return a;
  if (!isMap(a) || !isMap(b)) return undefined;
  const both = { ...a };
  for (const [key, value] of Object.entries(b)) {
    both[key] = Object.hasOwn(a, key) ? merged(a[key], value, `${path}.${key}`) : value;
    if (both[key] === undefined) return undefined;
  }
  return both;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** With names of teams, their namespaces and shared pools that no other config has. */
function withOwnNames(config: RawConfig, index: number): RawConfig {
  const { teams, sharedPools } = config as { teams?: unknown; sharedPools?: unknown };
  const names = [
    ...(isMap(teams) ? Object.keys(teams) : []),
    ...(Array.isArray(sharedPools) ? sharedPools.map(({ name }: { name: string }) => name) : []),
  ].filter((name) => /^[a-z][a-z0-9-]{3,12}$/.test(name));
  const text = names.reduce(
    (json, name) => json.replaceAll(new RegExp(`"${name}(?=["-])`, "g"), `"${name}-${index}`),
    JSON.stringify(config),
  );
  return JSON.parse(text) as RawConfig;
}
