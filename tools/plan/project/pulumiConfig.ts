/** The Pulumi config of a stack as the CLI passes it to a program: defaults filled in, objects as JSON, everything as text. */
import { createHash } from "node:crypto";
import { enumeration } from "../../../capacity/units/enumeration";
import { encryptedPlaceholder, numberedPlaceholder, pathText } from "../../../config";
import { isProperties, type Properties, type Value } from "../engine/property";
import type { Project, StackFile } from "./project";

/** The path of a value: keys and indexes. */
export type Steps = readonly (string | number)[];

/** The config of one stack, defaults of the project included. */
export interface PulumiConfig {
  /** Text by full key (`aws:region`), as in PULUMI_CONFIG. */
  readonly values: ReadonlyMap<string, string>;
  /** Keys with an encrypted value somewhere inside. */
  readonly secretKeys: readonly string[];
  /** The project's own keys, without namespace, as the program parses them: objects as they are, scalars as text. */
  readonly own: Properties;
  /** Where in `own` the encrypted values are, as steps and as text: `teams.dotori.nodeClass.userData`. */
  readonly encrypted: readonly Steps[];
  readonly encryptedPaths: readonly string[];
  /** Why the CLI itself would refuse the stack, in its words; by key of the project. */
  readonly refusals: readonly { readonly key: string; readonly message: string }[];
}

function isEncrypted(value: Value): boolean {
  return isProperties(value) && typeof value.secure === "string" && Object.keys(value).length === 1;
}

/** What stands for an encrypted value, by its ciphertext. */
export type Placeholder = (ciphertext: string) => string;

/** A placeholder that is the same for the same ciphertext alone, so that two plans can be compared. */
export const distinctPlaceholder: Placeholder = (ciphertext) =>
  numberedPlaceholder(createHash("sha256").update(ciphertext).digest("hex").slice(0, 16));

/** A value with placeholders for the encrypted parts, whose paths are added to `places`. */
function withPlaceholders(value: Value, steps: Steps, places: Steps[], placeholder: Placeholder): Value {
  if (isEncrypted(value)) {
    places.push(steps);
    return placeholder((value as { readonly secure: string }).secure);
  }
  const within = (inner: Value, step: string | number) =>
    withPlaceholders(inner, [...steps, step], places, placeholder);
  if (Array.isArray(value)) return value.map(within);
  if (!isProperties(value)) return value;
  // fromEntries defines own properties: an assignment to `__proto__` would set the prototype and lose the key
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, within(inner, key)]));
}

function text(value: Value): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** `ns:config:name` and a bare `name` become `ns:name`. */
export function fullKey(project: string, key: string): string {
  const parts = key.split(":");
  if (parts.length === 1) return `${project}:${key}`;
  return parts.length === 3 && parts[1] === "config" ? `${parts[0]}:${parts[2]}` : key;
}

/** Whether a value is of a declared type; the CLI looks no deeper than into arrays. */
function isOfType(type: Value | undefined, items: Value | undefined, value: Value): boolean {
  switch (type) {
    case "string":
      return typeof value === "string" || value === null;
    case "integer":
      return typeof value === "number"
        ? Number.isInteger(value)
        : typeof value === "string" && /^[-+]?\d+$/.test(value);
    case "boolean":
      return typeof value === "boolean" || value === "true" || value === "false";
    case "object":
      return isProperties(value);
    case "array":
      return (
        Array.isArray(value) &&
        isProperties(items) &&
        value.every((item: Value) => isOfType(items.type, items.items, item))
      );
    default:
      return true;
  }
}

function typeName(type: Value | undefined, items: Value | undefined): string {
  return isProperties(items) ? `array<${typeName(items.type, items.items)}>` : String(type);
}

/** The declaration of one key in Pulumi.yaml; a plain value is short for a default. */
function declared(declaration: Value): Properties {
  return isProperties(declaration) ? declaration : { default: declaration };
}

/** Keys in a list as in the CLI's messages: 'a', 'b' and 'c'. */
function keyList(keys: readonly string[]): string {
  return enumeration(keys.map((key) => `'${key}'`));
}

/**
 * The config of a stack, with the project's defaults.
 * @param placeholder for encrypted values; by default the same for all
 */
export function pulumiConfig(
  project: Project,
  stack: StackFile,
  placeholder: Placeholder = () => encryptedPlaceholder,
): PulumiConfig {
  const values = new Map<string, string>();
  const secretKeys: string[] = [];
  const own = new Map<string, Value>();
  const encrypted: Steps[] = [];
  const prefix = `${project.name}:`;

  const set = (key: string, value: Value): void => {
    const name = key.slice(key.indexOf(":") + 1);
    const places: Steps[] = [];
    const opened = withPlaceholders(value, [name], places, placeholder);
    values.set(key, text(opened));
    if (places.length > 0) secretKeys.push(key);
    if (!key.startsWith(prefix)) return;
    // a scalar reaches the program as text, whatever its YAML type
    own.set(name, typeof opened === "object" ? opened : text(opened));
    encrypted.push(...places);
  };

  for (const [key, value] of Object.entries(stack.config)) set(fullKey(project.name, key), value);

  const missing: string[] = [];
  const refusals: { key: string; message: string }[] = [];
  for (const [name, declaration] of Object.entries(project.config).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const key = fullKey(project.name, name);
    const { type, items, secret, default: byDefault, value: fixed } = declared(declaration);
    const given = values.get(key);
    if (given === undefined) {
      const filled = byDefault ?? fixed;
      if (filled !== undefined && filled !== null) set(key, filled);
      else if (key.startsWith(prefix)) missing.push(name);
    } else if (type !== undefined && key.startsWith(prefix)) {
      const shortName = key.slice(prefix.length);
      if (secret === true && !secretKeys.includes(key)) {
        refusals.push({
          key: shortName,
          message: `Stack '${stack.name}' with configuration key '${name}' must be encrypted as it's secret`,
        });
      } else if (!isOfType(type, items, own.get(shortName) ?? null)) {
        refusals.push({
          key: shortName,
          message: `Stack '${stack.name}' with configuration key '${name}' must be of type '${typeName(type, items)}'`,
        });
      }
    }
  }
  if (missing.length > 0) {
    const message = `Stack '${stack.name}' is missing configuration ${missing.length === 1 ? "value" : "values"} ${keyList(missing)}`;
    // the CLI stops here, before it looks at any type
    refusals.splice(0, refusals.length, { key: missing[0] as string, message });
  }
  return {
    values,
    secretKeys,
    own: Object.fromEntries(own),
    encrypted,
    encryptedPaths: encrypted.map(pathText),
    refusals,
  };
}
