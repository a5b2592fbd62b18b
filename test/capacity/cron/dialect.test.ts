import assert from "node:assert/strict";
import fc from "fast-check";
import { cronBounds, parseCron } from "../../../capacity/cron/cron";
import { cronFindings, cronText, fieldText } from "../../../capacity/cron/dialect";

describe("scheduleDialect", () => {
  it("takes what means what it seems", () => {
    const plain = [
      "0 3 * * *",
      "03 3 * * *",
      "*/15 9-17/2 1,15 jan-mar *",
      "0 9 * * MON-fri",
      "5,10-20 0 31 dec *",
      "0 0 * * sun,sat",
    ];
    assert.deepEqual(plain.flatMap(cronFindings), []);
  });

  it("refuses what KEDA refuses or takes for something odd, with what was meant", () => {
    const refused: readonly (readonly [cron: string, suggestion: string | undefined])[] = [
      ["0 0 9 * * 1-5", 'write "0 9 * * 1-5"'],
      ["30 0 9 * * 1-5", undefined],
      ["0 9 * *", undefined],
      ["", undefined],
      ["0 9 * * 7", 'write "0 9 * * 0"'],
      ["0 9 * * 5-7", 'write "0 9 * * 0,5-6"'],
      ["0 9 * * 0-7", 'write "0 9 * * *"'],
      ["0 22-2 * * *", 'write "0 0-2,22-23 * * *"'],
      ["0 9 * * fri-mon", 'write "0 9 * * 0-1,5-6"'],
      ["@daily", 'write "0 0 * * *"'],
      ["@every 5m", undefined],
      ["TZ=UTC 0 9 * * *", 'set timezone and write "0 9 * * *"'],
      ["CRON_TZ=Asia/Seoul 0 9 * * 1", 'set timezone and write "0 9 * * 1"'],
      ["TZ=UTC", 'set timezone and write "0 9 * * 1-5"'],
      ["0 9 L * *", undefined],
      ["0 9 ? * 1", 'write "0 9 * * 1"'],
      ["1, 9 * * *", 'write "1 9 * * *"'],
      [", 9 * * *", undefined],
      ["*-5 9 * * *", 'write "* 9 * * *"'],
      ["+5 9 * * *", 'write "5 9 * * *"'],
      ["5/15 9 * * *", 'write "5,20,35,50 9 * * *"'],
      ["*/1 9 * * *", 'write "* 9 * * *"'],
      ["*/100 9 * * *", 'write "0 9 * * *"'],
      ["0 9 *,1 * *", 'write "0 9 * * *"'],
      ["0 9 * * 1,1", 'write "0 9 * * 1"'],
      ["0  9 * * *", 'write "0 9 * * *"'],
      [" 0 9 * * *", 'write "0 9 * * *"'],
    ];
    for (const [cron, suggestion] of refused) {
      const findings = cronFindings(cron);
      assert.deepEqual(
        findings.map(({ level, suggestion }) => [level, suggestion]),
        [["error", suggestion]],
        cron,
      );
    }
  });

  it("says what is wrong in words that complete the value", () => {
    assert.equal(cronFindings("0 9 * * 7")[0]!.message, 'is refused by KEDA: "7" is outside 0-6 in day of week');
    assert.equal(cronFindings("@daily")[0]!.message, "is a descriptor, which KEDA does not support");
    assert.equal(
      cronFindings("0 9 ? * 1")[0]!.message,
      'is easy to misread in day of month ("?"), and KEDA accepts it; write "*", numbers, a-b, lists of these, "*/n" or "a-b/n"',
    );
  });

  it("warns of days of the month together with days of the week", () => {
    assert.deepEqual(cronFindings("0 9 1-7 * 1"), [
      {
        level: "warning",
        message:
          "names days of the month and days of the week: it fires on days that are either, not only on those that are both",
        suggestion: 'write "*" for one of the two',
      },
    ]);
  });

  const values = ({ min, max }: { min: number; max: number }) =>
    fc.uniqueArray(fc.integer({ min, max }), { minLength: 1 });

  it("writes any schedule so that it is plain and parses to the same", () => {
    const bounds = Object.values(cronBounds);
    fc.assert(
      fc.property(fc.tuple(...bounds.map(values)), (lists) => {
        const wild = parseCron(lists.map((list) => list.join(",")).join(" "));
        const text = cronText(wild)!;
        const again = parseCron(text);
        for (const key of ["minute", "hour", "dayOfMonth", "month", "dayOfWeek"] as const) {
          assert.deepEqual([...again[key].values].sort(), [...wild[key].values].sort(), text);
        }
        assert.deepEqual(
          cronFindings(text).filter(({ level }) => level === "error"),
          [],
          text,
        );
      }),
    );
  });

  it("writes numbers as ranges", () => {
    assert.equal(fieldText([5, 1, 2, 3, 1], cronBounds.dayOfWeek), "1-3,5");
    assert.equal(fieldText([0, 1, 2, 3, 4, 5, 6], cronBounds.dayOfWeek), "*");
  });
});
