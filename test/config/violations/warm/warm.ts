import type { Violation } from "../../violation";
import { onePool, pool } from "../../violation";

const at = "teams.dotori.pools[0]";
/** Sizes that placeholders keep ready; without them a fit depends on the smallest type there is. */
const xlarge = { instanceCategories: ["m"], instanceSizes: ["xlarge"] };
const warm = (settings: object, more: object = {}, stack: Readonly<Record<string, unknown>> = {}) =>
  onePool({ ...xlarge, warm: settings, ...more }, stack);
const plain = { days: "weekdays", from: "09:00", to: "18:00", timezone: "Asia/Seoul", nodes: 3 };
const cron = { start: "0 9 * * 1-5", end: "0 18 * * 1-5", timezone: "Asia/Seoul", nodes: 3 };
const size = { cpu: "900m", memory: "2Gi" };
const spare = { cpu: "8", memory: "16Gi" };
const spareWindow = { days: "weekdays", from: "09:00", to: "18:00", timezone: "Asia/Seoul", spare };
const buffersOf = (version: string) => ({ karpenter: { version, featureGates: { capacityBuffer: true } } });
const buffers = { karpenter: { featureGates: { capacityBuffer: true } } };
const gate = { karpenter: { featureGates: { staticCapacity: true } } };

