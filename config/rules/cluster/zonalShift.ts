/** Zonal shift of the cluster: what must go with it, and what stays in a zone that traffic is shifted away from. */
import { type KarpenterVersionRow, karpenterVersion } from "../../../capacity/karpenter/versions";
import { labelKeys } from "../../../capacity/kubernetes/labels";
import { ownValue } from "../../../capacity/units/ownValue";
import { notIn } from "../notInVersion";
import { selectionOf } from "../pool/instances";
import { createdNetworkRule, poolRule, type Rule } from "../rule";

/** Whether a version's chart has settings.enableZonalShift. */
const knowsZonalShift = ({ chartValues }: KarpenterVersionRow) => {
  const { settings } = chartValues;
  return typeof settings === "object" && ownValue(settings, "enableZonalShift") !== undefined;
};

export const zonalShiftRules: readonly Rule[] = [
  {
    name: "karpenter-knows-zonal-shift",
    level: "error",
    check: ({ stack }, report) => {
      const { version } = stack.karpenter;
      const row = karpenterVersion(version);
      if (!stack.cluster.zonalShift || row === undefined || knowsZonalShift(row)) return;
      const { message, suggestion } = notIn(version, knowsZonalShift);
      report({
        path: "cluster.zonalShift",
        value: true,
        message: `${message}: an older one would launch nodes in a zone that traffic is shifted away from`,
        suggestion,
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
