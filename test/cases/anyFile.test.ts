/** Whatever a stack file holds, the plan answers in lines: never a stack trace, never a hang. */
import fc from "fast-check";
import { arbitraryConfig } from "../config/arbitraries";
import { arbitraryFile, largeFiles } from "./draws";
import { checkAnswers } from "./properties";

/** Draws of each kind; anyFile.slow.ts makes more. A config of the schema's own values costs thirty times as much. */
const runs = { rawYaml: 500, ownValues: 40 };
const seed = 20261125;

describe("any stack file", () => {
  it("of raw YAML gets lines", () =>
    fc.assert(fc.property(arbitraryFile, checkAnswers), { seed, numRuns: runs.rawYaml }));

  it("of the schema's own values gets lines", () => {
    const file = arbitraryConfig.map((config) =>
      JSON.stringify({
        config: Object.fromEntries(Object.entries(config).map(([key, value]) => [`nodepools:${key}`, value])),
      }),
    );
    fc.assert(fc.property(file, checkAnswers), { seed, numRuns: runs.ownValues });
  });

  for (const [what, text] of Object.entries(largeFiles)) it(`of ${what} gets lines`, () => checkAnswers(text));
});
