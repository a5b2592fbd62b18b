/** How EC2 launches a node class's instances: what the CRD of EC2NodeClass rejects. */
import { nodeClassRule, type Rule } from "../rule";

/** What pods request of the interfaces; AWS's plugin offers it. */
const efaResource = "vpc.amazonaws.com/efa";

export const launchRules: readonly Rule[] = [
  nodeClassRule("placement-group-is-one", "error", ({ launch, pathOf }, report) => {
    const selector = launch.placementGroupSelector;
    if (selector === undefined || (selector.name === undefined) !== (selector.id === undefined)) return;
    const path = pathOf("placementGroupSelector");
    if (selector.name === undefined) {
      report({
        path,
        value: selector,
        message: "selects nothing",
        suggestion: "name the placement group by name or by id",
      });
    } else {
      report({
        path: `${path}.id`,
        value: selector.id,
        message: "is beside name: Karpenter refuses both",
        suggestion: "delete one",
      });
    }
  }),
  nodeClassRule("connection-tracking-sets-a-timeout", "error", ({ launch, pathOf }, report) => {
    const tracking = launch.connectionTracking;
    if (tracking === undefined || Object.values(tracking).some((timeout) => timeout !== undefined)) return;
    report({
      path: pathOf("connectionTracking"),
      value: tracking,
      message: "sets no timeout, which Karpenter refuses",
      suggestion: "set one, or delete it",
    });
  }),
  nodeClassRule("network-interfaces-are-apart", "error", ({ launch: { networkInterfaces = [] }, pathOf }, report) => {
    const path = pathOf("networkInterfaces");
    const isPrimary = (one: (typeof networkInterfaces)[number]) =>
      one.networkCardIndex === 0 && one.deviceIndex === 0 && one.interfaceType === "interface";
    if (networkInterfaces.length > 0 && !networkInterfaces.some(isPrimary)) {
      report({
        path,
        value: networkInterfaces,
        message: "lack the primary interface, which Karpenter demands",
        suggestion: "add networkCardIndex 0, deviceIndex 0 of interfaceType interface",
      });
    }
    for (const [index, one] of networkInterfaces.entries()) {
      const before = networkInterfaces
        .slice(0, index)
        .filter((other) => other.networkCardIndex === one.networkCardIndex);
      const isTaken = before.some(({ deviceIndex }) => deviceIndex === one.deviceIndex);
      const isSecondEfa =
        one.interfaceType === "efa-only" && before.some(({ interfaceType }) => interfaceType === "efa-only");
      if (!isTaken && !isSecondEfa) continue;
      report({
        path: `${path}[${index}]`,
        value: one,
        message: isTaken ? "is there already" : "is a second efa-only interface of its network card",
        suggestion: isTaken ? "delete it, or count deviceIndex on" : "put it on the next networkCardIndex",
      });
    }
  }),
  nodeClassRule("efa-plugin-is-brought", "warning", ({ launch, pathOf }, report, stack, pools) => {
    const { networkInterfaces = [] } = launch;
    if (stack.devicePlugins?.installed.efa !== undefined) return;
    if (!networkInterfaces.some(({ interfaceType }) => interfaceType === "efa-only")) return;
    // whoever limits it has a plugin that offers it
    const isLimited =
      pools.some(({ limits }) => Object.hasOwn(limits, efaResource)) ||
      stack.teams.some(({ quotas }) =>
        Object.values(quotas).some((hard) => Object.hasOwn(hard, `requests.${efaResource}`)),
      );
    if (isLimited) return;
    report({
      path: pathOf("networkInterfaces"),
      message: `has EFA interfaces, and the stack names no device plugin for them: without one, nodes are never initialized, so Karpenter never consolidates them, and pods that request ${efaResource} stay pending`,
      suggestion: `write devicePlugins: { efa: {} } to have it installed, or install AWS's plugin yourself and name ${efaResource} in the pool's limits or the team's quotas`,
    });
  }),
];
