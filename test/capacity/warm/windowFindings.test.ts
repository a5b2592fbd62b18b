import assert from "node:assert/strict";
import { activeSpans } from "../../../capacity/cron/cronTrigger";
import { dayMs, hourMs } from "../../../capacity/cron/zone";
import { windowFindings } from "../../../capacity/warm/windowFindings";
import type { WindowFinding } from "../../../capacity/windows/finding";
import { type Window, windowTriggers } from "../../../capacity/windows/window";

const from = Date.UTC(2026, 10, 21);

function findings(
  windows: readonly Window[],
  more: { always?: number; kubernetesVersion?: string } = {},
): readonly WindowFinding[] {
  return windowFindings({ windows, kubernetesVersion: "1.34", from, ...more });
}

function raw(start: string, end: string, timezone = "Asia/Seoul", nodes = 5): Window {
  return { start, end, timezone, nodes };
}

function plain(more: Partial<Window> = {}): Window {
  return { days: "weekdays", from: "09:00", to: "18:00", timezone: "Asia/Seoul", nodes: 10, ...more } as Window;
}

function text({ level, rule, path, message, suggestion }: WindowFinding): string {
  return `${level} ${rule} ${path.join(".")}: ${message}${suggestion === undefined ? "" : `; ${suggestion}`}`;
}

