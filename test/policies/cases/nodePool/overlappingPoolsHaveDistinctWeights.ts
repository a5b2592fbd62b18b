import type { Case } from "../../case";
import { only, pool, requirement, staticPool, unknown } from "../../objects";

const weighing = (name: string, weight: unknown, ...requirements: unknown[]) =>
  pool(name, { spec: { weight }, ...(requirements.length > 0 ? { requirements } : {}) });

export const cases: readonly Case[] = [
  { title: "accepts different weights", resources: [weighing("a", 10), weighing("b", undefined)] },
  {
    title: "accepts pools that different taints keep apart",
    resources: [pool("a"), pool("b", { template: { taints: [] } })],
  },
  {
    title: "accepts pools without a common type",
    resources: [weighing("a", 1, only.types("m5.large")), weighing("b", 1, only.types("c5.large"))],
  },
  {
    title: "accepts pools without a common way to buy",
    resources: [
      weighing("a", 1, only.capacity("spot")),
      weighing("b", 1, requirement("karpenter.sh/capacity-type", "NotIn", "spot")),
    ],
  },
  {
    title: "leaves static pools alone",
    resources: [staticPool("a", 1, { nodes: "1" }), staticPool("b", 1, { nodes: "1" })],
  },
  {
    title: "refuses equal weights",
    resources: [weighing("a", 10), weighing("b", 10)],
    violates: [
      'NodePool "b" (team dotori): spec.weight is 10, as that of a, which may take the same pods. To fix it, give one of them a higher spec.weight, or requirements or taints that keep them apart.',
    ],
  },
  {
    title: "refuses two pools that state none",
    resources: [weighing("a", undefined), weighing("b", undefined)],
    violates: [
      'NodePool "b" (team dotori): spec.weight is 0, as that of a, which may take the same pods. To fix it, give one of them a higher spec.weight, or requirements or taints that keep them apart.',
    ],
  },
  {
    title: "refuses pools that share one type",
    resources: [
      weighing("a", 1, only.types("m5.large", "c5.large")),
      weighing("b", 1, only.types("c5.large", "r5.large")),
    ],
    violates: [
      'NodePool "b" (team dotori): spec.weight is 1, as that of a, which may take the same pods. To fix it, give one of them a higher spec.weight, or requirements or taints that keep them apart.',
    ],
  },
  {
    title: "waits for a weight that is not known yet",
    resources: [weighing("a", unknown), weighing("b", undefined)],
    cannotTell: [
      'NodePool "a" (team dotori): cannot tell yet: spec.weight is known only when it is deployed; the rule decides then.',
    ],
  },
  {
    title: "leaves pools alone that nothing meets",
    resources: [
      weighing("a", 1, only.types("m5.large"), only.categories("c")),
      weighing("b", 1, only.types("m5.large"), only.categories("c")),
    ],
  },
  {
    title: "refuses a pool that states no way to buy beside one that does",
    resources: [
      weighing("a", 1, only.types("m5.large")),
      weighing("b", 1, only.types("m5.large"), only.capacity("spot")),
    ],
    violates: [
      'NodePool "b" (team dotori): spec.weight is 1, as that of a, which may take the same pods. To fix it, give one of them a higher spec.weight, or requirements or taints that keep them apart.',
    ],
  },
  {
    title: "refuses pools that exclude the same way to buy",
    resources: [
      weighing("a", 1, only.types("m5.large"), requirement("karpenter.sh/capacity-type", "NotIn", "spot")),
      weighing("b", 1, only.types("m5.large"), requirement("karpenter.sh/capacity-type", "NotIn", "spot")),
    ],
    violates: [
      'NodePool "b" (team dotori): spec.weight is 1, as that of a, which may take the same pods. To fix it, give one of them a higher spec.weight, or requirements or taints that keep them apart.',
    ],
  },
  {
    title: "refuses it in the other order as well",
    resources: [
      weighing("a", 1, only.types("m5.large"), only.capacity("spot")),
      weighing("b", 1, only.types("m5.large")),
    ],
    violates: [
      'NodePool "b" (team dotori): spec.weight is 1, as that of a, which may take the same pods. To fix it, give one of them a higher spec.weight, or requirements or taints that keep them apart.',
    ],
  },
];
