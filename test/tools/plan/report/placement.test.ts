import assert from "node:assert/strict";
import type { Plan } from "../../../../tools/plan/plan";
import { openWays, pairTable } from "../../../../tools/plan/report/placement";

type PlacementTable = Plan["placement"];

const table: PlacementTable = {
  complete: true,
  rows: [
    { nodes: { kind: "team", name: "alpha" }, teams: ["alpha"], outcome: "allowed", refusedBy: [] },
    { nodes: { kind: "team", name: "alpha" }, teams: ["beta"], outcome: "refused", refusedBy: ["tolerates-own-team"] },
    { nodes: { kind: "team", name: "beta" }, teams: ["alpha"], outcome: "avoided", refusedBy: [] },
    { nodes: { kind: "team", name: "beta" }, teams: ["beta"], outcome: "allowed", refusedBy: [] },
    {
      nodes: { kind: "bootstrap", name: "b" },
      teams: ["alpha", "beta"],
      outcome: "refused",
      refusedBy: ["selects-own-nodes"],
    },
    { nodes: { kind: "shared", name: "all" }, teams: ["alpha", "beta"], outcome: "allowed", refusedBy: [] },
  ],
};

describe("whose nodes pods may land on, for people", () => {
  it("is a table of all pairs, with the rules that refuse below it", () => {
    assert.deepEqual(pairTable(table), {
      rows: [
        ["pods of", "alpha", "beta", "bootstrap nodes", "shared all"],
        ["alpha", "yes", "avoided", "no 2", "yes"],
        ["beta", "no 1", "yes", "no 2", "yes"],
      ],
      notes: ["no 1: refused by tolerates-own-team", "no 2: refused by selects-own-nodes"],
    });
  });

  it("is a line for each kind of nodes where the plan lists only what is allowed", () => {
    const many = [...Array(14).keys()].map((index) => `t${index}`);
    const open: PlacementTable = {
      complete: false,
      rows: [
        { nodes: { kind: "shared", name: "all" }, teams: many, outcome: "allowed", refusedBy: [] },
        { nodes: { kind: "team", name: "t1" }, teams: ["t2"], outcome: "avoided", refusedBy: [] },
      ],
    };
    assert.equal(pairTable(open), undefined);
    assert.deepEqual(openWays(open), [
      "shared all: t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11 and 2 more",
      "t1: t2 (when nothing else is left)",
    ]);
  });

  it("is nothing without teams", () => {
    assert.equal(pairTable({ complete: true, rows: [] }), undefined);
    assert.deepEqual(openWays({ complete: true, rows: [] }), []);
  });
});
