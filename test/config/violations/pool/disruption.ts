import type { Violation } from "../../violation";
import { onePool } from "../../violation";

const budgets = (...list: readonly object[]) => onePool({ disruption: { budgets: list } });
const hours = { schedule: "0 9 * * 1-5", duration: "8h" };
/** Beside budgets with a schedule, so that nothing is unbounded. */
const always = { nodes: "50%" };
const at = "teams.dotori.pools[0].disruption";

export const disruptionViolations: readonly Violation[] = [
  {
    rule: "budget-has-schedule-and-duration",
    config: budgets({ nodes: "1", schedule: "@daily" }, { nodes: "1", duration: "8h" }),
    paths: [`${at}.budgets[0].schedule`, `${at}.budgets[1].duration`],
    text: `${at}.budgets[0].schedule: "@daily" needs a duration beside it; add duration`,
    good: budgets({ nodes: "1", schedule: "@daily", duration: "8h" }, { nodes: "1" }),
  },
  {
    rule: "budget-schedule-is-read",
    config: budgets({ nodes: "1", ...hours, schedule: "0 24 * * *" }, { nodes: "1", ...hours, schedule: "0 9 30 2 *" }),
    paths: [`${at}.budgets[0].schedule`, `${at}.budgets[1].schedule`],
    good: budgets(
      { nodes: "1", ...hours, schedule: "0 23 * * *" },
      { nodes: "1", ...hours, schedule: "0 9 29 2 *" },
      always,
    ),
  },
  {
    rule: "budget-schedule-is-read",
    config: {
      poolDefaults: { disruption: { budgets: [{ nodes: "1", ...hours, schedule: "never on a monday at" }] } },
      ...onePool(),
    },
    paths: ["poolDefaults.disruption.budgets[0].schedule"],
    good: { poolDefaults: { disruption: { budgets: [{ nodes: "1", ...hours }, always] } }, ...onePool() },
  },
  {
    rule: "budget-lasts",
    config: budgets({ nodes: "1", ...hours, duration: "0m" }),
    paths: [`${at}.budgets[0].duration`],
    good: budgets({ nodes: "1", ...hours, duration: "1m" }, always),
  },
  {
    rule: "budget-reasons-differ",
    config: budgets({ nodes: "1", reasons: ["Empty", "Drifted", "Empty"] }),
    paths: [`${at}.budgets[0].reasons[2]`],
    good: budgets({ nodes: "1", reasons: ["Empty", "Drifted"] }),
  },
  {
    rule: "budget-freeze-ends",
    config: budgets({ nodes: "0" }, { nodes: "00%", reasons: ["Drifted"] }),
    paths: [`${at}.budgets[0].nodes`, `${at}.budgets[1].nodes`],
    text: `${at}.budgets[0].nodes: "0" stops every disruption forever: no schedule ends it; add schedule and duration, or allow some nodes`,
    good: budgets({ nodes: "0", ...hours }, { nodes: "1%" }),
  },
  {
    rule: "budgets-bound-all-times",
    config: budgets({ nodes: "0", ...hours }),
    paths: [`${at}.budgets`],
    text: `${at}.budgets: bound Drifted and Underutilized only while one of them is active: at all other times nothing does, and all nodes may be replaced at once. A list here replaces the default; add { nodes: "10%" }, which is always active; of the active budgets the lowest applies`,
    good: budgets({ nodes: "0", ...hours }, { nodes: "10%" }),
  },
  {
    rule: "budgets-bound-all-times",
    config: budgets({ nodes: "0", ...hours, reasons: ["Drifted"] }, { nodes: "5", reasons: ["Underutilized"] }),
    paths: [`${at}.budgets`],
    good: budgets(
      { nodes: "0", schedule: "0 9 * * *", duration: "8h" },
      { nodes: "20%", schedule: "0 17 * * *", duration: "16h" },
    ),
  },
  {
    rule: "consolidation-waits",
    config: onePool({ disruption: { consolidateAfter: "59s" } }),
    paths: [`${at}.consolidateAfter`],
    good: onePool({ disruption: { consolidateAfter: "60s" } }),
  },
  {
    rule: "grace-period-ends",
    config: { poolDefaults: { terminationGracePeriod: "0s" }, ...onePool() },
    paths: ["poolDefaults.terminationGracePeriod"],
    good: { poolDefaults: { terminationGracePeriod: "0s" }, ...onePool({ terminationGracePeriod: "1s" }) },
  },
  {
    rule: "drains-end",
    config: onePool({ terminationGracePeriod: "Never" }),
    paths: ["teams.dotori.pools[0].terminationGracePeriod"],
    good: onePool({ terminationGracePeriod: "720h" }),
  },
  {
    rule: "nodes-expire",
    config: onePool({ expireAfter: "Never" }),
    paths: ["teams.dotori.pools[0].expireAfter"],
    text: 'teams.dotori.pools[0].expireAfter: "Never" keeps nodes of any age: patches reach them by drift only; the policy pool-expires-in-bounds refuses it unless a policy config sets its max to Never; write a duration, if the pods may move that often',
    good: onePool({ expireAfter: "8760h" }),
  },
  {
    rule: "nodes-live-long-enough",
    config: onePool({ expireAfter: "9m59s" }),
    paths: ["teams.dotori.pools[0].expireAfter"],
    good: onePool({ expireAfter: "10m" }),
  },
];
