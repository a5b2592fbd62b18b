import { deepEqual, equal, throws } from "node:assert/strict";
import { nodesTogether, type Replicas } from "../../../capacity/windows/together";
import { type Window, windowTriggers } from "../../../capacity/windows/window";

const berlin = { timezone: "Europe/Berlin" } as const;
const pool = (windows: readonly Window[], always = 0): Replicas => ({
  triggers: windows.flatMap(windowTriggers),
  always,
});
const fridays: Window = { days: ["fri"], from: "06:00", to: "22:00", nodes: 20, ...berlin };
const season: Window = { dates: ["11-20..12-31"], from: "06:00", to: "22:00", nodes: 20, ...berlin };

describe("nodes of pools together", () => {
  it("are those of a week where weeks are alike", () => {
    deepEqual(nodesTogether([]), { most: 0, nodeHours: 0, everyWeek: true });
    deepEqual(nodesTogether([pool([fridays]), pool([fridays]), pool([], 2)]), {
      most: 42,
      nodeHours: 40 * 16 + 2 * 168,
      everyWeek: true,
    });
  });

  it("are those of the fullest time of a year where a window is on dates", () => {
    deepEqual(nodesTogether([pool([season]), pool([season]), pool([season])]), {
      most: 60,
      nodeHours: 60 * 7 * 16,
      everyWeek: false,
    });
    // a week of the season with its Friday
    deepEqual(nodesTogether([pool([season]), pool([fridays])]), {
      most: 40,
      nodeHours: 20 * 7 * 16 + 20 * 16,
      everyWeek: false,
    });
  });

  it("have a week over the end of the year, and 29 February", () => {
    const newYear: Window = {
      dates: ["12-28..01-03"],
      continuous: true,
      from: "00:00",
      to: "24:00",
      nodes: 2,
      ...berlin,
    };
    equal(nodesTogether([pool([newYear])]).nodeHours, 2 * 168);
    equal(nodesTogether([pool([{ ...season, dates: ["02-29"] }])]).most, 20);
  });

  it("are those of a year where clocks change at different times", () => {
    const hour = (from: string, to: string, timezone: string) =>
      pool([{ days: "everyday", from, to, timezone, nodes: 3 }]);
    const [seoul, summer] = [hour("16:00", "17:00", "Asia/Seoul"), hour("09:00", "10:00", "Europe/Berlin")];
    deepEqual([nodesTogether([seoul]).most, nodesTogether([seoul, summer]).most], [3, 6]);
    equal(nodesTogether([summer, hour("09:00", "10:00", "Europe/Paris")]).everyWeek, true);
  });

  it("are not known with a cron that cannot be parsed", () => {
    const trigger = { start: "0 9 * * 8", end: "0 10 * * *", timezone: "UTC", desiredReplicas: 1 };
    throws(() => nodesTogether([{ triggers: [trigger], always: 0 }]), RangeError);
  });
});
