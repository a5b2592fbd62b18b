import { deepEqual, throws } from "node:assert/strict";
import type { CronTrigger } from "../../../capacity/windows/window";
import type { WarmPart } from "../../../policies/readers/placeholder";
import { checkWarmHours } from "../../../policies/readers/warmHours";
import { meaningErrors, openingsOf } from "../../../policies/readers/warmWindows";
import { reporter } from "../reporter";

type Placeholder = Extract<WarmPart, { kind: "placeholder" }>;
type Scaler = Extract<WarmPart, { kind: "scaler" }>;

const placeholder = (key: string, replicas = 1): Placeholder => ({
  kind: "placeholder",
  key,
  pools: [],
  replicas,
  cpuMillis: 0,
  memoryBytes: 0,
  onePerNode: true,
});
const scaler = (target: string, start: string, end: string, desiredReplicas: number, least = 0): Scaler => {
  const triggers: CronTrigger[] = [{ start, end, timezone: "UTC", desiredReplicas }];
  return { kind: "scaler", target, most: desiredReplicas, least, triggers };
};

const hoursOf = (maxNodes: number, maxNodeHours: number, placeholders: Placeholder[], ...scalers: Scaler[]) => {
  const { reported, ...to } = reporter();
  const byTarget = new Map(scalers.map((each) => [each.target, each]));
  checkWarmHours(placeholders, byTarget, { maxNodes, maxNodeHours }, to);
  return reported;
};

describe("warm capacity over a week", () => {
  it("is what runs at one time, and all hours of it", () => {
    const both = [placeholder("a"), placeholder("b")];
    const morning = scaler("a", "0 8 * * *", "0 10 * * *", 3);
    deepEqual(hoursOf(3, 84, both, morning, scaler("b", "0 10 * * *", "0 12 * * *", 3)), []);
    deepEqual(hoursOf(5, 83, both, morning, scaler("b", "0 9 * * *", "0 11 * * *", 3)), [
      "violation: its warm capacity is 6 nodes at a time; the ceiling is 5 (maxNodes)",
      "violation: its warm capacity is 84 node-hours a week; the ceiling is 83 (maxNodeHours)",
    ]);
  });

  it("is the Deployment's replicas without a scaler, and the scaler's least outside windows", () => {
    deepEqual(hoursOf(2, 336, [placeholder("a", 2)]), []);
    deepEqual(hoursOf(1, 335, [placeholder("a", 9)], scaler("a", "0 8 * * *", "0 10 * * *", 2, 1)), [
      "violation: its warm capacity is 2 nodes at a time; the ceiling is 1 (maxNodes)",
    ]);
  });

  it("cannot be told of a cron that cannot be parsed, and adds up the others", () => {
    deepEqual(hoursOf(1, 168, [placeholder("a"), placeholder("b", 2)], scaler("a", "0 9 * * 8", "0 10 * * *", 2)), [
      'cannot tell about its warm capacity: a: "8" is outside 0-6 in day of week',
      "violation: its warm capacity is 2 nodes at a time; the ceiling is 1 (maxNodes)",
      "violation: its warm capacity is 336 node-hours a week; the ceiling is 168 (maxNodeHours)",
    ]);
  });
});

describe("the windows of a pair of crons", () => {
  it("open so often a day, and for so long", () => {
    deepEqual(openingsOf("0 9 * * *", "30 9 * * *"), { perDay: 1, shortestMinutes: 30 });
    deepEqual(openingsOf("0 9,18 * * *", "0 10,23 * * *"), { perDay: 2, shortestMinutes: 60 });
  });

  it("are whole over the ends of the year", () => {
    deepEqual(openingsOf("0 22 * * *", "0 6 * * *").shortestMinutes, 480);
  });

  it("are those of a leap year where they open on 29 February alone", () => {
    deepEqual(meaningErrors("0 9 29 2 *", "0 18 29 2 *"), []);
    deepEqual(openingsOf("0 9 29 2 *", "5 9 29 2 *"), { perDay: 1 / 366, shortestMinutes: 5 });
  });

  it("have errors where nobody can have meant them, and none otherwise", () => {
    deepEqual(meaningErrors("0 9 * * 1-5", "0 18 * * 1-5"), []);
    deepEqual(
      meaningErrors("0 9 30 2 *", "0 18 * * *").map(({ side, level }) => [side, level]),
      [["start", "error"]],
    );
    throws(() => meaningErrors("0 9 * * 8", "0 18 * * *"), RangeError);
  });
});
