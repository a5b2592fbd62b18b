import { equal, throws } from "node:assert/strict";
import { changedText } from "../../../../tools/rehearse/scenario/change";

describe("a change of the config in a scenario", () => {
  const text = "config:\n  p:teams:\n    dotori:\n      pools:\n        - name: general # ours\n          weight: 5\n";
  const changed = (change: Parameters<typeof changedText>[1]) => changedText(text, change, "p", "steps[1].change");

  it("sets values by path, makes what is not there, and leaves the rest as it is written", () => {
    equal(
      changed({ "teams.dotori.pools[0].labels": { tier: "gold" }, "nodeClassDefaults.tags.stage": "blue" }),
      `${text}          labels:\n            tier: gold\n  p:nodeClassDefaults:\n    tags:\n      stage: blue\n`,
    );
  });

  it("takes a key away for null", () => {
    equal(changed({ "teams.dotori.pools[0].weight": null }), text.replace("          weight: 5\n", ""));
  });

  it("refuses a path through a single value", () => {
    throws(
      () => changed({ "teams.dotori.pools[0].weight.deep": 1 }),
      /^UsageError: steps\[1\]\.change: teams\.dotori\.pools\[0\]\.weight\.deep leads through teams\.dotori\.pools\[0\]\.weight, which is a single value; change that value as a whole$/,
    );
  });
});
