import { deepEqual, equal } from "node:assert/strict";
import { eventText, jsonReport, type Rehearsal, textReport } from "../../../tools/rehearse/report";

const rehearsal: Rehearsal = {
  project: "nodepools",
  stack: "dev",
  provider: "simulation",
  scenario: null,
  verdict: "fail",
  admitted: 6,
  findings: [
    {
      check: "admission",
      by: "kubernetes",
      subject: "teams.dotori.pools[0] (NodePool dotori-general)",
      field: "spec.weight",
      message: "too much",
    },
    {
      check: "admission",
      by: "kubernetes",
      subject: "teams.dotori.pools[0] (NodePool dotori-general)",
      field: "spec.limit",
      message: "not known",
    },
  ],
  ran: ["Kubernetes 1.34.4", "Karpenter 1.15.1: core 1.15.0, the nearest served"],
  notChecked: ["Helm release karpenter: not rendered"],
  timeline: [],
  launchTemplates: [],
  price: null,
};

describe("report of a rehearsal", () => {
  it("says what was admitted, what was not checked, every finding and the verdict", () => {
    equal(
      textReport(rehearsal, true),
      [
        "Rehearsal of nodepools/dev",
        "",
        "Ran: Kubernetes 1.34.4; Karpenter 1.15.1: core 1.15.0, the nearest served",
        "Admission: 6 objects admitted, 1 refused",
        "  not checked: Helm release karpenter: not rendered",
        "Behaviour: not played; give a scenario with --scenario",
        "",
        "admission (Kubernetes): teams.dotori.pools[0] (NodePool dotori-general) spec.weight: too much",
        "admission (Kubernetes): teams.dotori.pools[0] (NodePool dotori-general) spec.limit: not known",
        "Verdict: fail",
        "",
      ].join("\n"),
    );
  });

  it("shows the timeline and the price of a scenario", () => {
    const played: Rehearsal = {
      ...rehearsal,
      scenario: "five",
      verdict: "pass",
      findings: [],
      notChecked: [],
      timeline: [{ seconds: 12.34, kind: "node", by: "karpenter", text: "+ a node" }],
      price: { usd: 0.01234, highestUsdPerHour: 0.2566, nodeSeconds: 360 },
    };
    const lines = textReport(played, true).split("\n");
    deepEqual(lines.slice(0, 7), [
      "Rehearsal of nodepools/dev, five",
      "",
      "Ran: Kubernetes 1.34.4; Karpenter 1.15.1: core 1.15.0, the nearest served",
      "Admission: 6 objects admitted",
      "Behaviour:",
      "  12.3 s  node    Karpenter   + a node",
      "Nodes: 0.100 node hours, 0.0123 USD, at most 0.2566 USD/h",
    ]);
    equal(textReport(played, false).includes("a node\n"), false);
  });

  it("has its version first as JSON, and then all that it found", () => {
    const report = JSON.parse(jsonReport(rehearsal)) as object;
    deepEqual(report, { version: 1, ...rehearsal });
    deepEqual(Object.keys(report), [
      "version",
      "project",
      "stack",
      "provider",
      "scenario",
      "verdict",
      "admitted",
      "findings",
      "ran",
      "notChecked",
      "timeline",
      "launchTemplates",
      "price",
    ]);
  });

  it("aligns its events", () => {
    equal(eventText({ seconds: 1, kind: "missed", by: "rehearsal", text: "x" }), "   1.0 s  MISS    ours        x");
  });

  it("says of each line who decided it", () => {
    const deciders = ["aws", "karpenter", "kubernetes", "helm", "rehearsal"] as const;
    const findings = deciders.map((by) => ({ check: "aws" as const, by, subject: "a", field: "", message: "b" }));
    const timeline = deciders.map((by) => ({ seconds: 1, kind: "aws" as const, by, text: "c" }));
    const lines = textReport({ ...rehearsal, scenario: "five", findings, timeline }, true).split("\n");
    const names = ["AWS", "Karpenter", "Kubernetes", "Helm", "ours"];
    deepEqual(
      lines.filter((line) => line.startsWith("aws (")),
      names.map((name) => `aws (${name}): a: b`),
    );
    deepEqual(
      lines.filter((line) => line.endsWith(" c")),
      names.map((name) => `   1.0 s  aws     ${name.padEnd(10)}  c`),
    );
  });
});
