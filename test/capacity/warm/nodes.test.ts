import assert from "node:assert/strict";
import { instanceTypes } from "../../../capacity/ec2/catalogue";
import { parseLimits } from "../../../capacity/nodePool/limits";
import type { WarmMode } from "../../../capacity/warm/demand";
import { warmFitFindings } from "../../../capacity/warm/fitFindings";
import { countOf, nodesText, warmNodes } from "../../../capacity/warm/nodes";

const types = instanceTypes().filter(({ type }) => /^(t3|m6i)\./.test(type));
const size = { cpuMillis: 1500, memoryMiB: 1024 };

function roomOf(replicas: number, cpu: string, mode: WarmMode) {
  return { demand: { mode, replicas }, types, limits: parseLimits({ cpu, memory: "2560Gi" }), region: "us-east-1" };
}

function nodesOf(replicas: number, { cpu = "640", zones = 3, always = replicas } = {}): string {
  const nodes = warmNodes(roomOf(replicas, cpu, { kind: "headroom", size, zones }), always)(replicas);
  return nodesText(nodes.map(({ type, count }) => ({ type: type?.type ?? "none", count })));
}

describe("warm nodes", () => {
  // each seen with Karpenter 1.15.0 on simulated nodes: npm run rehearse, t3 and m6i, on demand, placeholders of 1500m/1Gi
  it("of spare room are those that Karpenter makes of placeholders that come at once, spread over zones", () => {
    assert.equal(nodesOf(10), "3 × t3.2xlarge");
    assert.equal(nodesOf(10, { zones: 1 }), "1 × m6i.4xlarge");
    // the limits leave room for two nodes: the third zone gets none
    assert.equal(nodesOf(10, { cpu: "25" }), "2 × t3.2xlarge");
    assert.equal(nodesOf(40, { cpu: "90" }), "1 × m6i.12xlarge + 1 × m6i.4xlarge + 1 × t3.2xlarge + 1 × t3.small");
  });

  it("of a window come beside those that are always there, whose free room comes first", () => {
    assert.equal(nodesOf(3), "3 × t3.small");
    assert.equal(nodesOf(10, { always: 3 }), "3 × t3.small + 1 × t3.2xlarge + 2 × t3.xlarge");
    // one on an m6i.xlarge leaves room for another
    const mode: WarmMode = { kind: "headroom", size, zones: 1 };
    const room = { ...roomOf(2, "640", mode), types: types.filter(({ type }) => type === "m6i.xlarge") };
    assert.deepEqual(
      [1, 2].map((count) => countOf(warmNodes(room, 1)(count))),
      [1, 1],
    );
  });

  it("of whole nodes are of the cheapest type, one for each", () => {
    const nodes = warmNodes(roomOf(5, "640", { kind: "perNode" }), 2)(5);
    assert.deepEqual(
      nodes.map(({ type, count }) => [type?.type, count]),
      [["t3.nano", 5]],
    );
  });

  it("have no type where none takes a placeholder", () => {
    const mode: WarmMode = { kind: "headroom", size: { cpuMillis: 500_000, memoryMiB: 1 } };
    assert.deepEqual(warmNodes(roomOf(4, "640", mode), 0)(4), [{ type: undefined, count: 4 }]);
  });
});

describe("spare room on large nodes", () => {
  const warned = (of: readonly string[], zones: number) =>
    warmFitFindings({
      ...roomOf(10, "640", { kind: "headroom", size, zones }),
      types: types.filter(({ type }) => of.includes(type)),
      path: ["always"],
    }).map(({ level, rule, message, suggestion }) => `${level} ${rule}: ${message}; ${suggestion}`);

  it("is told with the size that would cost less than half", () => {
    assert.deepEqual(warned(["t3.small", "t3.2xlarge", "m6i.4xlarge"], 3), [
      'warning spare-on-small-nodes: are placeholders that Karpenter puts together on few large nodes: likely 3 × t3.2xlarge, 0.9984 USD an hour on demand; write instanceSizes: ["small"] for 10 × t3.small, 0.2080 USD an hour on demand',
    ]);
  });

  it("is told without prices where they are not known, and never for sizes that policies forbid", () => {
    const of = (names: readonly string[], region: string | undefined) =>
      warmFitFindings({
        ...roomOf(10, "640", { kind: "headroom", size: { cpuMillis: 300, memoryMiB: 256 }, zones: 1 }),
        ...{ types: types.filter(({ type }) => names.includes(type)), region, path: ["always"] },
      }).map(({ suggestion }) => suggestion);
    assert.deepEqual(of(["t3.nano", "m6i.4xlarge"], "us-east-1"), []);
    assert.deepEqual(of(["t3.nano", "t3.small", "m6i.4xlarge"], undefined), [
      'write instanceSizes: ["small"] for 2 × t3.small',
    ]);
  });

  it("is not told where it costs about as much", () => {
    assert.deepEqual(warned(["m6i.large", "m6i.xlarge", "m6i.4xlarge"], 3), []);
  });
});
