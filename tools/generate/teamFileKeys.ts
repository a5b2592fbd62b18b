/** policies/readers/teamFileKeys.ts, made from the schema of a team: policies import nothing of config. */
import { keysOfFile } from "../../config";
import { teamFileSchema } from "./entryFileSchema";
import type { JsonSchema } from "./stackFileSchema";

type Example = readonly Example[] | { readonly [key: string]: Example };

const head = `/**
 * Keys of a team's own file, as far down as the Team component tells of them. Made by \`npm run generate\` from config/schema;
 * change it there.
 */
`;

/** The file, as TypeScript. */
export function teamFileKeys(): string {
  const keys = keysOfFile(membersOf(teamFileSchema())).map((key) => key.split(".^"));
  const named = keys.flatMap(([key = "", pattern]) => (pattern === undefined ? [key] : []));
  const free = keys.flatMap(([above = "", pattern]) =>
    pattern === undefined ? [] : [`^${above.replaceAll(".", "\\.")}\\.${pattern}`],
  );
  return [
    head,
    listOf("teamFileKeys", "Those that the schema names.", named),
    listOf("teamFileKeyPatterns", "Those that the team names itself, such as `tags.cost-center`, as patterns.", free),
  ].join("\n");
}

function listOf(name: string, comment: string, texts: readonly string[]): string {
  const lines = texts.map((text) => `  ${JSON.stringify(text)},\n`).join("");
  return `/** ${comment} */\nexport const ${name}: readonly string[] = [\n${lines}];\n`;
}

/** A value with every key that the schema has: one entry in each list, and a free map's names as their pattern, `^.+$`. */
function exampleOf(schema: JsonSchema): Example {
  const { items, anyOf = [] } = schema;
  if (items !== undefined) return [exampleOf(items)];
  const branches = anyOf.map(exampleOf);
  return branches.find(Array.isArray) ?? Object.assign({}, ...branches, membersOf(schema));
}

function membersOf(schema: JsonSchema): { readonly [key: string]: Example } {
  const { properties, patternProperties, additionalProperties, propertyNames } = schema;
  const { pattern = "^.+$" } = (propertyNames ?? {}) as { readonly pattern?: string };
  const named = typeof additionalProperties === "object" ? { [pattern]: additionalProperties } : {};
  const members = Object.entries({ ...properties, ...patternProperties, ...named });
  return Object.fromEntries(members.map(([key, inner]) => [key, exampleOf(inner)]));
}
