/** What the report advises to write: each key of ours in its sentences is one that the schema has. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { isRecord, recordOf } from "../../../capacity/units/fields";
import { root } from "../../support/plans";

type Schema = Readonly<Record<string, unknown>>;

const schemaOf = (name: string): Schema =>
  JSON.parse(readFileSync(join(root, "schema", `${name}.json`), "utf8")) as Schema;

/** A schema and its alternatives. */
function alternatives(schema: unknown): readonly Schema[] {
  if (!isRecord(schema)) return [];
  const inner = ["anyOf", "oneOf", "allOf"].flatMap((key) => (Array.isArray(schema[key]) ? schema[key] : []));
  return [schema, ...inner.flatMap(alternatives), ...alternatives(schema.items)];
}

/** Schemas of what stands under a key. */
function under(schema: unknown, key: string): readonly unknown[] {
  return alternatives(schema).flatMap((one) => {
    const properties = recordOf(one.properties);
    return Object.hasOwn(properties, key)
      ? [properties[key]]
      : isRecord(one.additionalProperties)
        ? [one.additionalProperties]
        : [];
  });
}

const has = (schema: unknown, [first, ...rest]: readonly string[]): boolean =>
  first === undefined || under(schema, first).some((inner) => has(inner, rest));

const config = recordOf(recordOf(recordOf(schemaOf("stack-config").properties).config).properties);
const stack = {
  properties: Object.fromEntries(Object.entries(config).map(([key, value]) => [key.replace(/^nodepools:/, ""), value])),
};
const team = schemaOf("team");
/** Where a path of a sentence may begin: in the stack, a team or a pool. */
const tops = [stack, team, recordOf(recordOf(team.properties).pools).items, schemaOf("shared-pool")];
const beginnings = new Set(tops.flatMap((top) => Object.keys(recordOf(recordOf(top).properties))));

/** Every key of the schemas, wherever it stands. */
const keys = new Set<string>();
const collect = (value: unknown): void => {
  if (Array.isArray(value)) value.forEach(collect);
  if (!isRecord(value)) return;
  for (const key of Object.keys(recordOf(value.properties))) keys.add(key);
  Object.values(value).forEach(collect);
};
tops.forEach(collect);

/** The literal texts of the sources that are sentences: they have a space. */
function sentences(): readonly string[] {
  const folder = join(root, "tools/migrate");
  const texts: string[] = [];
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((one) => one.endsWith(".ts"))) {
    const file = ts.createSourceFile(name, readFileSync(join(folder, name), "utf8"), ts.ScriptTarget.Latest, true);
    const walk = (node: ts.Node): void => {
      if (
        (ts.isStringLiteralLike(node) ||
          ts.isTemplateMiddle(node) ||
          ts.isTemplateHead(node) ||
          ts.isTemplateTail(node)) &&
        node.text.includes(" ")
      )
        texts.push(node.text);
      node.forEachChild(walk);
    };
    walk(file);
  }
  return texts;
}

/** Paths of ours in a sentence: `nodeClass.userData`; no label such as karpenter.sh/nodepool. */
const pathsIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?<![\w./-])[a-z][A-Za-z]*(?:\.[A-Za-z][\w-]*)+(?![\w/-]|\.\w)/g)]
    .map(([path]) => path)
    .filter((path) => beginnings.has(path.split(".")[0]!));

/** Words in the form of a key: `userData`. */
const wordsIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?<![\w./-])[a-z]+(?:[A-Z][a-z0-9]*)+(?![\w/-])/g)].map(([word]) => word);

/** Such words that are of the sources, not of ours: KEDA's keys, and a unit. */
const ofSources = ["desiredReplicas", "maxReplicaCount", "vCPU"];

describe("advice of migrate", () => {
  it("names paths of keys that the schema has", () => {
    const paths = [...new Set(sentences().flatMap(pathsIn))];
    assert.ok(paths.includes("cluster.addons.vpc-cni.configurationValues"));
    assert.deepEqual(
      paths.filter((path) => !tops.some((top) => has(top, path.split(".")))),
      [],
    );
    assert.equal(has(stack, "cluster.addons.vpc-cni.values".split(".")), false, "a key that was advised once");
  });

  it("names keys that the schema has somewhere", () => {
    const words = new Set(sentences().flatMap(wordsIn));
    assert.deepEqual([...words].filter((word) => !keys.has(word)).sort(), ofSources);
  });
});
