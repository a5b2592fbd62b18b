import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../../../tools/plan/plan";
import { textReport } from "../../../../tools/plan/report/text";
import { planOfFile, root } from "../../../support/plans";
import { samplePlan, samplePlanAlone } from "../../../support/samplePlan";

/** Lines that begin a section. */
const titles = (text: string) =>
  text.split("\n").filter((line, index, all) => index > 0 && all[index - 1] === "" && line !== "");

describe("the report for a terminal", () => {
  it("begins with the verdict, counts and money, then what changes, and shows findings before details", () => {
    assert.equal(textReport(samplePlan), readFileSync(join(__dirname, "expected/plan.txt"), "utf8"));
  });

  it("begins so without something to compare with, too", () => {
    const text = textReport(samplePlanAlone);
    assert.deepEqual(text.split("\n").slice(0, 5), [
      "fail: 1 mandatory, 1 advisory, 1 cannot tell yet",
      "nodepools dev (preview): 5 resources, 1 team, 1 pool",
      "a month, in USD: 73.00 planned, 7,008.00 at the ceilings",
      "at the limits of all pools, in USD per hour: 9.50",
      "",
    ]);
    assert.deepEqual(titles(text), [
      "Findings",
      "Checked in `pulumi preview`, not here",
      "Policies",
      "Ceilings: the most that teams can reach and spend",
      "Money: what the stack costs a month",
      "Whose nodes pods may land on",
    ]);
  });

  it("lists every resource only when asked for", () => {
    assert.deepEqual(textReport(samplePlanAlone, undefined, { tree: true }).split("\n").slice(-7), [
      "Resources",
      "  pulumi:pulumi:Stack  nodepools-dev",
      "    aws:eks:Cluster  cluster",
      "    nodepools:index:Team  dotori",
      "      nodepools:index:NodePool  dotori-general",
      "        kubernetes:karpenter.sh/v1:NodePool  dotori-general",
      "",
    ]);
  });

  it("counts what policies cannot tell yet in one line, or lists it", () => {
    const line = "  cannot tell yet: 1 advisory of 1 policy (--details lists them)";
    const head = "  advisory iam-actions-are-named  Pulumi.dev.yaml:3:3 cluster  aws:eks:Cluster cluster";
    const has = (text: string) => [line, head].map((each) => text.split("\n").includes(each));
    assert.deepEqual(has(textReport(samplePlanAlone)), [true, false]);
    assert.deepEqual(has(textReport(samplePlanAlone, undefined, { details: true })), [false, true]);
  });

  it("says that nothing changes in one line", () => {
    const changes = {
      ...samplePlan.changes!,
      abrupt: [],
      resources: [],
      pools: [],
      access: { gained: [], lost: [] },
      windows: [],
    };
    const same: Plan["changes"] = {
      ...changes,
      summary: { ...changes.summary, isSame: true, update: 0, delete: 0, cannotTell: 0, ignored: [] },
      policies: { new: [], gone: [], still: [], known: true },
    };
    const lines = textReport({ ...samplePlan, changes: same }).split("\n");
    const start = lines.indexOf("What changes, against origin/main (c2e2ca9)");
    assert.deepEqual(lines.slice(start + 1, start + 3), ["  nothing changes: 3 resources the same", ""]);
  });

  it("is the verdict and the findings of a refused stack", () => {
    const findings = [
      { level: "error", rule: "type", path: "teams", message: "is wrong", file: "Pulumi.dev.yaml", line: 2, column: 3 },
    ] as const;
    const refused: Plan = {
      ...samplePlanAlone,
      resources: [],
      findings,
      decidedByAws: [],
      policies: { verdict: "fail", violations: [] },
    };
    assert.equal(
      textReport(refused),
      "refused: 1 error in Pulumi.dev.yaml; nothing would be created\nnodepools dev (preview)\n\nFindings\n  error Pulumi.dev.yaml:2:3 teams: is wrong\n",
    );
  });

  it("shows warm capacity by the team's clock, and by UTC where that is asked for and differs", async () => {
    const plan = await planOfFile("examples/warm-by-the-clock.yaml");
    const clocks = (text: string) => text.match(/by the clock of .*/g);
    assert.deepEqual(clocks(textReport(plan)), ["by the clock of Asia/Seoul (+09:00)"]);
    assert.deepEqual(clocks(textReport(plan, undefined, { utc: true })), [
      "by the clock of Asia/Seoul (+09:00)",
      "by the clock of UTC",
    ]);
    const [team] = plan.teams;
    const [pool] = team!.pools;
    const week = { ...pool!.warm!.week, timezone: "Africa/Abidjan", utcOffset: "+00:00" };
    const inAbidjan: Plan = { ...plan, teams: [{ ...team!, pools: [{ ...pool!, warm: { ...pool!.warm!, week } }] }] };
    assert.deepEqual(clocks(textReport(inAbidjan, undefined, { utc: true })), [
      "by the clock of Africa/Abidjan (+00:00)",
    ]);
  });
});

describe("the README", () => {
  it("quotes what the plan of the example stack prints", async () => {
    const [, quoted = ""] = readFileSync(join(root, "README.md"), "utf8").split("The first prints:\n\n```\n");
    const lines = quoted
      .slice(0, quoted.indexOf("\n```"))
      .split("\n")
      .filter((line) => line.trim() !== "...");
    const printed = textReport(await planOfFile("Pulumi.dev.yaml"))
      .replace(/\n/g, " ")
      .replace(/ +/g, " ");
    const missing = lines.filter((line) => !printed.includes(line.trim().replace(/ +/g, " ")));
    assert.deepEqual([lines.length > 10, missing], [true, []]);
  });
});
