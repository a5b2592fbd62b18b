import assert from "node:assert/strict";
import { rules } from "../../policies/rules";
import { analyzerFor, stopAnalyzers } from "../support/analyzer";
import { casesOf, expected, fileName, heard, productionStack } from "./case";

after(stopAnalyzers);

describe("policies", () => {
  for (const rule of rules) {
    const cases = casesOf(rule);

    describe(rule.name, () => {
      it("has cases that pass and cases that fail", () => {
        const failing = cases.filter(({ violates = [] }) => violates.length > 0);
        const passing = cases.filter(({ violates = [], cannotTell = [] }) => violates.length + cannotTell.length === 0);
        assert.ok(passing.length > 0, `test/policies/cases/${fileName(rule)}.ts has no case that passes`);
        assert.ok(failing.length > 0, `test/policies/cases/${fileName(rule)}.ts has no case that fails`);
      });

      for (const each of cases) {
        it(each.title, async () => {
          const analyzer = await analyzerFor(each.stack ?? productionStack);
          assert.deepEqual(await heard(rule, each, analyzer), expected(rule, each));
        });
      }
    });
  }
});
