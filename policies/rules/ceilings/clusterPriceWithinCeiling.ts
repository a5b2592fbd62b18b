import { stackRule } from "../../frame/rule";
import { types } from "../../frame/subject";
import { judgePrice, priceSettings } from "../../readers/prices";
import { poolShare } from "../../readers/sums";

/** The cluster's bill at full limits, which is the figure that finance asks for. */
export const clusterPriceWithinCeiling = stackRule({
  name: "cluster-price-within-ceiling",
  title: "All pools together cost no more than the cluster may",
  reason: "at full limits this is the bill, and no limit of Karpenter's spans pools",
  fix: "lower the limits of the largest pools, or admit cheaper instance types",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: priceSettings("all pools together", 2000),
  types: [types.nodePool],
  collect: (context) => poolShare(context, context.settings.region),
  check({ collected, settings, about }) {
    judgePrice(
      collected.map(({ value }) => value),
      settings,
      "its pools",
      about("the cluster"),
    );
  },
});
