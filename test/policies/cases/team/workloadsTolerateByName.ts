import type { Case } from "../../case";
import { unknown } from "../../objects";

const everything = { operator: "Exists" };
const named = { key: "team", operator: "Equal", value: "dotori", effect: "NoSchedule" };
const workload = (kind: string, tolerations: unknown, namespace?: string) => {
  const pods = { spec: { tolerations } };
  const specs: Record<string, object> = {
    "core/v1:Pod": pods.spec,
    "batch/v1:CronJob": { jobTemplate: { spec: { template: pods } } },
  };
  return {
    type: `kubernetes:${kind}`,
    name: "web",
    inputs: { metadata: { name: "web", ...(namespace ? { namespace } : {}) }, spec: specs[kind] ?? { template: pods } },
  };
};

export const cases: readonly Case[] = [
  { title: "accepts a toleration by name", resources: [workload("apps/v1:Deployment", [named])] },
  {
    title: "accepts one key with any value",
    resources: [workload("apps/v1:Deployment", [{ key: "team", operator: "Exists" }])],
  },
  {
    title: "accepts agents in exempt namespaces",
    resources: [workload("apps/v1:DaemonSet", [everything], "kube-system")],
  },
  {
    title: "leaves objects without pods alone",
    resources: [{ type: "kubernetes:core/v1:Service", name: "web", inputs: { spec: { tolerations: [everything] } } }],
  },
  {
    title: "refuses a Deployment that tolerates everything",
    resources: [workload("apps/v1:Deployment", [named, everything])],
    violates: [
      'Deployment "web": spec.template.spec.tolerations[1] tolerates every taint. To fix it, name the key in each toleration, such as team.',
    ],
  },
  {
    title: "refuses other kinds that do",
    resources: ["apps/v1:StatefulSet", "batch/v1:Job", "batch/v1:CronJob", "core/v1:Pod"].map((kind) =>
      workload(kind, [{ ...everything, key: "" }]),
    ),
    violates: [
      'StatefulSet "web": spec.template.spec.tolerations[0] tolerates every taint. To fix it, name the key in each toleration, such as team.',
      'Job "web": spec.template.spec.tolerations[0] tolerates every taint. To fix it, name the key in each toleration, such as team.',
      'CronJob "web": spec.jobTemplate.spec.template.spec.tolerations[0] tolerates every taint. To fix it, name the key in each toleration, such as team.',
      'Pod "web": spec.tolerations[0] tolerates every taint. To fix it, name the key in each toleration, such as team.',
    ],
  },
  {
    title: "refuses the second toleration although the first is not known yet",
    resources: [workload("apps/v1:Deployment", [{ key: unknown, operator: "Exists" }, everything])],
    violates: [
      'Deployment "web": spec.template.spec.tolerations[1] tolerates every taint. To fix it, name the key in each toleration, such as team.',
    ],
    cannotTell: [
      'Deployment "web": cannot tell yet: spec.template.spec.tolerations[0].key is known only when it is deployed; the rule decides then.',
    ],
  },
];