export const warmViolations: readonly Violation[] = [
  {
    rule: "window-is-plain-or-cron",
    config: warm({ windows: [{ ...plain, start: "0 9 * * 1-5", end: "0 18 * * 1-5" }] }),
    paths: [`${at}.warm.windows[0].start`, `${at}.warm.windows[0].end`],
    text: `${at}.warm.windows[0].start: "0 9 * * 1-5" says a second time when the window is: give days or dates, from and to, or start and end as crons; delete it`,
    good: warm({ windows: [plain] }),
  },
  {
    rule: "window-is-plain-or-cron",
    config: warm({ windows: [{ ...plain, dates: ["11-27"] }] }),
    paths: [`${at}.warm.windows[0].days`],
    text: `${at}.warm.windows[0].days: "weekdays" cannot be combined with dates: a cron with both fires on days that are either, not only on those that are both; delete one of the two`,
    good: warm({ windows: [{ ...plain, days: undefined, dates: ["11-27"] }] }),
  },
  {
    rule: "window-is-plain-or-cron",
    config: warm({ windows: [{ ...plain, continuous: true }] }),
    paths: [`${at}.warm.windows[0].continuous`],
    good: warm({ windows: [{ ...plain, days: undefined, dates: ["11-20..11-27"], continuous: true }] }),
  },
  {
    // Of the two the one that is complete stays.
    rule: "window-is-plain-or-cron",
    config: warm({ windows: [{ ...cron, days: "weekdays", lead: 10 }] }),
    paths: [`${at}.warm.windows[0].days`, `${at}.warm.windows[0].lead`],
    good: warm({ windows: [cron] }),
  },
  {
    rule: "window-is-plain-or-cron",
    config: warm({
      windows: [
        { timezone: "UTC", nodes: 3 },
        { end: "0 18 * * *", timezone: "UTC", nodes: 3 },
      ],
    }),
    paths: ["[0].days", "[0].from", "[0].to", "[1].start"].map((path) => `${at}.warm.windows${path}`),
    good: warm({ windows: [{ ...plain, days: ["mon", "tue"] }] }),
  },
  {
    rule: "warm-capacity-counts-one-way",
    config: warm({
      always: 1,
      spare,
      windows: [
        { ...plain, nodes: undefined },
        { ...plain, spare },
      ],
    }),
    paths: [`${at}.warm.spare`, `${at}.warm.windows[0].nodes`, `${at}.warm.windows[1].spare`],
    good: warm({ windows: [plain] }),
  },
  {
    rule: "warm-capacity-counts-one-way",
    config: warm({ placeholder: size, always: 1, windows: [plain] }),
    paths: [".always", ".windows[0].nodes", ".windows[0].spare.cpu", ".windows[0].spare.memory"].map(
      (path) => `${at}.warm${path}`,
    ),
    good: warm({ placeholder: size, spare: { cpu: "1", memory: "1Gi" }, windows: [spareWindow] }),
  },
  {
    rule: "warm-capacity-is-not-empty",
    config: warm({ load: { nodes: 2 } }),
    paths: [`${at}.warm`],
    good: warm({ always: 1, load: { nodes: 2 } }),
  },
  {
    rule: "warm-capacity-is-not-empty",
    config: warm({ load: { nodes: 2 } }),
    paths: [`${at}.warm`],
    good: warm({ load: { nodes: 2 } }, { pin: 2 }),
    goodAlso: ["pin-is-for-a-while"],
  },
  {
    rule: "load-is-nodes-or-sizes",
    config: warm({ always: 1, load: { nodes: 2, cpu: "8" } }),
    paths: [`${at}.warm.load.nodes`],
    good: warm({ always: 1, load: { cpu: "8", memory: "16Gi" } }),
  },
  {
    rule: "load-is-nodes-or-sizes",
    config: warm({ always: 1, load: {} }),
    paths: [`${at}.warm.load`],
    good: warm({ always: 1, load: { memory: "16Gi" } }),
  },
  {
    rule: "static-pool-has-no-windows",
    config: onePool({ replicas: 3, limits: { nodes: 4 }, warm: { windows: [plain] } }, gate),
    paths: [`${at}.warm`],
    good: onePool({ replicas: 3, limits: { nodes: 4 } }, gate),
  },
  {
    rule: "static-pool-has-no-windows",
    config: onePool({ replicas: 3, limits: { nodes: 4 }, pin: 3 }, gate),
    also: ["pin-is-for-a-while"],
    paths: [`${at}.pin`],
    text: `${at}.pin: 3 has no effect on a static pool (replicas): Karpenter keeps that many nodes whatever pods there are; delete it, or delete replicas and set warm.always`,
    good: warm({ always: 3 }),
  },
  {
    rule: "pin-counts-nodes",
    config: warm({ placeholder: size, spare }, { pin: 2 }),
    also: ["pin-is-for-a-while"],
    paths: [`${at}.pin`],
    good: warm({ always: 1 }, { pin: 2 }),
    goodAlso: ["pin-is-for-a-while"],
  },
  {
    rule: "ceiling-has-a-pin",
    config: onePool({ ceiling: true }),
    paths: [`${at}.ceiling`],
    good: onePool({ ...xlarge, pin: 2, ceiling: true }),
    goodAlso: ["pin-is-for-a-while"],
  },
  {
    rule: "pin-is-for-a-while",
    config: onePool({ ...xlarge, pin: 6, ceiling: true }),
    paths: [`${at}.pin`],
    text: `${at}.pin: 6 is temporary: it keeps the pool at 6 nodes (nodes that run already stay) until it is deleted`,
    good: warm({ always: 6 }),
  },
  {
    rule: "placeholders-fit-their-quota",
    config: {
      placeholders: { most: 5 },
      teams: {
        dotori: { pools: [pool({ ...xlarge, warm: { always: 3 } })] },
        alpha: { pools: [pool({ ...xlarge, warm: { always: 1, windows: [plain] } })] },
      },
    },
    paths: ["placeholders.most"],
    text: "placeholders.most: 5 is below the 6 placeholders that the pools have at most: their namespace's quota would refuse the rest; write 6 or more",
    good: { placeholders: { most: 3 }, ...warm({ always: 3 }) },
  },
  {
    rule: "placeholders-fit-their-quota",
    config: { placeholders: { most: 2 }, ...warm({ always: 3 }, {}, buffers) },
    paths: ["placeholders.most"],
    good: { placeholders: { most: 2 }, ...warm({ engine: "capacityBuffer", always: 3 }, {}, buffers) },
  },
  {
    rule: "warm-engine-keeps-its-hours",
    config: warm({ engine: "capacityBuffer", windows: [plain] }, {}, buffers),
    paths: [`${at}.warm.engine`],
    text: `${at}.warm.engine: "capacityBuffer" cannot follow the windows: a CapacityBuffer has no /scale that KEDA could set, so it keeps one number at any time; write "placeholders", or always (with a placeholder's size: spare) in place of windows`,
    good: warm({ engine: "capacityBuffer", always: 3 }, {}, buffers),
  },
  {
    rule: "warm-engine-is-switched-on",
    config: warm({ engine: "capacityBuffer", always: 3 }),
    paths: [`${at}.warm.engine`],
    text: `${at}.warm.engine: "capacityBuffer" keeps no node: karpenter.featureGates.capacityBuffer is off; set karpenter.featureGates.capacityBuffer: true`,
    good: warm({ engine: "capacityBuffer", always: 3 }, {}, buffers),
  },
  {
    rule: "warm-engine-is-switched-on",
    config: warm({ engine: "capacityBuffer", always: 3 }, {}, buffersOf("1.13.0")),
    paths: [`${at}.warm.engine`],
    text: `${at}.warm.engine: "capacityBuffer" needs Karpenter 1.14; karpenter.version is "1.13.0"; write "placeholders"`,
    also: ["feature-gate-is-there"],
    good: warm({ engine: "capacityBuffer", always: 3 }, {}, buffersOf("1.14.0")),
  },
  {
    rule: "cooldown-is-waited-for",
    config: warm({ always: 2, cooldown: "2h", windows: [plain] }),
    paths: [`${at}.warm.cooldown`],
    text: `${at}.warm.cooldown: "2h" does nothing: KEDA waits for it only where it scales to 0, and this pool keeps 2 at any time; delete it`,
    good: warm({ cooldown: "2h", windows: [plain] }),
  },
  {
    rule: "cooldown-is-waited-for",
    config: warm({ always: 2, cooldown: "2h" }),
    paths: [`${at}.warm.cooldown`],
    good: warm({ always: 2 }),
  },
  {
    rule: "placeholder-settings-are-used",
    config: onePool({}, { placeholders: { most: 5 } }),
    paths: ["placeholders"],
    good: onePool({ smokeTest: true }, { placeholders: { most: 5 } }),
  },
];
