/** Zonal shift of the cluster: what must go with it, and what stays in a zone that traffic is shifted away from. */
import { labelKeys } from "../../../capacity/kubernetes/labels";
import { compareVersions } from "../../values/version";
import { selectionOf } from "../pool/instances";
import { createdNetworkRule, poolRule, type Rule } from "../rule";

/** The first Karpenter with settings.enableZonalShift: provider v1.12.0 charts/karpenter/values.yaml, not v1.11.0. */
const leastKarpenter = "1.12.0";

export const zonalShiftRules: readonly Rule[] = [
  {
    name: "karpenter-knows-zonal-shift",
    level: "error",
    check: ({ stack }, report) => {
      const { version } = stack.karpenter;
      if (!stack.cluster.zonalShift || compareVersions(version, leastKarpenter) >= 0) return;
      report({
        path: "cluster.zonalShift",
        value: true,
        message: `needs Karpenter ${leastKarpenter}, and karpenter.version is "${version}": an older one would launch nodes in a zone that traffic is shifted away from`,
        suggestion: `write karpenter.version "${leastKarpenter}" or newer, or delete it`,
      });
    },
  },
  createdNetworkRule("zonal-shift-has-a-way-out", "warning", ({ nat }, report, { stack }) => {
    if (!stack.cluster.zonalShift || nat !== "single") return;
    report({
      path: "network.nat",
      value: nat,
      message:
        "sends all of the VPC's traffic to the internet through one zone: with a shift away from it (cluster.zonalShift) the other zones' nodes still depend on it",
      suggestion: "write perZone",
    });
  }),
  poolRule("zonal-shift-leaves-a-zone", "warning", (pool, report, { cluster, region }) => {
    const zones = selectionOf(pool, region)?.allowed.get(labelKeys.zone);
    if (!cluster.zonalShift || zones === undefined || zones.complement || zones.values.size !== 1) return;
    const [zone] = zones.values;
    report({
      path: pool.pathOf(pool.settings.zones === undefined ? "requirements" : "zones"),
      value: [zone],
      message: `is the pool's only zone: during a shift away from it (cluster.zonalShift) Karpenter makes no node for the pool, and its pods run nowhere else`,
      suggestion: "let the pool have a second zone",
    });
  }),
];
