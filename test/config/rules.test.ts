import assert from "node:assert/strict";
import { checkStackConfig, type Finding, findingText } from "../../config";
import { rules } from "../../config/rules";
import type { RawConfig } from "./arbitraries";
import { contextOf, quiet } from "./violation";
import { violations, violationsBySubject } from "./violations";

function findingsOf(config: RawConfig, context: Parameters<typeof contextOf>[0]) {
  return checkStackConfig(quiet(config), contextOf(context)).findings;
}

/** A violation chooses a version, or a day, for a reason of its own: that its support ends soon is not meant. */
const isMeant = (finding: Finding, rule: string) =>
  finding.rule !== "kubernetes-support-lasts" || rule === finding.rule;

describe("rules", () => {
  it("have names that differ, a violation each, and no violation without its rule", () => {
    const names = rules.map(({ name }) => name);
    assert.deepEqual([...new Set(names)], names);
    assert.deepEqual([...new Set(violations.map(({ rule }) => rule))].sort(), [...names].sort());
  });

  it("have, by subject, at least one message that is compared whole", () => {
    const without = Object.entries(violationsBySubject).filter(([, list]) =>
      list.every(({ text }) => text === undefined),
    );
    assert.deepEqual(without, []);
  });

  it("find nothing in the stack that violations start from", () => {
    assert.deepEqual(findingsOf({}, undefined), []);
  });

  for (const { rule, config, context, goodContext, paths, text, good, also = [], goodAlso = [] } of violations) {
    const level = rules.find(({ name }) => name === rule)?.level;
    describe(rule, () => {
      it(`finds ${paths.join(", ")}`, () => {
        const findings = findingsOf(config, context).filter((finding) => isMeant(finding, rule));
        const own = findings.filter((finding) => finding.rule === rule);
        assert.deepEqual(
          [own.map(({ path }) => path).sort(), own.find((finding) => finding.level !== level)],
          [[...paths].sort(), undefined],
        );
        assert.deepEqual(
          findings.filter((finding) => finding.rule !== rule && !also.includes(finding.rule)).map(findingText),
          [],
        );
        if (text !== undefined) assert.equal(findingText(own[0]!), text);
      });

      it("finds nothing in the nearest valid config", () => {
        const findings = findingsOf(good, goodContext).filter(
          (finding) => !goodAlso.includes(finding.rule) && isMeant(finding, rule),
        );
        assert.deepEqual(findings.map(findingText), []);
      });
    });
  }
});
