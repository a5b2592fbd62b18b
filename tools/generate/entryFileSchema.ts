/** JSON schemas of the files of teams and shared pools, for editors. */
import type { z } from "zod";
import { sharedPoolSchema } from "../../config/schema/pool";
import { teamSchema } from "../../config/schema/team";
import { type JsonSchema, jsonSchemaOf, withDefaultsDescribed } from "./stackFileSchema";

/** Schema of a file of `teamsFrom`: the keys of a team. */
export function teamFileSchema(): JsonSchema {
  return entryFileSchema("File of a team, named by teamsFrom", teamSchema);
}

/** Schema of a file of `sharedPoolsFrom`: the keys of a shared pool but its name, which is the file's. */
export function sharedPoolFileSchema(): JsonSchema {
  return entryFileSchema("File of a shared pool, named by sharedPoolsFrom", sharedPoolSchema.omit({ name: true }));
}

/** An overlay has the same schema as the file below it, so no key is required, and null deletes one. */
function entryFileSchema(title: string, schema: z.ZodType): JsonSchema {
  const { $schema: _, ...whole } = withDefaultsDescribed(jsonSchemaOf(schema, false));
  return { $schema: "http://json-schema.org/draft-07/schema#", title, ...asOverlay(whole) };
}

/** Maps merge down to their leaves, those with names of the user's too; a list replaces the one below it, so what it requires stays. */
function asOverlay({ required: _, ...schema }: JsonSchema): JsonSchema {
  const nullable = (inner: JsonSchema): JsonSchema => ({ anyOf: [asOverlay(inner), { type: "null" }] });
  const { additionalProperties: named } = schema;
  return {
    ...schema,
    ...(typeof named === "object" && { additionalProperties: nullable(named) }),
    ...(schema.properties && {
      properties: Object.fromEntries(Object.entries(schema.properties).map(([key, inner]) => [key, nullable(inner)])),
    }),
  };
}
