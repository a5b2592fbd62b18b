/** JSON schema of a stack file, for editors: what config/ says, under the project's namespace. */
import { z } from "zod";
import { shownDefault } from "../../config/schema/frame/default";
import { furtherOf } from "../../config/schema/frame/further";
import { kinds } from "../../config/schema/frame/kind";
import { stackSchema } from "../../config/schema/stack";

export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  /** The default in words, for a reader; not a keyword of JSON schema. */
  readonly defaultText?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  /** How docs call a key of `patternProperties`; not a keyword of JSON schema. */
  readonly furtherKey?: string;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly [keyword: string]: unknown;
}

/** An encrypted value, as `pulumi config set --secret` writes it. */
const encrypted: z.core.JSONSchema.BaseSchema = {
  type: "object",
  properties: { secure: { type: "string" } },
  required: ["secure"],
  additionalProperties: false,
};

/** Schema of the keys under the namespace, without the namespace; defaults in words are in `defaultText`. */
export function configSchema(): JsonSchema {
  return jsonSchemaOf(stackSchema);
}

/**
 * JSON schema of a part of the config; defaults in words are in `defaultText`.
 * @param isEncryptable whether a secret may stand there encrypted: in the stack file only
 */
export function jsonSchemaOf(schema: z.ZodType, isEncryptable = true): JsonSchema {
  return z.toJSONSchema(schema, {
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      const { value, words, owner } = shownDefault(zodSchema) ?? {};
      if (value !== undefined) jsonSchema.default = value;
      if (words !== undefined) jsonSchema.defaultText = words;
      if (owner !== undefined) jsonSchema.defaultText = `${owner}'s default`;
      const further = furtherOf(zodSchema);
      if (further !== undefined) {
        const { $schema: _, ...value } = jsonSchemaOf(further.value, isEncryptable);
        Object.assign(jsonSchema, { patternProperties: { [further.pattern]: value }, additionalProperties: false });
        jsonSchema.furtherKey = further.word;
      }
      const isEmpty = value === undefined ? words === undefined : Array.isArray(value) && value.length === 0;
      if (jsonSchema.type === "array" && !isEmpty)
        jsonSchema.description = `${jsonSchema.description ?? ""} A list here replaces the default.`.trim();
      const kind = kinds.get(zodSchema as unknown as z.ZodType);
      if (kind === undefined) return;
      jsonSchema.examples = [...kind.examples];
      if (kind.secret === true && isEncryptable) {
        jsonSchema.anyOf = [{ type: "string" }, encrypted];
        delete jsonSchema.type;
      }
    },
  }) as JsonSchema;
}

/** Schema of a `Pulumi.<stack>.yaml`. */
export function stackFileSchema(project: string): JsonSchema {
  const { properties = {}, required = [] } = withDefaultsDescribed(configSchema());
  const namespaced = (key: string) => `${project}:${key}`;
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: `Stack file of the Pulumi project ${project}`,
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: {
          "aws:region": {
            type: "string",
            description: "AWS region of the stack.",
            examples: ["us-east-1", "ap-northeast-2"],
          },
          ...Object.fromEntries(Object.entries(properties).map(([key, schema]) => [namespaced(key), schema])),
        },
        required: required.map(namespaced),
        // Other namespaces (aws:profile) are Pulumi's; a misspelt key of ours is not among them.
        patternProperties: { [`^(?!${project}:).+:.+$`]: {} },
        additionalProperties: false,
      },
      secretsprovider: { type: "string" },
      encryptedkey: { type: "string" },
      encryptionsalt: { type: "string" },
      environment: {},
    },
    required: ["config"],
    additionalProperties: false,
  };
}

/** A schema with each default in words at the end of the description, where an editor shows it. */
export function withDefaultsDescribed(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (_, place: unknown) => {
    if (typeof place !== "object" || place === null) return place;
    const { defaultText, furtherKey, ...rest } = place as JsonSchema;
    if (defaultText === undefined) return furtherKey === undefined ? place : rest;
    if (rest.default !== undefined) return rest;
    return { ...rest, description: `${rest.description ?? ""} Default: ${defaultText}.`.trim() };
  }) as JsonSchema;
}
