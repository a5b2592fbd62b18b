import assert from "node:assert/strict";
import { bytesText, durationParts, quantityText, vcpuText } from "../../../../tools/plan/teamGuide/amounts";
import { budgetTimes, clockChanges, clockOf } from "../../../../tools/plan/teamGuide/times";
import { now, stackOf } from "./guides";

const times = (schedule: string, duration: string, zone = "Asia/Seoul") =>
  budgetTimes({ nodes: "0", schedule, duration }, zone, now);
const at = (days: unknown, from: string, to: string, nextDay = false) => ({ days, from, to, nextDay });

describe("the hours of a budget by the team's clock", () => {
  it("are nine hours later in Seoul than in UTC, on the days that they are there", () => {
    assert.deepEqual(times("0 0 * * 1-5", "9h"), [at("weekdays", "09:00", "18:00")]);
    assert.deepEqual(times("0 0 * * *", "9h"), [at("everyday", "09:00", "18:00")]);
    assert.deepEqual(times("@daily", "24h", "UTC"), "always");
    // Friday and Saturday 20:00 in UTC are Saturday and Sunday 05:00 in Seoul
    assert.deepEqual(times("0 20 * * 5,6", "2h30m"), [at("weekends", "05:00", "07:30")]);
  });

  it("go on into the next day, over the end of the week too", () => {
    assert.deepEqual(times("0 13 * * 6,0", "10h"), [at("weekends", "22:00", "08:00", true)]);
    assert.deepEqual(times("0 15 * * 0", "24h"), [at(["mon"], "00:00", "24:00")]);
  });

  it("are several where the schedule has several", () => {
    assert.deepEqual(times("0 0,6 * * 1", "2h"), [at(["mon"], "09:00", "11:00"), at(["mon"], "15:00", "17:00")]);
  });

  it("are left to the schedule where no week says them", () => {
    for (const schedule of ["0 0 1 * *", "0 0 * 12 *", "@monthly", "0 0 1 * 1"])
      assert.equal(times(schedule, "9h"), undefined, schedule);
    // longer than a day, and six times a day
    assert.equal(times("0 0 * * 6", "47h"), undefined);
    assert.equal(times("0 */4 * * *", "1h"), undefined);
  });

  it("are always without a schedule, and where one follows the other", () => {
    assert.equal(budgetTimes({ nodes: "10%" }, "UTC", now), "always");
    assert.equal(times("0 0 * * *", "25h"), "always");
  });

  it("move with a clock that changes, which is said", () => {
    // 09:00 in UTC is 10:00 in Berlin in winter
    assert.deepEqual(times("0 9 * * 1-5", "8h", "Europe/Berlin"), [at("weekdays", "10:00", "18:00")]);
    assert.deepEqual([clockChanges("Europe/Berlin", now), clockChanges("Asia/Seoul", now)], [true, false]);
  });

  it("are those of most of the team's windows, else of the shared pools', else of UTC", () => {
    const window = (timezone: string) => ({ days: "weekdays", from: "09:00", to: "18:00", timezone, nodes: 1 });
    const pool = (name: string, ...zones: string[]) => ({
      name,
      limits: { cpu: "16", memory: "64Gi" },
      ...(zones.length === 0 ? {} : { warm: { windows: zones.map(window) } }),
    });
    const { teams, sharedPools } = stackOf({
      environment: "development",
      teams: { a: { pools: [pool("p", "Asia/Tokyo"), pool("q", "Asia/Seoul"), pool("r", "Asia/Seoul")] } },
      sharedPools: [pool("s", "Europe/Berlin")],
    });
    const pools = teams[0]!.pools;
    assert.deepEqual(
      [clockOf(pools, sharedPools), clockOf([], sharedPools), clockOf([], [])],
      ["Asia/Seoul", "Europe/Berlin", "UTC"],
    );
  });
});

describe("amounts in a team guide", () => {
  it("are in vCPU and in the largest unit of memory, never more than the quantity", () => {
    assert.deepEqual(
      [vcpuText(199_360), vcpuText(64_000), vcpuText(1_024_000), vcpuText(1)],
      ["199.36 vCPU", "64 vCPU", "1,024 vCPU", "0.001 vCPU"],
    );
    assert.deepEqual(
      [bytesText(2 ** 40), bytesText(1.5 * 2 ** 30), bytesText(1023.999 * 2 ** 30), bytesText(1), bytesText(0)],
      ["1 TiB", "1.5 GiB", "1,023.99 GiB", "1 bytes", "0 bytes"],
    );
  });

  it("go by the resource", () => {
    assert.deepEqual(
      [
        quantityText("requests.cpu", "199360m"),
        quantityText("memory", "256Gi"),
        quantityText("requests.storage", "10Ti"),
        quantityText("ephemeral-storage", "1G"),
        quantityText("pods", "10560"),
        quantityText("requests.nvidia.com/gpu", "4"),
        quantityText("count/jobs.batch", "1k"),
      ],
      ["199.36 vCPU", "256 GiB", "10 TiB", "953.67 MiB", "10,560", "4", "1k"],
    );
  });

  it("are days only where they are whole ones, and two at least", () => {
    assert.deepEqual(durationParts("720h"), { days: 30, hours: 720, minutes: 0, seconds: 0 });
    assert.deepEqual(durationParts("24h"), { hours: 24, minutes: 0, seconds: 0 });
    assert.deepEqual(durationParts("1h30m5s"), { hours: 1, minutes: 30, seconds: 5 });
    assert.equal(durationParts("Never"), undefined);
  });
});
