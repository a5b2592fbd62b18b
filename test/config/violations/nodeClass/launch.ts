import { karpenterVersion } from "../../../../capacity/karpenter/versions";
import { nodeClass, pool, type Violation } from "../../violation";

const at = "teams.dotori.nodeClass";
const card = (networkCardIndex: number, deviceIndex: number, interfaceType = "interface") => ({
  networkCardIndex,
  deviceIndex,
  interfaceType,
});

const efa = [card(0, 0), card(0, 1, "efa-only")];
const plugin = { devicePlugins: { efa: {} } };
const efaLimits = { cpu: "64", memory: "256Gi", "vpc.amazonaws.com/efa": 8 };

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
    also: ["efa-plugin-is-brought"],
    good: nodeClass({ networkInterfaces: [card(0, 0), card(0, 1, "efa-only"), card(1, 1, "efa-only")] }, plugin),
  },
  {
    rule: "efa-plugin-is-brought",
    config: nodeClass({ networkInterfaces: efa }),
    paths: [`${at}.networkInterfaces`],
    text: `${at}.networkInterfaces: has EFA interfaces, and the stack names no device plugin for them: without one, nodes are never initialized, so Karpenter never consolidates them, and pods that request vpc.amazonaws.com/efa stay pending; write devicePlugins: { efa: {} } to have it installed, or install AWS's plugin yourself and name vpc.amazonaws.com/efa in the pool's limits or the team's quotas`,
    good: nodeClass({ networkInterfaces: efa }, plugin),
  },
  {
    rule: "efa-plugin-is-brought",
    config: nodeClass({ networkInterfaces: efa }, { devicePlugins: { neuron: {} } }),
    paths: [`${at}.networkInterfaces`],
    good: { teams: { dotori: { nodeClass: { networkInterfaces: efa }, pools: [pool({ limits: efaLimits })] } } },
  },
  {
    rule: "efa-plugin-is-brought",
    config: nodeClass({ networkInterfaces: efa }),
    paths: [`${at}.networkInterfaces`],
    good: nodeClass({ networkInterfaces: [card(0, 0), card(0, 1)] }),
  },
  {
    rule: "node-class-field-is-there",
    config: nodeClass({ connectionTracking: { udpTimeout: 30 } }, { karpenter: { version: "1.12.0" } }),
    paths: [`${at}.connectionTracking`],
    text: `${at}.connectionTracking: {"udpTimeout":30} needs Karpenter 1.13; karpenter.version is "1.12.0"; delete it, or write karpenter.version "${karpenterVersion("1.13")!.source.release}" or newer`,
    good: nodeClass({ connectionTracking: { udpTimeout: 30 } }, { karpenter: { version: "1.13.0" } }),
  },
];
