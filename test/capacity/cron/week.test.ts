import assert from "node:assert/strict";
import { parseCron } from "../../../capacity/cron/cron";
import { firingRuns, isWeekly, plainMonday, plainWeek } from "../../../capacity/cron/week";

const weekMs = 7 * 86_400_000;

describe("scheduleWeek", () => {
  // facts/overprovisioning.md section 2, KEDA's decision evaluated every minute; windows counted besides
  const worked: readonly (readonly [start: string, end: string, hours: number, windows: number])[] = [
    ["0 9 * * 1-5", "0 18 * * 1-5", 45, 5],
    ["0 22 * * 1-5", "0 6 * * 2-6", 40, 5],
    ["0 22 * * 1-5", "0 6 * * 1-5", 88, 5],
    ["0 9 * * 1-5", "0 18 * * *", 93, 5],
    ["0 0 * * 1-5", "0 0 * * 2-6", 120, 1],
    ["0 0 * * 1-5", "0 0 * * *", 168, 0],
    ["0 9-11 * * 1-5", "0 18 * * 1-5", 35, 5],
    ["0 9 * * 1-5", "0 17,18 * * 1-5", 45, 5],
    ["* 9-17 * * 1-5", "0 18 * * 1-5", 0.08, 5],
    ["0 9 * * 1-5", "0 18 * * 6", 33, 1],
    ["0 9 * * MON", "0 18 * * FRI", 105, 1],
    ["0 9 * * *", "00 9 * * *", 168, 0],
    ["0 9 30 2 *", "0 18 * * *", 168, 0],
    ["0 9 * * 1-5", "0 9 30 2 *", 0, 0],
    ["03 * * * *", "10 * * * *", 19.6, 168],
    ["0 3 * * *", "0 10 * * *", 49, 7],
  ];

  for (const [start, end, hours, windows] of worked) {
    it(`finds ${hours} hours and ${windows} windows a week from "${start}" to "${end}"`, () => {
      const week = plainWeek({ start, end });
      assert.deepEqual([Math.round(week.hours * 100) / 100, week.windows], [hours, windows]);
    });
  }

  it("counts a window over Sunday midnight once", () => {
    const { windows, spans } = plainWeek({ start: "0 22 * * 0", end: "0 6 * * 1" });
    assert.equal(windows, 1);
    assert.deepEqual(spans, [
      { from: 0, to: 360 },
      { from: 10_080 - 120, to: 10_080 },
    ]);
  });

  it("knows which schedules are the same in every week", () => {
    const weekly = ["0 9 * * 1-5", "* * * * *", "0 9 1-31 * 1", "0 9 ? 1-12 0"];
    assert.deepEqual(
      weekly.filter((text) => !isWeekly(parseCron(text))),
      [],
    );
    const others = ["0 9 1 * *", "0 9 * 3 *", "0 9 */2 * 1", "0 9 1 * 1-5"];
    assert.deepEqual(
      others.filter((text) => isWeekly(parseCron(text))),
      [],
    );
    assert.equal(plainWeek({ start: "0 9 1 * *", end: "0 18 1 * *" }).everyWeek, false);
    const december = plainWeek({ start: "0 9 1 * *", end: "0 18 1 * *" }, plainMonday + weekMs);
    assert.deepEqual([december.hours, december.windows], [9, 1]);
  });

  it("groups starts and ends of which only the last of each row counts", () => {
    const range = { from: plainMonday, to: plainMonday + 86_400_000 };
    const runs = (start: string, end: string) =>
      firingRuns({ start, end }, range).map((run) => `${run[0].kind} ${run.length}`);
    assert.deepEqual(runs("0 9-11 * * *", "0 17,18 * * *"), ["start 3", "end 2"]);
    assert.deepEqual(runs("0 9 * * *", "0 9,18 * * *"), ["end 1"], "at 9 both fire");
    assert.deepEqual(
      runs("0 9 * * *", "0 6,9 * * *"),
      ["end 2"],
      "the end at 6 counts for nothing: at 9 it is closed again",
    );
  });
});
