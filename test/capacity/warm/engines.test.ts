import { deepEqual, equal } from "node:assert/strict";
import { type EnginePool, engineFacts, warmEngineNames } from "../../../capacity/warm/engines";

const pool: EnginePool = {
  mode: "perNode",
  images: 0,
  consolidationPolicy: "WhenEmptyOrUnderutilized",
  consolidateAfter: "1m",
};
const consolidationOf = (more: Partial<EnginePool>) =>
  warmEngineNames.map((engine) => engineFacts(engine, { ...pool, ...more }).survives.consolidation);

describe("nodes of an engine under consolidation", () => {
  it("may be replaced by cheaper ones", () => {
    const placeholders =
      "never empty, and never merged, as no two placeholders fit on one node; a node may be replaced by one of a cheaper type";
    deepEqual(consolidationOf({}), [
      placeholders,
      placeholders,
      "never consolidated",
      "not deleted as empty; a node with pods is replaced only where the buffer still fits (reason Underutilized)",
      placeholders,
    ]);
  });

  it("stay where only empty nodes go", () => {
    const placeholders = "never empty, and with consolidationPolicy WhenEmpty no other node goes";
    for (const mode of ["perNode", "headroom"] as const)
      deepEqual(consolidationOf({ mode, consolidationPolicy: "WhenEmpty" }), [
        placeholders,
        placeholders,
        "never consolidated",
        "not deleted as empty, and with consolidationPolicy WhenEmpty no other node goes",
        placeholders,
      ]);
  });

  it("stay where consolidation never comes", () => {
    const never = consolidationOf({ consolidationPolicy: "WhenEmpty", consolidateAfter: "Never" });
    equal(never[0], "never consolidated: consolidateAfter is Never");
    equal(never.filter((text) => text === never[0]).length, 4, "all but the static pool");
  });
});
