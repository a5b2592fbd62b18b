/** Several stacks planned by the command, as a user would. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { readAnyReport } from "../../../../tools/plan/report/readReport";
import type { StacksPlan } from "../../../../tools/plan/summary/stacks";
import { ran } from "../../../support/planned";
import { projectOf, scenario } from "./project";

describe("several stacks, planned by the command", function () {
  this.timeout(180_000);

  const folder = projectOf({
    "Pulumi.calm.yaml": scenario("existing"),
    "Pulumi.crash.yaml": scenario("crash"),
    "Pulumi.odd.yaml": scenario("warn"),
    "Pulumi.refused.yaml": scenario("refuse"),
  });
  const file = join(folder, "all.json");
  const planned = () => readAnyReport(file) as StacksPlan;

  it("are one report and one exit code, the worst; one that crashes hides no other", async () => {
    const { code, stdout, stderr } = await ran(["--all", "--format", "json", "--out", file], { folder });
    assert.deepEqual([code, stdout], [2, ""]);
    assert.deepEqual(
      planned().stacks.map(({ stack, verdict }) => `${stack} ${verdict}`),
      ["calm pass", "crash error", "odd pass", "refused fail"],
    );
    const [calm, crash] = planned().stacks;
    assert.equal(calm!.plan!.resources.find(({ name }) => name === "queue")!.type, "aws:sqs/queue:Queue");
    assert.match(crash!.message!, /Cannot read properties of undefined \(reading 'missing'\)[\s\S]*scenarios\.ts/);
    assert.deepEqual(stderr.trimEnd().split("\n"), [
      "plan: 0 of 4 stacks planned",
      "calm: warning: Undefined value (outputs) will not show as a stack output.",
      "odd: warning: teams.dotori: is odd (rule teams-are-even)",
      "odd: warning: Undefined value (outputs) will not show as a stack output.",
      `plan: error: of 4 stacks 1 could not be planned, 1 fail, 2 pass (the report is in ${file})`,
    ]);
  });

  it("keep the inputs of resources in the JSON report", () => {
    const queue = planned().stacks[0]!.plan!.resources.find(({ name }) => name === "queue");
    assert.equal(queue!.inputs.name, "12345678");
  });

  it("are shown again from that report, with the same exit code", async () => {
    const again = await ran(["--render", file, "--format", "markdown"], { folder });
    assert.deepEqual([again.code, again.stderr], [2, ""]);
    assert.match(again.stdout, /^# small: ❌ error: of 4 stacks/);
    const { code, stderr } = await ran(["--render", file, "--tree"], { folder });
    assert.deepEqual(
      [code, stderr],
      [
        2,
        `--tree is about one stack: ${file} is of several
`,
      ],
    );
  });
});
