/** The schema for editors and the plan say the same of a stack file, as far as JSON schema can say it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { z } from "zod";
import { checkStackConfig } from "../../config";
import { stackFileSchema } from "../../tools/generate/stackFileSchema";
import { exampleFiles } from "../program/examples";
import { root } from "../support/plans";
import { arbitraryConfig, context, type RawConfig, setLeaves } from "./arbitraries";
import { fixed } from "./fix";
import { aloneAt, invalidAt } from "./invalid";

const editor = z.fromJSONSchema(stackFileSchema("nodepools") as z.core.JSONSchema.JSONSchema);

/** Paths at which the schema for editors refuses a file; none when it accepts it. */
function refusedByEditor(file: unknown): readonly string[] {
  return editor.safeParse(file).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];
}

const fileOf = (config: RawConfig) => ({
  config: {
    "aws:region": context.region,
    ...Object.fromEntries(Object.entries(config).map(([key, value]) => [`nodepools:${key}`, value])),
  },
});

/** The same configs on every machine. */
const drawn = fc.sample(arbitraryConfig, { seed: 20261125, numRuns: 25 }).map((config) => fixed(config).config);

/**
 * Rules of the check that JSON schema can say: a value of another type, a word that is none of a list, a key that is not
 * known, one that is missing. What a kind says by code (a CIDR, a quantity, a cron), it cannot.
 */
const sayable: ReadonlySet<string> = new Set(["type", "word", "unknown-key", "missing"]);

describe("the schema for editors", () => {
  for (const path of exampleFiles)
    it(`accepts ${path}`, () => {
      assert.deepEqual(refusedByEditor(parse(readFileSync(join(root, path), "utf8"))), []);
    });

  it("accepts what the plan accepts", () => {
    for (const config of drawn) assert.deepEqual(refusedByEditor(fileOf(config)), [], JSON.stringify(config));
  });

  it("refuses what the plan refuses for its form, and nothing that the plan accepts", function () {
    this.timeout(120_000);
    const missed = new Map<string, string>();
    let ways = 0;
    let count = 0;
    const places = new Map(drawn.flatMap((config) => setLeaves(config).map((leaf) => [leaf.leaf, { config, leaf }])));
    for (const { config, leaf } of places.values()) {
      const alone = aloneAt(config, leaf.steps);
      const complete = { environment: "development", ...alone.config };
      for (const { what, config: made } of invalidAt(complete, { ...leaf, steps: alone.steps })) {
        // each leaf in some ways, and each way at some leaves: all of both is two thousand times the whole schema
        if (count++ % 4 !== 0) continue;
        const invalid = made();
        const errors = checkStackConfig(invalid, context).findings.filter(({ level }) => level === "error");
        const isRefused = refusedByEditor(fileOf(invalid)).length > 0;
        if (isRefused) assert.ok(errors.length > 0, `${what}: only the schema for editors refuses it`);
        else if (errors.some(({ rule }) => sayable.has(rule))) missed.set(leaf.leaf, what);
        ways++;
      }
    }
    assert.ok(ways > 500, `${ways} ways`);
    assert.deepEqual([...missed.values()], []);
  });
});
