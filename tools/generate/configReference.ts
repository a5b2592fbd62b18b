/** docs/config.md: every key of a stack's config with type, default and meaning, written from the schema. */
import { configSchema, type JsonSchema } from "./stackFileSchema";

interface Row {
  readonly path: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/** Keys that are at several places are listed once, here. */
const listedOnce = ["poolDefaults", "nodeClassDefaults"] as const;

/** The page, as Markdown. */
export function configReference(project: string): string {
  const { properties = {}, required = [] } = configSchema();
  const listed = new Map(listedOnce.map((key) => [key, properties[key]?.properties ?? {}]));
  const rowsBelow = (path: string, schema: JsonSchema): readonly Row[] => {
    const { properties: own, required: needed = [], items, additionalProperties, anyOf, furtherKey } = schema;
    if (own !== undefined) {
      const elsewhere =
        path.startsWith("poolDefaults") || path.startsWith("nodeClassDefaults") ? undefined : placeOf(own, listed);
      const rows = Object.entries(own).flatMap(([key, child]) => {
        if (elsewhere !== undefined && sameKey(listed.get(elsewhere), key, child)) return [];
        const at = `${path}.${key}`;
        return [{ path: at, schema: child, required: needed.includes(key) }, ...rowsBelow(at, child)];
      });
      const [further] = Object.values(schema.patternProperties ?? {});
      if (further !== undefined) rows.push({ path: `${path}.${furtherKey}`, schema: further, required: false });
      return elsewhere === undefined
        ? rows
        : [...rows, { path: `${path}.*`, schema: { description: `All keys of \`${elsewhere}\`.` }, required: false }];
    }
    if (items?.properties !== undefined) return rowsBelow(`${path}[]`, items);
    if (typeof additionalProperties === "object" && additionalProperties.properties !== undefined) {
      return rowsBelow(`${path}.<name>`, additionalProperties);
    }
    return (anyOf ?? []).flatMap((branch) => (branch.properties?.secure === undefined ? rowsBelow(path, branch) : []));
  };
  const sections = Object.entries(properties).map(([key, schema]) => {
    // A section is described above its table.
    const own = schema.properties === undefined ? [{ path: key, schema, required: required.includes(key) }] : [];
    const rows = [...own, ...rowsBelow(key, schema)];
    return [
      `## \`${project}:${key}\``,
      "",
      `${schema.description ?? ""}${required.includes(key) ? " Required." : ""}`,
      "",
      "| key | type | default | meaning |",
      "| --- | --- | --- | --- |",
      ...rows.map(rowText),
      "",
    ].join("\n");
  });
  return [
    "# Config reference",
    "",
    "<!-- Written by `npm run generate` from config/schema; do not edit. -->",
    "",
    `All keys that a stack file may have under \`${project}:\`. A key that is not here is refused. \`[]\` stands for each`,
    "entry of a list, `<name>` for each key of a map. Quote versions, account ids and label values: YAML reads `1.30` as",
    "1.3 and `true` as a truth value. Durations are hours, minutes and seconds (`720h`, `1h30m`); there is no `d`.",
    "",
    "A default is what the program takes where the key is not written; where the column is empty, that is nothing.",
    '"(Karpenter\'s default)" and the like: that is also what Karpenter takes by itself.',
    "",
    ...sections,
  ].join("\n");
}

type Keys = Readonly<Record<string, JsonSchema>>;

function sameKey(keys: Keys | undefined, key: string, schema: JsonSchema): boolean {
  return JSON.stringify(keys?.[key]) === JSON.stringify(schema);
}

/** The place listed once that has all its keys among these, if any. */
function placeOf(
  own: Keys,
  listed: ReadonlyMap<(typeof listedOnce)[number], Keys>,
): (typeof listedOnce)[number] | undefined {
  return listedOnce.find((place) =>
    Object.entries(listed.get(place) ?? {}).every(([key, schema]) => sameKey(own, key, schema)),
  );
}

function rowText({ path, schema, required }: Row): string {
  const cells = [
    `\`${path}\``,
    path.endsWith(".*") ? "" : typeText(schema),
    required ? "required" : defaultText(schema),
    schema.description ?? "",
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** `"720h"` (Karpenter's default), or a rule in words. */
function defaultText({ default: value, defaultText: words = "" }: JsonSchema): string {
  if (value === undefined) return words;
  return `\`${JSON.stringify(value)}\`${words === "" ? "" : ` (${words})`}`;
}

function typeText(schema: JsonSchema): string {
  if (schema.enum !== undefined) return schema.enum.map((word) => `\`${String(word)}\``).join(", ");
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.anyOf !== undefined) {
    return schema.anyOf
      .map((branch) => (branch.properties?.secure === undefined ? typeText(branch) : "encrypted"))
      .join(" or ");
  }
  if (schema.type === "array") return `list of ${schema.items === undefined ? "values" : typeText(schema.items)}`;
  if (schema.type === "integer") return range("number", schema);
  if (schema.type === "object") {
    const { additionalProperties } = schema;
    return typeof additionalProperties === "object" ? `map of ${typeText(additionalProperties)}` : "map";
  }
  const example = schema.examples?.find((one) => typeof one === "string" && one.length > 0 && one.length < 60);
  return (
    { string: "text", number: "number", boolean: "true or false" }[schema.type ?? ""]?.concat(
      typeof example === "string" ? `, such as \`${example.replaceAll("\n", "\\n")}\`` : "",
    ) ?? "any value"
  );
}

function range(word: string, { minimum, maximum }: JsonSchema): string {
  return minimum === undefined || maximum === undefined ? word : `${word}, ${minimum} to ${maximum}`;
}
