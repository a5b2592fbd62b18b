import assert from "node:assert/strict";
import type { PlacementTable } from "../../../../capacity/tenancy/placement";
import { openWays, pairTable } from "../../../../tools/plan/report/placement";

const table: PlacementTable = {
  complete: true,
  rows: [
    { onto: { kind: "team", name: "alpha" }, from: ["alpha"], outcome: "yes", by: [] },
    { onto: { kind: "team", name: "alpha" }, from: ["beta"], outcome: "no", by: ["tolerates-own-team"] },
    { onto: { kind: "team", name: "beta" }, from: ["alpha"], outcome: "avoided", by: [] },
    { onto: { kind: "team", name: "beta" }, from: ["beta"], outcome: "yes", by: [] },
    { onto: { kind: "bootstrap", name: "b" }, from: ["alpha", "beta"], outcome: "no", by: ["selects-own-nodes"] },
    { onto: { kind: "shared", name: "all" }, from: ["alpha", "beta"], outcome: "yes", by: [] },
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

  it("is a line for each place where the plan tells only what is open", () => {
    const many = [...Array(14).keys()].map((index) => `t${index}`);
    const open: PlacementTable = {
      complete: false,
      rows: [
        { onto: { kind: "shared", name: "all" }, from: many, outcome: "yes", by: [] },
        { onto: { kind: "team", name: "t1" }, from: ["t2"], outcome: "avoided", by: [] },
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
