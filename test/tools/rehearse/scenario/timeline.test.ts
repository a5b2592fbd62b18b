import { deepEqual, equal } from "node:assert/strict";
import { Timeline } from "../../../../tools/rehearse/scenario/timeline";

describe("timeline", () => {
  const node = (name: string, type: string) => ({
    name,
    pool: "a",
    type,
    zone: "us-east-1a",
    capacityType: "on-demand",
    ready: true,
    terminating: false,
  });
  const pod = (running: boolean) => ({
    name: "p",
    namespace: "x",
    workload: "x/web",
    node: undefined,
    running,
    terminating: false,
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
