/** The plans of several stacks as one report, in every form, made of plans by hand. */
import assert from "node:assert/strict";
import { checkedStacksPlan } from "../../../../tools/plan/report/readReport";
import { sarifReport } from "../../../../tools/plan/report/sarif";
import { stacksSchema } from "../../../../tools/plan/report/stacksSchema";
import { stacksAnnotations, stacksGithub } from "../../../../tools/plan/stacks/github";
import { stacksMarkdown } from "../../../../tools/plan/stacks/markdown";
import { stacksText } from "../../../../tools/plan/stacks/text";
import type { Plan } from "../../../../tools/plan/summary/plan";
import { type StacksPlan, stacksPlan, worstVerdict } from "../../../../tools/plan/summary/stacks";
import { samplePlan, samplePlanAlone } from "../../../support/samplePlan";

const about = { project: "nodepools", mode: "preview" } as const;
const passing: Plan = {
  ...samplePlanAlone,
  stack: "prod",
  policies: { verdict: "pass", violations: [] },
  findings: [],
  decidedByAws: [],
};
const refused: Plan = {
  ...samplePlanAlone,
  stack: "refused",
  resources: [],
  findings: [{ level: "error", rule: "type", path: "teams.dotori", message: "is not a map" }],
};
const all = stacksPlan(about, [
  { stack: "refused", plan: refused },
  { stack: "prod", plan: passing },
  { stack: "crashed", message: "TypeError: x\n    at y" },
  { stack: "dev", plan: samplePlan },
]);

const plain = (report: StacksPlan) => stacksText(report).split("\n");

describe("the plans of several stacks", () => {
  it("are by name, with the worst verdict of all", () => {
    assert.deepEqual(
      all.stacks.map(({ stack, verdict }) => `${stack} ${verdict}`),
      ["crashed error", "dev fail", "prod pass", "refused fail"],
    );
    assert.equal(all.verdict, "error");
    assert.deepEqual(
      [worstVerdict([]), worstVerdict(["pass", "warn"]), worstVerdict(["fail", "warn"])],
      ["pass", "warn", "fail"],
    );
  });

  it("have the sums of the stacks that have figures, and say which those are", () => {
    const { sum, teams } = all;
    assert.deepEqual(sum.stacks, ["dev", "prod"]);
    const [one, two] = [samplePlan, passing];
    assert.equal(sum.resources, one.resources.length + two.resources.length);
    assert.equal(sum.ceiling.cpuMillis, one.cluster.ceiling.cpuMillis! + two.cluster.ceiling.cpuMillis!);
    assert.equal(sum.planned.usdPerMonth, one.money.planned.usdPerMonth + two.money.planned.usdPerMonth);
    assert.deepEqual(
      teams.map(({ name, stacks }) => [name, ...stacks.map(({ stack }) => stack)]),
      [["dotori", "dev", "prod"]],
    );
    const [team] = teams;
    assert.equal(team!.ceiling.usdPerHour, 2 * one.teams[0]!.ceiling.usdPerHour!);
    assert.equal(team!.atCeilings.usdPerMonth, 2 * one.money.teams[0]!.atCeilings.usdPerMonth);
  });

  it("have no sum of a figure that a stack does not know, and name the stack", () => {
    const unbounded: Plan = {
      ...passing,
      cluster: {
        ...passing.cluster,
        ceiling: { ...passing.cluster.ceiling, usdPerHour: null, usdPerHourReason: "x: y" },
      },
      money: { ...passing.money, planned: { ...passing.money.planned, notKnown: ["NAT gateways"] } },
    };
    const { sum } = stacksPlan(about, [
      { stack: "dev", plan: samplePlan },
      { stack: "prod", plan: unbounded },
    ]);
    assert.deepEqual(
      [sum.ceiling.usdPerHour, sum.ceiling.nullFor.usdPerHour, sum.ceiling.usdPerHourReason],
      [null, ["prod"], "prod: x: y"],
    );
    assert.ok(sum.planned.notKnown.includes("prod: NAT gateways"));
  });

  it("are what schema/stacks-plan.json describes, refused and failed ones too", () => {
    assert.deepEqual(stacksSchema.safeParse(JSON.parse(JSON.stringify(all))).error?.issues ?? [], []);
    assert.deepEqual(
      checkedStacksPlan({ ...JSON.parse(JSON.stringify(all)), later: 1 }),
      JSON.parse(JSON.stringify(all)),
    );
    assert.throws(
      () => checkedStacksPlan({ ...all, version: 2 }),
      /^RangeError: is not a JSON report of this version: version/,
    );
  });
});

