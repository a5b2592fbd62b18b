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

  it("reports each node that comes or goes and each change of a workload's pods, once", () => {
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

  it("computes the price of the nodes that exist, and the highest so far", () => {
    const timeline = new Timeline();
    seen(timeline, [node("n1", "m7i.large"), node("n2", "m7i.xlarge")], []);
    equal(timeline.usdPerHour().toFixed(4), "0.3024");
    seen(timeline, [node("n1", "m7i.large")], []);
    equal(timeline.usdPerHour().toFixed(4), "0.1008");
    equal(timeline.price().highestUsdPerHour.toFixed(4), "0.3024");
  });
});
