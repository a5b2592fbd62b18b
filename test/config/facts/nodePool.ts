/** Facts karpenter 4.2, in their order and words. */
import { type Fact, ofPool, ofRequirement } from "./fact";

const cpu = "karpenter.k8s.aws/instance-cpu";
const gate = { karpenter: { featureGates: { staticCapacity: true } } };
const budgets = (...list: readonly object[]) => ({ disruption: { budgets: list } });
const inLabels = (key: string) => ({ labels: { [key]: "x" } });
const asKey = (key: string) => ({ key, operator: "Exists" });
const twice = { key: "gpu", effect: "NoSchedule" };

export const rejected: readonly Fact[] = [
  { title: "no requirements key", because: "the program writes requirements for every pool" },
  ofRequirement("In without values", { key: cpu, operator: "In" }, ".values"),
  ofRequirement("In with empty values", { key: cpu, operator: "In", values: [] }, ".values"),
  ...["Gt", "Lt", "Gte", "Lte"].flatMap((operator) => [
    ofRequirement(`${operator} with two values`, { key: cpu, operator, values: ["1", "2"] }, ".values"),
    ofRequirement(`${operator} without values`, { key: cpu, operator }, ".values"),
    ofRequirement(`${operator}, non-integer`, { key: cpu, operator, values: ["1.5"] }, ".values"),
    ofRequirement(`${operator}, negative`, { key: cpu, operator, values: ["-1"] }, ".values[0]"),
  ]),
  ofRequirement(
    "minValues > len(values) for In",
    { key: cpu, operator: "In", values: ["4"], minValues: 2 },
    ".minValues",
  ),
  ofRequirement("minValues > 50", { key: cpu, operator: "Exists", minValues: 51 }, ".minValues"),
  ...[
    "karpenter.sh/nodepool",
    "kubernetes.io/hostname",
    "team.karpenter.sh/x",
    "mykarpenter.sh/x",
    "karpenter.k8s.aws/instance-pods",
  ].flatMap((key) => [
    ofRequirement(`requirement key ${key}`, asKey(key), ".key"),
    ofPool(`label ${key}`, inLabels(key), `labels["${key}"]`),
  ]),
  ofPool("weight 0", { weight: 0 }, "weight"),
  ofPool("weight 101", { weight: 101 }, "weight"),
  ofPool('expireAfter "30d"', { expireAfter: "30d" }, "expireAfter"),
  ofPool("terminationGracePeriod Never", { terminationGracePeriod: "Never" }, "terminationGracePeriod"),
  ofPool('consolidateAfter "1d"', { disruption: { consolidateAfter: "1d" } }, "disruption.consolidateAfter"),
  ofPool("budget nodes 5 (int)", budgets({ nodes: 5 }), "disruption.budgets[0].nodes"),
  ofPool('budget nodes "101%"', budgets({ nodes: "101%" }), "disruption.budgets[0].nodes"),
  ofPool("schedule without duration", budgets({ nodes: "1", schedule: "@daily" }), "disruption.budgets[0].schedule"),
  ofPool("duration without schedule", budgets({ nodes: "1", duration: "8h" }), "disruption.budgets[0].duration"),
  ofPool(
    'duration "30s"',
    budgets({ nodes: "1", schedule: "@daily", duration: "30s" }),
    "disruption.budgets[0].duration",
  ),
  ofPool("reason Expired", budgets({ nodes: "1", reasons: ["Expired"] }), "disruption.budgets[0].reasons[0]"),
  ofPool(
    "policy WhenUnderutilized (v1beta1 name)",
    { disruption: { consolidationPolicy: "WhenUnderutilized" } },
    "disruption.consolidationPolicy",
  ),
  {
    title: 'nodeClassRef with apiVersion and no group, or group "karpenter.k8s.aws/v1"',
    because: "the program writes nodeClassRef; the components' tests check its group and kind",
  },
  ofPool('memory "10 Gi"', { limits: { cpu: "64", memory: "10 Gi" } }, "limits.memory"),
  ofPool("taint without effect", { taints: [{ key: "gpu" }] }, "taints[0].effect"),
  ofPool("static + weight", { replicas: 1, limits: { nodes: 1 }, weight: 1 }, "weight", gate),
  ofPool("static + limits other than nodes", { replicas: 1, limits: { nodes: 1, cpu: "4" } }, "limits.cpu", gate),
  {
    title: "replicas added/removed later",
    because: "the check sees one state of the stack; the description of `replicas` says it",
  },
  { title: "nodeClassRef group/kind changed", because: "the program writes them, and always the same" },
  ofPool(
    "docs traps: replicas + weight + cpu limit",
    { replicas: 1, weight: 10, limits: { cpu: "64", nodes: 1 } },
    "weight",
    gate,
  ),
];

