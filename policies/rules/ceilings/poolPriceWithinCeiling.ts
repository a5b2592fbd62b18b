import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";
import { judgePrice, priceSettings } from "../../readers/prices";
import { poolShare } from "../../readers/sums";

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
