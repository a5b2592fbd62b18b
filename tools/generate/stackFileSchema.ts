/** JSON schema of a stack file, for editors: what config/ says, under the project's namespace. */
import { z } from "zod";
import { kinds } from "../../config/schema/kind";
import { stackSchema } from "../../config/schema/stack";

export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
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

/** Schema of the keys under the namespace, without the namespace. */
export function configSchema(): JsonSchema {
  return z.toJSONSchema(stackSchema, {
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      const kind = kinds.get(zodSchema as unknown as z.ZodType);
      if (kind === undefined) return;
      jsonSchema.examples = [...kind.examples];
      if (kind.secret === true) {
        jsonSchema.anyOf = [{ type: "string" }, encrypted];
        delete jsonSchema.type;
      }
    },
  }) as JsonSchema;
}

/** Schema of a whole `Pulumi.<stack>.yaml`. */
export function stackFileSchema(project: string): JsonSchema {
  const { properties = {}, required = [] } = configSchema();
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