export const ignored: readonly Fact[] = [
  ofPool("same taint key+effect twice", { taints: [twice, { ...twice, value: "x" }] }, "taints[1].key"),
  ofPool("same, across taints and startupTaints", { taints: [twice], startupTaints: [twice] }, "startupTaints[0].key"),
  ofPool(
    "same as the taint that the program itself gives the pool",
    { startupTaints: [{ key: "team", effect: "NoSchedule" }] },
    "startupTaints[0].key",
  ),
  ofPool("all capacity-type values unknown", { capacityTypes: ["Spot"] }, "capacityTypes[0]"),
  ofPool("label value > 63 chars", { labels: { tier: "x".repeat(64) } }, "labels.tier"),
  ofPool("label value with a space", { labels: { tier: "a b" } }, "labels.tier"),
  ofRequirement("requirement value > 63 chars", { key: "x", operator: "In", values: ["x".repeat(64)] }, ".values[0]"),
  ofRequirement("requirement value with a space", { key: "x", operator: "In", values: ["a b"] }, ".values[0]"),
  { title: "nodeClassRef to a missing class", because: "the program makes each pool's class before the pool" },
  ofRequirement("requirement on karpenter.k8s.aws/ec2nodeclass", asKey("karpenter.k8s.aws/ec2nodeclass"), ".key"),
  ofRequirement(
    "instance-tenancy values none of default/dedicated",
    { key: "karpenter.k8s.aws/instance-tenancy", operator: "In", values: ["host"] },
    ".values",
  ),
];

const bounds = {
  requirements: [
    { key: cpu, operator: "Gt", values: ["10"] },
    { key: cpu, operator: "Lt", values: ["5"] },
  ],
};
const typeIn = (...values: readonly string[]) => ({ key: "node.kubernetes.io/instance-type", operator: "In", values });

export const useless: readonly Fact[] = [
  ofPool("one good + one bad capacity-type", { capacityTypes: ["spot", "ondemand"] }, "capacityTypes[1]"),
  ofPool("Gt 10 with Lt 5", bounds, "requirements[1]"),
  {
    ...ofPool("unknown instance type", { instanceTypes: ["m5.large", "m5.lrage"] }, "instanceTypes[1]"),
    level: "warning",
  },
  {
    ...ofRequirement("unknown instance type in a requirement", typeIn("m5.large", "m5.lrage"), ".values[1]"),
    level: "warning",
  },
  ofRequirement(
    "minValues above what exists (Strict = never schedules)",
    { key: "karpenter.k8s.aws/instance-category", operator: "Exists", minValues: 50 },
    ".minValues",
  ),
  ofPool("negative limit", { limits: { cpu: "-1", memory: "256Gi" } }, "limits.cpu"),
  ofPool("negative limit on memory", { limits: { cpu: "1", memory: "-256Gi" } }, "limits.memory"),
  ofPool("no limits at all", { limits: {} }, "limits.cpu"),
  ofPool("budgets []", budgets(), "disruption.budgets"),
  ofPool(
    "nonsense 5-word cron",
    budgets({ nodes: "1", schedule: "not a cron at all", duration: "8h" }),
    "disruption.budgets[0].schedule",
  ),
  ofRequirement("NotIn without values", { key: cpu, operator: "NotIn" }, ".values"),
  ofRequirement("Exists with values", { key: cpu, operator: "Exists", values: ["4"] }, ".values"),
];
