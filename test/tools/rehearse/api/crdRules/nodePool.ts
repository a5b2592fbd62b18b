/** A case for every rule of the NodePool CRD. */
import { ofPool, ofRequirement } from "../../../../config/facts/fact";
import { type CrdCase, withValue } from "./crdCase";

type Json = Readonly<Record<string, unknown>>;

/** A spec that the server admits and that has a value at every place that a rule is about. */
export const nodePoolSpec: Json = {
  weight: 1,
  limits: { cpu: "4" },
  disruption: {
    consolidateAfter: "1m",
    consolidationPolicy: "WhenEmpty",
    budgets: [{ nodes: "1", reasons: ["Empty"], schedule: "@daily", duration: "8h" }],
  },
  template: {
    metadata: { labels: { tier: "blue" } },
    spec: {
      expireAfter: "1h",
      terminationGracePeriod: "1h",
      nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "x" },
      requirements: [{ key: "example.com/own", operator: "In", values: ["a"], minValues: 1 }],
      taints: [{ key: "a", value: "b", effect: "NoSchedule" }],
      startupTaints: [{ key: "a", value: "b", effect: "NoExecute" }],
    },
  },
};

const { weight: _, limits: __, ...rest } = nodePoolSpec;
const staticSpec: Json = { ...rest, replicas: 1 };
const gate = { karpenter: { featureGates: { staticCapacity: true } } };

const requirements = "template.spec.requirements";
const cpu = "karpenter.k8s.aws/instance-cpu";
const withRequirement = (requirement: object) => [withValue(nodePoolSpec, requirements, [requirement])];
const withLabel = (key: string) => [withValue(nodePoolSpec, "template.metadata.labels", { [key]: "x" })];
const withKey = (key: string) => withRequirement({ key, operator: "Exists" });
const of = (fact: ReturnType<typeof ofPool>) => ({ config: fact.config, path: fact.path });
const pool = (settings: object, path: string, stack: object = {}) =>
  of(ofPool("", settings as Json, path, stack as Json));
const requirement = (settings: object, path: string) => of(ofRequirement("", settings as Json, path));
const budget = (settings: object, path: string) =>
  pool({ disruption: { budgets: [settings] } }, `disruption.budgets[0]${path}`);
const taint = (list: "taints" | "startupTaints", settings: object, path: string) =>
  pool({ [list]: [settings] }, `${list}[0]${path}`);
const written = (what: string) => ({ because: `the program writes ${what} for every pool` });
const nodeClassRef = { because: "the program writes nodeClassRef, and always with this group and kind" };

/** Labels and keys of domains that are Karpenter's own. */
const restricted = {
  'label domain "karpenter.sh" is restricted': "team.karpenter.sh/x",
  'label "karpenter.sh/nodepool" is restricted': "karpenter.sh/nodepool",
  'label "kubernetes.io/hostname" is restricted': "kubernetes.io/hostname",
  'label domain "karpenter.k8s.aws" is restricted': "karpenter.k8s.aws/instance-pods",
} as const;

function taintCases(list: "taints" | "startupTaints"): Readonly<Record<string, CrdCase>> {
  const place = `template.spec.${list}[]`;
  return {
    [`${place} required`]: taint(list, { key: "a" }, ".effect"),
    [`${place}.effect enum`]: taint(list, { key: "a", effect: "bogus" }, ".effect"),
    [`${place}.key pattern`]: taint(list, { key: "?!", effect: "NoSchedule" }, ".key"),
    [`${place}.key minLength`]: taint(list, { key: "", effect: "NoSchedule" }, ".key"),
    [`${place}.value pattern`]: taint(list, { key: "a", value: "?!", effect: "NoSchedule" }, ".value"),
  };
}

