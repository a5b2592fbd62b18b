import assert from "node:assert/strict";
import { allowedDisruptions } from "../../../capacity/drift/allowed";
import { karpenterHashes } from "../../../capacity/drift/hashedFields";
import { hashDifferences } from "../../../capacity/drift/hashedForm";
import { nodeClassInputs, nodePoolInputs } from "../../../capacity/drift/hashedInputs";
import { type PoolState, poolRoll } from "../../../capacity/drift/poolRoll";
import type { Requirement } from "../../../capacity/kubernetes/requirement";
import { budgetsOf } from "../../../capacity/nodePool/spec";
import { type BudgetRow, type GoldenKind, goldenRows, goldenVersions, type HashRow, withValue } from "./golden";

/** MaxInt32 of Go: no budget is active. */
const unbounded = 2 ** 31 - 1;

for (const karpenter of goldenVersions) {
  describe(`drift against Karpenter ${karpenter}'s own code (test/golden/karpenter-hash)`, () => {
    const hashes = karpenterHashes(karpenter)!;

    it("knows the versions of both hashes", () => {
      const [versions] = goldenRows<{ nodePool: string; nodeClass: string }>(karpenter, "versions");
      assert.deepEqual([hashes.nodePool.version, hashes.nodeClass.version], [versions!.nodePool, versions!.nodeClass]);
    });

    it("says of every edit of every field whether the hash changes", () => {
      const bases = new Map(
        goldenRows<{ object: GoldenKind; spec: unknown }>(karpenter, "base").map(({ object, spec }) => [object, spec]),
      );
      const edits = goldenRows<HashRow>(karpenter, "hash");
      assert.ok(edits.length > 300, `${edits.length} edits`);
      const wrong = edits.filter((edit) => changes(edit, bases.get(edit.object)) !== edit.changed);
      assert.deepEqual(
        wrong.map(({ object, path, edit, changed }) => `${object} ${path.join(".")}: ${edit} ${changed}`),
        [],
      );
    });

    function changes({ object, path, before, after }: HashRow, base: unknown): boolean {
      const caBundles = path[0] === "$caBundle" ? [before, after] : [undefined, undefined];
      const specs =
        path[0] === "$caBundle" ? [base, base] : [before, after].map((value) => withValue(base, path, value));
      const [was, is] = specs.map((spec, side) =>
        object === "NodePool" ? nodePoolInputs(spec) : nodeClassInputs(spec, caBundles[side]),
      );
      return hashDifferences((object === "NodePool" ? hashes.nodePool : hashes.nodeClass).fields, was, is).length > 0;
    }

    it("says which nodes no longer meet their pool's requirements", () => {
      const [node] = goldenRows<{ labels: Record<string, string> }>(karpenter, "node");
      const asked = goldenRows<{ requirements: readonly Requirement[]; reason: string }>(karpenter, "requirements");
      assert.ok(asked.length > 120, `${asked.length} questions`);
      const pinned = Object.entries(node!.labels).map(
        ([key, value]): Requirement => ({ key, operator: "In", values: [value] }),
      );
      const wrong = asked.flatMap(({ requirements, reason }) => {
        const { rolls } = poolRoll(state(pinned), state(requirements), { region: "eu-west-1" });
        const expected = reason === "" ? "none" : "drift";
        return rolls === expected ? [] : [`${JSON.stringify(requirements)}: ${rolls}, Karpenter: ${expected}`];
      });
      assert.deepEqual(wrong, []);
    });

    function state(requirements: readonly Requirement[]): PoolState {
      const nodeClassRef = { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "class" };
      const nodePool = { metadata: { name: "pool" }, spec: { template: { spec: { nodeClassRef, requirements } } } };
      return { nodePool, nodeClass: undefined, karpenter };
    }

    it("counts the nodes that budgets allow as Karpenter does", () => {
      const asked = goldenRows<BudgetRow>(karpenter, "budget");
      assert.ok(asked.length > 240, `${asked.length} questions`);
      for (const { at, budgets, nodes, allowed } of asked) {
        const read = budgetsOf({ disruption: { budgets } })!;
        const answer = Math.min(allowedDisruptions(read, "Drifted", nodes, Date.parse(at)), unbounded);
        assert.equal(answer, allowed, `${JSON.stringify(budgets)} at ${at} of ${nodes} nodes`);
      }
    });

    it("leaves old nodes as they are when the upgraded controller sees an edit first, and rolls them in any other order", () => {
      const played = goldenRows<{ object: string; order: string; upToDate: boolean }>(karpenter, "upgrade");
      assert.deepEqual(
        played.map(({ object, order, upToDate }) => `${object}: ${order}: ${upToDate ? "stay" : "roll"}`),
        [
          "EC2NodeClass: upgrade alone: stay",
          "EC2NodeClass: edit, then the new controller: stay",
          "EC2NodeClass: the new controller, then edit: roll",
          "EC2NodeClass: edit seen by the old controller, then the new one: roll",
          "NodePool: edit, then the new controller: stay",
          "NodePool: the new controller, then edit: roll",
        ],
      );
    });

    it("sees drift only where hash and version are on both objects and the versions are equal", () => {
      const asked = goldenRows<{ claim: readonly string[]; reason: string }>(karpenter, "annotations");
      assert.deepEqual(
        asked.map(({ claim, reason }) => [...claim, reason]),
        [
          ["1", "v3", ""],
          ["2", "v3", "NodePoolDrifted"],
          ["2", "v2", ""],
          ["", "v3", ""],
          ["2", "", ""],
          ["", "", ""],
        ],
      );
    });
  });
}
