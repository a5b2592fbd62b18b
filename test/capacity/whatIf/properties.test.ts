import { deepEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import { parseLimits } from "../../../capacity/nodePool/limits";
import type { NeededLimit } from "../../../capacity/whatIf/needed";
import { typesFor, type WhatIfPool } from "../../../capacity/whatIf/pool";
import { answerTo, podsOf, poolOf } from "./samples";

const names = [
  "m7i.large",
  "m7i.xlarge",
  "m7i.2xlarge",
  "c7i.xlarge",
  "c7i.4xlarge",
  "r7i.large",
  "r7i.2xlarge",
  "m7g.medium",
  "g6.xlarge",
  // not in all of EKS's zones of us-east-1
  "m7i-flex.large",
  "trn1.2xlarge",
];
const limits = fc.record(
  {
    cpu: fc.integer({ min: 1, max: 100 }).map(String),
    memory: fc.integer({ min: 4, max: 600 }).map((amount) => `${amount}Gi`),
    nodes: fc.integer({ min: 1, max: 30 }).map(String),
  },
  { requiredKeys: [] },
);
const pools = fc
  .record({
    types: fc.subarray(names, { minLength: 1 }),
    limits,
    capacityTypes: fc.constantFrom(["on-demand"], ["spot"], ["spot", "on-demand"]),
    minValues: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    zones: fc.constantFrom(undefined, ["us-east-1a"], 2, 5),
    warm: fc.option(
      fc.record({
        mode: fc.constantFrom(
          { kind: "perNode" as const },
          { kind: "headroom" as const, size: { cpuMillis: 1000, memoryMiB: 2048 } },
          { kind: "headroom" as const, size: { cpuMillis: 1000, memoryMiB: 2048 }, zones: 3 },
        ),
        replicas: fc.integer({ min: 0, max: 6 }),
      }),
      { nil: undefined },
    ),
  })
  .map(({ minValues, warm, ...rest }) =>
    poolOf({ ...rest, ...(minValues === undefined ? {} : { minValues }), ...(warm === undefined ? {} : { warm }) }),
  );
const pods = fc
  .record({
    count: fc.integer({ min: 1, max: 60 }),
    cpuMillis: fc.integer({ min: 100, max: 5000 }),
    memoryMiB: fc.integer({ min: 128, max: 20_000 }),
    onePerNode: fc.boolean(),
  })
  .map(({ count, cpuMillis, memoryMiB, onePerNode }) => podsOf(count, { size: { cpuMillis, memoryMiB }, onePerNode }));

/** The pool with the limits that its answer asks for. */
function raised(pool: WhatIfPool, needed: readonly NeededLimit[]): WhatIfPool {
  const stated = Object.fromEntries(pool.limits.map(({ resource, stated: text }) => [resource, text]));
  const names = new Map(pool.limits.map(({ name, resource }) => [name, resource]));
  for (const { limit, needed: amount } of needed) stated[names.get(limit)!] = amount;
  return { ...pool, limits: parseLimits(stated) };
}

describe("what-ifs of any pool", () => {
  it("never say less at most than at least, nor lose a pod", () =>
    fc.assert(
      fc.property(pools, pods, (pool, asked) => {
        const { taken, waiting, nodes, price, likely } = answerTo([pool], asked);
        ok(taken.least <= taken.most && waiting.least <= waiting.most && nodes.least <= nodes.most);
        deepEqual([taken.least + waiting.most, taken.most + waiting.least], [asked.count, asked.count]);
        if (price.usdPerHour !== null) ok(price.usdPerHour.least <= price.usdPerHour.most);
        const placed = asked.count - likely.waiting;
        ok(placed >= taken.least && placed <= taken.most, `${placed} are likely`);
        const opened = likely.nodes.reduce((sum, { count }) => sum + count, 0);
        ok(opened <= nodes.most, `${opened} nodes are likely, ${nodes.most} the most`);
      }),
      { numRuns: 150 },
    ));

  it("never need fewer nodes for more pods, and stay yes for fewer", () =>
    fc.assert(
      fc.property(pools, pods, fc.integer({ min: 1, max: 20 }), (pool, asked, more) => {
        const few = answerTo([pool], asked);
        const many = answerTo([pool], { ...asked, count: asked.count + more });
        ok(many.nodes.least >= few.nodes.least && many.nodes.most >= few.nodes.most);
        ok(many.taken.least >= few.taken.least && many.taken.most >= few.taken.most);
        if (many.outcome === "yes") deepEqual(few.outcome, "yes");
        if (few.outcome === "no") deepEqual(many.outcome, "no");
      }),
      { numRuns: 80 },
    ));

  it("are yes with the limits that they ask for", () =>
    fc.assert(
      fc.property(pools, pods, (pool, asked) => {
        const { needed, outcome } = answerTo([pool], asked).pools[0]!;
        if (needed === undefined) return;
        deepEqual(needed.length === 0, outcome === "yes");
        deepEqual(answerTo([raised(pool, needed)], asked).outcome, "yes");
      }),
      { numRuns: 80 },
    ));

  it("go through at once with the limits that are likely enough", () =>
    fc.assert(
      fc.property(pools, pods, (pool, asked) => {
        const { likelyNeeded } = answerTo([pool], asked).pools[0]!;
        if (likelyNeeded !== undefined) deepEqual(answerTo([raised(pool, likelyNeeded)], asked).likely.waiting, 0);
      }),
      { numRuns: 50 },
    ));
});

/** Karpenter's batches as they may come: pods one after the other, each on a random type of those that fit. */
describe("any course of events", () => {
  it("ends within what was said", () =>
    fc.assert(
      fc.property(
        pools.filter(({ warm }) => warm === undefined),
        pods,
        fc.infiniteStream(fc.nat(1000)),
        (pool, asked, chances) => {
          const { taken, nodes } = answerTo([pool], asked);
          const found = oneByOne(pool, asked, () => chances.next().value as number);
          ok(found.taken >= taken.least && found.taken <= taken.most, `${found.taken} of ${JSON.stringify(taken)}`);
          ok(found.nodes <= nodes.most, `${found.nodes} nodes of ${JSON.stringify(nodes)}`);
        },
      ),
      { numRuns: 80 },
    ));
});

function oneByOne(pool: WhatIfPool, asked: ReturnType<typeof podsOf>, chance: () => number) {
  const types = typesFor(pool, asked);
  const room = pool.limits.map(({ capacity }) => capacity);
  let [placed, free, count] = [0, 0, 0];
  for (let pod = 0; pod < asked.count; pod++) {
    if (free === 0) {
      const possible = types.launchable.filter(({ taken }) => taken.every((amount, limit) => amount <= room[limit]!));
      if (!types.enough(possible)) break;
      const chosen = possible[chance() % possible.length]!;
      for (const [limit, amount] of chosen.taken.entries()) room[limit]! -= amount;
      free = chosen.pods;
      count++;
    }
    free--;
    placed++;
  }
  return { taken: placed, nodes: count };
}
