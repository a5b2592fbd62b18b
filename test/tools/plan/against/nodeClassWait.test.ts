/** Node classes that are deleted under the nodes of a pool that stays. */
import { deepEqual, match } from "node:assert/strict";
import { sideOfText } from "../../../support/programInProcess";
import { baseSide, changed, edited } from "./edited";
import type { Edit } from "./edits";

const alpha = (...rest: readonly (string | number)[]) => ["nodepools:teams", "alpha", "pools", 0, ...rest];
const override: Edit["set"][number] = [alpha("nodeClass"), { detailedMonitoring: true }];

/** The base with edits. */
const side = (...set: Edit["set"]) => sideOfText(edited({ set }));

/** What is said of alpha's pool as the last cause, and at once. */
async function told(before: Edit["set"], after: Edit["set"]) {
  const { pools, abrupt } = changed(await side(...before), await side(...after));
  const pool = pools.find(({ name }) => name === "alpha-general");
  return { last: pool?.because.at(-1), rolls: pool?.rolls, abrupt };
}

const waits = (name: string, span: string) => ({
  path: `EC2NodeClass ${name}`,
  text: `is deleted when no node uses it any more: \`pulumi up\` waits for that, for ${span} at most, and then fails; run it again`,
});

describe("a node class that goes under the nodes of a pool", function () {
  this.timeout(120_000);

  it("makes `up` wait for the first and the last override of a team's only pool, and is no violation", async () => {
    const [first, last] = [await told([], [override]), await told([override], [])];
    deepEqual([first.last, first.abrupt], [waits("alpha", "1h 15m"), []]);
    deepEqual([last.last, last.abrupt], [waits("alpha-general", "1h 15m"), []]);
  });

  it("is waited for a day where a drain has no end", async () => {
    const endless: Edit["set"][number] = [alpha("terminationGracePeriod"), "Never"];
    deepEqual((await told([endless], [endless, override])).last, waits("alpha", "1d"));
  });

  it("stays while another pool uses it, and goes with its own pool", async () => {
    const general = ["nodepools:teams", "dotori", "pools", 0];
    const shared = await side([[...general, "nodeClass"], { detailedMonitoring: true }]);
    for (const { because } of changed(await baseSide(), shared).pools)
      deepEqual(
        because.filter(({ path }) => path.startsWith("EC2NodeClass ")),
        [],
      );
  });

  it("fails `up` for certain where no budget lets the nodes go, and maybe where they are many", async () => {
    const frozen: Edit["set"][number] = [alpha("disruption"), { budgets: [{ nodes: "0", reasons: ["Drifted"] }] }];
    const [never] = (await told([frozen], [frozen, override])).abrupt;
    deepEqual([never?.kind, never?.subject, never?.certain], ["node-class-waits", "pool alpha-general", true]);
    match(never?.message ?? "", /^leaves EC2NodeClass alpha, .* for 1h 15m and then fails, and the roll never ends$/);

    const slow: Edit["set"] = [
      [alpha("disruption"), { budgets: [{ nodes: "1" }] }],
      [alpha("limits"), { cpu: "400", memory: "2Ti" }],
    ];
    const [maybe] = (await told(slow, [...slow, override])).abrupt;
    deepEqual([maybe?.kind, maybe?.certain], ["node-class-waits", false]);
    match(maybe?.message ?? "", /and the roll takes \d+h( \d+m)? at best$/);
  });
});
