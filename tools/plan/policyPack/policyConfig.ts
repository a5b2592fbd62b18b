/** What each policy of a pack runs with: its defaults, the pack's own config, and the caller's policy config file. */

import { readFileSync } from "node:fs";
import { ownValue } from "../../../capacity/units/ownValue";
import { type ConfigError, wanted } from "../../../policies/frame/jsonSchema";
import { pathAt } from "../../../policies/frame/path";
import { type PlanCheck, planChecks } from "../../../policies/frame/planChecks";
import { type EnforcementLevel, enforcementLevels, policyConfigErrors } from "../../../policies/frame/policyConfig";
import { UsageError } from "../../cli/errors";
import { isProperties, type Properties, type Value } from "../engine/property";

/** What a pack tells of one policy. */
export interface PolicyInfo {
  readonly name: string;
  /** What it requires and why, as the pack says it. */
  readonly description: string;
  /** Level when no config sets one. */
  readonly level: EnforcementLevel;
  /** JSON schemas by setting. */
  readonly properties: Properties;
  /** Settings without which the policy does not run. */
  readonly required: readonly string[];
}

/** What one policy runs with. */
export interface PolicyConfig {
  readonly level: EnforcementLevel;
  readonly properties: Properties;
}

/** A level, settings, or both, as a file or a pack's initial config gives them. */
export interface GivenConfig {
  readonly level?: EnforcementLevel;
  readonly properties: Properties;
}

/** @throws UsageError when the file cannot be read, or is not valid JSON */
function fileContent(path: string): Value {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Value;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new UsageError(`${path}: no such file`);
    if (code !== undefined) throw new UsageError(`${path}: cannot be read (${code})`);
    throw new UsageError(`${path}: is not valid JSON: ${message}`);
  }
}

/** One entry of the file; what is not valid is left out. */
function givenConfig(value: Value): GivenConfig {
  const { enforcementLevel, ...properties } = isProperties(value) ? value : { enforcementLevel: value };
  const level = enforcementLevels.find((each) => each === enforcementLevel);
  return { ...(level === undefined ? {} : { level }), properties };
}

/** Applies given config: the level of "all" first, then each policy's own level and settings. */
function applied(config: Map<string, PolicyConfig>, given: ReadonlyMap<string, GivenConfig>): void {
  const all = given.get("all")?.level;
  for (const [name, { level, properties }] of config) {
    const own = given.get(name);
    config.set(name, { level: own?.level ?? all ?? level, properties: { ...properties, ...own?.properties } });
  }
}

/** The defaults that a policy's schema states. */
function defaultsOf({ properties }: PolicyInfo): Properties {
  const stated = Object.entries(properties).flatMap(([key, schema]): readonly (readonly [string, Value])[] =>
    isProperties(schema) && schema.default !== undefined ? [[key, schema.default]] : [],
  );
  return Object.fromEntries(stated);
}

/** Required settings that neither the schema, the pack nor the caller gives. */
function missingSettings(
  { name, properties, required }: PolicyInfo,
  config: ReadonlyMap<string, PolicyConfig>,
): readonly ConfigError[] {
  const given: Properties = config.get(name)?.properties ?? {};
  return required
    .filter((key) => ownValue(given, key) === undefined)
    .map((key) => ({
      path: pathAt(pathAt("", name), key),
      problem: "is missing, and has no default",
      advice: `add ${wanted(ownValue(properties, key))}`,
    }));
}

/**
 * The config of every policy: its schema's defaults, the pack's initial config, then the caller's file.
 * @param path the caller's file; undefined for none
 * @throws UsageError with every error in the file, and every required setting that it lacks
 */
export function policyConfigs(
  policies: readonly PolicyInfo[],
  initial: ReadonlyMap<string, GivenConfig>,
  path: string | undefined,
): ReadonlyMap<string, PolicyConfig> {
  const config = new Map<string, PolicyConfig>(
    policies.map((policy) => [policy.name, { level: policy.level, properties: defaultsOf(policy) }]),
  );
  applied(config, initial);
  const errors: ConfigError[] = [];
  if (path !== undefined) {
    const content = fileContent(path);
    errors.push(...policyConfigErrors(content, [...policies, ...planChecks]));
    const entries = isProperties(content) ? Object.entries(content) : [];
    applied(config, new Map(entries.map(([name, value]) => [name, givenConfig(value)])));
  }
  errors.push(...policies.flatMap((policy) => missingSettings(policy, config)));
  if (errors.length > 0) throw new UsageError(errors.map((error) => errorLine(path, error)).join("\n"));
  return config;
}

/**
 * The level of a check that the plan makes itself.
 * @param path the caller's file, valid as {@link policyConfigs} checks it; undefined for none
 */
export function planCheckLevel({ name, enforcementLevel }: PlanCheck, path: string | undefined): EnforcementLevel {
  if (path === undefined) return enforcementLevel;
  const content = fileContent(path);
  const entries = isProperties(content) ? Object.entries(content) : [];
  const config = new Map<string, PolicyConfig>([[name, { level: enforcementLevel, properties: {} }]]);
  applied(config, new Map(entries.map(([key, value]) => [key, givenConfig(value)])));
  return config.get(name)?.level ?? enforcementLevel;
}

/** One error: file, place, what it is, what to write. */
function errorLine(file: string | undefined, { path, problem, advice }: ConfigError): string {
  return [file ?? "--policy-config", path, `${problem}; ${advice}`].filter((part) => part !== "").join(": ");
}
