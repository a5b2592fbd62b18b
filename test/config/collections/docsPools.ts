/**
 * NodePools in the documentation of Karpenter 1.14 (website/content/en/v1.14 of aws/karpenter-provider-aws at 1d927085):
 * those that name their kind, and parts that show fields of one. Of alternatives (`720h | Never`) the first is taken.
 * Not a test.
 */
import type { Budget } from "../../../capacity/nodePool/spec";
import { type Block, type Difference, outcomeOf, type PoolFacts, requirement, type Says } from "./block";
import {
  admitsXen,
  amd64,
  bounded,
  drains,
  generalPurpose,
  limits,
  linux,
  memoryBounded,
  onDemand,
  settles,
} from "./differences";

const gate = { karpenter: { featureGates: { staticCapacity: true } } } as const;

/** A part of a NodePool; `more` is what the stack says besides the pool. */
function part(at: string, spec: PoolFacts, pool: object, differs: readonly Difference[] = [], more: Says = {}): Block {
  const says = { pool: { limits, ...pool }, ...more };
  return { at, kind: "NodePool", part: true, spec, says, ...outcomeOf(differs) };
}

/** A part with budgets, which the config says in the same words. */
function budgets(at: string, list: readonly Budget[], more: PoolFacts = {}): Block {
  return part(at, { budgets: list, ...more }, { disruption: { budgets: list } });
}

/** The general pool of the two guides on getting started. */
function general(at: string, capacityType: string): Block {
  return {
    at: `getting-started/${at}`,
    kind: "NodePool",
    spec: {
      requirements: [
        "arch In amd64",
        "os In linux",
        `capacity-type In ${capacityType}`,
        "instance-category In c m r",
        "instance-generation Gt 2",
      ],
      expireAfter: "720h",
      limits: { cpu: "1000" },
      consolidationPolicy: "WhenEmptyOrUnderutilized",
      consolidateAfter: "1m",
    },
    says: { pool: { capacityTypes: [capacityType], limits: { cpu: 1000, memory: limits.memory } } },
    outcome: "differs harmlessly",
    differs: [drains, memoryBounded],
  };
}

