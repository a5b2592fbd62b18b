import assert from "node:assert/strict";
import { nodeStartUpSeconds, rollDuration } from "../../../capacity/drift/duration";
import type { Budget } from "../../../capacity/nodePool/spec";

/** A Wednesday. */
const noon = Date.parse("2026-11-25T12:00:00Z");
const options = { from: noon, karpenter: "1.14.1" };
const hour = 3600;

function spec(budgets: readonly Budget[] | undefined, node: object = {}, rest: object = {}) {
  return {
    ...rest,
    template: { spec: { terminationGracePeriod: "1h", ...node } },
    ...(budgets === undefined ? {} : { disruption: { budgets } }),
  };
}

describe("rollDuration", () => {
  it("replaces as many nodes at a time as the budgets allow, each in a node's start-up time", () => {
    const { best, atATime, assumption } = rollDuration(10, spec([{ nodes: "3" }]), options);
    assert.deepEqual([best, atATime], [4 * nodeStartUpSeconds, 3]);
    assert.equal(assumption, "a node is ready 90 s after its launch");
    assert.equal(rollDuration(9, spec([{ nodes: "3" }]), options).best, 3 * nodeStartUpSeconds);
    assert.equal(rollDuration(10, spec([{ nodes: "3" }]), { ...options, startUpSeconds: 60 }).best, 240);
  });

  it("rounds a percentage up, and takes 10% where nothing is said", () => {
    assert.equal(rollDuration(11, spec([{ nodes: "10%" }]), options).atATime, 2);
    assert.equal(rollDuration(10, spec(undefined), options).best, 10 * nodeStartUpSeconds);
    assert.equal(rollDuration(10, spec([]), options).best, nodeStartUpSeconds);
  });

  it("counts only budgets for drift", () => {
    const budgets: Budget[] = [{ nodes: "0", reasons: ["Empty", "Underutilized"] }, { nodes: "5" }];
    assert.equal(rollDuration(10, spec(budgets), options).best, 2 * nodeStartUpSeconds);
  });

  it("waits for the end of a freeze, and stops again for the next", () => {
    const budgets: Budget[] = [{ nodes: "1" }, { nodes: "0", schedule: "0 9 * * *", duration: "8h" }];
    const two = rollDuration(2, spec(budgets), options);
    assert.deepEqual([two.waitSeconds, two.best, two.atATime], [5 * hour, 5 * hour + 2 * nodeStartUpSeconds, 1]);
    // 16 hours a day are free: 640 nodes; the 641st waits for the next evening
    assert.equal(rollDuration(640, spec(budgets), options).best, 21 * hour);
    assert.equal(rollDuration(641, spec(budgets), options).best, 29 * hour + nodeStartUpSeconds);
  });

  it("is bounded by the terminationGracePeriod of the nodes that go, and by nothing without one", () => {
    const bounded = rollDuration(4, spec([{ nodes: "2" }]), options);
    assert.deepEqual([bounded.bound, bounded.noBound], [2 * (nodeStartUpSeconds + hour), undefined]);
    const free = rollDuration(4, spec([{ nodes: "2" }], { terminationGracePeriod: undefined }), options);
    assert.deepEqual(
      [free.best, free.bound, free.noBound],
      [
        2 * nodeStartUpSeconds,
        undefined,
        "no bound: a disruption budget of the pods (PDB) or do-not-disrupt can hold a node, and the pool has no terminationGracePeriod",
      ],
    );
    const old = spec([{ nodes: "2" }], { terminationGracePeriod: "2h" });
    assert.equal(rollDuration(4, spec([{ nodes: "2" }]), { ...options, specBefore: old }).bound, 2 * (90 + 2 * hour));
  });

  it("never ends under a freeze for drift without a schedule; nodes then end by their age", () => {
    const { best, bound, never, expiresWithin } = rollDuration(
      4,
      spec([{ nodes: "0", reasons: ["Drifted"] }]),
      options,
    );
    assert.deepEqual([best, bound, expiresWithin], [undefined, undefined, 721 * hour]);
    assert.equal(never, "its budgets allow no disruption for drift at any time");
    assert.equal(
      rollDuration(4, spec([{ nodes: "0%" }], { expireAfter: "Never" }), options).expiresWithin,
      Number.POSITIVE_INFINITY,
    );
  });

  it("never ends with a schedule that Karpenter cannot parse, whatever its reasons", () => {
    const budgets: Budget[] = [
      { nodes: "5" },
      { nodes: "1", reasons: ["Empty"], schedule: "a b c d e", duration: "1h" },
    ];
    const { never } = rollDuration(4, spec(budgets), options);
    assert.equal(never, "a budget has a schedule that Karpenter cannot parse, so nothing is disrupted");
  });

  it("never ends in a static pool that is full, unless Karpenter 1.15 may terminate first", () => {
    const full = spec([{ nodes: "2" }], {}, { replicas: 4, limits: { nodes: "4" } });
    assert.equal(
      rollDuration(4, full, options).never,
      "a static pool with as many replicas as limits.nodes has no room for a replacement",
    );
    const gate = { ...options, terminateFirstDrift: true };
    assert.notEqual(rollDuration(4, full, gate).never, undefined, "1.14 does not have the gate");
    assert.equal(rollDuration(4, full, { ...gate, karpenter: "1.15.1" }).best, 2 * nodeStartUpSeconds);
    const room = spec([{ nodes: "2" }], {}, { replicas: 4, limits: { nodes: "5" } });
    assert.equal(rollDuration(4, room, options).best, 4 * nodeStartUpSeconds);
  });

  it("takes no time without nodes", () => {
    assert.equal(rollDuration(0, spec([{ nodes: "0" }]), options).best, 0);
  });

  describe("with limits", () => {
    const sizes = (...values: readonly string[]) => [
      { key: "karpenter.k8s.aws/instance-family", operator: "In", values: ["m7i"] },
      { key: "karpenter.k8s.aws/instance-size", operator: "In", values },
    ];
    const of = (limits: object, requirements = sizes("large", "xlarge")) =>
      spec([{ nodes: "3" }], { requirements }, { limits });
    const told = (nodes: number, before: unknown, after: unknown) => {
      const { best, never, bound, noBound } = rollDuration(nodes, after, { ...options, specBefore: before });
      return [best, never, bound, noBound];
    };
    const [high, low] = [of({ cpu: "32", memory: "256Gi" }), of({ cpu: "8", memory: "256Gi" })];

    it("never ends where a lower limit leaves no room beside the nodes that are there", () => {
      const text = "limits.cpu 8 has no room for a replacement beside the other nodes, until the pool has shrunk";
      assert.deepEqual(told(16, high, low), [undefined, text, undefined, text]);
      const nodes = "limits.nodes 3 has no room for a replacement beside the other nodes, until the pool has shrunk";
      assert.deepEqual(told(4, high, of({ cpu: "32", nodes: "3" })), [undefined, nodes, undefined, nodes]);
    });

    it("has no bound where it depends on the nodes' types, and one where all of them fit", () => {
      assert.deepEqual(told(3, high, low), [
        nodeStartUpSeconds,
        undefined,
        undefined,
        "no bound: limits.cpu 8 may have no room for a replacement beside the other nodes, until the pool has shrunk",
      ]);
      assert.deepEqual(told(2, high, low), [nodeStartUpSeconds, undefined, nodeStartUpSeconds + hour, undefined]);
      assert.deepEqual(told(4, of({}), low)[2], undefined, "a first limit is a lower one");
    });

    it("has a bound where the limit stays or rises, and the types do", () => {
      for (const before of [low, high]) {
        const [best, , bound] = told(4, before, high);
        assert.deepEqual([best, bound], [2 * nodeStartUpSeconds, 2 * (nodeStartUpSeconds + hour)]);
      }
      assert.deepEqual(told(16, high, high)[3], undefined);
    });

    it("has none where the smallest type goes from a pool that is full", () => {
      const larger = of({ cpu: "32", memory: "256Gi" }, sizes("xlarge"));
      assert.deepEqual(
        told(16, high, larger)[3],
        "no bound: limits.cpu 32 may have no room for a replacement beside the other nodes, until the pool has shrunk",
      );
      assert.deepEqual(told(8, high, larger)[3], undefined);
    });
  });

  it("has no bound while pods could run on none of the new nodes, whatever the terminationGracePeriod", () => {
    const taint = { key: "dedicated", value: "batch", effect: "NoSchedule" };
    const of = (node: object, labels: object, rest: object = {}) => ({
      ...spec(undefined, node, rest),
      template: { metadata: { labels }, spec: { terminationGracePeriod: "1h", ...node } },
    });
    const held = (before: unknown, after: unknown) => {
      const { best, bound, noBound } = rollDuration(1, after, { ...options, specBefore: before });
      return [best, bound, noBound];
    };
    assert.deepEqual(held(of({}, { tier: "gold" }), of({ taints: [taint] }, { tier: "silver" })), [
      nodeStartUpSeconds,
      undefined,
      "no bound: pods that do not tolerate dedicated=batch:NoSchedule and pods that select tier=gold keep their nodes until they can run elsewhere",
    ]);
    const free = [nodeStartUpSeconds, nodeStartUpSeconds + hour, undefined];
    assert.deepEqual(held(of({ taints: [taint] }, {}), of({}, { tier: "gold" })), free);
    assert.deepEqual(held(of({}, {}), of({ taints: [{ ...taint, effect: "PreferNoSchedule" }] }, {})), free);
    assert.deepEqual(held(of({}, {}), of({ taints: [taint] }, {}, { replicas: 1 })), free);
  });
});
