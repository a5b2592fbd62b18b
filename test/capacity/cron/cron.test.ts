import assert from "node:assert/strict";
import {
  cronBounds,
  cronDescriptors,
  cronField,
  neverFires,
  parseBudgetSchedule,
  parseCron,
} from "../../../capacity/cron/cron";

function minutes(text: string): readonly number[] {
  return [...cronField(text, cronBounds.minute).values].sort((a, b) => a - b);
}

function weekdays(text: string): readonly number[] {
  return [...cronField(text, cronBounds.dayOfWeek).values].sort((a, b) => a - b);
}

describe("cron", () => {
  it("reads numbers, ranges, lists, steps and names as robfig does", () => {
    assert.deepEqual(minutes("5,1-3,10-20/5"), [1, 2, 3, 5, 10, 15, 20]);
    assert.deepEqual(minutes("*/20"), [0, 20, 40]);
    assert.deepEqual(minutes("45/5"), [45, 50, 55]);
    assert.deepEqual(minutes("*/100"), [0]);
    assert.deepEqual(minutes("007"), [7]);
    assert.deepEqual(weekdays("MON-fri"), [1, 2, 3, 4, 5]);
    assert.deepEqual(weekdays("sun,sat"), [0, 6]);
    assert.deepEqual([...cronField("jan,DEC", cronBounds.month).values], [1, 12]);
  });

  it("sets the star only for * and ? without a step above 1", () => {
    const starred = ["*", "?", "*/1", "?/1", "*,1", "1,*"].map((text) => cronField(text, cronBounds.dayOfMonth).star);
    assert.deepEqual(starred, [true, true, true, true, true, true]);
    const others = ["*/2", "1-31", "1/1", "1"].map((text) => cronField(text, cronBounds.dayOfMonth).star);
    assert.deepEqual(others, [false, false, false, false]);
  });

  it("accepts what robfig accepts by accident and calls it odd", () => {
    const oddities = (text: string) => cronField(text, cronBounds.minute).oddities;
    assert.deepEqual(oddities("1,"), ['"1," has an empty item']);
    assert.deepEqual(oddities("*-5"), ['"*-5" is an odd way to write minute']);
    assert.deepEqual(oddities("+5"), ['"+5" is an odd way to write minute']);
    assert.deepEqual(oddities("1-3,2"), ['"1-3,2" names a minute twice']);
    assert.deepEqual(oddities("1,15-20,30-59/7"), []);
    assert.deepEqual([minutes(","), minutes("*-5").length, minutes("+5")], [[], 60, [5]]);
  });

  it("refuses what robfig refuses, saying where and why", () => {
    const refused: readonly (readonly [string, string])[] = [
      ["60 * * * *", '"60" is outside 0-59 in minute'],
      ["* 24 * * *", '"24" is outside 0-23 in hour'],
      ["* * 0 * *", '"0" is outside 1-31 in day of month'],
      ["* * * 13 *", '"13" is outside 1-12 in month'],
      ["* * * * 7", '"7" is outside 0-6 in day of week'],
      ["* * * * 0-7", '"0-7" is outside 0-6 in day of week'],
      ["* 22-2 * * *", '"22-2" runs backwards in hour; write two ranges'],
      ["* * * * fri-mon", '"fri-mon" runs backwards in day of week; write two ranges'],
      ["*/0 * * * *", '"*/0" has no step above 0 after "/" in minute'],
      ["*/-1 * * * *", '"*/-1" has no step above 0 after "/" in minute'],
      ["*/x * * * *", '"*/x" has no step above 0 after "/" in minute'],
      ["1/2/3 * * * *", '"1/2/3" has more than one "/" in minute'],
      ["1-2-3 * * * *", '"1-2-3" has more than one "-" in minute'],
      ["* * L * *", '"L" is not a valid day of month; write 1-31, a range, a list or "*"'],
      ["* * * * MON#1", '"MON#1" is not a valid day of week; write 0-6, a range, a list or "*"'],
      ["* * * january *", '"january" is not a valid month; write 1-12, a range, a list or "*"'],
      ["* * * * toString", '"toString" is not a valid day of week; write 0-6, a range, a list or "*"'],
      ["-5 * * * *", '"-5" is not a valid minute; write 0-59, a range, a list or "*"'],
    ];
    for (const [text, message] of refused) {
      assert.throws(() => parseBudgetSchedule(text), { name: "RangeError", message });
    }
  });

  it("takes five fields, no fewer and no more, whatever the blanks", () => {
    const wanted = 'write minute, hour, day of month, month and day of week ("0 9 * * mon-fri")';
    assert.throws(() => parseBudgetSchedule(""), { message: `"" has 0 fields; ${wanted}` });
    assert.throws(() => parseBudgetSchedule("* * * *"), { message: `"* * * *" has 4 fields; ${wanted}` });
    assert.throws(() => parseBudgetSchedule("0 * * * * *"), { message: `"0 * * * * *" has 6 fields; ${wanted}` });
    assert.throws(() => parseBudgetSchedule("every day at nine sharp"), {
      message: '"every" is not a valid minute; write 0-59, a range, a list or "*"',
    });
    assert.deepEqual([...parseBudgetSchedule("  0\t9 *  * 1 ").hour.values], [9]);
  });

  it("reads each descriptor of the NodePool CRD as the five fields it stands for", () => {
    const descriptors = ["@annually", "@yearly", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];
    assert.deepEqual(Object.keys(cronDescriptors), descriptors);
    assert.deepEqual(parseBudgetSchedule("@yearly"), parseCron("0 0 1 1 *"));
    assert.deepEqual(parseBudgetSchedule("@annually"), parseCron("0 0 1 1 *"));
    assert.deepEqual(parseBudgetSchedule("@monthly"), parseCron("0 0 1 * *"));
    assert.deepEqual(parseBudgetSchedule("@weekly"), parseCron("0 0 * * 0"));
    assert.deepEqual(parseBudgetSchedule("@daily"), parseCron("0 0 * * *"));
    assert.deepEqual(parseBudgetSchedule("@midnight"), parseCron("0 0 * * *"));
    assert.deepEqual(parseBudgetSchedule("@hourly"), parseCron("0 * * * *"));
  });

  it("refuses other descriptors", () => {
    const known = "@annually, @yearly, @monthly, @weekly, @daily, @midnight, @hourly";
    for (const text of ["@every 5m", "@Daily", "@daily nonsense", "@"]) {
      assert.throws(() => parseBudgetSchedule(text), {
        name: "RangeError",
        message: `"${text}" is not known; write five fields or one of ${known}`,
      });
    }
    assert.throws(() => parseCron("@daily"), { name: "RangeError" });
  });

  it("refuses a time zone, as budgets run in UTC", () => {
    for (const text of ["TZ=Asia/Seoul 0 9 * * *", "CRON_TZ=UTC 0 9 * * *", "TZ=UTC"]) {
      assert.throws(() => parseBudgetSchedule(text), {
        name: "RangeError",
        message: `"${text}" names a time zone; budgets run in UTC, leave the prefix out`,
      });
    }
    assert.throws(() => parseCron("TZ=UTC 0 9 * * *"), {
      message: '"TZ=UTC 0 9 * * *" names a time zone; leave the prefix out',
    });
  });

  it("knows the schedules that never fire", () => {
    const never = [
      "0 9 30 2 *",
      "0 9 31 2,4,6,9,11 *",
      ", * * * *",
      "* , * * *",
      "* * , * *",
      "* * * , 1",
      "* * * * ,",
    ];
    assert.deepEqual(
      never.filter((text) => !neverFires(parseCron(text))),
      [],
    );
    const some = ["0 9 29 2 *", "0 9 31 2,3 *", "0 9 30 2 1", "* * , * 1", "* * 1 * ,", "@hourly"];
    assert.deepEqual(
      some.filter((text) => neverFires(parseBudgetSchedule(text))),
      [],
    );
  });
});
