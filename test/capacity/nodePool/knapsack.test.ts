import assert from "node:assert/strict";
import fc from "fast-check";
import { type Item, mostWithin } from "../../../capacity/nodePool/knapsack";

/** The true optimum, by trying every count of every item. */
function bruteForce([item, ...rest]: readonly Item[], capacity: number): number {
  if (item === undefined) return 0;
  let best = 0;
  for (let count = 0; count * item.weight <= capacity; count++) {
    best = Math.max(best, count * item.value + bruteForce(rest, capacity - count * item.weight));
  }
  return best;
}

const item = fc.record({ weight: fc.integer({ min: 1, max: 12 }), value: fc.nat(50) });

describe("knapsack", () => {
  it("fills with whole items only", () => {
    assert.equal(mostWithin([{ weight: 2, value: 10 }], 101), 500);
    assert.equal(mostWithin([{ weight: 2, value: 10 }], 2), 10);
    assert.equal(mostWithin([{ weight: 2, value: 10 }], 1), 0);
  });

  it("mixes items when that is worth more than the best alone", () => {
    const items = [
      { weight: 4, value: 9 },
      { weight: 3, value: 6 },
    ];
    assert.equal(mostWithin(items, 7), 15);
    assert.equal(mostWithin(items, 8), 18);
  });

  it("is worth nothing without items that fit, and has no bound when value weighs nothing", () => {
    assert.equal(mostWithin([], 10), 0);
    assert.equal(mostWithin([{ weight: 11, value: 5 }], 10), 0);
    assert.equal(mostWithin([{ weight: 0, value: 5 }], 0), Number.POSITIVE_INFINITY);
    assert.equal(mostWithin([{ weight: 0, value: 0 }], 10), 0);
  });

  it("equals the true optimum for small capacities", () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 4 }), fc.nat(40), (items, capacity) => {
        assert.equal(mostWithin(items, capacity), bruteForce(items, capacity));
      }),
    );
  });

  it("is exact for one item however large the capacity", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.nat(1e6), fc.nat(1e9), (weight, value, capacity) => {
        assert.equal(mostWithin([{ weight, value }], capacity), Math.floor(capacity / weight) * value);
      }),
    );
  });

  it("keeps the last item that just fits when it computes coarsely", () => {
    const items = [
      { weight: 5120, value: 1_000_000 },
      { weight: 401, value: 1 },
    ];
    assert.equal(mostWithin(items, 40_960), 8_000_000);
    assert.equal(mostWithin(items, 40_959), 7_000_012);
  });

  it("is for large capacities never below what fits, nor above what fits into 4 % more room", () => {
    const large = fc.record({ weight: fc.integer({ min: 400, max: 4000 }), value: fc.integer({ min: 1, max: 1e6 }) });
    fc.assert(
      fc.property(
        fc.array(large, { minLength: 2, maxLength: 5 }),
        fc.integer({ min: 20_000, max: 60_000 }),
        (items, capacity) => {
          const more = Math.ceil(capacity * 1.04);
          const exact = new Float64Array(more + 1);
          for (let room = 0; room <= more; room++) {
            for (const { weight, value } of items) {
              if (weight <= room) exact[room] = Math.max(exact[room]!, exact[room - weight]! + value);
            }
          }
          const bound = mostWithin(items, capacity);
          assert.ok(bound >= exact[capacity]!, `${bound} is below ${exact[capacity]}`);
          assert.ok(bound <= exact[more]!, `${bound} is above ${exact[more]}`);
        },
      ),
      { numRuns: 60 },
    );
  });
});
