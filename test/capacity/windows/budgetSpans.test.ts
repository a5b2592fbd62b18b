import assert from "node:assert/strict";
import fc from "fast-check";
import { hoursOf } from "../../../capacity/cron/schedule";
import { budgetSpans, isFreeze } from "../../../capacity/windows/budgetSpans";

const week = { from: Date.UTC(2027, 0, 4), to: Date.UTC(2027, 0, 11) };
const text = (at: number) => new Date(at).toISOString().slice(5, 16);
const spans = (schedule: string, duration: string) =>
  budgetSpans({ nodes: "0", schedule, duration }, week).map(({ from, to }) => `${text(from)} ${text(to)}`);

describe("budgetSpans", () => {
  it("is active from each time of its schedule on, in UTC", () => {
    assert.deepEqual(spans("0 9 * * 1,3", "8h"), ["01-04T09:00 01-04T17:00", "01-06T09:00 01-06T17:00"]);
    assert.deepEqual(spans("@weekly", "30m"), ["01-10T00:00 01-10T00:30"]);
  });

  it("joins what overlaps, and cuts at the range, what began before it included", () => {
    assert.deepEqual(spans("0 12 * * *", "24h"), ["01-04T00:00 01-11T00:00"]);
    assert.deepEqual(spans("0 20 * * 0", "6h"), ["01-04T00:00 01-04T02:00", "01-10T20:00 01-11T00:00"]);
  });

  it("is always active without a schedule", () => {
    assert.deepEqual(budgetSpans({ nodes: "10%" }, week), [week]);
  });

  it("is active for the schedule's times the duration while they do not meet", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 24 }), (hour, hours) => {
        const hoursActive = hoursOf(
          budgetSpans({ nodes: "0", schedule: `0 ${hour} * * *`, duration: `${hours}h` }, week),
        );
        assert.equal(hoursActive, 7 * hours);
      }),
    );
  });

  it("refuses what Karpenter cannot read", () => {
    assert.throws(() => spans("0 9 * * 7", "8h"), RangeError);
    assert.throws(() => spans("0 9 * * 1", "1d"), RangeError);
  });

  it("knows a freeze by its number", () => {
    assert.deepEqual(
      ["0", "0%", "00%", "1", "10%"].map((nodes) => isFreeze({ nodes })),
      [true, true, true, false, false],
    );
  });
});
