/** Some of the edits of a running stack; edits.slow.ts plays all of them. */
import { deepEqual, match } from "node:assert/strict";
import { isMap, isSeq, parseDocument } from "yaml";
import { sideOfText } from "../../../support/programInProcess";
import { base, baseSide, changed, edited, itDoes } from "./edited";
import { edits } from "./edits";

/** A run of the program costs a second: one edit in seven stands for its neighbours. */
const every = 7;

describe("an edit of a running stack", function () {
  this.timeout(120_000);

  itDoes(edits.filter((_, index) => index % every === 3));

  it("says that a cluster cannot follow a replaced network", async () => {
    const moved = await sideOfText(edited({ set: [[["nodepools:network", "cidr"], "10.64.0.0/16"]] }));
    const { pools, abrupt } = changed(await baseSide(), moved);
    match(abrupt[0]!.message, /EKS takes no subnets of another VPC/);
    deepEqual(
      pools.map(({ duration, revert }) => [duration, revert]),
      pools.map(() => [null, undefined]),
    );
  });

  it("has no duration where a lower limit in the same change leaves no room for replacements", async () => {
    const general = ["nodepools:teams", "dotori", "pools", 0];
    const after = edited({
      set: [
        [[...general, "limits"], { cpu: "8", memory: "32Gi" }],
        [[...general, "labels"], { x: "y" }],
      ],
    });
    const pool = changed(await baseSide(), await sideOfText(after)).pools.find(({ name }) => name === "dotori-general");
    deepEqual([pool?.rolls, pool?.duration?.bestSeconds, pool?.duration?.boundSeconds], ["drift", null, null]);
    match(pool?.duration?.text ?? "", /no node is replaced for it: limits\.cpu 8 has no room/);
  });

  it("says that nothing changes where only the order of keys does", async () => {
    const document = parseDocument(base);
    const reverse = (node: unknown): void => {
      if (isMap(node)) {
        node.items.reverse();
        for (const { value } of node.items) reverse(value);
      } else if (isSeq(node)) for (const item of node.items) reverse(item);
    };
    reverse(document.contents);
    const { summary } = changed(await baseSide(), await sideOfText(String(document)));
    deepEqual([summary.isSame, summary.cannotTell, summary.ignored], [true, 0, []]);
  });
});
