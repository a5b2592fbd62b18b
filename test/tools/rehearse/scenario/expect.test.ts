import { deepEqual, equal } from "node:assert/strict";
import type { NodeState, PodState, Snapshot } from "../../../../tools/rehearse/nodes/snapshot";
import { expectationText, unmet } from "../../../../tools/rehearse/scenario/expect";

describe("expectation", () => {
  const node = (pool: string, type: string, more: Partial<NodeState> = {}): NodeState => ({
    name: "n",
    pool,
    type,
    zone: "us-east-1a",
    capacityType: "on-demand",
    ready: true,
    terminating: false,
    ...more,
  });
  const pod = (workload: string, more: Partial<PodState> = {}): PodState => ({
    name: "p",
    namespace: "dotori",
    workload,
    node: "n",
    running: true,
    terminating: false,
    ...more,
  });
  const snapshot: Snapshot = {
    nodes: [
      node("a", "m7i.large"),
      node("a", "c7i.large"),
      node("a", "m7i.large", { ready: false }),
      node("b", "m7i.large", { terminating: true }),
    ],
    pods: [pod("x/web"), pod("x/web", { running: false }), pod("x/web", { running: false, terminating: true })],
    nodeObjects: [],
    podObjects: [],
  };

  it("counts nodes that are ready and not terminating, and pods that are not terminating", () => {
    deepEqual(
      unmet(
        { nodes: { a: 2, b: 0 }, totalNodes: 2, running: { "x/web": 1 }, pending: { "x/web": 1 } },
        snapshot,
        new Map(),
      ),
      [],
    );
  });

  it("takes a number as exact, and includes both ends of a range", () => {
    const missed = (expected: number | { atLeast?: number; atMost?: number }) =>
      unmet({ totalNodes: expected }, snapshot, new Map()).length > 0;
    deepEqual([1, 2, 3, { atLeast: 2 }, { atLeast: 3 }, { atMost: 2 }, { atMost: 1 }].map(missed), [
      true,
      false,
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  it("says what there is and what was expected", () => {
    deepEqual(
      unmet(
        {
          nodes: { a: 5 },
          types: { a: ["m7i.large", "r7i.large"] },
          capacityTypes: { a: ["spot"] },
          zones: { a: ["us-east-1b"], b: ["us-east-1b"] },
          preempted: { "x/web": { atLeast: 1 } },
        },
        snapshot,
        new Map([["x/web", 0]]),
      ),
      [
        "nodes of a: 2, expected 5",
        "types of a: c7i.large, expected m7i.large or r7i.large",
        "capacity types of a: on-demand, expected spot",
        "zones of a: us-east-1a, expected us-east-1b",
        "preempted pods of x/web: 0, expected at least 1",
      ],
    );
  });

  it("reads in the same words when it is met", () => {
    equal(
      expectationText({
        nodes: { a: 5 },
        totalNodes: { atMost: 6 },
        types: { a: ["m7i.large", "r7i.large"] },
        zones: { a: ["us-east-1a"] },
        running: { "x/web": 1 },
      }),
      "nodes of a: 5, nodes of all pools: at most 6, types of a: m7i.large or r7i.large, zones of a: us-east-1a, running pods of x/web: 1",
    );
  });
});
