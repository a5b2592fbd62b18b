/** The schemas for editors of files of teams and shared pools. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { sharedPoolFileSchema, teamFileSchema } from "../../../tools/generate/entryFileSchema";
import { root } from "../../support/plans";

type Schema = z.core.JSONSchema.JSONSchema;
const team = z.fromJSONSchema(teamFileSchema() as Schema);
const sharedPool = z.fromJSONSchema(sharedPoolFileSchema() as Schema);

const accepts = (schema: z.ZodType, yaml: string): boolean => schema.safeParse(parse(yaml)).success;

describe("the schemas for editors of files of teams", () => {
  for (const [folder, schema] of [
    ["teams", team],
    ["shared-pools", sharedPool],
  ] as const)
    for (const file of readdirSync(join(root, "examples/many-teams", folder)))
      it(`accept examples/many-teams/${folder}/${file}`, () =>
        assert.ok(accepts(schema, readFileSync(join(root, "examples/many-teams", folder, file), "utf8"))));

  it("refuse unknown keys, wrong words and a shared pool's name, which is its file's", () => {
    assert.deepEqual(
      ["ownr: x", "nodeClass: { userDat: x }", "pools: [{ name: a, limts: {} }]", "pools: [{}]", "pools: x"].map(
        (text) => accepts(team, text),
      ),
      [false, false, false, false, false],
    );
    assert.deepEqual(
      ["name: batch", "capacityTypes: [Spot]", "teams: [search]"].map((text) => accepts(sharedPool, text)),
      [false, false, true],
    );
  });

  it("refuse an encrypted value, which Pulumi decrypts in the stack file only", () => {
    assert.equal(accepts(team, "nodeClass: { userData: { secure: AAAB } }"), false);
  });

  it("accept what an overlay says: parts of a map, and null where it deletes", () => {
    const overlays = [
      "tags: { tier: null }",
      "tags: null",
      "pools: null",
      "nodeClass: { userData: null, tags: { a: null } }",
      "quotas: { dotori: { cpu: '8' } }",
      "quotas: { dotori: { memory: null }, dotori-batch: null }",
    ];
    for (const overlay of overlays) assert.ok(accepts(team, overlay), overlay);
    assert.ok(accepts(sharedPool, "labels: { tier: null }\nlimits: { cpu: null }\n"));
    assert.equal(
      accepts(team, "pools: [{ name: general, labels: { tier: null } }]"),
      false,
      "a list replaces as it is",
    );
  });
});
