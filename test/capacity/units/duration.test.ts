import assert from "node:assert/strict";
import fc from "fast-check";
import { budgetDurationSeconds, durationSeconds, durationText } from "../../../capacity/units/duration";

describe("duration", () => {
  it("reads hours, minutes and seconds in any order and number", () => {
    const read = ["720h", "1h30m", "30s", "0s", "90m", "1m1h", "1h1h", "Never"];
    assert.deepEqual(read.map(durationSeconds), [2592000, 5400, 30, 0, 5400, 3660, 7200, Number.POSITIVE_INFINITY]);
  });

  it("says how many hours a number of days is", () => {
    const message = '"30d" is not a valid duration: Karpenter accepts h, m and s; write "720h"';
    assert.throws(() => durationSeconds("30d"), { name: "RangeError", message });
  });

  it("refuses what the NodePool CRD refuses", () => {
    for (const text of ["", "5", "1.5h", "-1h", "500ms", "1h 30m", "never", "1H", "1h\n"]) {
      const message = `"${text}" is not a valid duration; write "720h", "1h30m", "30s" or "Never"`;
      assert.throws(() => durationSeconds(text), { name: "RangeError", message });
    }
  });

  it("accepts the longest duration of Go and refuses the next", () => {
    assert.equal(durationSeconds("2562047h47m16s"), 9_223_372_036);
    const message = '"2562047h47m17s" is longer than Go allows (2562047h); write "Never" for no end';
    assert.throws(() => durationSeconds("2562047h47m17s"), { name: "RangeError", message });
  });

  it("reads a budget's duration only in hours and minutes", () => {
    assert.deepEqual(
      ["8h", "30m", "1h30m", "8h0s", "1h30m0s"].map(budgetDurationSeconds),
      [28800, 1800, 5400, 28800, 5400],
    );
    for (const text of ["30s", "1d", "30m1h", "Never", "1h30s", "0s"]) {
      const message = `"${text}" is not a valid budget duration; write hours and minutes such as "8h", "30m" or "1h30m"`;
      assert.throws(() => budgetDurationSeconds(text), { name: "RangeError", message });
    }
  });

  it("prints the largest units first", () => {
    const seconds = [0, 59, 60, 3600, 3661, 5400, 2592000, Number.POSITIVE_INFINITY];
    assert.deepEqual(seconds.map(durationText), ["0s", "59s", "1m", "1h", "1h1m1s", "1h30m", "720h", "Never"]);
    assert.throws(() => durationText(-1), { name: "RangeError", message: "-1 is not a whole number of seconds" });
    assert.throws(() => durationText(0.5), { message: "0.5 is not a whole number of seconds" });
  });

  it("reads back what it prints", () => {
    fc.assert(
      fc.property(fc.nat(9_223_372_036), (seconds) => {
        assert.equal(durationSeconds(durationText(seconds)), seconds);
      }),
    );
  });
});
