import type { Violation } from "../../violation";
import { onePool } from "../../violation";

const shifting = { cluster: { zonalShift: true } };
const twoWaysOut = { network: { nat: "perZone" } };
const zones = { network: { nat: "perZone", zones: ["us-east-1a", "us-east-1b"] } };

export const zonalShiftViolations: readonly Violation[] = [
  {
    rule: "karpenter-knows-zonal-shift",
    config: { ...shifting, ...twoWaysOut, karpenter: { version: "1.11.0" } },
    also: ["karpenter-runs-on-the-kubernetes-version"],
    paths: ["cluster.zonalShift"],
    text: 'cluster.zonalShift: true needs Karpenter 1.12; karpenter.version is "1.11.0": an older one would launch nodes in a zone that traffic is shifted away from; delete it, or write karpenter.version "1.12.0" or newer',
    good: { ...shifting, ...twoWaysOut, karpenter: { version: "1.12.0" } },
  },
  {
    rule: "zonal-shift-has-a-way-out",
    config: shifting,
    paths: ["network.nat"],
    good: { ...shifting, ...twoWaysOut },
  },
  {
    rule: "zonal-shift-leaves-a-zone",
    config: { ...zones, ...onePool({ zones: ["us-east-1a"] }, shifting) },
    paths: ["teams.dotori.pools[0].zones"],
    text: 'teams.dotori.pools[0].zones: ["us-east-1a"] is the pool\'s only zone: during a shift away from it (cluster.zonalShift) Karpenter makes no node for the pool, and its pods run nowhere else; let the pool have a second zone',
    good: { ...zones, ...onePool({ zones: ["us-east-1a", "us-east-1b"] }, shifting) },
  },
  {
    rule: "zonal-shift-leaves-a-zone",
    config: {
      ...zones,
      ...onePool(
        { requirements: [{ key: "topology.kubernetes.io/zone", operator: "In", values: ["us-east-1b"] }] },
        shifting,
      ),
    },
    paths: ["teams.dotori.pools[0].requirements"],
    good: { ...zones, ...onePool({}, shifting) },
  },
];
