/** What the API server refuses to change is no roll. */
import { deepEqual } from "node:assert/strict";
import { sideOfText } from "../../../support/programInProcess";
import { changed, edited } from "./edited";
import type { Edit } from "./edits";

const gate: Edit["set"][number] = [["nodepools:karpenter", "featureGates"], { staticCapacity: true }];
const general = (...rest: readonly (string | number)[]) => ["nodepools:teams", "dotori", "pools", 0, ...rest];
const isStatic: Edit["set"] = [gate, [general("replicas"), 2], [general("limits"), { nodes: 3 }]];

/** The base with the gate and edits. */
const side = (...set: Edit["set"]) => sideOfText(edited({ set: [gate, ...set] }));

describe("a field that cannot change", function () {
  this.timeout(120_000);

  it("fails `up` instead of rolling nodes, however a pool becomes static or dynamic", async () => {
    const [dynamic, fixed] = [await side(), await side(...isStatic, [general("labels"), { tier: "gold" }])];
    for (const [before, after, change] of [
      [dynamic, fixed, "added"],
      [fixed, dynamic, "taken away"],
    ] as const) {
      const { abrupt, pools } = changed(before, after);
      deepEqual(
        abrupt.map(({ kind, subject, certain, message, instead }) => [kind, subject, certain, message, instead[0]]),
        [
          [
            "immutable-field",
            "pool dotori-general",
            true,
            `cannot have its spec.replicas ${change}: the API server refuses it, so \`pulumi up\` fails there`,
            "add the new pool beside the old one, and apply",
          ],
        ],
      );
      const pool = pools.find(({ name }) => name === "dotori-general");
      deepEqual(
        [pool?.rolls, pool?.duration, pool?.because],
        [
          "none",
          null,
          [
            {
              path: "nodePool.spec.replicas",
              text: "cannot be added to a pool or taken from it: the API server refuses it",
            },
          ],
        ],
      );
    }
  });

  it("does not hide that another object's edit may be applied", async () => {
    const { pools } = changed(
      await side(),
      await side(...isStatic, [["nodepools:nodeClassDefaults", "kubelet"], { maxPods: 58 }]),
    );
    deepEqual(
      pools.map(({ name, rolls, duration }) => [name, rolls, duration === null]),
      [
        ["alpha-general", "drift", false],
        ["dotori-general", "unknown", true],
        ["dotori-spot", "drift", false],
      ],
    );
  });

  it("is a violation of any object", async () => {
    const base = await side();
    const after = {
      ...base,
      resources: base.resources.map((each) =>
        each.type.endsWith(":PriorityClass") ? { ...each, inputs: { ...each.inputs, value: -7 } } : each,
      ),
    };
    deepEqual(
      changed(base, after).abrupt.map(({ kind, subject, message }) => [kind, subject, message]),
      [
        [
          "immutable-field",
          "PriorityClass warm",
          "cannot have its value changed: the API server refuses it, so `pulumi up` fails there",
        ],
      ],
    );
  });
});
