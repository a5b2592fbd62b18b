import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../policies/rules";
import { analyzerFor, stopAnalyzers } from "../support/analyzer";
import { casesOf, expected, productionStack, reportedBy } from "./case";
import { casesFileOf, ruleFiles, rulesIn } from "./ruleFiles";

after(stopAnalyzers);

describe("the list of policies", () => {
  it("has every rule that a file defines, once, and no file without one", () => {
    const defined = ruleFiles.flatMap((file) => {
      const found = rulesIn(file);
      assert.ok(found.length > 0, `policies/rules/${file}.ts exports no rule`);
      return found.map(({ name }) => name);
    });
    assert.deepEqual(rules.map(({ name }) => name).sort(), defined.sort());
  });

  it("has cases for each rule, and no cases without a rule", () => {
    const files = readdirSync(join(__dirname, "cases"), { recursive: true, encoding: "utf8" });
    assert.deepEqual(
      files.filter((file) => file.endsWith(".ts")).sort(),
      rules.map((rule) => casesFileOf(rule)).sort(),
    );
  });
});

describe("policies", () => {
  for (const rule of rules) {
    const cases = casesOf(rule);

    describe(rule.name, () => {
      it("has cases that pass and cases that fail", () => {
        const failing = cases.filter(({ violates = [] }) => violates.length > 0);
        const passing = cases.filter(({ violates = [], cannotTell = [] }) => violates.length + cannotTell.length === 0);
        assert.ok(passing.length > 0, `test/policies/cases/${casesFileOf(rule)} has no case that passes`);
        assert.ok(failing.length > 0, `test/policies/cases/${casesFileOf(rule)} has no case that fails`);
      });

      for (const each of cases) {
        it(each.title, async () => {
          const analyzer = await analyzerFor(each.stack ?? productionStack);
          assert.deepEqual(await reportedBy(rule, each, analyzer), expected(rule, each));
        });
      }
    });
  }
});
