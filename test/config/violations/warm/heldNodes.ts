import { onePool, pool, type Violation } from "../../violation";

const at = "teams.dotori.pools[0]";
const berlin = { timezone: "Europe/Berlin" } as const;
const office = { days: "weekdays", from: "09:00", to: "18:00", nodes: 3, ...berlin };
const weekend = { days: "weekends", from: "02:00", to: "06:00", ...berlin };
/** A time after the office, in which its nodes go; in March and October an hour of it is left. */
const evening = { days: "weekdays", from: "18:00", to: "20:00", ...berlin };
/** Before both changes of Berlin's clock in 2027. */
const context = { now: Date.UTC(2027, 0, 4) };
const both = { context, goodContext: context };

const settings = { instanceCategories: ["m"], instanceGenerations: { atLeast: 5 }, instanceSizes: ["xlarge"] };
const frozen = (disruption: object, warm: object = { windows: [office] }) => onePool({ ...settings, warm, disruption });
const budgets = (...list: object[]) => frozen({ budgets: list.map((own) => ({ nodes: "0", ...own })) });
/** 17:00 UTC is 18:00 in Berlin, and 19:00 in its summer, when the nodes are gone by then. */
const closing = { schedule: "0 17 * * *" };

export const heldNodeViolations: readonly Violation[] = [
  {
    rule: "nodes-go-after-windows",
    config: frozen({ maintenance: [weekend] }),
    paths: [`${at}.disruption.maintenance`],
    text: `${at}.disruption.maintenance: [{"days":"weekends","from":"02:00","to":"06:00","timezone":"Europe/Berlin"}] lets no empty node go when windows of ${at} close: their nodes stay Mon 18:00 to Sat 02:00 in Europe/Berlin, 202 node-hours a week on average; add {"days":"weekdays","from":"18:00","to":"20:00","timezone":"Europe/Berlin"} to it`,
    good: frozen({ maintenance: [weekend, evening] }),
    ...both,
  },
  {
    // each closing time by itself, midnight as the next day's; what the team runs itself is not counted
    rule: "nodes-go-after-windows",
    config: frozen(
      { maintenance: [weekend] },
      { windows: [office, { ...office, days: ["sat"], from: "08:00", to: "24:00" }], load: { nodes: 5 } },
    ),
    paths: [`${at}.disruption.maintenance`],
    text: `${at}.disruption.maintenance: [{"days":"weekends","from":"02:00","to":"06:00","timezone":"Europe/Berlin"}] lets no empty node go when windows of ${at} close: their nodes stay Mon 18:00 to Sat 02:00, Sun 00:00 to Sun 02:00 in Europe/Berlin, 208 node-hours a week on average; add {"days":"weekdays","from":"18:00","to":"20:00","timezone":"Europe/Berlin"} and {"days":["sun"],"from":"00:00","to":"02:00","timezone":"Europe/Berlin"} to it`,
    good: frozen(
      { maintenance: [weekend, evening, { days: ["sun"], from: "00:00", to: "02:00", ...berlin }] },
      { windows: [office, { ...office, days: ["sat"], from: "08:00", to: "24:00" }] },
    ),
    ...both,
  },
  {
    // windows of a season: what is so in its weeks is not so in every week
    rule: "nodes-go-after-windows",
    config: frozen({ maintenance: [weekend] }, { windows: [{ ...office, days: undefined, dates: ["01-04..03-12"] }] }),
    paths: [`${at}.disruption.maintenance`],
    text: `${at}.disruption.maintenance: [{"days":"weekends","from":"02:00","to":"06:00","timezone":"Europe/Berlin"}] lets no empty node go when windows of ${at} close: their nodes stay Sat 18:00 to Sun 02:00, Sun 18:00 to Sat 02:00 in Europe/Berlin next week, 51 node-hours a week on average; let it have a time after each window, in which its nodes go`,
    good: frozen(
      { maintenance: [weekend, { ...evening, days: "everyday" }] },
      { windows: [{ ...office, days: undefined, dates: ["01-04..03-12"] }] },
    ),
    ...both,
  },
  {
    rule: "nodes-go-after-windows",
    config: {
      poolDefaults: { disruption: { maintenance: [weekend] } },
      teams: { dotori: { pools: [pool({ ...settings, warm: { windows: [office] } })] } },
    },
    paths: ["poolDefaults.disruption.maintenance"],
    good: {
      poolDefaults: { disruption: { maintenance: [weekend, evening] } },
      teams: { dotori: { pools: [pool({ ...settings, warm: { windows: [office] } })] } },
    },
    ...both,
  },
  {
    rule: "nodes-go-after-windows",
    config: budgets({ ...closing, duration: "8h" }),
    paths: [`${at}.disruption.budgets[0]`],
    text: `${at}.disruption.budgets[0]: {"nodes":"0","schedule":"0 17 * * *","duration":"8h"} lets no empty node go when windows of ${at} close: their nodes stay Mon 18:00 to Tue 02:00, Tue 18:00 to Wed 02:00, Wed 18:00 to Thu 02:00, and 2 times more in Europe/Berlin, 48 node-hours a week on average; write reasons: ["Underutilized","Drifted"], so that empty nodes may go`,
    good: budgets({ ...closing, duration: "8h", reasons: ["Underutilized", "Drifted"] }),
    ...both,
  },
  {
    rule: "nodes-go-after-windows",
    config: budgets({ schedule: "0 0 * * *", duration: "24h", reasons: ["Empty", "Drifted"] }),
    paths: [`${at}.disruption.budgets[0]`],
    text: `${at}.disruption.budgets[0]: {"nodes":"0","reasons":["Empty","Drifted"],"schedule":"0 0 * * *","duration":"24… lets no empty node go when windows of ${at} close: their nodes stay forever; write reasons: ["Drifted"], so that empty nodes may go`,
    good: budgets({ schedule: "0 0 * * *", duration: "24h", reasons: ["Drifted"] }),
    ...both,
  },
  {
    // three nodes for an hour or two of winter are not of weight
    rule: "nodes-go-after-windows",
    config: budgets({ ...closing, duration: "8h", reasons: ["Empty"] }),
    paths: [`${at}.disruption.budgets[0]`],
    good: budgets({ ...closing, duration: "2h", reasons: ["Empty"] }),
    ...both,
  },
  {
    // neither is of weight alone: that which keeps more is named
    rule: "nodes-go-after-windows",
    config: budgets({ schedule: "0 17 * * 1,2", duration: "8h" }, { schedule: "0 17 * * 3-5", duration: "7h" }),
    paths: [`${at}.disruption.budgets[1]`],
    good: budgets({ schedule: "0 17 * * 1,2", duration: "8h" }),
    ...both,
  },
];
