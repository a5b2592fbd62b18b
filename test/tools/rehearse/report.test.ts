import { deepEqual, equal } from "node:assert/strict";
import { eventText, type Rehearsal, textReport } from "../../../tools/rehearse/report";
import { Timeline } from "../../../tools/rehearse/scenario/timeline";

const rehearsal: Rehearsal = {
  project: "nodepools",
  stack: "dev",
  scenario: null,
  verdict: "fail",
  admitted: 6,
  findings: [
    {
      check: "admission",
      subject: "teams.dotori.pools[0] (NodePool dotori-general)",
      field: "spec.weight",
      message: "too much",
    },
    {
      check: "admission",
      subject: "teams.dotori.pools[0] (NodePool dotori-general)",
      field: "spec.limit",
      message: "not known",
    },
  ],
  notes: ["Helm release karpenter: not rendered"],
  timeline: [],
  price: null,
};

describe("report of a rehearsal", () => {
  it("says what was taken, what was not checked, every finding and the verdict", () => {
    equal(
      textReport(rehearsal, true),
      [
        "Rehearsal of nodepools/dev",
        "",
        "Admission: 6 objects taken, 1 refused",
        "  not checked: Helm release karpenter: not rendered",
        "Behaviour: not played; give a scenario with --scenario",
        "",
        "admission: teams.dotori.pools[0] (NodePool dotori-general) spec.weight: too much",
        "admission: teams.dotori.pools[0] (NodePool dotori-general) spec.limit: not known",
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
      notes: [],
      timeline: [{ seconds: 12.34, kind: "node", text: "+ a node" }],
      price: { usd: 0.01234, highestUsdPerHour: 0.2566, nodeSeconds: 360 },
    };
    const lines = textReport(played, true).split("\n");
    deepEqual(lines.slice(0, 6), [
      "Rehearsal of nodepools/dev, five",
      "",
      "Admission: 6 objects taken",
      "Behaviour:",
      "  12.3 s  node  + a node",
      "Nodes: 0.100 node hours, 0.0123 USD, at most 0.2566 USD/h at once",
    ]);
    equal(textReport(played, false).includes("a node\n"), false);
  });

  it("lines up its events", () => {
    equal(eventText({ seconds: 1, kind: "missed", text: "x" }), "   1.0 s  MISS  x");
  });
});

describe("timeline", () => {
  const node = (name: string, type: string) => ({
    name,
    pool: "a",
    type,
    zone: "us-east-1a",
    capacityType: "on-demand",
    ready: true,
    leaving: false,
  });
  const pod = (running: boolean) => ({
    name: "p",
    namespace: "x",
    workload: "x/web",
    node: undefined,
    running,
    leaving: false,
  });
  const seen = (
    timeline: Timeline,
    nodes: readonly ReturnType<typeof node>[],
    pods: readonly ReturnType<typeof pod>[],
  ) => timeline.observe({ nodes, pods, nodeObjects: [], podObjects: [] });

  it("tells of nodes that come and go, and of workloads whose pods change, once each", () => {
    const timeline = new Timeline();
    seen(timeline, [], []);
    seen(timeline, [], [pod(false), pod(false)]);
    seen(timeline, [node("n1", "m7i.large")], [pod(false), pod(true)]);
    seen(timeline, [node("n1", "m7i.large")], [pod(false), pod(true)]);
    seen(timeline, [], []);
    deepEqual(
      timeline.events.map(({ kind, text }) => [kind, text]),
      [
        ["pods", "x/web: 2 pending"],
        ["node", "+ a: m7i.large on-demand in us-east-1a, 0.1008 USD/h (n1)"],
        ["pods", "x/web: 1 running, 1 pending"],
        ["node", "- a: m7i.large after 0 s (n1)"],
        ["pods", "x/web: none"],
      ],
    );
  });

  it("reckons the price of what is there, and of the dearest moment", () => {
    const timeline = new Timeline();
    seen(timeline, [node("n1", "m7i.large"), node("n2", "m7i.xlarge")], []);
    equal(timeline.usdPerHour().toFixed(4), "0.3024");
    seen(timeline, [node("n1", "m7i.large")], []);
    equal(timeline.usdPerHour().toFixed(4), "0.1008");
    equal(timeline.price().highestUsdPerHour.toFixed(4), "0.3024");
  });
});
