import { deepEqual, equal } from "node:assert/strict";
import { activeSpans } from "../../../../capacity/cron/cronTrigger";
import { type CompiledWindow, compiledWindow, withWindows } from "../../../../tools/rehearse/scenario/window";

const minute = 60_000;

/** Whether KEDA considers the window open at an instant, by the model that the golden tests compare with KEDA itself. */
function isOpenAt(now: Date, window: CompiledWindow): boolean {
  const from = now.getTime();
  return activeSpans(window, { from, to: from + minute }).some((span) => span.from <= from);
}

describe("windows of a rehearsal", () => {
  it("are open or closed at any minute of any day, and for half an hour after it", () => {
    for (let hour = 0; hour < 24 * 365; hour += 7) {
      const now = new Date(Date.UTC(2026, 0, 1, hour, hour % 60));
      for (const isOpen of [true, false]) {
        const window = compiledWindow(isOpen, now);
        for (const later of [0, 30]) {
          const at = new Date(now.getTime() + later * minute);
          equal(isOpenAt(at, window), isOpen, `${at.toISOString()} ${JSON.stringify(window)}`);
        }
      }
    }
  });

  const cron = (start: string, end: string) => ({
    type: "cron",
    metadata: { timezone: "Asia/Seoul", start, end, desiredReplicas: "5" },
  });
  const scaled = {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata: { name: "x", namespace: "y" },
    spec: {
      triggers: [
        cron("0 9 * * 1-5", "0 18 * * 1-5"),
        { type: "cpu", metadata: { value: "5" } },
        cron("0 3 * * *", "0 4 * * *"),
      ],
    },
  };
  const now = new Date("2026-11-21T14:30:20Z");

  it("keep all but start, end and timezone, and report what they were", () => {
    const { triggers, changes } = withWindows(scaled, true, now, 0);
    const opened = { timezone: "UTC", start: "28 14 * * *", end: "30 2 * * *", desiredReplicas: "5" };
    deepEqual(triggers, [{ type: "cron", metadata: opened }, scaled.spec.triggers[1], scaled.spec.triggers[2]]);
    const before = '"0 9 * * 1-5" to "0 18 * * 1-5" Asia/Seoul';
    deepEqual(changes, [{ trigger: 0, before, after: '"28 14 * * *" to "30 2 * * *" UTC' }]);
  });

  it("are all of the object's cron triggers when none is chosen", () => {
    equal(withWindows(scaled, false, now).changes.length, 2);
    deepEqual(withWindows(scaled, false, now, 1).changes, []);
  });
});
