import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../../../tools/plan/plan";
import { markdownReport } from "../../../../tools/plan/report/markdown";
import { longestComment } from "../../../../tools/plan/report/markdownParts";
import { samplePlan, samplePlanAlone } from "../../../support/samplePlan";

/** A plan with so many violations and resources. */
function large(violations: number, message = "M."): Plan {
  const [mandatory, advisory] = samplePlanAlone.policies.violations;
  const [first] = samplePlanAlone.resources;
  const all = Array.from({ length: violations }, (_, index) => ({
    ...(index < 3 ? mandatory! : advisory!),
    message: `${message} ${index}`,
  }));
  const resources = Array.from({ length: 2000 }, (_, index) => ({
    ...first!,
    urn: `${first!.urn}-${index}`,
    type: `a:b:C${index}`,
  }));
  return { ...samplePlanAlone, resources, policies: { verdict: "fail", violations: all.reverse() } };
}

describe("the report for a comment", () => {
  it("has verdict, money, what happens at once, pools that roll and new violations first, and folds the rest", () => {
    assert.equal(markdownReport(samplePlan), readFileSync(join(__dirname, "expected/plan.md"), "utf8"));
  });

  it("fits what GitHub takes: worst first, and a last line that says what is left out", () => {
    const markdown = markdownReport(large(1000));
    assert.ok(markdown.length <= longestComment && markdown.length > longestComment - 2000, String(markdown.length));
    const levels = [...markdown.matchAll(/^\| (mandatory|advisory) /gm)].map(([, level]) => level);
    assert.deepEqual(levels.slice(0, 4), ["mandatory", "mandatory", "mandatory", "advisory"]);
    const notice = markdown.trimEnd().split("\n").at(-1);
    assert.equal(
      notice,
      `Left out, since 65,536 characters are the most: ${1000 - levels.length} of 1000 violations, 2000 of 2000 lines of the tree of resources. The JSON report has all.`,
    );
    assert.equal(markdown.match(/<details>/g)?.length, markdown.match(/<\/details>/g)?.length);
  });

  it("shortens a message rather than leave out all others", () => {
    const markdown = markdownReport(large(5, "@".repeat(100_000)));
    assert.ok(markdown.length <= longestComment);
    assert.equal(markdown.match(/^\| mandatory /gm)?.length, 3);
  });

  it("leaves nothing out of a report that fits", () => {
    assert.doesNotMatch(markdownReport(samplePlanAlone), /Left out/);
  });

  it("takes less where there is less space", () => {
    for (const limit of [3000, 5000, 20_000]) {
      const markdown = markdownReport(large(1000), limit);
      assert.ok(markdown.length <= limit, `${markdown.length} of ${limit}`);
    }
  });
});
