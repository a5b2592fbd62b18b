/**
 * The check of a policy config file against the rules' schemas. The CLI refuses wrong types by itself, but takes
 * unknown rules and properties in silence; a limit that nobody reads guards nothing.
 */

/** What the check needs of a rule's schema; what the analyzer tells of itself is enough. */
export interface RuleSchema {
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface ConfigFault {
  /** `pool-within-ceiling.maxCpu` */
  readonly path: string;
  readonly message: string;
}

const levels = ["advisory", "mandatory", "remediate", "disabled"];

/** Keys of a policy config file that name no rule: every rule's level, and Pulumi ESC environments. */
const keysOfNoRule = ["all", "environments"];

/** Everything in a policy config that no rule would read, or would read wrongly; empty when it is right. */
export function policyConfigFaults(config: unknown, rules: readonly RuleSchema[]): ConfigFault[] {
  if (!isRecord(config)) return [{ path: "(whole file)", message: "is no JSON object of rules; write { }" }];
  const byName = new Map(rules.map((rule) => [rule.name, rule]));
  return Object.entries(config).flatMap(([name, given]) => {
    if (name === "environments") return [];
    const rule = byName.get(name);
    if (rule === undefined && !keysOfNoRule.includes(name)) {
      return [
        { path: name, message: `is no rule of this pack; the nearest name is ${mostAlike(name, [...byName.keys()])}` },
      ];
    }
    return ruleFaults(name, given, rule?.properties ?? {});
  });
}

function ruleFaults(name: string, given: unknown, properties: Readonly<Record<string, unknown>>): ConfigFault[] {
  if (typeof given === "string") return levelFaults(name, given);
  if (!isRecord(given)) return [{ path: name, message: `is ${shown(given)}; write a level or an object` }];
  return Object.entries(given).flatMap(([key, value]) => {
    const path = `${name}.${key}`;
    if (key === "enforcementLevel") return levelFaults(path, value);
    const schema = properties[key];
    if (schema === undefined) {
      const known = ["enforcementLevel", ...Object.keys(properties)].join(", ");
      return [{ path, message: `is no property of this rule; known are ${known}` }];
    }
    return valueFaults(path, value, isRecord(schema) ? schema : {});
  });
}

/** The rule that shares the most letters in pairs with a name. */
function mostAlike(name: string, known: readonly string[]): string {
  const pairs = (text: string) => new Set(Array.from(text.slice(1), (letter, index) => `${text[index]}${letter}`));
  const wanted = pairs(name);
  const alike = (candidate: string) => {
    const found = pairs(candidate);
    return [...wanted].filter((pair) => found.has(pair)).length / (wanted.size + found.size);
  };
  return [...known].sort((a, b) => alike(b) - alike(a))[0] ?? "nothing";
}

function levelFaults(path: string, value: unknown): ConfigFault[] {
  if (typeof value === "string" && levels.includes(value)) return [];
  return [{ path, message: `is ${shown(value)}, no level; write one of ${levels.join(", ")}` }];
}

function valueFaults(path: string, value: unknown, schema: Readonly<Record<string, unknown>>): ConfigFault[] {
  const allowed = allowedInstead(value, schema);
  return allowed === undefined ? [] : [{ path, message: `is ${shown(value)}; ${allowed}` }];
}

/** What to write instead of a value that a schema refuses, in the part of JSON schema that settings are written in. */
export function allowedInstead(value: unknown, schema: Readonly<Record<string, unknown>>): string | undefined {
  const { type, enum: words, pattern, minimum } = schema;
  if (!isOfType(value, type)) return `write ${type === "array" ? "a list of texts" : `a ${type}`}`;
  if (Array.isArray(words) && !words.includes(value)) return `write one of ${words.join(", ")}`;
  if (typeof pattern === "string" && !new RegExp(pattern).test(String(value))) return `write what fits ${pattern}`;
  if (typeof minimum === "number" && Number(value) < minimum) return `write at least ${minimum}`;
  return undefined;
}

function isOfType(value: unknown, type: unknown): boolean {
  if (type === "array") return Array.isArray(value) && value.every((item) => typeof item === "string");
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const shown = (value: unknown): string => JSON.stringify(value) ?? "nothing";
