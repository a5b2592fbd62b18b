/** The JSON report of every example, both ways, against its schema. */
import assert from "node:assert/strict";
import { exampleFiles } from "../../../program/examples";
import { planOfFile, settledPlanOfFile } from "../../../support/plans";
import { findingsOf } from "./jsonReport";

describe("schema/plan.json, for every example", () => {
  for (const file of exampleFiles) {
    it(`describes the plan of ${file} in both modes`, async () => {
      for (const plan of await Promise.all([planOfFile(file), settledPlanOfFile(file)]))
        assert.deepEqual(findingsOf(plan), []);
    });
  }
});
