import type { Violation } from "../../violation";
import { onePool } from "../../violation";

const at = "teams.dotori.pools[0]";
const windowAt = `${at}.warm.windows[0]`;
/** Before both changes of 2027 in New York, so that what is said does not depend on the day. */
const context = { now: Date.UTC(2027, 0, 4) };

const xlarge = { instanceCategories: ["m"], instanceGenerations: { atLeast: 5 }, instanceSizes: ["xlarge"] };
const held = (warm: object, more: object = {}, stack: Readonly<Record<string, unknown>> = {}) =>
  onePool({ ...xlarge, warm, ...more }, stack);
const windows = (...list: object[]) => held({ windows: list });
const plain = { days: "weekdays", from: "09:00", to: "18:00", timezone: "Asia/Seoul", nodes: 3 };
const sale = { dates: ["11-27"], from: "09:00", to: "18:00", timezone: "Asia/Seoul", nodes: 3 };
const crons = (start: string, end: string, timezone = "Asia/Seoul") => ({ start, end, timezone, nodes: 3 });
/** Four nodes of xlarge at most: as many as a window of 4 asks for. */
const full = (budget: object, window: object) =>
  held(
    { windows: [{ timezone: "Europe/Berlin", nodes: 4, ...window }] },
    { limits: { cpu: "16", memory: "256Gi" }, disruption: { budgets: [{ nodes: "10%" }, { nodes: "0", ...budget }] } },
  );
const office = { days: "weekdays", from: "09:00", to: "18:00" };
const holidays = { dates: ["12-20..01-03"], continuous: true, from: "09:00", to: "18:00" };
const old = { cluster: { version: "1.34", endpoint: { publicCidrs: ["8.8.8.0/24"] } } };

