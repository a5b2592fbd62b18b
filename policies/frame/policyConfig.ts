/**
 * The check of a policy config against what the policies of a pack say of themselves; the plan and the pack share it.
 * The Pulumi CLI refuses wrong types, but silently ignores unknown policies and settings: a ceiling that no
 * policy reads protects nothing.
 */

import { isRecord } from "../../capacity/units/fields";
import { ownValue } from "../../capacity/units/ownValue";
import { type ConfigError, didYouMean, schemaErrors, shown } from "./jsonSchema";
import { pathAt } from "./path";

/** What the check needs of a policy. */
export interface ConfigurablePolicy {
  readonly name: string;
  /** JSON schemas by setting. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Levels by their numbers in Pulumi's analyzer protocol. */
export const enforcementLevels = ["advisory", "mandatory", "disabled", "remediate"] as const;

export type EnforcementLevel = (typeof enforcementLevels)[number];

/** The key that sets every policy's level, and nothing else. */
const everyPolicy = "all";

/**
 * Every error in the content of a policy config file; empty when there is none.
 * @param config a level, or an object of settings with or without `enforcementLevel`, by policy
 */
export function policyConfigErrors(config: unknown, policies: readonly ConfigurablePolicy[]): ConfigError[] {
  if (!isRecord(config)) {
    return [{ path: "", problem: `${shown(config)} is not an object`, advice: "write a level or settings by policy" }];
  }
  const byName = new Map(policies.map((policy) => [policy.name, policy.properties]));
  return Object.entries(config).flatMap(([name, given]) => {
    const path = pathAt("", name);
    if (name === everyPolicy) return entryErrors(path, given, {});
    const properties = byName.get(name);
    if (properties !== undefined) return entryErrors(path, given, properties);
    const otherwise = `write ${everyPolicy} or the name of one of the pack's policies`;
    const advice = didYouMean(name, [everyPolicy, ...byName.keys()], otherwise);
    return [{ path, problem: "there is no such policy", advice }];
  });
}

/** An item of a list that is none of those known today. */
export interface UnknownItem {
  readonly path: string;
  /** A sentence without its full stop. */
  readonly why: string;
}

/**
 * Items of lists that no schema refuses, but that are none of those known today (`examples` of the schema): a misspelt one
 * binds nothing, and nothing else would say so.
 */
export function unknownItems(config: unknown, policies: readonly ConfigurablePolicy[]): readonly UnknownItem[] {
  if (!isRecord(config)) return [];
  return policies.flatMap(({ name, properties }) => {
    const given = ownValue(config, name);
    if (!isRecord(given)) return [];
    return Object.entries(given).flatMap(([key, list]) => {
      const schema = ownValue(properties, key);
      if (!isRecord(schema) || !isRecord(schema.items) || !Array.isArray(list)) return [];
      const { examples: known, format } = schema.items;
      if (!Array.isArray(known) || schemaErrors(schema, list, "").length > 0) return [];
      const place = pathAt(pathAt("", name), key);
      return list.flatMap((item: string, index) => {
        if (known.includes(item)) return [];
        const advice = didYouMean(item, known, "");
        const meant = advice === "" ? "" : ` (${advice})`;
        const why = `${shown(item)} is no ${format} that is known today, so it applies only to pools that name it${meant}`;
        return [{ path: pathAt(place, index), why }];
      });
    });
  });
}

function entryErrors(path: string, given: unknown, properties: ConfigurablePolicy["properties"]): ConfigError[] {
  if (typeof given === "string") return levelErrors(path, given);
  if (!isRecord(given)) {
    const problem = `${shown(given)} is not a level or an object of settings`;
    return [{ path, problem, advice: `write one of ${enforcementLevels.join(", ")}, or { }` }];
  }
  return Object.entries(given).flatMap(([key, value]) => {
    const place = pathAt(path, key);
    if (key === "enforcementLevel") return levelErrors(place, value);
    if (Object.hasOwn(properties, key)) return schemaErrors(properties[key], value, place);
    const known = [...Object.keys(properties), "enforcementLevel"];
    const otherwise = known.length === 1 ? "only enforcementLevel can be set" : `write one of ${known.join(", ")}`;
    return [{ path: place, problem: "there is no such setting", advice: didYouMean(key, known, otherwise) }];
  });
}

function levelErrors(path: string, value: unknown): ConfigError[] {
  if (enforcementLevels.some((level) => level === value)) return [];
  const advice = didYouMean(String(value), enforcementLevels, "");
  return [{ path, problem: `${shown(value)} is not an enforcement level`, advice }];
}
