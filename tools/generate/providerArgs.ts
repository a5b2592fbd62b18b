/**
 * provider/args.ts: the arguments of the component provider, made from the config's own schema. Pulumi's analyzer of component
 * providers knows neither unions nor literal types, so those become text, which the checks read as in a stack file.
 */
import { sharedPoolSchema } from "../../config/schema/pool";
import { teamSchema } from "../../config/schema/team";
import { type JsonSchema, jsonSchemaOf, withDefaultsDescribed } from "./stackFileSchema";

/**
 * Keys that need something outside the component, by path without indexes: other resources of the cluster, or a name that
 * Pulumi itself must know. docs/package.md says so.
 */
export const missingKeys: Readonly<Record<"team" | "pool", readonly string[]>> = {
  team: [
    "formerNames",
    "access",
    "capacityBuffers",
    "podIdentities",
    "protect",
    "pools.warm",
    "pools.pin",
    "pools.ceiling",
    "pools.smokeTest",
  ],
  pool: ["name", "formerNames", "warm", "pin", "ceiling", "smokeTest"],
};

interface Interface {
  readonly name: string;
  readonly fields: string;
  readonly body: string;
}

const head = `/**
 * Arguments of the components for programs in other languages. Made by \`npm run generate\` from config/schema; change it there.
 */
`;

/** The text of provider/args.ts. */
export function providerArgs(): string {
  const interfaces: Interface[] = [];
  const top = (key: "team" | "pool", name: string, description: string) => {
    const schema = withDefaultsDescribed(jsonSchemaOf(key === "team" ? teamSchema : sharedPoolSchema, false));
    interfaceOf({ schema, name, description, path: "", without: missingKeys[key] }, interfaces);
  };
  top("team", "TeamSettings", "What a stack file says of a team.");
  top("pool", "PoolSettings", "What a stack file says of a shared pool.");
  return head + interfaces.map(({ body }) => `\n${body}`).join("");
}

interface Subject {
  readonly schema: JsonSchema;
  readonly name: string;
  readonly description: string;
  /** Of its keys, from the top, without indexes. */
  readonly path: string;
  readonly without: readonly string[];
}

/** Adds the interface of an object, and returns its name: one that is there already where both say the same. */
function interfaceOf({ schema, name, description, path, without }: Subject, interfaces: Interface[]): string {
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const at = path === "" ? key : `${path}.${key}`;
    if (without.includes(at)) return [];
    const type = typeOf(value, { name: pascal(key), path: at, without }, interfaces);
    return [`${comment(descriptionOf(value), "  ")}  ${key}${required.has(key) ? "" : "?"}: ${type};\n`];
  });
  const made = (as: string) => `${comment(description, "")}export interface ${as} {\n${fields.join("")}}\n`;
  const free = [
    name,
    ...path
      .split(".")
      .reverse()
      .slice(1)
      .map((above) => `${pascal(above)}${name}`),
  ];
  for (const candidate of [...free, `${free.at(-1)}Settings`]) {
    const there = interfaces.find((one) => one.name === candidate);
    if (there?.fields === fields.join("")) return candidate;
    if (there !== undefined) continue;
    interfaces.push({ name: candidate, fields: fields.join(""), body: made(candidate) });
    return candidate;
  }
  throw new Error(`no name is left for ${path}`);
}

function typeOf(schema: JsonSchema, place: Omit<Subject, "schema" | "description">, interfaces: Interface[]): string {
  const { type, items, anyOf, properties, additionalProperties, patternProperties } = schema;
  if (anyOf !== undefined) {
    // text or a number, or a word in place of a list: the part that has a form of its own
    const formed = anyOf.find((one) => one.type === "array" || one.type === "object");
    return formed === undefined ? "string" : typeOf(formed, place, interfaces);
  }
  if (type === "array") return `${typeOf(items ?? {}, { ...place, name: singular(place.name) }, interfaces)}[]`;
  if (type === "boolean") return "boolean";
  if (type === "integer" || type === "number") return "number";
  if (type !== "object") return "string";
  // keys that nobody can list, or that are no names in other languages, make the whole a map of text
  const keys = Object.keys(properties ?? {});
  if (patternProperties !== undefined || keys.some((key) => !/^\w+$/.test(key))) return "{ [key: string]: string }";
  if (properties === undefined || typeof additionalProperties === "object") {
    const values = typeof additionalProperties === "object" ? additionalProperties : {};
    return `{ [key: string]: ${typeOf(values, { ...place, name: singular(place.name) }, interfaces)} }`;
  }
  return interfaceOf({ ...place, schema, description: descriptionOf(schema) }, interfaces);
}

function descriptionOf({ description = "", enum: words, items }: JsonSchema): string {
  const allowed = words ?? items?.enum;
  const list = allowed === undefined ? "" : ` One of ${allowed.join(", ")}.`;
  return `${description}${list}`.trim();
}

function comment(text: string, indent: string): string {
  return text === "" ? "" : `${indent}/** ${text.replaceAll("*/", "* /")} */\n`;
}

const pascal = (key: string) => key.charAt(0).toUpperCase() + key.slice(1);
const singular = (name: string) => name.replace(/ies$/, "y").replace(/([^s])s$/, "$1");