export const nodePoolCases: Readonly<Record<string, CrdCase>> = {
  required: written("a template"),
  "cel Cannot transition NodePool between static (replicas set) and dynamic (replicas unset) provisioning modes": {
    because: "the check sees one state of the stack; the description of `replicas` says it",
    before: nodePoolSpec,
    invalid: [staticSpec],
  },
  "cel only 'limits.nodes' is supported on static NodePools": {
    ...pool({ replicas: 1, limits: { nodes: 1, cpu: "4" } }, "limits.cpu", gate),
    invalid: [{ ...staticSpec, limits: { nodes: "1", cpu: "4" } }],
  },
  "cel 'weight' is not supported on static NodePools": {
    ...pool({ replicas: 1, limits: { nodes: 1 }, weight: 1 }, "weight", gate),
    invalid: [{ ...staticSpec, weight: 1 }],
  },
  "disruption required": written("consolidateAfter"),
  "disruption.budgets maxItems": pool(
    { disruption: { budgets: Array(51).fill({ nodes: "1" }) } },
    "disruption.budgets",
  ),
  "disruption.budgets cel 'schedule' must be set with 'duration'": {
    ...budget({ nodes: "1", schedule: "@daily" }, ".schedule"),
    invalid: [
      withValue(nodePoolSpec, "disruption.budgets", [{ nodes: "1", schedule: "@daily" }]),
      withValue(nodePoolSpec, "disruption.budgets", [{ nodes: "1", duration: "8h" }]),
    ],
  },
  "disruption.budgets[] required": {
    ...budget({ reasons: ["Empty"] }, ".nodes"),
    accepted: "the server fills in its default of 10% before it looks",
  },
  "disruption.budgets[].duration pattern": budget({ nodes: "1", schedule: "@daily", duration: "30s" }, ".duration"),
  "disruption.budgets[].nodes pattern": budget({ nodes: "101%" }, ".nodes"),
  "disruption.budgets[].reasons maxItems": budget({ nodes: "1", reasons: Array(51).fill("Empty") }, ".reasons"),
  "disruption.budgets[].reasons[] enum": budget({ nodes: "1", reasons: ["bogus"] }, ".reasons[0]"),
  "disruption.budgets[].schedule pattern": budget({ nodes: "1", schedule: "?!", duration: "8h" }, ".schedule"),
  "disruption.consolidateAfter pattern": pool(
    { disruption: { consolidateAfter: "1d" } },
    "disruption.consolidateAfter",
  ),
  "disruption.consolidationPolicy enum": pool(
    { disruption: { consolidationPolicy: "bogus" } },
    "disruption.consolidationPolicy",
  ),
  "limits{} pattern": pool({ limits: { cpu: "?!", memory: "1Gi" } }, "limits.cpu"),
  "replicas minimum": {
    ...pool({ replicas: -1, limits: { nodes: 1 } }, "replicas", gate),
    invalid: [{ ...staticSpec, replicas: -1 }],
  },
  "template required": written("a template"),
  "template.metadata.labels maxProperties": pool(
    { labels: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`k${index}`, "v"])) },
    "labels",
  ),
  "template.metadata.labels{} pattern": pool({ labels: { tier: "?!" } }, "labels.tier"),
  "template.metadata.labels{} maxLength": pool({ labels: { tier: "x".repeat(64) } }, "labels.tier"),
  ...Object.fromEntries(
    Object.entries(restricted).flatMap(([message, key]) => [
      [
        `template.metadata.labels cel ${message}`,
        { ...pool({ labels: { [key]: "x" } }, `labels["${key}"]`), invalid: withLabel(key) },
      ],
      [
        `${requirements}[].key cel ${message}`,
        { ...requirement({ key, operator: "Exists" }, ".key"), invalid: withKey(key) },
      ],
    ]),
  ),
  "template.spec required": written("nodeClassRef and requirements"),
  "template.spec.expireAfter pattern": pool({ expireAfter: "30d" }, "expireAfter"),
  "template.spec.terminationGracePeriod pattern": pool({ terminationGracePeriod: "Never" }, "terminationGracePeriod"),
  "template.spec.nodeClassRef required": nodeClassRef,
  "template.spec.nodeClassRef cel nodeClassRef.group is immutable": {
    ...nodeClassRef,
    before: nodePoolSpec,
    invalid: [withValue(nodePoolSpec, "template.spec.nodeClassRef.group", "karpenter.kwok.sh")],
  },
  "template.spec.nodeClassRef cel nodeClassRef.kind is immutable": {
    ...nodeClassRef,
    before: nodePoolSpec,
    invalid: [withValue(nodePoolSpec, "template.spec.nodeClassRef.kind", "KWOKNodeClass")],
  },
  "template.spec.nodeClassRef.group pattern": {
    ...nodeClassRef,
    invalid: [withValue(nodePoolSpec, "template.spec.nodeClassRef.group", "karpenter.k8s.aws/v1")],
  },
  "template.spec.nodeClassRef.group cel group may not be empty": {
    ...nodeClassRef,
    invalid: [withValue(nodePoolSpec, "template.spec.nodeClassRef.group", "")],
  },
  "template.spec.nodeClassRef.kind cel kind may not be empty": {
    ...nodeClassRef,
    invalid: [withValue(nodePoolSpec, "template.spec.nodeClassRef.kind", "")],
  },
  "template.spec.nodeClassRef.name cel name may not be empty": {
    ...nodeClassRef,
    invalid: [withValue(nodePoolSpec, "template.spec.nodeClassRef.name", "")],
  },
  [`${requirements} maxItems`]: pool(
    { requirements: Array(101).fill({ key: "example.com/own", operator: "Exists" }) },
    "requirements",
  ),
  [`${requirements} cel requirements with operator 'In' must have a value defined`]: {
    ...requirement({ key: cpu, operator: "In", values: [] }, ".values"),
    invalid: withRequirement({ key: cpu, operator: "In", values: [] }),
  },
  [`${requirements} cel requirements operator 'Gt', 'Lt', 'Gte', or 'Lte' must have a single positive integer value`]: {
    ...requirement({ key: cpu, operator: "Gt", values: ["-1"] }, ".values[0]"),
    invalid: ["Gt", "Lt", "Gte", "Lte"].flatMap((operator) => [
      ...withRequirement({ key: cpu, operator, values: ["1", "2"] }),
      ...withRequirement({ key: cpu, operator, values: ["-1"] }),
    ]),
  },
  [`${requirements} cel requirements with 'minValues' must have at least that many values specified in the 'values' field`]:
    {
      ...requirement({ key: cpu, operator: "In", values: ["4"], minValues: 2 }, ".minValues"),
      invalid: withRequirement({ key: cpu, operator: "In", values: ["4"], minValues: 2 }),
    },
  [`${requirements}[] required`]: requirement({ key: cpu }, ".operator"),
  [`${requirements}[].key pattern`]: requirement({ key: "?!", operator: "Exists" }, ".key"),
  [`${requirements}[].key maxLength`]: requirement({ key: "x".repeat(317), operator: "Exists" }, ".key"),
  [`${requirements}[].minValues minimum`]: requirement({ key: cpu, operator: "Exists", minValues: 0 }, ".minValues"),
  [`${requirements}[].minValues maximum`]: requirement({ key: cpu, operator: "Exists", minValues: 51 }, ".minValues"),
  [`${requirements}[].operator enum`]: requirement({ key: cpu, operator: "bogus" }, ".operator"),
  [`${requirements}[].values pattern`]: {
    ...requirement({ key: "x", operator: "In", values: ["a b"] }, ".values[0]"),
    invalid: withRequirement({ key: "x", operator: "In", values: ["a b"] }),
    accepted: "it is on the list and not on its entries, so it never applies; Karpenter then ignores the pool",
  },
  [`${requirements}[].values maxLength`]: {
    ...requirement({ key: "x", operator: "In", values: ["x".repeat(64)] }, ".values[0]"),
    invalid: withRequirement({ key: "x", operator: "In", values: ["x".repeat(64)] }),
    accepted: "it is on the list and not on its entries, so it never applies; Karpenter then ignores the pool",
  },
  ...taintCases("taints"),
  ...taintCases("startupTaints"),
  "weight minimum": pool({ weight: 0 }, "weight"),
  "weight maximum": pool({ weight: 101 }, "weight"),
};
