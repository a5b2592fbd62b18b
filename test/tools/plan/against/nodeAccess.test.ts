/** Nodes that lose what lets them into the cluster, and the changes in which they do not. */
import { deepEqual, equal, match } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../support/plans";
import { sideOfText } from "../../../support/programInProcess";
import { baseSide, changed, edited } from "./edited";
import type { Edit } from "./edits";

const withoutRegion: Edit["set"][number] = [["nodepools:karpenter", "accountWideNames"], "withoutRegion"];

/** The base with an edit. */
const side = (...set: Edit["set"]) => sideOfText(edited({ set }));

describe("the role of the nodes", function () {
  this.timeout(120_000);

  const entry =
    "lose their role and its access entry karpenter-node at the end of the same `pulumi up`, which waits for no node: all that run turn NotReady, whatever the budgets say";

  it("is gone before they are, in either direction, and no pool rolls under its budgets", async () => {
    const [named, bare] = [await baseSide(), await side(withoutRegion)];
    for (const { abrupt, pools } of [changed(named, bare), changed(bare, named)]) {
      deepEqual(
        abrupt.map(({ kind, subject, certain, message }) => [kind, subject, certain, message]),
        [["node-access-gone", "nodes of Karpenter", true, entry]],
      );
      for (const { rolls, duration, because } of pools) {
        deepEqual([rolls, duration], ["unknown", null]);
        match(because[0]!.text, /NotReady count against every budget/);
      }
    }
  });

  it("is gone on a cluster that the stack does not make, too", async () => {
    const text = readFileSync(join(root, "examples/existing-cluster.yaml"), "utf8");
    const other = text.replace(
      "  nodepools:teams:",
      "  nodepools:karpenter: { accountWideNames: withoutRegion }\n  nodepools:teams:",
    );
    const { abrupt } = changed(await sideOfText(text), await sideOfText(other));
    deepEqual(
      abrupt.map(({ kind }) => kind),
      ["node-access-gone"],
    );
  });

  it("goes with a cluster or a region that is told of already", async () => {
    for (const set of [
      [withoutRegion, [["nodepools:cluster"], { name: "other" }]],
      [withoutRegion, [["aws:region"], "us-west-2"], [["nodepools:network", "zones"], 3]],
    ] satisfies Edit["set"][]) {
      const { abrupt } = changed(await baseSide(), await side(...set));
      equal(
        abrupt.some(({ kind }) => kind === "node-access-gone"),
        false,
      );
    }
  });

  it("stays where its tags change", async () => {
    const { abrupt } = changed(await baseSide(), await side([["nodepools:tags"], { stage: "blue" }]));
    deepEqual(abrupt, []);
  });

  it("is no use without the instance profile, which goes when a VPC is isolated no more", async () => {
    const isolated: Edit["set"][number] = [["nodepools:karpenter", "values"], { settings: { isolatedVPC: true } }];
    const [found] = changed(await side(isolated), await baseSide()).abrupt;
    equal(found?.kind, "node-access-gone");
    match(found?.message ?? "", /^lose their instance profile karpenter-node at the end/);
    match(found?.instead[0] ?? "", /settings\.isolatedVPC: true/);
    deepEqual(changed(await baseSide(), await side(isolated)).abrupt, []);
  });
});
