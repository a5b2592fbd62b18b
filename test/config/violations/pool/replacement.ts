import type { RawConfig } from "../../arbitraries";
import type { Violation } from "../../violation";
import { onePool } from "../../violation";

const karpenter = (version: string, featureGates: object = {}, values: object = {}) => ({
  karpenter: { version, featureGates, values },
});
const repairing = karpenter("1.15.1", { nodeRepair: true });
const budgets = (list: readonly object[], stack: RawConfig) => onePool({ disruption: { budgets: list } }, stack);
const staticPool = (settings: object, version = "1.14.1", gates: object = {}) =>
  onePool(
    { replicas: 3, limits: { nodes: 3 }, instanceSizes: ["xlarge"], ...settings },
    karpenter(version, { staticCapacity: true, ...gates }),
  );
const hours = { schedule: "0 9 * * 1-5", duration: "8h" };
const at = "teams.dotori.pools[0]";

export const replacementViolations: readonly Violation[] = [
  {
    rule: "budget-reason-is-there",
    config: budgets(
      [{ nodes: "1", reasons: ["Drifted", "Unhealthy"] }, { nodes: "50%" }],
      karpenter("1.14.1", { nodeRepair: true }),
    ),
    paths: [`${at}.disruption.budgets[0].reasons[1]`],
    text: `${at}.disruption.budgets[0].reasons[1]: "Unhealthy" needs Karpenter 1.15; karpenter.version is "1.14.1"; delete it`,
    good: budgets([{ nodes: "1", reasons: ["Drifted", "Unhealthy"] }, { nodes: "50%" }], repairing),
  },
  {
    rule: "budget-for-repair-has-repair",
    config: budgets([{ nodes: "1", reasons: ["Unhealthy"] }, { nodes: "50%" }], karpenter("1.15.1")),
    paths: [`${at}.disruption.budgets[0].reasons`],
    good: budgets([{ nodes: "1", reasons: ["Unhealthy"] }, { nodes: "50%" }], repairing),
  },
  {
    // the controller of before 1.15, which asks no budget
    rule: "budget-for-repair-has-repair",
    config: budgets(
      [{ nodes: "1", reasons: ["Unhealthy"] }, { nodes: "50%" }],
      karpenter("1.15.1", { nodeRepair: true }, { settings: { legacyNodeRepair: true } }),
    ),
    paths: [`${at}.disruption.budgets[0].reasons`],
    good: budgets([{ nodes: "1", reasons: ["Unhealthy"] }, { nodes: "50%" }], repairing),
  },
  {
    rule: "freeze-lets-repair-go-on",
    config: budgets([{ nodes: "0", ...hours }, { nodes: "10%" }], repairing),
    paths: [`${at}.disruption.budgets[0].nodes`],
    text: `${at}.disruption.budgets[0].nodes: "0" stops the repair of broken nodes, too, whenever the budget is active: from Karpenter 1.15 on, repair is one of the disruptions of a budget without reasons (Unhealthy); add reasons: [Underutilized, Empty, Drifted]`,
    good: budgets(
      [{ nodes: "0", reasons: ["Underutilized", "Empty", "Drifted"], ...hours }, { nodes: "10%" }],
      repairing,
    ),
  },
  {
    // Inherited, and without an end; 1.14 repairs whatever budgets say.
    rule: "freeze-lets-repair-go-on",
    config: { poolDefaults: { disruption: { budgets: [{ nodes: "0%" }] } }, ...onePool({}, repairing) },
    paths: ["poolDefaults.disruption.budgets[0].nodes"],
    also: ["budget-freeze-ends"],
    good: {
      poolDefaults: { disruption: { budgets: [{ nodes: "0%" }] } },
      ...onePool({}, karpenter("1.14.1", { nodeRepair: true })),
    },
    goodAlso: ["budget-freeze-ends"],
  },
  {
    rule: "static-pool-can-roll",
    config: staticPool({}),
    paths: [`${at}.limits.nodes`],
    text: `${at}.limits.nodes: 3 is the number of replicas, which leaves no room for a replacement: Karpenter replaces no node of the pool for drift (a new AMI, an edit of the node class), only at its expiry after 720h; write 4 or more`,
    good: staticPool({ limits: { nodes: 4 } }),
  },
  {
    rule: "static-pool-can-roll",
    config: staticPool({ expireAfter: "Never" }, "1.15.1", { nodeRepair: true }),
    paths: [`${at}.limits.nodes`],
    text: `${at}.limits.nodes: 3 is the number of replicas, which leaves no room for a replacement: Karpenter replaces no node of the pool for drift (a new AMI, an edit of the node class) or repair, and with expireAfter Never for no other reason; write 4 or more, or let Karpenter take a node before its replacement is there: karpenter.featureGates.terminateFirstDrift (and terminateFirstRepair, with nodeRepair)`,
    also: ["nodes-expire"],
    good: staticPool({ replicas: 0 }, "1.15.1", { nodeRepair: true }),
  },
  {
    rule: "static-pool-can-roll",
    config: staticPool({}, "1.15.1", { nodeRepair: true, terminateFirstDrift: true }),
    paths: [`${at}.limits.nodes`],
    good: staticPool({}, "1.15.1", { nodeRepair: true, terminateFirstDrift: true, terminateFirstRepair: true }),
  },
  {
    rule: "static-pool-budget-is-asked",
    config: staticPool({
      limits: { nodes: 4 },
      disruption: { budgets: [{ nodes: "1" }, { nodes: "2", reasons: ["Empty", "Underutilized"] }] },
    }),
    paths: [`${at}.disruption.budgets[1].reasons`],
    good: staticPool({
      limits: { nodes: 4 },
      disruption: { budgets: [{ nodes: "1" }, { nodes: "2", reasons: ["Empty", "Drifted"] }] },
    }),
  },
  {
    rule: "static-pool-has-no-smoke-test",
    config: staticPool({ limits: { nodes: 4 }, smokeTest: true }),
    paths: [`${at}.smokeTest`],
    good: onePool({ smokeTest: true }),
  },
];
