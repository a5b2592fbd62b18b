import assert from "node:assert/strict";
import { join } from "node:path";
import { activeSpans, type CronPair } from "../../../capacity/cron/cronTrigger";
import { robfigMayErr } from "../../../capacity/cron/schedule";
import { minuteMs, offsetChanges } from "../../../capacity/cron/zone";
import { jsonLines } from "../../support/jsonLines";

type Minutes = readonly (readonly [from: number, to: number])[];

interface Case extends CronPair {
  readonly from: string;
  readonly minutes: number;
  readonly active: Minutes;
}

interface KedaError extends CronPair {
  readonly from: string;
  readonly keda: Minutes;
  readonly wall: Minutes;
}

const folder = join(__dirname, "..", "..", "golden", "keda-cron");

const lines = <T>(file: string) => jsonLines<T>(join(folder, file));

function replayed({ start, end, timezone, from, minutes }: Case): Minutes {
  const first = Date.parse(from);
  return activeSpans({ start, end, timezone }, { from: first, to: first + minutes * minuteMs }).map(
    (span) => [(span.from - first) / minuteMs, (span.to - first) / minuteMs] as const,
  );
}

/** Whether a clock changes in a way robfig cannot follow, in the range of a case. */
function upset({ timezone, from, minutes }: Case): boolean {
  const first = Date.parse(from);
  return offsetChanges(timezone, first, first + minutes * minuteMs).some(robfigMayErr);
}

describe("schedule against KEDA's own cron (test/golden/keda-cron)", () => {
  const cases = lines<Case>("table.jsonl");

  it("has at least 200 cases, in the five zones that matter most and at edges", () => {
    assert.equal(cases.length, 1083);
    const zones = [...new Set(cases.map(({ timezone }) => timezone))];
    assert.deepEqual(zones.slice(0, 5), ["UTC", "Asia/Seoul", "Asia/Kathmandu", "America/New_York", "Europe/Berlin"]);
  });

  it("agrees to the minute wherever clocks change by one whole hour away from midnight", () => {
    const ordinary = cases.filter((golden) => !upset(golden));
    assert.ok(ordinary.length > 700);
    for (const golden of ordinary) {
      const { start, end, timezone, from } = golden;
      assert.deepEqual(replayed(golden), golden.active, `${start} to ${end} in ${timezone} from ${from}`);
    }
  });

  it("differs elsewhere in exactly the cases listed as KEDA's errors", () => {
    const found = cases.flatMap((golden): KedaError[] => {
      const wall = replayed(golden);
      const { start, end, timezone, from, active } = golden;
      return JSON.stringify(wall) === JSON.stringify(active)
        ? []
        : [{ start, end, timezone, from, keda: active, wall }];
    });
    assert.deepEqual(found, lines<KedaError>("keda-errs.jsonl"));
    assert.deepEqual(
      [...new Set(found.map(({ timezone }) => timezone))],
      ["Australia/Lord_Howe", "Antarctica/Troll", "Pacific/Chatham", "America/Santiago", "Africa/Cairo", "Asia/Beirut"],
    );
  });
});
