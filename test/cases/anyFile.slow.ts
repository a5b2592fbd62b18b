/** More of anyFile.test.ts, and whole plans: reader, check, resolver, program and report. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { validConfigs } from "../config/fix";
import { ran, textFile } from "../support/planned";
import { planOf, root } from "../support/plans";
import { arbitraryFile, noisyFiles } from "./draws";
import { checkAnswers } from "./properties";

const seed = 20261126;
/** So many whole plans: half of files as strangers write them, half of what every rule accepts. */
const plans = 60;

describe("any stack file, more of them", () => {
  it("gets lines, 2,000 times", function () {
    this.timeout(600_000);
    fc.assert(fc.property(arbitraryFile, checkAnswers), { seed, numRuns: 2000 });
  });

  for (const [what, text] of Object.entries(noisyFiles)) it(`of ${what} gets lines`, () => checkAnswers(text));

  for (const [index, text] of fc.sample(arbitraryFile, { seed, numRuns: plans / 2 }).entries()) {
    it(`is planned whole without a stack trace (${index + 1} of ${plans / 2})`, async function () {
      this.timeout(120_000);
      const { code, stderr, stdout } = await ran(["--config", textFile(`Pulumi.any${index}.yaml`, text)], {
        folder: root,
      });
      assert.ok(code === 0 || code === 1, `${code}: ${stderr}`);
      assert.doesNotMatch(`${stdout}${stderr}`, /\n\s+at .*:\d+:\d+/);
    });
  }

  for (const [index, config] of validConfigs(plans / 2, seed).entries()) {
    it(`is planned whole when every rule accepts it (${index + 1} of ${plans / 2})`, async function () {
      this.timeout(120_000);
      const plan = await planOf(`any-${index}`, config, index % 2 === 0 ? "preview" : "settled");
      assert.deepEqual(
        plan.findings.filter(({ level }) => level === "error"),
        [],
      );
    });
  }
});