const spotOrOnDemand = ["capacity-type In spot on-demand", "arch In amd64"] as const;
const nvidiaTaint = { key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" } as const;

/** On the page that names every field. */
const freeze = [{ nodes: "10%" }, { nodes: "0", schedule: "0 9 * * mon-fri", duration: "8h" }] as const;

export const docsPools: readonly Block[] = [
  budgets(
    "concepts/disruption.md:333",
    [
      { nodes: "20%", reasons: ["Empty", "Drifted"] },
      { nodes: "5" },
      { nodes: "0", schedule: "@daily", duration: "10m", reasons: ["Underutilized"] },
    ],
    { consolidationPolicy: "WhenEmptyOrUnderutilized" },
  ),
  budgets("concepts/disruption.md:468", [{ nodes: "0" }]),
  part(
    "concepts/disruption.md:134",
    { consolidationPolicy: "Balanced" },
    { disruption: { consolidationPolicy: "Balanced" } },
  ),
  budgets("tasks/managing-amis.md:124", [
    { nodes: "15%" },
    { nodes: "3" },
    { nodes: "0", schedule: "0 9 * * sat,sun", duration: "24h" },
    { nodes: "0", schedule: "0 17 * * mon-fri", duration: "16h", reasons: ["Drifted"] },
  ]),
  budgets("reference/settings.md:72", [
    { nodes: "10%" },
    { nodes: "0", schedule: "0 9 * * mon-fri", duration: "8h", reasons: ["Drifted"] },
    { nodes: "10%", reasons: ["Drifted"] },
  ]),
  {
    // Nothing but the reference to a node class.
    at: "concepts/nodeclasses.md:14",
    kind: "NodePool",
    spec: {},
    says: { pool: { limits } },
    outcome: "differs harmlessly",
    differs: [drains, settles, onDemand, amd64, linux, ...generalPurpose, ...bounded],
  },
  {
    at: "concepts/nodeoverlays.md:234",
    kind: "NodePool",
    spec: { requirements: ["instance-family In g6f", "capacity-type In on-demand"], limits: { "nvidia.com/gpu": "4" } },
    says: { pool: { instanceFamilies: ["g6f"], limits: { ...limits, gpu: 4 } } },
    outcome: "differs harmlessly",
    differs: [drains, settles, amd64, linux, ...bounded],
  },
  {
    // The page that names every field.
    at: "concepts/nodepools.md:33",
    kind: "NodePool",
    spec: {
      labels: { "billing-team": "my-team" },
      annotations: { "example.com/owner": "my-team" },
      taints: ["example.com/special-taint:NoSchedule"],
      startupTaints: ["example.com/another-taint:NoSchedule"],
      expireAfter: "720h",
      terminationGracePeriod: "48h",
      requirements: [
        "instance-category In c m r min=2",
        "instance-family In m5 m5d c5 c5d c4 r4 min=5",
        "instance-cpu In 4 8 16 32",
        "instance-hypervisor In nitro",
        "instance-generation Gte 3",
        "zone In us-west-2a us-west-2b",
        "arch In arm64 amd64",
        "capacity-type In spot on-demand reserved",
      ],
      consolidationPolicy: "WhenEmptyOrUnderutilized",
      consolidateAfter: "1m",
      budgets: freeze,
      replicas: 5,
      limits: { cpu: "1000", memory: "1000Gi", nodes: "10" },
      weight: 10,
    },
    says: {
      region: "us-west-2",
      nodeClass: { capacityReservations: [{ tags: { application: "foobar" } }] },
      pool: {
        labels: { "billing-team": "my-team" },
        annotations: { "example.com/owner": "my-team" },
        taints: [{ key: "example.com/special-taint", effect: "NoSchedule" }],
        startupTaints: [{ key: "example.com/another-taint", effect: "NoSchedule" }],
        terminationGracePeriod: "48h",
        instanceGenerations: { atLeast: 3 },
        zones: ["us-west-2a", "us-west-2b"],
        architectures: ["arm64", "amd64"],
        capacityTypes: ["spot", "on-demand", "reserved"],
        requirements: [
          "instance-category In c m r min=2",
          "instance-family In m5 m5d c5 c5d c4 r4 min=4",
          "instance-cpu In 4 8 16 32",
          "instance-hypervisor In nitro",
        ].map(requirement),
        disruption: { budgets: freeze },
        limits: { cpu: 1000, memory: "1000Gi", nodes: 10 },
        weight: 10,
      },
    },
    outcome: "loses",
    loses: [
      {
        field: "annotations[example.com/owner]",
        theirs: "my-team",
        key: ["pools", 0, "annotations"],
        because: "nodes cannot be annotated",
      },
    ],
    differs: [
      linux,
      { field: "replicas", theirs: 5, because: "Karpenter refuses it beside weight and limits on CPU and memory" },
      {
        field: "requirements[karpenter.k8s.aws/instance-family]",
        theirs: "In c4 c5 c5d m5 m5d r4 min=5",
        ours: "In c4 c5 c5d m5 m5d r4 min=4",
        because: "c4 and r4 are not Nitro: with at least five families no node is ever made",
      },
    ],
  },
  part(
    "concepts/nodepools.md:306",
    {
      requirements: [
        "arch In amd64",
        "os In linux",
        "capacity-type In spot",
        "instance-category In c m r min=2",
        "instance-family Exists min=5",
        "instance-type Exists min=10",
        "instance-generation Gte 3",
      ],
    },
    {
      capacityTypes: ["spot"],
      instanceGenerations: { atLeast: 3 },
      requirements: [
        "instance-category In c m r min=2",
        "instance-family Exists min=5",
        "instance-type Exists min=10",
      ].map(requirement),
    },
  ),
  part(
    "concepts/nodepools.md:337",
    {
      requirements: [
        "arch In amd64",
        "os In linux",
        "instance-category In c m r min=2",
        "instance-family Exists min=5",
        "instance-family In m5 m5d c5 c5d c4 r4 min=3",
        "instance-type Exists min=10",
        "instance-generation Gte 3",
      ],
    },
    {
      instanceGenerations: { atLeast: 3 },
      requirements: [
        "instance-category In c m r min=2",
        "instance-family Exists min=5",
        "instance-family In m5 m5d c5 c5d c4 r4 min=3",
        "instance-type Exists min=10",
        "instance-hypervisor Exists",
      ].map(requirement),
    },
    [onDemand, admitsXen],
  ),
  part(
    "concepts/nodepools.md:372",
    {
      requirements: [
        "arch In amd64",
        "os In linux",
        "capacity-type In on-demand",
        "instance-category In c m r",
        "instance-generation Gte 3",
      ],
    },
    {},
  ),
  {
    at: "concepts/nodepools.md:424",
    kind: "NodePool",
    part: true,
    spec: {
      replicas: 10,
      requirements: ["capacity-type In spot"],
      limits: { cpu: "1000", memory: "1000Gi", "nvidia.com/gpu": "2", nodes: "20" },
    },
    says: {
      pool: { replicas: 10, capacityTypes: ["spot"], limits: { cpu: 1000, memory: "1000Gi", gpu: 2, nodes: 20 } },
      stack: gate,
    },
    outcome: "rightly refused",
    rule: "static-pool-limits-nodes-only",
  },
  part(
    "concepts/nodepools.md:501",
    {
      consolidationPolicy: "WhenEmptyOrUnderutilized",
      requirements: ["instance-type In p3.8xlarge p3.16xlarge"],
      taints: ["nvidia.com/gpu=true:NoSchedule"],
    },
    { instanceTypes: ["p3.8xlarge", "p3.16xlarge"], taints: [nvidiaTaint] },
    [onDemand, amd64, linux],
  ),
  part(
    "concepts/nodepools.md:530",
    {
      replicas: 10,
      requirements: ["instance-type In m5.large m5.xlarge", "zone In us-west-2a"],
      limits: { nodes: "15" },
      budgets: [{ nodes: "20%" }],
    },
    {
      replicas: 10,
      instanceTypes: ["m5.large", "m5.xlarge"],
      zones: ["us-west-2a"],
      limits: { nodes: 15 },
      disruption: { budgets: [{ nodes: "20%" }] },
    },
    [onDemand, amd64, linux],
    { region: "us-west-2", stack: gate },
  ),
  part(
    "concepts/nodepools.md:559",
    {
      consolidationPolicy: "WhenEmptyOrUnderutilized",
      startupTaints: ["node.cilium.io/agent-not-ready=true:NoExecute"],
    },
    { startupTaints: [{ key: "node.cilium.io/agent-not-ready", value: "true", effect: "NoExecute" }] },
  ),
  part(
    "concepts/scheduling.md:316",
    { requirements: ["instance-family In p3"], taints: ["nvidia.com/gpu=true:NoSchedule"] },
    { instanceFamilies: ["p3"], taints: [nvidiaTaint] },
    [onDemand, amd64, linux],
  ),
  part(
    "concepts/scheduling.md:522",
    { weight: 50, limits: { cpu: "100" }, requirements: ["instance-type In c4.large"] },
    {
      weight: 50,
      instanceTypes: ["c4.large"],
      requirements: [requirement("instance-hypervisor Exists")],
      limits: { cpu: 100, memory: limits.memory },
    },
    [onDemand, amd64, linux, memoryBounded, admitsXen],
  ),
  part("concepts/scheduling.md:537", { requirements: spotOrOnDemand }, { capacityTypes: ["spot", "on-demand"] }, [
    linux,
    ...generalPurpose,
  ]),
  part(
    "concepts/scheduling.md:560",
    { weight: 50, requirements: spotOrOnDemand },
    { weight: 50, capacityTypes: ["spot", "on-demand"] },
    [linux, ...generalPurpose],
  ),
  part(
    "concepts/scheduling.md:576",
    { requirements: ["capacity-type In spot on-demand", "arch In arm64", "instance-type In a1.large a1.xlarge"] },
    {
      capacityTypes: ["spot", "on-demand"],
      architectures: ["arm64"],
      instanceTypes: ["a1.large", "a1.xlarge"],
    },
    [linux],
  ),
  part(
    "concepts/scheduling.md:690",
    { requirements: ["company.com/team Exists"] },
    { requirements: [requirement("company.com/team Exists")] },
    [onDemand, amd64, linux, ...generalPurpose],
  ),
  part(
    "concepts/scheduling.md:774",
    { requirements: ["capacity-type In spot", "capacity-spread In 2 3 4 5"] },
    { capacityTypes: ["spot"], requirements: [requirement("capacity-spread In 2 3 4 5")] },
    [amd64, linux, ...generalPurpose],
  ),
  part(
    "concepts/scheduling.md:793",
    { requirements: ["capacity-type In on-demand", "capacity-spread In 1"] },
    { requirements: [requirement("capacity-spread In 1")] },
    [amd64, linux, ...generalPurpose],
  ),
  part(
    "faq.md:123",
    { requirements: ["instance-hypervisor In nitro"] },
    { requirements: [requirement("instance-hypervisor In nitro")] },
    [onDemand, amd64, linux],
  ),
  part(
    "faq.md:150",
    { startupTaints: ["node.cilium.io/agent-not-ready:NoSchedule"] },
    { startupTaints: [{ key: "node.cilium.io/agent-not-ready", effect: "NoSchedule" }] },
  ),
  general("getting-started-with-karpenter/scripts/step12-add-nodepool.sh:2", "on-demand"),
  general("migrating-from-cas/scripts/step10-create-nodepool.sh:2", "spot"),
  part(
    "troubleshooting.md:172",
    { labels: { "vpc.amazonaws.com/has-trunk-attached": "false" } },
    { labels: { "vpc.amazonaws.com/has-trunk-attached": "false" } },
  ),
  part(
    "troubleshooting.md:213",
    { startupTaints: ["ebs.csi.aws.com/agent-not-ready:NoExecute"] },
    { startupTaints: [{ key: "ebs.csi.aws.com/agent-not-ready", effect: "NoExecute" }] },
  ),
  part("troubleshooting.md:375", { requirements: ["zone Exists"] }, { requirements: [requirement("zone Exists")] }, [
    onDemand,
    amd64,
    linux,
    ...generalPurpose,
  ]),
  part(
    "troubleshooting.md:386",
    { requirements: ["zone In us-east-1a us-east-1b"] },
    { zones: ["us-east-1a", "us-east-1b"] },
    [onDemand, amd64, linux, ...generalPurpose],
  ),
];
