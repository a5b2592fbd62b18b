/** The caller's policy config file, checked against what each policy says of itself. */
import { readFileSync } from "node:fs";
import { UsageError } from "../../cli/errors";
import { isProperties, type Properties, type Value } from "../engine/property";

export const enforcementLevels = ["advisory", "mandatory", "disabled", "remediate"] as const;
export type EnforcementLevel = (typeof enforcementLevels)[number];

/** What a pack tells of one policy. */
export interface PolicyInfo {
  readonly name: string;
  readonly level: EnforcementLevel;
  /** JSON schema by property. */
  readonly properties: Properties;
  readonly required: readonly string[];
}

/** What one policy runs with. */
export interface PolicyConfig {
  readonly level: EnforcementLevel;
  readonly properties: Properties;
}

/** A level, properties, or both, as a file or a pack's initial config gives them. */
export interface GivenConfig {
  readonly level?: EnforcementLevel;
  readonly properties: Properties;
}

/** Type of a value in JSON schema's words. */
function typeNames(value: Value): readonly string[] {
  if (value === null) return ["null"];
  if (Array.isArray(value)) return ["array"];
  if (typeof value === "number") return Number.isInteger(value) ? ["integer", "number"] : ["number"];
  return [typeof value];
}

function isType(names: Value | undefined, value: Value): boolean {
  if (names === undefined) return true;
  const allowed = Array.isArray(names) ? names : [names];
  return typeNames(value).some((name) => allowed.includes(name));
}

const bounds: Readonly<Record<string, readonly [(value: Value, bound: number) => boolean, string]>> = {
  minimum: [(value, bound) => typeof value !== "number" || value >= bound, "at least"],
  maximum: [(value, bound) => typeof value !== "number" || value <= bound, "at most"],
  exclusiveMinimum: [(value, bound) => typeof value !== "number" || value > bound, "more than"],
  exclusiveMaximum: [(value, bound) => typeof value !== "number" || value < bound, "less than"],
  minLength: [(value, bound) => typeof value !== "string" || value.length >= bound, "a length of at least"],
  maxLength: [(value, bound) => typeof value !== "string" || value.length <= bound, "a length of at most"],
  minItems: [(value, bound) => !Array.isArray(value) || value.length >= bound, "a number of items of at least"],
  maxItems: [(value, bound) => !Array.isArray(value) || value.length <= bound, "a number of items of at most"],
};

/** Every way in which a value does not meet its JSON schema, each as `path: value is wrong; what is allowed`. */
export function schemaFaults(schema: Value | undefined, value: Value, path: string): readonly string[] {
  if (!isProperties(schema)) return [];
  const said = JSON.stringify(value);
  if (!isType(schema.type, value)) {
    return [`${path}: ${said} is no ${Array.isArray(schema.type) ? schema.type.join(" or ") : schema.type}`];
  }
  const faults: string[] = [];
  const options = Array.isArray(schema.enum) ? (schema.enum as readonly Value[]) : undefined;
  if (options !== undefined && !options.some((option) => JSON.stringify(option) === said)) {
    faults.push(`${path}: ${said} is not known (${options.map((option) => String(option)).join(", ")})`);
  }
  if (schema.const !== undefined && JSON.stringify(schema.const) !== said)
    faults.push(`${path}: ${said} must be ${JSON.stringify(schema.const)}`);
  for (const [keyword, [holds, words]] of Object.entries(bounds)) {
    const bound = schema[keyword];
    if (typeof bound === "number" && !holds(value, bound)) faults.push(`${path}: ${said} must be ${words} ${bound}`);
  }
  if (typeof schema.pattern === "string" && typeof value === "string" && !new RegExp(schema.pattern).test(value)) {
    faults.push(`${path}: ${said} does not match ${schema.pattern}`);
  }
  if (
    schema.uniqueItems === true &&
    Array.isArray(value) &&
    new Set(value.map((item: Value) => JSON.stringify(item))).size < value.length
  ) {
    faults.push(`${path}: ${said} holds an item twice`);
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) faults.push(...schemaFaults(schema.items, item, `${path}[${index}]`));
  } else if (isProperties(value)) faults.push(...memberFaults(schema, value, path));
  return faults;
}

