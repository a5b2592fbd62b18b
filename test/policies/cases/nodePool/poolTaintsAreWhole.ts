import type { Case } from "../../case";
import { pool, unknown } from "../../objects";

const tainted = (taints: unknown[], startupTaints: unknown[] = []) =>
  pool("general", { template: { taints, startupTaints } });
const whole = { key: "team", value: "dotori", effect: "NoSchedule" };

export const cases: readonly Case[] = [
  {
    title: "accepts whole taints, with or without a value",
    resources: [tainted([whole, { key: "gpu", effect: "NoExecute" }])],
  },
  { title: "accepts one key with two effects", resources: [tainted([whole, { ...whole, effect: "NoExecute" }])] },
  {
    title: "refuses one taint written as three items",
    resources: [tainted([{ key: "dotori/server" }, { value: "true" }, { effect: "PreferNoSchedule" }])],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.taints[0].effect is missing. To fix it, write each taint as one item, such as { key: "team", value: "dotori", effect: "NoSchedule" }.',
      'NodePool "general" (team dotori): spec.template.spec.taints[1].key is missing. To fix it, write each taint as one item, such as { key: "team", value: "dotori", effect: "NoSchedule" }.',
      'NodePool "general" (team dotori): spec.template.spec.taints[1].effect is missing. To fix it, write each taint as one item, such as { key: "team", value: "dotori", effect: "NoSchedule" }.',
      'NodePool "general" (team dotori): spec.template.spec.taints[2].key is missing. To fix it, write each taint as one item, such as { key: "team", value: "dotori", effect: "NoSchedule" }.',
    ],
  },
  {
    title: "refuses an effect that does not exist",
    resources: [tainted([{ ...whole, effect: "NoSchedul" }])],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.taints[0].effect is "NoSchedul"; allowed are NoSchedule, PreferNoSchedule, NoExecute. To fix it, write each taint as one item, such as { key: "team", value: "dotori", effect: "NoSchedule" }.',
    ],
  },
  {
    title: "refuses the same key and effect twice, also as a startup taint",
    resources: [tainted([whole], [{ ...whole, value: "other" }])],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.startupTaints[0] repeats spec.template.spec.taints[0]. To fix it, write each taint as one item, such as { key: "team", value: "dotori", effect: "NoSchedule" }.',
    ],
  },
  {
    title: "refuses the incomplete one although another is not known yet",
    resources: [tainted([{ key: unknown, effect: "NoSchedule" }, { key: "gpu" }])],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.taints[1].effect is missing. To fix it, write each taint as one item, such as { key: "team", value: "dotori", effect: "NoSchedule" }.',
    ],
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell yet: spec.template.spec.taints[0].key is known only when it is deployed; the rule decides then.',
    ],
  },
];
