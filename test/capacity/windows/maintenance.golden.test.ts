import assert from "node:assert/strict";
import { join } from "node:path";
import { maintenanceMinutes } from "../../../capacity/windows/maintenance";
import { jsonLines } from "../../support/jsonLines";
import { type MaintenanceCase, maintenanceCases, maintenanceCasesFile } from "./maintenanceCases";

/** What Karpenter's own code allowed in 2027, minute by minute. */
interface Answer {
  readonly case: number;
  readonly asked: number;
  readonly lost: number;
  /** Minutes outside the windows in which it allowed a disruption. */
  readonly outside: number;
  /** Minutes in which the repair of nodes was stopped. */
  readonly stopsRepair: number;
  /** Minutes in which it allowed another number than all or none, or another for another reason. */
  readonly disagree: number;
}

const year = { from: Date.UTC(2027, 0), to: Date.UTC(2028, 0) };
const cases = jsonLines<MaintenanceCase>(maintenanceCasesFile);
const answers = jsonLines<Answer>(join(maintenanceCasesFile, "..", "maintenance.jsonl"));

describe("maintenance, as Karpenter's own code reads its freezes", () => {
  it("is asked with the freezes of today", () => {
    assert.deepEqual(cases, JSON.parse(JSON.stringify(maintenanceCases())));
    assert.equal(answers.length, 200);
  });

  it("allows nothing outside the windows, and never stops repair", () => {
    const wrong = answers.filter(({ outside, stopsRepair, disagree }) => outside + stopsRepair + disagree > 0);
    assert.deepEqual(wrong, []);
  });

  it("loses exactly the minutes that the plan says", () => {
    for (const { case: number, asked, lost } of answers) {
      const { windows } = cases[number]!;
      assert.deepEqual(maintenanceMinutes(windows, year), { asked, lost }, JSON.stringify(windows));
    }
  });
});