describe("a report of several stacks of a stranger's", () => {
  const read = (change: (report: StacksPlan) => object) =>
    checkedStacksPlan({ ...all, ...change(JSON.parse(JSON.stringify(all)) as StacksPlan) });

  it("passes for nothing else than what its plans say", () => {
    const lying = read(({ stacks, sum, teams }) => ({
      verdict: "pass",
      stacks: stacks.map((each) => ({ ...each, verdict: "pass" })),
      sum: { ...sum, resources: 0, stacks: [] },
      teams: teams.slice(1),
    }));
    assert.deepEqual(lying, JSON.parse(JSON.stringify(all)));
  });

  it("may have a team without a bill, whose money is not known then", () => {
    const { teams } = read(({ stacks }) => ({
      stacks: stacks.map((each) =>
        each.plan === null ? each : { ...each, plan: { ...each.plan, money: { ...each.plan.money, teams: [] } } },
      ),
    }));
    assert.deepEqual(teams[0]!.planned, {
      usdPerMonth: 0,
      notKnown: ["dev: the team has no bill", "prod: the team has no bill"],
    });
  });
});

describe("the text of several stacks", () => {
  it("begins with all verdicts, and each stack's in its line", () => {
    assert.deepEqual(plain(all).slice(0, 7), [
      "error: of 4 stacks 1 could not be planned, 2 fail, 1 pass",
      `nodepools (preview): 4 stacks, ${all.sum.resources} resources, 1 team, 2 pools`,
      "",
      "Stacks",
      "  crashed  error: TypeError: x",
      "  dev      fail: 1 mandatory, 1 advisory, 1 cannot tell yet",
      "  prod     pass: no violations",
    ]);
  });

  it("names the stacks that a sum is of, unless it is of all", () => {
    assert.equal(plain(all).filter((line) => line.startsWith("  sum of 2 of 4 stacks  ")).length, 2);
    const both = stacksPlan(about, [
      { stack: "dev", plan: samplePlan },
      { stack: "prod", plan: passing },
    ]);
    assert.equal(plain(both).filter((line) => /^ {2}sum {4}/.test(line)).length, 2);
  });

  it("tells what asks for attention of each stack, and nothing of one that passes", () => {
    const heads = plain(all).filter((line) => line.startsWith("Stack "));
    assert.deepEqual(heads, [
      "Stack crashed: could not be planned",
      "Stack dev: fail: 1 mandatory, 1 advisory, 1 cannot tell yet",
      "Stack refused: refused: 1 error in the config of refused; nothing would be created",
    ]);
    assert.ok(stacksText(all).includes("  TypeError: x\n        at y"));
    assert.ok(stacksText(all).includes("error teams.dotori: is not a map"));
  });

  it("shows nothing of a stranger's that acts in a terminal", () => {
    const hostile = stacksPlan(about, [
      { stack: "a\u001b[2J", message: "::error::x\n##[group]y" },
      { stack: "b", plan: passing },
    ]);
    const text = stacksText(hostile);
    assert.ok(text.includes("a<U+001B>[2J"));
    assert.equal(text.includes("\u001b"), false);
    assert.doesNotMatch(text, /^\s*::|##\[/m);
  });
});

describe("several stacks in an Actions log", () => {
  it("have what they share once, with their names, worst first", () => {
    const twice = stacksPlan(about, [
      { stack: "dev", plan: samplePlan },
      { stack: "other", plan: { ...samplePlan, stack: "other" } },
      { stack: "crashed", message: "no" },
    ]);
    const titles = stacksAnnotations(twice).map(({ level, title }) => `${level} ${title}`);
    assert.deepEqual(titles.slice(0, 2), ["error plan (crashed)", "error policy/pool-has-limits (dev, other)"]);
    assert.deepEqual(
      titles.map((title) => title.split(" ")[0]),
      ["error", "error", ...titles.slice(2).map((title) => title.split(" ")[0])],
    );
    assert.equal(new Set(titles).size, titles.length);
    const order = ["error", "warning", "notice"];
    const ranks = titles.map((title) => order.indexOf(title.split(" ")[0]!));
    assert.deepEqual(ranks, [...ranks].sort());
  });

  it("end with the verdict of each and of all", () => {
    assert.deepEqual(stacksGithub(all).split("\n").slice(-6), [
      "nodepools crashed: error: TypeError: x",
      "nodepools dev: fail: 1 mandatory, 1 advisory, 1 cannot tell yet",
      "nodepools prod: pass: no violations",
      "nodepools refused: refused: 1 error in the config of refused; nothing would be created",
      "nodepools: error: of 4 stacks 1 could not be planned, 2 fail, 1 pass",
      "",
    ]);
  });
});

describe("several stacks in a comment", () => {
  it("are a table, worst first, then each stack's report", () => {
    const markdown = stacksMarkdown(all);
    const lines = markdown.split("\n");
    assert.equal(lines[0], "# nodepools: ❌ error: of 4 stacks 1 could not be planned, 2 fail, 1 pass");
    const rows = lines
      .filter((line) => /^\| \w+ \| \S/.test(line))
      .map((line) => line.split(" | ").slice(0, 2).join(" "));
    assert.deepEqual(rows.slice(1, 5), [
      "| crashed ❌ error: TypeError: x",
      "| dev ❌ fail: 1 mandatory, 1 advisory, 1 cannot tell yet",
      "| refused ❌ refused: 1 error in the config of refused; nothing would be created",
      "| prod ✅ pass: no violations",
    ]);
    assert.deepEqual(
      lines.filter((line) => line.startsWith("## ")).map((line) => line.split(":")[0]),
      ["## Plan of nodepools dev", "## Plan of nodepools refused", "## Plan of nodepools prod"],
    );
    assert.ok(lines.includes("- crashed: TypeError: x<br>at y"));
  });

  it("have money for the stacks that are in the sum, and for no other", () => {
    const byUse = { what: "queries", why: "by use" };
    const lying: Plan = { ...refused, money: { ...refused.money, notCounted: [byUse as never] } };
    const bare = { ...passing, money: { ...passing.money, notCounted: [] } };
    const report = stacksPlan(about, [
      { stack: "refused", plan: lying },
      { stack: "prod", plan: bare },
      { stack: "crashed", message: "no" },
    ]);
    const rows = stacksMarkdown(report).split("\n").slice(4, 10);
    const money = (name: string) =>
      rows
        .find((row) => row.startsWith(`| ${name} |`))
        ?.split(" | ")
        .slice(2)
        .join(" | ");
    assert.deepEqual([money("refused"), money("crashed")], [" |  |", " |  |"]);
    assert.match(money("prod") ?? "", /^\d/);
    assert.equal(money("**sum of 1 of 3 stacks**"), money("prod"), "what is paid by use is that of stacks in the sum");
  });

  it("fit what a host takes, however many there are, and say what is left out", () => {
    const many = stacksPlan(
      about,
      Array.from({ length: 300 }, (_, index) => ({
        stack: `stack-${index}`,
        plan: { ...samplePlan, stack: `stack-${index}` },
      })),
    );
    const markdown = stacksMarkdown(many);
    assert.ok(markdown.length <= 65_536, String(markdown.length));
    assert.match(markdown, /\d+ of 300 stacks are left out; the reports of the run have all\.\n$/);
  });
});

describe("several stacks in code scanning", () => {
  it("have a run each, and none that could not be planned: its alerts stay", () => {
    const { runs } = JSON.parse(sarifReport(all.stacks.flatMap(({ plan }) => plan ?? []))) as {
      runs: readonly { automationDetails: { id: string } }[];
    };
    assert.deepEqual(
      runs.map(({ automationDetails }) => automationDetails.id),
      ["dev", "prod", "refused"].map((stack) => `nodepools/nodepools/${stack}/`),
    );
  });
});

describe("stacks whose files are gone", () => {
  const outcomes = [{ stack: "prod", plan: passing }];
  const report = stacksPlan({ ...about, gone: ["oregon", "x\u001b[2J"] }, outcomes);
  const said = "Pulumi.oregon.yaml is gone: what the stack has made goes on running until `pulumi destroy`";

  it("are named in every report of all, and change no verdict", () => {
    assert.equal(report.verdict, "pass");
    const lines = plain(report);
    assert.equal(lines[lines.indexOf("Stacks that are gone") + 1], `  ${said}`);
    assert.ok(stacksMarkdown(report).includes(`\n### Gone\n\n- ${said.replaceAll("`", "\\`")}\n`));
    assert.ok(stacksGithub(report).split("\n").includes(`::warning title=stack oregon::${said}`));
    for (const text of [stacksText(report), stacksMarkdown(report), stacksGithub(report)])
      assert.equal(text.includes("\u001b"), false);
  });

  it("are in the JSON report, and shown again from it", () => {
    assert.deepEqual(checkedStacksPlan(JSON.parse(JSON.stringify(report))).gone, report.gone);
  });

  it("are not told of where none are", () => {
    for (const each of [stacksPlan(about, outcomes), stacksPlan({ ...about, gone: [] }, outcomes)]) {
      const { gone: _, ...rest } = each;
      assert.deepEqual(
        [stacksText, stacksMarkdown, stacksGithub].map((text) => text(each)),
        [stacksText, stacksMarkdown, stacksGithub].map((text) => text(rest)),
      );
      assert.equal(stacksText(each).includes("gone"), false);
    }
  });
});
