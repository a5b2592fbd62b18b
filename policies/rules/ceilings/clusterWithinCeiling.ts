import { stackRule } from "../../frame/rule";
import { types } from "../../frame/subject";
import { ceilingSettings } from "../../readers/ceilings";
import { judgeSum, poolShare } from "../../readers/sums";

/** No limit of Karpenter's spans pools: the account's quota is the next one, and it stops every team at once. */
export const clusterWithinCeiling = stackRule({
  name: "cluster-within-ceiling",
  title: "All pools together stay within the cluster's ceiling",
  reason: "no limit of Karpenter's spans pools, and the account's quota stops every team at once",
  fix: "lower the limits of the largest pools, or have the platform team raise the ceiling",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: ceilingSettings("all pools together", {
    maxCpu: "10000",
    maxMemory: "40000Gi",
    maxNodes: 10000,
    maxGpu: 128,
  }),
  types: [types.nodePool],
  collect: (context) => poolShare(context),
  check({ collected, settings, about }) {
    judgeSum(
      collected.map(({ value }) => value),
      settings,
      about("the cluster"),
    );
  },
});
