/** Every kind that the program registers is searched, or named as not searched. */
import { deepEqual } from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { coverageOf, planKinds } from "../../../tools/leftovers/kinds";
import { leftoverKinds } from "../../../tools/leftovers/leftover";
import { searches } from "../../../tools/leftovers/leftovers";
import { root, settledPlanOfFile } from "../../support/plans";

/** `karpenter.spotServiceLinkedRole: create`, which no example says. */
const ofNoExample = ["aws:iam/serviceLinkedRole:ServiceLinkedRole"];

describe("the kinds that leftovers are looked for of", function () {
  this.timeout(120_000);

  it("cover every type that an example registers, and no other", async () => {
    const files = readdirSync(join(root, "examples")).filter((name) => name.endsWith(".yaml"));
    const types = new Set<string>();
    for (const path of ["Pulumi.dev.yaml", ...files.map((name) => `examples/${name}`)])
      for (const { type } of (await settledPlanOfFile(path)).resources)
        if (!/^(pulumi:|nodepools:)/.test(type)) types.add(type);
    deepEqual(
      [...types].filter((type) => coverageOf(type) === undefined),
      [],
    );
    deepEqual(
      Object.keys(planKinds)
        .filter((type) => !types.has(type))
        .sort(),
      ofNoExample,
    );
  });

  it("have one search each", () => {
    deepEqual(searches.flatMap(({ kinds }) => kinds).sort(), [...leftoverKinds].sort());
  });
});
