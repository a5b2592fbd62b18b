import { deepEqual, throws } from "node:assert/strict";
import { UsageError } from "../../../../tools/cli/errors";
import { readRehearsal } from "../../../../tools/plan/page/rehearsal/read";
import { jsonReport, type Rehearsal } from "../../../../tools/rehearse/report";
import { textFile } from "../../../support/planned";

const rehearsal: Rehearsal = {
  project: "nodepools",
  stack: "dev",
  provider: "simulation",
  scenario: "five-warm-nodes",
  verdict: "fail",
  admitted: 41,
  findings: [{ check: "behaviour", by: "aws", subject: "steps[3]", field: "", message: "2 nodes, 5 expected" }],
  ran: ["Karpenter 1.15.1"],
  notChecked: ["webhooks"],
  timeline: [{ seconds: 12.3, kind: "node", by: "aws", text: "+ dotori-general: m7i.large" }],
  launchTemplates: [],
  price: { usd: 0.02, highestUsdPerHour: 0.5, nodeSeconds: 300 },
};

const refusal = (text: string, message: RegExp) =>
  throws(
    () => readRehearsal(textFile("rehearsal.json", text)),
    (cause: unknown) => cause instanceof UsageError && message.test(cause.message),
  );

describe("the rehearsal of a page", () => {
  it("is read as npm run rehearse writes it", () => {
    const { launchTemplates: _, findings, timeline, ...shown } = rehearsal;
    deepEqual(readRehearsal(textFile("rehearsal.json", jsonReport(rehearsal))), {
      version: 1,
      ...shown,
      findings: findings.map(({ by: _by, ...finding }) => finding),
      timeline: timeline.map(({ by: _by, ...event }) => event),
    });
  });

  it("may be of an admission alone", () => {
    const alone = { ...rehearsal, scenario: null, price: null, timeline: [] };
    deepEqual(readRehearsal(textFile("rehearsal.json", jsonReport(alone))).price, null);
  });

  it("is refused in one line when it is no JSON, no rehearsal or of another version", () => {
    refusal("{", /rehearsal\.json: is not JSON$/);
    refusal("[]", /rehearsal\.json: is not a JSON report of a rehearsal: the report: /);
    refusal(jsonReport(rehearsal).replace('"version": 1', '"version": 2'), /: version: /);
    refusal(
      jsonReport({ ...rehearsal, timeline: [{ seconds: -1, kind: "node", by: "aws", text: "" }] }),
      /timeline\.0\.seconds: /,
    );
  });

  it("is refused when the file is not there or too large", () => {
    throws(() => readRehearsal("/nowhere/rehearsal.json"), UsageError);
    refusal(" ".repeat(16 * 1024 * 1024 + 1), /rehearsal\.json: /);
  });
});