describe("windowFindings", () => {
  it("has nothing to say of windows that mean what they seem", () => {
    const good = [
      raw("0 9 * * 1-5", "0 18 * * 1-5"),
      raw("0 22 * * 1-5", "0 6 * * 2-6"),
      raw("0 0 * * 1-5", "0 0 * * 2-6"),
      raw("0 9 * * MON", "0 18 * * FRI"),
      raw("0 9 1,15 * *", "0 18 1,15 * *"),
      raw("0 9 * * *", "0 18 * * *", "America/New_York"),
      plain(),
      { days: "everyday", from: "03:00", to: "10:00", timezone: "Asia/Seoul", nodes: 5 } as const,
    ];
    for (const window of good) assert.deepEqual(findings([window]), [], JSON.stringify(window));
  });

  it("takes crons of 29 February, which opens in leap years, and says so of dates with a year", () => {
    assert.deepEqual(findings([raw("0 9 29 2 *", "0 18 29 2 *")]), []);
    const dated = (date: string) => ({ dates: [date], from: "09:00", to: "18:00", timezone: "Asia/Seoul", nodes: 5 });
    assert.deepEqual(findings([dated("02-29")]), []);
    assert.deepEqual(findings([dated("2028-02-29")]).map(text), [
      "warning window-dates-recur windows.0.dates: name a year, which KEDA's cron cannot: the window opens each leap year until it is removed; remove it when it is over; without years it is meant to come again",
    ]);
    assert.deepEqual(findings([dated("2024-02-29")]).map(text), [
      "error window-dates-are-ahead windows.0.dates: name 2024-02-29, which is over: the window opens again in the next leap year; remove it",
    ]);
  });

  const refusals: readonly (readonly [start: string, end: string, finding: string])[] = [
    [
      "03 * * * *",
      "10 * * * *",
      `error cron-names-its-hours windows.0: is 168 windows of 7 minutes a week, 19.6 h in all, not 3 to 10 o'clock: the first field is the minute; write start "0 3 * * *" and end "0 10 * * *"`,
    ],
    [
      "0 3 * * *",
      "10 * * * *",
      'error cron-names-its-hours windows.0.end: fires in every hour; with the other cron that is 7 windows of 23.17 h a week, 162.17 h in all; write "0 10 * * *"',
    ],
    [
      "0 9 * * *",
      "00 9 * * *",
      "error window-closes windows.0.end: is the same schedule as start, so KEDA would never scale down; write `always` if that is meant",
    ],
    [
      "0 9 * * *",
      "0 9 * * 0-6",
      "error window-closes windows.0.end: is the same schedule as start, so KEDA would never scale down; write `always` if that is meant",
    ],
    [
      "0 0 * * 1-5",
      "0 0 * * *",
      "error window-closes windows.0: never closes: whenever an end fires, a start fires with it, or another end comes before the next start; write `always` if that is meant",
    ],
    [
      "0 9 30 2 *",
      "0 18 * * *",
      "error window-closes windows.0.start: never fires, and without a start KEDA never scales down",
    ],
    [
      "0 9 * * 1-5",
      "0 9 30 2 *",
      "error window-opens windows.0.end: never fires, and without an end KEDA never scales up",
    ],
    [
      "0 9 * * 1-5",
      "0 18 * * *",
      'error ends-close windows.0.end: fires 7 times a week and 2 ends have no effect: several ends in a row close at the last of them; write "0 18 * * 1-5" for the first of each row, "0 18 * * 0-4" for what KEDA would do',
    ],
    [
      "0 9-11 * * 1-5",
      "0 18 * * 1-5",
      'error starts-open windows.0.start: fires 15 times a week and 10 starts have no effect: several starts in a row open at the last of them; write "0 9 * * 1-5" for the first of each row, "0 11 * * 1-5" for what KEDA would do',
    ],
    [
      "0 9 * * 1-5",
      "0 18 * * 6",
      'error starts-open windows.0.start: fires 5 times a week and 4 starts have no effect: several starts in a row open at the last of them; write "0 9 * * 1" for the first of each row, "0 9 * * 5" for what KEDA would do',
    ],
    [
      "0 22 * * 1-5",
      "0 6 * * 1-5",
      'warning window-runs-on windows.0: runs on from Fri 22:00 to Mon 06:00 (56 h) where others last 8 h; write end "0 6 * * 2-6" if that is not meant',
    ],
    [
      "0 9 * * 7",
      "0 18 * * 7",
      'error cron-is-plain windows.0.start: is refused by KEDA: "7" is outside 0-6 in day of week; write "0 9 * * 0"|error cron-is-plain windows.0.end: is refused by KEDA: "7" is outside 0-6 in day of week; write "0 18 * * 0"',
    ],
  ];

  for (const [start, end, finding] of refusals) {
    it(`says of "${start}" to "${end}" what KEDA would do`, () => {
      assert.equal(
        findings([raw(start, end)])
          .map(text)
          .join("|"),
        finding,
      );
    });
  }

  it("refuses zones that KEDA cannot load, with the one that was meant", () => {
    const of = (timezone: string) =>
      findings([plain({ timezone })]).map(({ level, rule, path, value, suggestion }) => [
        level,
        rule,
        path.join("."),
        value,
        suggestion,
      ]);
    assert.deepEqual(of("asia/seoul"), [
      ["error", "zone-is-known", "windows.0.timezone", "asia/seoul", 'write "Asia/Seoul"'],
    ]);
    assert.deepEqual(of("US/Eastern"), [
      ["error", "zone-is-known", "windows.0.timezone", "US/Eastern", 'write "America/New_York"'],
    ]);
    assert.deepEqual(of("Local"), [["error", "zone-is-known", "windows.0.timezone", "Local", undefined]]);
  });

  it("names the field of a window in plain words", () => {
    const wrong = [
      plain({ from: "9:00" } as Partial<Window>),
      plain({ nodes: 0 }),
      raw("0 9 * * *", "0 18 * * *", "UTC", -1),
    ];
    assert.deepEqual(
      findings(wrong).map(({ path, value }) => [path.join("."), value]),
      [
        ["windows.0.from", "9:00"],
        ["windows.1.nodes", 0],
        ["windows.2.nodes", -1],
      ],
    );
  });

  it("warns of starts and ends in an hour that the clock skips or repeats, with what is kept then", () => {
    const newYork = (start: string, end: string) => findings([raw(start, end, "America/New_York")]).map(text);
    assert.deepEqual(newYork("30 2 * * *", "0 18 * * *"), [
      "warning window-not-in-skipped-hour windows.0.start: is skipped on Sun 2027-03-14 02:30, which the clock of America/New_York skips: the nodes are then kept Sat 2027-03-13 02:30 to Sun 2027-03-14 18:00; avoid 02:00 to 03:00, or use UTC",
    ]);
    assert.deepEqual(newYork("0 22 * * *", "30 2 * * *"), [
      "warning window-not-in-skipped-hour windows.0.end: is skipped on Sun 2027-03-14 02:30, which the clock of America/New_York skips: the nodes are then not kept within half a day of it; avoid 02:00 to 03:00, or use UTC",
    ]);
    assert.deepEqual(newYork("30 1 * * 0", "0 5 * * 0"), [
      "warning window-not-in-repeated-hour windows.0.start: comes twice on Sun 2027-11-07 01:30, when the clock of America/New_York goes back; KEDA uses the second: the nodes are then kept Sun 2027-11-07 01:30 to Sun 2027-11-07 05:00; avoid 01:00 to 02:00, or use UTC",
    ]);
    assert.deepEqual(newYork("30 2 * * 1", "0 5 * * 1"), [], "the clock changes on Sundays");
    assert.deepEqual(newYork("0 2 * * *", "0 5 * * *").length, 1, "02:00 is the first that is left out");
    assert.deepEqual(newYork("0 3 * * *", "59 1 * * *").length, 1, "03:00 is there, 01:59 comes twice");
    const words = findings([
      plain({ days: "everyday", from: "02:40", to: "12:00", lead: 20, timezone: "Europe/Berlin" } as Partial<Window>),
    ]);
    assert.deepEqual(
      words.map(({ rule, path, value }) => [rule, path.join("."), value]),
      [
        ["window-not-in-skipped-hour", "windows.0.from", "02:40"],
        ["window-not-in-repeated-hour", "windows.0.from", "02:40"],
      ],
    );
  });

  it("refuses a date whose start some year skips, exactly where the replay of 28 years keeps nodes for a year", () => {
    const range = { from, to: Date.UTC(2054, 10, 21) };
    for (let day = 20; day <= 31; day++) {
      const dated = { dates: [`03-${day}`], from: "02:30", to: "05:00", timezone: "Europe/Berlin", nodes: 5 };
      const [trigger] = windowTriggers(dated);
      const longest = Math.max(...activeSpans(trigger!, range).map((span) => span.to - span.from));
      const refused = findings([dated]).some(({ level }) => level === "error");
      assert.equal(refused, longest > 3 * dayMs, dated.dates[0]);
      assert.equal(refused, day >= 25, "the last Sunday of March");
    }
    const [hereAndNow] = findings([
      { dates: ["03-28"], from: "02:30", to: "05:00", timezone: "Europe/Berlin", nodes: 5 },
    ]);
    assert.match(hereAndNow!.message, /keeps the nodes from now on to Sun 2027-03-28 05:00: 3051 h, where 2\.5 h/);
    const end = { dates: ["03-26"], from: "01:30", to: "02:30", timezone: "Europe/Berlin", nodes: 5 };
    assert.match(findings([end]).map(text).join(), /^warning .*2028-03-26 02:30.* not kept within half a day of it/);
    assert.match(
      findings([raw("30 2 26 * *", "0 5 26 * *", "Europe/Berlin")])
        .map(text)
        .join(),
      /^error .*697\.5 h/,
    );
  });

  it("warns once of a zone whose changes KEDA's cron gets wrong", () => {
    const cairo = (hour: number) => raw(`0 ${hour} * * *`, `0 ${hour + 2} * * *`, "Africa/Cairo");
    assert.deepEqual(findings([cairo(8), cairo(12)]).map(text), [
      "warning zone-changes-by-the-hour windows.0.timezone: changes its clock on Fri 2027-04-30 00:00 in a way that KEDA's cron library gets wrong: near it a window may open or close at another hour",
    ]);
  });

  it("shows where windows overlap, and that the maximum counts", () => {
    const morning = plain({ days: ["mon"], from: "08:00", to: "10:00", nodes: 30 } as Partial<Window>);
    assert.deepEqual(findings([plain(), morning]).map(text), [
      "warning windows-apart windows.1: overlaps windows[0], Mon 09:00 to Mon 10:00, 1 h a week: 10 and 30 make 30, not the sum",
    ]);
    const elsewhere = plain({ from: "20:00", to: "21:00", timezone: "America/New_York", nodes: 3 } as Partial<Window>);
    assert.deepEqual(findings([plain(), elsewhere]).map(text), [
      "warning windows-apart windows.1: overlaps windows[0], Mon 2026-11-23 20:00 to Mon 2026-11-23 21:00 and more, 208 h a year: 10 and 3 make 10, not the sum",
    ]);
    assert.deepEqual(
      findings([plain(), plain({ from: "18:00", to: "20:00", nodes: 30 } as Partial<Window>)]),
      [],
      "they touch",
    );
  });

  it("waits with what windows do together until each can be read", () => {
    const broken = plain({ timezone: "Local" });
    assert.deepEqual(
      findings([plain(), plain({ nodes: 30 }), broken]).map(({ rule }) => rule),
      ["zone-is-known"],
    );
  });

  it("finds steps that the autoscaler does not see, unless its tolerance can be 0", () => {
    const evening = (nodes: number) => plain({ from: "18:00", to: "20:00", nodes } as Partial<Window>);
    assert.deepEqual(findings([plain(), evening(11)]).map(text), [
      "error steps-up-are-seen windows.1.nodes: steps from 10 to 11 at Mon 18:00, which the autoscaler leaves at 10: it ignores changes of up to 10 %; keep 12 or the same number, or run Kubernetes 1.35, where the tolerance can be 0",
    ]);
    assert.deepEqual(
      findings([plain(), evening(9)]).map(({ level, suggestion }) => [level, suggestion]),
      [["warning", "keep 8 or the same number, or run Kubernetes 1.35, where the tolerance can be 0"]],
    );
    assert.deepEqual(
      [findings([plain(), evening(12)]), findings([plain(), evening(8)]), findings([plain(), evening(10)])],
      [[], [], []],
    );
    assert.deepEqual(findings([plain(), evening(11)], { kubernetesVersion: "1.35" }), []);
    assert.deepEqual(
      findings([evening(11)], { always: 10 }).map(({ rule }) => rule),
      ["steps-up-are-seen", "steps-down-are-seen"],
      "up and down again",
    );
  });

  it("finds a step on some days of the month, as on the same dates, and by clocks that change apart", () => {
    const usual = plain({ nodes: 20 });
    const error =
      "error steps-up-are-seen windows.1.nodes: steps from 20 to 21 at Tue 2026-12-15 10:00, which the autoscaler leaves at 20: it ignores changes of up to 10 %; keep 23 or the same number, or run Kubernetes 1.35, where the tolerance can be 0";
    const dates = { dates: ["12-15"], from: "10:00", to: "17:00", timezone: "Asia/Seoul", nodes: 21 };
    for (const window of [raw("0 10 15 * *", "0 17 15 * *", "Asia/Seoul", 21), dates])
      assert.deepEqual(findings([usual, window]).map(text)[0], error);
    // 09:00 in Seoul is 20:00 in New York in summer, and 19:00 in winter
    const summer = raw("0 20 * * *", "0 23 * * *", "America/New_York", 11);
    assert.deepEqual(
      findings([plain({ days: "everyday", from: "08:00", to: "09:00" } as Partial<Window>), summer]).map(text),
      [
        "error steps-up-are-seen windows.1.nodes: steps from 10 to 11 at Mon 2027-03-15 09:00, which the autoscaler leaves at 10: it ignores changes of up to 10 %; keep 12 or the same number, or run Kubernetes 1.35, where the tolerance can be 0",
      ],
    );
  });

  it("lets no step follow the last of a year, which ends in the middle of a week", () => {
    const night = (days: readonly string[], nodes: number) =>
      plain({ days, from: "22:00", to: "06:00", timezone: "Europe/Berlin", nodes } as Partial<Window>);
    const sale = { dates: ["11-27"], from: "08:00", to: "20:00", timezone: "Europe/Berlin", nodes: 30 };
    for (const [sunday, others] of [
      [11, 10],
      [10, 11],
    ] as const) {
      const windows = [night(["sun"], sunday), night(["mon", "tue", "wed", "thu"], others), sale];
      // from all days and many hours of a week
      for (let hour = 0; hour < 168; hour += 7) {
        const at = from + hour * hourMs;
        assert.deepEqual(
          windowFindings({ windows, kubernetesVersion: "1.34", from: at }),
          [],
          new Date(at).toISOString(),
        );
      }
    }
  });

  it("warns of a window that keeps no more than always", () => {
    assert.deepEqual(findings([plain()], { always: 10 }).map(text), [
      "warning window-adds windows.0.nodes: adds nothing to always: 10",
    ]);
  });
});