function memberFaults(schema: Properties, value: Properties, path: string): readonly string[] {
  const known: Properties = isProperties(schema.properties) ? schema.properties : {};
  const faults: string[] = [];
  for (const name of Array.isArray(schema.required) ? (schema.required as readonly string[]) : []) {
    if (value[name] === undefined) faults.push(`${path}.${name}: is missing`);
  }
  for (const [name, member] of Object.entries(value)) {
    const own = known[name] ?? schema.additionalProperties;
    if (own === false) faults.push(`${path}.${name}: is not known (${Object.keys(known).join(", ")})`);
    else faults.push(...schemaFaults(own, member, `${path}.${name}`));
  }
  return faults;
}

function levelOf(value: Value, path: string, faults: string[]): EnforcementLevel | undefined {
  const level = enforcementLevels.find((each) => each === value);
  if (level === undefined)
    faults.push(`${path}: ${JSON.stringify(value)} is no enforcement level (${enforcementLevels.join(", ")})`);
  return level;
}

/** One entry of the file: a level alone, or an object of a level and properties. */
function givenConfig(name: string, value: Value, faults: string[]): GivenConfig {
  if (isProperties(value)) {
    const { enforcementLevel, ...properties } = value;
    const level =
      enforcementLevel === undefined ? undefined : levelOf(enforcementLevel, `${name}.enforcementLevel`, faults);
    return { ...(level === undefined ? {} : { level }), properties };
  }
  const level = levelOf(value, name, faults);
  return { ...(level === undefined ? {} : { level }), properties: {} };
}

function fileConfig(path: string, policies: readonly PolicyInfo[]): ReadonlyMap<string, GivenConfig> {
  let content: Value;
  try {
    content = JSON.parse(readFileSync(path, "utf8")) as Value;
  } catch (cause) {
    throw new UsageError(
      `${path}: ${(cause as NodeJS.ErrnoException).code === "ENOENT" ? "no such file" : `no JSON: ${(cause as Error).message}`}`,
    );
  }
  if (!isProperties(content)) throw new UsageError(`${path}: must be an object: a level or settings by policy name`);
  const faults: string[] = [];
  const given = new Map<string, GivenConfig>();
  for (const [name, value] of Object.entries(content)) {
    const policy = policies.find((each) => each.name === name);
    const config = givenConfig(name, value, faults);
    given.set(name, config);
    if (name !== "all" && policy === undefined) {
      faults.push(`${name}: there is no such policy (all, ${policies.map((each) => each.name).join(", ")})`);
      continue;
    }
    for (const [property, setting] of Object.entries(config.properties)) {
      const schema = policy?.properties[property];
      if (schema !== undefined) faults.push(...schemaFaults(schema, setting, `${name}.${property}`));
      else
        faults.push(
          `${name}.${property}: there is no such setting (${Object.keys(policy?.properties ?? {}).join(", ") || "none"})`,
        );
    }
  }
  if (faults.length > 0) throw new UsageError(faults.map((fault) => `${path}: ${fault}`).join("\n"));
  return given;
}

/** Lays given config over what stands: "all" sets levels first, then each policy its own. */
function applied(config: Map<string, PolicyConfig>, given: ReadonlyMap<string, GivenConfig>): void {
  const all = given.get("all")?.level;
  for (const [name, { level, properties }] of config) {
    const own = given.get(name);
    config.set(name, { level: own?.level ?? all ?? level, properties: { ...properties, ...own?.properties } });
  }
}

/**
 * The config of every policy: its schema's defaults, the pack's initial config, then the caller's file.
 * @param path the caller's file; undefined for none
 * @throws WrongUse naming each wrong path of the file
 */
export function policyConfigs(
  policies: readonly PolicyInfo[],
  initial: ReadonlyMap<string, GivenConfig>,
  path: string | undefined,
): ReadonlyMap<string, PolicyConfig> {
  const config = new Map<string, PolicyConfig>();
  for (const { name, level, properties } of policies) {
    const defaults = Object.entries(properties).flatMap(([key, schema]): readonly (readonly [string, Value])[] =>
      isProperties(schema) && schema.default !== undefined ? [[key, schema.default]] : [],
    );
    config.set(name, { level, properties: Object.fromEntries(defaults) });
  }
  applied(config, initial);
  if (path !== undefined) applied(config, fileConfig(path, policies));
  for (const { name, required } of policies) {
    const lacking = required.filter((key) => config.get(name)?.properties[key] === undefined);
    if (lacking.length > 0)
      throw new UsageError(`policy ${name} needs ${lacking.join(", ")}; give it with --policy-config`);
  }
  return config;
}
