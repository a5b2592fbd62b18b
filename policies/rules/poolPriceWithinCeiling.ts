import { judgePrice, priceSettings } from "../prices";
import { resourceRule } from "../rule";
import { types } from "../subject";
import { poolShare } from "../sums";

/** CPU and memory limits say little of money: the same 100 vCPU cost four times as much in another family. */
export const poolPriceWithinCeiling = resourceRule({
  name: "pool-price-within-ceiling",
  title: "A NodePool costs no more than a pool may",
  reason: "CPU and memory limits say little of money, as families differ fourfold in price",
  fix: "lower spec.limits, or admit cheaper instance types",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: priceSettings("one pool", 200),
  types: [types.nodePool],
  check(context) {
    judgePrice(
      [poolShare(context, context.settings.region)],
      context.settings,
      "the nodes that spec.limits allow",
      context,
    );
  },
});