export const windowViolations: readonly Violation[] = [
  {
    rule: "zone-is-known",
    config: windows({ ...plain, timezone: "Asia/Seul" }),
    paths: [`${windowAt}.timezone`],
    text: `${windowAt}.timezone: "Asia/Seul" is not a time zone that KEDA is sure to know; write an IANA name of region and city, or UTC; write "Asia/Seoul"`,
    good: windows(plain),
  },
  {
    rule: "window-can-be-read",
    config: windows({ ...plain, from: "24:00" }),
    paths: [`${windowAt}.from`],
    good: windows({ ...plain, to: "24:00" }),
  },
  {
    rule: "window-can-be-read",
    config: windows({ ...plain, to: "09:00" }),
    paths: [`${windowAt}.to`],
    good: windows({ ...plain, to: "08:59" }),
  },
  {
    rule: "window-can-be-read",
    config: windows({ ...sale, dates: ["11-31"] }),
    paths: [`${windowAt}.dates`],
    good: windows({ ...sale, dates: ["11-30"] }),
  },
  {
    rule: "window-dates-are-ahead",
    config: windows({ ...sale, dates: ["2026-11-27", "2027-11-26"] }),
    paths: [`${windowAt}.dates`],
    text: `${windowAt}.dates: ["2026-11-27","2027-11-26"] name 2026-11-27, which is over: the window opens again next year; remove it`,
    good: windows(sale),
    context,
  },
  {
    rule: "window-dates-recur",
    config: windows({ ...sale, dates: ["2027-11-26"] }),
    paths: [`${windowAt}.dates`],
    text: `${windowAt}.dates: ["2027-11-26"] name a year, which KEDA's cron cannot: the window opens each year until it is removed; remove it when it is over; without years it is meant to come again`,
    good: windows(sale),
    context,
  },
  {
    rule: "windows-apart",
    config: windows({ ...sale, dates: ["11-20..11-30"], continuous: true }, { ...sale, nodes: 2 }),
    paths: ["teams.dotori.pools[0].warm.windows[1]"],
    text: "teams.dotori.pools[0].warm.windows[1]: overlaps windows[0], Sat 2027-11-27 09:00 to Sat 2027-11-27 18:00, 9 h a year: 3 and 2 make 3, not the sum",
    good: windows({ ...sale, dates: ["11-20..11-26"], continuous: true }, { ...sale, nodes: 2 }),
    context,
  },
  {
    // more on a day than on others is what dates are for
    rule: "windows-apart",
    config: windows(plain, { ...sale, dates: ["12-20..12-31"], nodes: 2 }),
    paths: ["teams.dotori.pools[0].warm.windows[1]"],
    good: windows(plain, { ...sale, dates: ["12-20..12-31"], nodes: 4 }),
    context,
  },
  {
    // the clocks of Europe change on that day of 2028, and in 2027 two days later
    rule: "window-closes-before-a-skipped-start",
    config: windows({ ...sale, dates: ["03-26"], from: "02:30", timezone: "Europe/Berlin" }),
    paths: [`${windowAt}.from`],
    text: `${windowAt}.from: "02:30" is skipped on Sun 2028-03-26 02:30, which the clock of Europe/Berlin skips, so that KEDA keeps the nodes Fri 2027-03-26 02:30 to Sun 2028-03-26 18:00: 8798.5 h, where 15.5 h are asked for; avoid 02:00 to 03:00, or use UTC`,
    good: windows({ ...sale, dates: ["03-26"], from: "03:00", timezone: "Europe/Berlin" }),
    context,
  },
  {
    rule: "cron-is-plain",
    config: windows(crons("0 9 * * 7", "0 18 * * 0")),
    paths: [`${windowAt}.start`],
    good: windows(crons("0 9 * * 0", "0 18 * * 0")),
  },
  {
    rule: "cron-is-plain",
    config: windows(crons("0 0 9 * * *", "@daily")),
    paths: [`${windowAt}.start`, `${windowAt}.end`],
    good: windows(crons("0 9 * * *", "0 18 * * *")),
  },
  {
    rule: "cron-says-its-days-once",
    config: windows(crons("0 9 1 * 1", "0 18 * * *")),
    also: ["ends-close"],
    paths: [`${windowAt}.start`],
    good: windows(crons("0 9 * * *", "0 18 * * *")),
  },
  {
    rule: "cron-names-its-hours",
    config: windows(crons("03 * * * *", "10 * * * *")),
    paths: [windowAt],
    text: `${windowAt}: is 168 windows of 7 minutes a week, 19.6 h in all, not 3 to 10 o'clock: the first field is the minute; write start "0 3 * * *" and end "0 10 * * *"`,
    good: windows(crons("0 3 * * *", "0 10 * * *")),
  },
  {
    rule: "starts-open",
    config: windows(crons("0 9-11 * * 1-5", "0 18 * * 1-5")),
    paths: [`${windowAt}.start`],
    good: windows(crons("0 9 * * 1-5", "0 18 * * 1-5")),
  },
  {
    rule: "ends-close",
    config: windows(crons("0 9 * * 1-5", "0 17,18 * * 1-5")),
    paths: [`${windowAt}.end`],
    good: windows(crons("0 9 * * 1-5", "0 18 * * 1-5")),
  },
  {
    rule: "window-opens",
    config: windows(crons("0 9 * * 1-5", "0 18 30 2 *")),
    paths: [`${windowAt}.end`],
    good: windows(crons("0 9 * * 1-5", "0 18 * * 1-5")),
  },
  {
    rule: "window-closes",
    config: windows(crons("0 9 * * *", "00 9 * * *")),
    paths: [`${windowAt}.end`],
    good: windows(crons("0 9 * * *", "1 9 * * *")),
  },
  {
    rule: "window-runs-on",
    config: windows(crons("0 22 * * 1-5", "0 6 * * 1-5")),
    paths: [windowAt],
    good: windows(crons("0 22 * * 1-5", "0 6 * * 2-6")),
  },
  {
    rule: "window-adds",
    config: held({ always: 3, windows: [plain] }),
    paths: [`${windowAt}.nodes`],
    good: held({ always: 2, windows: [plain] }),
  },
  {
    rule: "window-not-in-skipped-hour",
    config: windows({ ...plain, days: "everyday", from: "02:30", timezone: "America/New_York" }),
    context,
    goodContext: context,
    paths: [`${windowAt}.from`],
    good: windows({ ...plain, days: "everyday", from: "03:00", timezone: "America/New_York" }),
  },
  {
    rule: "window-not-in-repeated-hour",
    config: windows({ ...plain, days: "everyday", from: "22:00", to: "01:30", timezone: "America/New_York" }),
    context,
    goodContext: context,
    paths: [`${windowAt}.to`],
    good: windows({ ...plain, days: "everyday", from: "22:00", to: "01:30" }),
  },
  {
    rule: "zone-changes-by-the-hour",
    config: windows({ ...plain, timezone: "Australia/Lord_Howe" }),
    context,
    goodContext: context,
    paths: [`${windowAt}.timezone`],
    good: windows({ ...plain, timezone: "America/New_York" }),
  },
  {
    rule: "zone-is-of-a-city",
    config: windows({ ...plain, timezone: "Etc/GMT+9" }),
    paths: [`${windowAt}.timezone`],
    text: `${windowAt}.timezone: "Etc/GMT+9" is 9 hours behind UTC: the sign of these names is turned round; write the zone of a city, which changes its clocks as people there do`,
    good: windows({ ...plain, timezone: "Etc/UTC" }),
  },
  {
    rule: "windows-apart",
    config: windows(plain, { ...plain, from: "12:00", to: "13:00", nodes: 5 }),
    paths: [`${at}.warm.windows[1]`],
    good: windows(plain, { ...plain, from: "18:00", to: "20:00", nodes: 5 }),
  },
  {
    rule: "steps-up-are-seen",
    config: held(
      {
        windows: [
          { ...plain, nodes: 10 },
          { ...plain, from: "18:00", to: "20:00", nodes: 11 },
        ],
      },
      { limits: { cpu: "640", memory: "2560Gi" } },
      old,
    ),
    paths: [`${at}.warm.windows[1].nodes`],
    good: held(
      {
        windows: [
          { ...plain, nodes: 10 },
          { ...plain, from: "18:00", to: "20:00", nodes: 12 },
        ],
      },
      { limits: { cpu: "640", memory: "2560Gi" } },
      old,
    ),
  },
  {
    rule: "steps-down-are-seen",
    config: held(
      {
        windows: [
          { ...plain, nodes: 10 },
          { ...plain, from: "18:00", to: "20:00", nodes: 9 },
        ],
      },
      { limits: { cpu: "640", memory: "2560Gi" } },
      old,
    ),
    paths: [`${at}.warm.windows[0].nodes`],
    good: held(
      {
        windows: [
          { ...plain, nodes: 10 },
          { ...plain, from: "18:00", to: "20:00", nodes: 9 },
        ],
      },
      { limits: { cpu: "640", memory: "2560Gi" } },
    ),
  },
  {
    rule: "warm-capacity-fits",
    config: held({ windows: [{ ...plain, nodes: 5 }] }, { limits: { cpu: "16", memory: "256Gi" } }),
    paths: [`${windowAt}.nodes`],
    text: `${windowAt}.nodes: 5 does not fit: limits.cpu 16 leaves room for 4 nodes of 5, whatever types Karpenter chooses; raise limits.cpu or keep fewer warm`,
    good: held({ windows: [{ ...plain, nodes: 4 }] }, { limits: { cpu: "16", memory: "256Gi" } }),
  },
  {
    // a label narrows the types as a requirement does: one node of 64 vCPU fits, not three
    rule: "warm-capacity-fits",
    config: onePool({
      labels: { "karpenter.k8s.aws/instance-cpu": "64" },
      limits: { cpu: "64", memory: "256Gi" },
      warm: { always: 3 },
    }),
    // of CPU and of memory
    paths: [`${at}.warm.always`, `${at}.warm.always`],
    text: `${at}.warm.always: 3 does not fit: limits.cpu 64 leaves room for 1 nodes of 3, whatever types Karpenter chooses; raise limits.cpu or keep fewer warm`,
    good: onePool({
      labels: { "karpenter.k8s.aws/instance-cpu": "64" },
      limits: { cpu: "64", memory: "256Gi" },
      warm: { always: 1 },
    }),
  },
  {
    // two nodes of 4 GPUs do not fit a limit of 4
    rule: "warm-capacity-fits",
    config: onePool({
      instanceTypes: ["g4dn.12xlarge"],
      labels: { "nvidia.com/gpu.present": "true" },
      limits: { cpu: "960", memory: "3840Gi", gpu: 4 },
      warm: { always: 2 },
    }),
    paths: [`${at}.warm.always`],
    text: `${at}.warm.always: 2 does not fit: limits.gpu 4 leaves room for 1 nodes of 2, whatever types Karpenter chooses; raise limits.gpu or keep fewer warm`,
    good: onePool({
      instanceTypes: ["g4dn.12xlarge"],
      labels: { "nvidia.com/gpu.present": "true" },
      limits: { cpu: "960", memory: "3840Gi", gpu: 8 },
      warm: { always: 2 },
    }),
  },
  {
    // a pin's ceiling is a limit like any other, which a larger limits.nodes does not raise
    rule: "warm-capacity-fits",
    config: held({ always: 3 }, { pin: 2, ceiling: true, limits: { cpu: "640", memory: "2560Gi", nodes: 3 } }),
    also: ["pin-is-for-a-while"],
    paths: [`${at}.warm.always`],
    text: `${at}.warm.always: 3 does not fit: ceiling makes pin 2 the most nodes, which leaves room for 2 nodes of 3, whatever types Karpenter chooses; raise pin, delete ceiling or keep fewer warm`,
    good: held({ always: 2 }, { pin: 2, ceiling: true }),
    goodAlso: ["pin-is-for-a-while"],
  },
  {
    rule: "warm-capacity-fits",
    config: held({ always: 3 }, { pin: 2, ceiling: true, limits: { cpu: "640", memory: "2560Gi", nodes: 2 } }),
    also: ["pin-is-for-a-while"],
    paths: [`${at}.warm.always`],
    text: `${at}.warm.always: 3 does not fit: ceiling makes pin 2 the most nodes, which leaves room for 2 nodes of 3, whatever types Karpenter chooses; raise pin and limits.nodes, or keep fewer warm`,
    good: held({ always: 2 }, { pin: 2, ceiling: true }),
    goodAlso: ["pin-is-for-a-while"],
  },
  {
    rule: "warm-capacity-surely-fits",
    config: onePool({
      instanceTypes: ["m5.large", "g4ad.xlarge"],
      limits: { cpu: "2", memory: "256Gi" },
      warm: { always: 2 },
    }),
    paths: [`${at}.warm.always`],
    good: onePool({ instanceTypes: ["m5.large"], warm: { always: 1 } }),
  },
  {
    rule: "warm-capacity-fits-cheapest",
    config: onePool({
      instanceTypes: ["c5.2xlarge", "r5.xlarge"],
      limits: { cpu: "1000", memory: "64Gi" },
      warm: { always: 3 },
    }),
    paths: [`${at}.warm.always`],
    good: onePool({ instanceTypes: ["c5.2xlarge"], limits: { cpu: "1000", memory: "64Gi" }, warm: { always: 3 } }),
  },
  {
    rule: "warm-capacity-in-one-batch",
    config: onePool({
      instanceTypes: ["m5.xlarge", "m5.4xlarge"],
      limits: { cpu: "32", memory: "256Gi" },
      warm: { always: 4 },
    }),
    paths: [`${at}.warm.always`],
    good: onePool({ instanceTypes: ["m5.xlarge"], limits: { cpu: "32", memory: "256Gi" }, warm: { always: 4 } }),
  },
  {
    rule: "spare-on-small-nodes",
    config: onePool({
      instanceTypes: ["t3.small", "t3.2xlarge"],
      limits: { cpu: "640", memory: "2560Gi" },
      warm: { placeholder: { cpu: "1500m", memory: "1Gi" }, spare: { cpu: "15", memory: "10Gi" } },
    }),
    paths: [`${at}.warm.spare`],
    good: onePool({
      instanceTypes: ["t3.small"],
      limits: { cpu: "640", memory: "2560Gi" },
      warm: { placeholder: { cpu: "1500m", memory: "1Gi" }, spare: { cpu: "15", memory: "10Gi" } },
    }),
  },
  {
    rule: "windows-are-not-frozen",
    config: held(
      { windows: [{ ...plain, nodes: 4 }] },
      {
        limits: { cpu: "16", memory: "256Gi" },
        // 09:00 to 17:00 in Seoul
        disruption: { budgets: [{ nodes: "0", schedule: "0 0 * * 1-5", duration: "8h" }, { nodes: "50%" }] },
      },
    ),
    paths: [`${at}.disruption.budgets[0]`],
    text: `${at}.disruption.budgets[0]: {"nodes":"0","schedule":"0 0 * * 1-5","duration":"8h"} lets no node go from Mon 09:00 to Mon 17:00 in Asia/Seoul, in the window weekdays 09:00 to 18:00, when the pool is full: what does not fit then waits until nodes may go; raise the limits, or let nodes go before the window`,
    good: held(
      { windows: [{ ...plain, nodes: 3 }] },
      {
        limits: { cpu: "16", memory: "256Gi" },
        disruption: { budgets: [{ nodes: "0", schedule: "0 0 * * 1-5", duration: "8h" }, { nodes: "50%" }] },
      },
    ),
  },
  {
    // the same hours by UTC's clock are others by Seoul's
    rule: "windows-are-not-frozen",
    config: held(
      { windows: [{ ...plain, days: "everyday", nodes: 4 }] },
      {
        limits: { cpu: "16", memory: "256Gi" },
        disruption: { budgets: [{ nodes: "0%", schedule: "0 8 * * *", duration: "1h30m" }, { nodes: "50%" }] },
      },
    ),
    paths: [`${at}.disruption.budgets[0]`],
    good: held(
      { windows: [{ ...plain, days: "everyday", nodes: 4 }] },
      {
        limits: { cpu: "16", memory: "256Gi" },
        disruption: { budgets: [{ nodes: "0%", schedule: "0 9 * * *", duration: "1h30m" }, { nodes: "50%" }] },
      },
    ),
    goodAlso: ["nodes-go-after-windows"],
  },
  {
    // Karpenter counts a budget for its own reasons only, and nodes go as empty ones here
    rule: "windows-are-not-frozen",
    config: full({ schedule: "0 7 * * 1-5", duration: "10h", reasons: ["Empty", "Drifted"] }, office),
    also: ["nodes-go-after-windows"],
    paths: [`${at}.disruption.budgets[1]`],
    text: `${at}.disruption.budgets[1]: {"nodes":"0","reasons":["Empty","Drifted"],"schedule":"0 7 * * 1-5","duration":"… lets no empty node go from Mon 09:00 to Mon 18:00 in Europe/Berlin, in the window weekdays 09:00 to 18:00, when the pool is full: what does not fit then waits until nodes may go; raise the limits, or let nodes go before the window`,
    good: full(
      { schedule: "0 7 * * 1-5", duration: "10h", reasons: ["Drifted", "Underutilized", "Unhealthy"] },
      office,
    ),
    context,
    goodContext: context,
  },
  {
    // nothing of it in the next week, which is in January
    rule: "windows-are-not-frozen",
    config: full({ schedule: "0 0 18 12 *", duration: "432h" }, holidays),
    also: ["nodes-go-after-windows"],
    paths: [`${at}.disruption.budgets[1]`],
    text: `${at}.disruption.budgets[1]: {"nodes":"0","schedule":"0 0 18 12 *","duration":"432h"} lets no node go from Mon 2027-12-20 09:00 to Mon 2028-01-03 18:00 in Europe/Berlin, in the window 12-20..01-03 from 09:00 on the first day to 18:00 on the last, every year, when the pool is full: what does not fit then waits until nodes may go; raise the limits, or let nodes go before the window`,
    good: full({ schedule: "0 0 10 12 *", duration: "240h" }, holidays),
    context,
    goodContext: context,
  },
  {
    rule: "windows-are-not-frozen",
    config: full({ schedule: "0 0 1-31 12 *", duration: "24h" }, { start: "0 8 20 12 *", end: "0 20 24 12 *" }),
    paths: [`${at}.disruption.budgets[1]`],
    good: full({ schedule: "0 0 1-31 11 *", duration: "24h" }, { start: "0 8 20 12 *", end: "0 20 24 12 *" }),
    context,
    goodContext: context,
  },
  {
    // 07:00 UTC is 09:00 in Berlin's summer, and 08:00 in its winter
    rule: "windows-are-not-frozen",
    config: full({ schedule: "0 7 * * *", duration: "1h" }, office),
    paths: [`${at}.disruption.budgets[1]`],
    text: `${at}.disruption.budgets[1]: {"nodes":"0","schedule":"0 7 * * *","duration":"1h"} lets no node go from Mon 2027-03-29 09:00 to Mon 2027-03-29 10:00 in Europe/Berlin, in the window weekdays 09:00 to 18:00, when the pool is full: what does not fit then waits until nodes may go; raise the limits, or let nodes go before the window`,
    good: full({ schedule: "0 6 * * *", duration: "1h" }, office),
    context,
    goodContext: context,
  },
];
