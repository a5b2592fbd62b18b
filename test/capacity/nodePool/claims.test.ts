import { deepEqual, equal } from "node:assert/strict";
import fc from "fast-check";
import { type Candidate, emptyStart, placeInBatches } from "../../../capacity/nodePool/claims";

const candidates = fc
  .uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 })
  .map((sizes) => sizes.map((size): Candidate => ({ taken: [size * 2], planned: [size * 2], pods: size })));

/** One batch of Karpenter's, pod by pod, as scheduler.go has it. */
function podByPod(types: readonly Candidate[], limit: number, wanted: number, zones: number) {
  const perZone = Array.from({ length: zones }, () => 0);
  const claims: { zone: number; possible: readonly Candidate[]; pods: number }[] = [];
  let left = limit;
  const fits = ({ possible, pods }: (typeof claims)[number]) => possible.some((type) => type.pods > pods);
  for (let pod = 0; pod < wanted; pod++) {
    const sorted = [...claims].sort((a, b) => a.pods - b.pods).filter(fits);
    const isLeast = (zone: number) => perZone[zone] === Math.min(...perZone);
    let claim = sorted.find(({ zone }) => isLeast(zone));
    const possible = types.filter(({ taken }) => taken[0]! <= left);
    if (claim === undefined && possible.length > 0) {
      left -= Math.max(...possible.map(({ planned }) => planned[0]!));
      claim = { zone: perZone.findIndex((_, zone) => isLeast(zone)), possible, pods: 0 };
      claims.push(claim);
    }
    claim ??= sorted[0];
    if (claim === undefined) break;
    claim.pods++;
    perZone[claim.zone]!++;
  }
  return { pods: claims.map(({ pods }) => pods), perZone };
}

describe("pods that come at once", () => {
  it("are planned as if one came after the other", () =>
    fc.assert(
      fc.property(
        candidates,
        fc.integer({ min: 2, max: 80 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 3 }),
        (types, limit, wanted, zones) => {
          const pool = { candidates: types, room: [limit] };
          const { first, claims, perZone, batches } = placeInBatches([pool], wanted, emptyStart(zones));
          const expected = podByPod(types, limit, wanted, zones);
          equal(
            first,
            expected.pods.reduce((sum, pods) => sum + pods, 0),
          );
          if (batches > 1) return;
          const sorted = (pods: readonly number[]) => [...pods].sort((a, b) => a - b);
          // what is left of a launched node's room is filled afterwards
          if (first === wanted) {
            deepEqual(sorted(claims.map(({ pods }) => pods)), sorted(expected.pods));
            deepEqual(perZone, expected.perZone);
          }
        },
      ),
      { numRuns: 300 },
    ));

  it("are spread over zones while the limits leave room for it", () => {
    const types = [4, 8].map((pods): Candidate => ({ taken: [pods], planned: [pods], pods }));
    const pods = (limit: number, zones: number) =>
      placeInBatches([{ candidates: types, room: [limit] }], 9, emptyStart(zones)).claims.map((claim) => claim.pods);
    deepEqual(pods(100, 1), [8, 1]);
    deepEqual(pods(100, 3), [3, 3, 3]);
    deepEqual(pods(16, 3), [5, 4]);
  });

  it("find the free room of those before them", () => {
    const pool = { candidates: [{ taken: [4], planned: [4], pods: 4 }], room: [8] };
    const before = placeInBatches([pool], 1);
    const { claims, waiting } = placeInBatches([{ ...pool, room: before.rooms[0]! }], 8, before);
    deepEqual([claims.map((claim) => claim.pods), waiting], [[4, 4], 1]);
  });
});
