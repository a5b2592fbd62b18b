import { nodeClass, type Violation } from "../../violation";

const at = "teams.dotori.nodeClass";
const card = (networkCardIndex: number, deviceIndex: number, interfaceType = "interface") => ({
  networkCardIndex,
  deviceIndex,
  interfaceType,
});

export const launchViolations: readonly Violation[] = [
  {
    rule: "placement-group-is-one",
    config: nodeClass({ placementGroupSelector: {} }),
    paths: [`${at}.placementGroupSelector`],
    text: `${at}.placementGroupSelector: {} selects nothing; name the placement group by name or by id`,
    good: nodeClass({ placementGroupSelector: { name: "training" } }),
  },
  {
    rule: "placement-group-is-one",
    config: nodeClass({ placementGroupSelector: { name: "training", id: "pg-0123456789abcdef0" } }),
    paths: [`${at}.placementGroupSelector.id`],
    good: nodeClass({ placementGroupSelector: { id: "pg-0123456789abcdef0" } }),
  },
  {
    rule: "connection-tracking-sets-a-timeout",
    config: nodeClass({ connectionTracking: {} }),
    paths: [`${at}.connectionTracking`],
    text: `${at}.connectionTracking: {} sets no timeout, which Karpenter refuses; set one, or delete it`,
    good: nodeClass({ connectionTracking: { udpTimeout: 30 } }),
  },
  {
    rule: "network-interfaces-are-apart",
    config: nodeClass({ networkInterfaces: [card(0, 1)] }),
    paths: [`${at}.networkInterfaces`],
    text: `${at}.networkInterfaces: [{"networkCardIndex":0,"deviceIndex":1,"interfaceType":"interface"}] lack the primary interface, which Karpenter demands; add networkCardIndex 0, deviceIndex 0 of interfaceType interface`,
    good: nodeClass({ networkInterfaces: [card(0, 0)] }),
  },
  {
    rule: "network-interfaces-are-apart",
    config: nodeClass({ networkInterfaces: [card(0, 0), card(0, 0), card(1, 1, "efa-only"), card(1, 2, "efa-only")] }),
    paths: [`${at}.networkInterfaces[1]`, `${at}.networkInterfaces[3]`],
    good: nodeClass({ networkInterfaces: [card(0, 0), card(0, 1, "efa-only"), card(1, 1, "efa-only")] }),
  },
];
