import assert from "node:assert/strict";
import { jsonReport } from "../../../../tools/plan/report/json";
import { readReport } from "../../../../tools/plan/report/readReport";
import { ran, textFile } from "../../../support/planned";
import { samplePlan } from "../../../support/samplePlan";

describe("a JSON report that is handed over", () => {
  it("is the plan again", () => {
    assert.deepEqual(readReport(textFile("plan.json", jsonReport(samplePlan))), JSON.parse(jsonReport(samplePlan)));
  });

  it("may have keys of a later release, which are left out", () => {
    const [team] = samplePlan.teams;
    const later = { ...samplePlan, more: 1, teams: [{ ...team, more: { a: 1 } }], another: 2 };
    assert.deepEqual(readReport(textFile("plan.json", JSON.stringify(later))), JSON.parse(jsonReport(samplePlan)));
  });

  it("is refused in a line when it is none", () => {
    const refused = (text: string) => {
      const file = textFile("plan.json", text);
      try {
        readReport(file);
      } catch (error) {
        return (error as Error).message.replace(file, "FILE");
      }
      return "read";
    };
    assert.equal(refused("{"), "FILE: is not JSON");
    assert.equal(
      refused("[]"),
      "FILE: is not a JSON report of this version: the report: Invalid input: expected object, received array",
    );
    assert.match(
      refused(JSON.stringify({ ...samplePlan, version: 2, more: 1 })),
      /^FILE: is not a JSON report of this version: version: [^;]*$/,
    );
    assert.match(refused(JSON.stringify({ ...samplePlan, teams: [{ name: 1 }] })), /teams\.0\.name: Invalid input/);
  });

  it("is shown in any format, without a plan, and with the verdict's exit code", async () => {
    const file = textFile("plan.json", jsonReport(samplePlan));
    const { code, stdout, stderr } = await ran(["--render", file, "--format", "github"]);
    assert.deepEqual([code, stderr, stdout.split("\n").length], [1, "", 8]);
    assert.match(stdout, /^::error file=infra\/Pulumi\.dev\.yaml,line=14,col=11,title=policy\/pool-has-limits::/);
  });

  it("excludes what a plan is made of, and flags that a format ignores are refused", async () => {
    const file = textFile("plan.json", jsonReport(samplePlan));
    const wrong = await ran(["--render", file, "--stack", "dev"]);
    assert.deepEqual([wrong.code, wrong.stderr], [2, "--stack and --render exclude each other: give one of them\n"]);
    const ignored = await ran(["--render", file, "--format", "json", "--tree"]);
    assert.deepEqual(
      [ignored.code, ignored.stderr],
      [2, "--tree goes with --format text; --format json decides by itself\n"],
    );
  });
}).timeout(60_000);
