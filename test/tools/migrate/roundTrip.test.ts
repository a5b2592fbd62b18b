/** Whatever a stack can say of pools, rendered to the manifests that the program makes, comes back from them by migration. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { recordOf } from "../../../capacity/units/fields";
import { readYaml } from "../../../config";
import { validConfigs } from "../../config/fix";
import { exampleFiles } from "../../program/examples";
import { root } from "../../support/plans";
import { checkRoundTrip } from "./roundTrip";

/** roundTrip.slow.ts makes more. */
const runs = 20;
const seed = 20261126;

describe("what a stack says of its pools", () => {
  it("comes back from the manifests that the program makes of it, or is told of", () => {
    // no shrinking: a smaller config would be repaired anew, for minutes
    const pools = validConfigs(runs, seed).reduce((sum, config) => sum + checkRoundTrip(config), 0);
    assert.ok(pools > runs / 3, `${pools} pools`);
  });

  for (const file of exampleFiles) {
    it(`comes back from those of ${file}`, () => {
      const config = recordOf(recordOf(readYaml(readFileSync(join(root, file), "utf8")).value).config);
      const own = Object.entries(config).map(([key, value]) => [key.replace(/^nodepools:/, ""), value]);
      const { "aws:region": region, ...keys } = Object.fromEntries(own) as Readonly<Record<string, unknown>>;
      assert.ok(checkRoundTrip(keys, String(region)) > 0);
    });
  }
});
