import { karpenterVersion } from "../../../../capacity/karpenter/versions";
import type { Violation } from "../../violation";
import { onePool, pool } from "../../violation";

const at = "teams.dotori.pools[0]";
const teamLabels = (labels: object) => ({ teams: { dotori: { labels, pools: [pool()] } } });
const requirement = (key: string) => onePool({ requirements: [{ key, operator: "Exists" }] });
const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`label-${index}`, "x"]));
const taint = (key: string, effect: string) => ({ key, effect });

const interruptible = "karpenter.k8s.aws/capacity-reservation-interruptible";
const notInterruptible = (version: string) =>
  onePool({ requirements: [{ key: interruptible, operator: "DoesNotExist" }] }, { karpenter: { version } });
const firstWith = karpenterVersion("1.10")!.source.release;

export const labelViolations: readonly Violation[] = [
  {
    rule: "team-label-keys-are-free",
    config: teamLabels({ team: "other", "karpenter.sh/nodepool": "x", "topology.kubernetes.io/zone": "us-east-1a" }),
    paths: [
      "teams.dotori.labels.team",
      'teams.dotori.labels["karpenter.sh/nodepool"]',
      'teams.dotori.labels["topology.kubernetes.io/zone"]',
    ],
    good: teamLabels({ tier: "blue", "example.com/team": "x" }),
  },
  {
    rule: "label-keys-are-free",
    config: onePool({
      labels: {
        "mykarpenter.sh/x": "y",
        owner: "me",
        "kubernetes.io/hostname": "n",
        "karpenter.sh/capacity-type": "spot",
      },
    }),
    also: ["some-type-meets-the-requirements"],
    paths: [
      `${at}.labels["mykarpenter.sh/x"]`,
      `${at}.labels.owner`,
      `${at}.labels["kubernetes.io/hostname"]`,
      `${at}.labels["karpenter.sh/capacity-type"]`,
    ],
    text: `${at}.labels["mykarpenter.sh/x"]: "y" is in Karpenter's domain: it refuses keys whose domain ends with karpenter.sh; use a domain of your own`,
    good: onePool({ labels: { "karpenter.example.com/x": "y" } }),
  },
  {
    rule: "label-keys-are-free",
    config: onePool({ labels: { owner: "me" } }),
    paths: [`${at}.labels.owner`],
    text: `${at}.labels.owner: "me" is set by the program; use the team's owner`,
    good: onePool({ labels: { "example.com/owner": "me" } }),
  },
  {
    rule: "label-keys-are-free",
    config: { poolDefaults: { labels: { "shared-pool": "x" } }, ...onePool() },
    paths: ["poolDefaults.labels.shared-pool"],
    good: { poolDefaults: { labels: { "shared-pools": "x" } }, ...onePool() },
  },
  {
    rule: "requirement-keys-are-free",
    config: requirement("karpenter.k8s.aws/instance-pods"),
    also: ["some-known-type-meets-the-requirements"],
    paths: [`${at}.requirements[0].key`],
    good: requirement("karpenter.k8s.aws/instance-cpu"),
  },
  {
    rule: "requirement-keys-are-free",
    config: requirement("karpenter.k8s.aws/ec2nodeclass"),
    paths: [`${at}.requirements[0].key`],
    good: requirement("example.com/ec2nodeclass"),
  },
  {
    rule: "requirement-keys-are-free",
    config: requirement("eks.amazonaws.com/instance-cpu"),
    paths: [`${at}.requirements[0].key`],
    text: `${at}.requirements[0].key: "eks.amazonaws.com/instance-cpu" is a label of EKS Auto Mode or of EKS itself: Karpenter would take it for one of your own, which chooses nothing; write "karpenter.k8s.aws/instance-cpu"`,
    good: requirement("karpenter.k8s.aws/instance-cpu"),
  },
  {
    rule: "placement-is-the-node-classes",
    config: onePool({
      requirements: [{ key: "karpenter.k8s.aws/placement-group-id", operator: "In", values: ["pg-0123456789abcdef0"] }],
      labels: { "karpenter.k8s.aws/placement-group-partition": "1" },
    }),
    paths: [`${at}.labels["karpenter.k8s.aws/placement-group-partition"]`, `${at}.requirements[0].key`],
    text: `${at}.requirements[0].key: "karpenter.k8s.aws/placement-group-id" is a label of where an instance is placed, not of its type: nodes drift forever or are never made; name the placement group in the node class (placementGroupSelector)`,
    good: requirement("karpenter.k8s.aws/instance-cpu"),
  },
  {
    rule: "reservation-labels-have-reserved",
    config: requirement("karpenter.k8s.aws/capacity-reservation-type"),
    paths: [`${at}.requirements[0].key`],
    good: onePool({ requirements: [{ key: "karpenter.k8s.aws/capacity-reservation-type", operator: "DoesNotExist" }] }),
  },
  {
    rule: "reservation-labels-rule-out-others",
    config: {
      teams: {
        dotori: {
          nodeClass: { capacityReservations: [{ id: "cr-0123456789abcdef0" }] },
          pools: [
            pool({
              capacityTypes: ["reserved", "on-demand"],
              requirements: [{ key: "karpenter.k8s.aws/capacity-reservation-type", operator: "Exists" }],
            }),
          ],
        },
      },
    },
    paths: [`${at}.requirements[0].key`],
    good: {
      teams: {
        dotori: {
          nodeClass: { capacityReservations: [{ id: "cr-0123456789abcdef0" }] },
          pools: [
            pool({
              capacityTypes: ["reserved"],
              requirements: [{ key: "karpenter.k8s.aws/capacity-reservation-type", operator: "Exists" }],
            }),
          ],
        },
      },
    },
  },
  {
    rule: "keys-are-not-misspelt",
    config: requirement("kubernetes.io/Arch"),
    paths: [`${at}.requirements[0].key`],
    text: `${at}.requirements[0].key: "kubernetes.io/Arch" is a key of your own to Karpenter, which chooses no instances by it; did you mean "kubernetes.io/arch"?`,
    good: requirement("example.com/arch"),
  },
  {
    rule: "requirement-has-no-setting",
    config: onePool({
      requirements: [
        { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] },
        { key: "beta.kubernetes.io/arch", operator: "In", values: ["amd64"] },
        { key: "kubernetes.io/os", operator: "In", values: ["linux"] },
      ],
    }),
    paths: [0, 1, 2].map((index) => `${at}.requirements[${index}].key`),
    text: `${at}.requirements[0].key: "karpenter.sh/capacity-type" is set by capacityTypes; a requirement beside it would intersect with it; use capacityTypes`,
    good: onePool({ requirements: [{ key: "karpenter.k8s.aws/instance-family", operator: "NotIn", values: ["m5"] }] }),
  },
  {
    // Beside the pool's labels team and owner, and its requirements on OS, architecture, capacity type, category, generation and hypervisor.
    rule: "labels-and-requirements-fit",
    config: onePool({ labels: many(93) }),
    paths: [`${at}.labels`],
    good: onePool({ labels: many(92) }),
  },
  {
    rule: "taint-keys-are-free",
    config: onePool({
      taints: [taint("team", "NoExecute"), taint("gpu", "NoSchedule")],
      startupTaints: [taint("shared-pool", "NoSchedule")],
    }),
    paths: [`${at}.taints[0].key`, `${at}.startupTaints[0].key`],
    text: `${at}.taints[0].key: "team" is the key of the program's own taint, by which admission knows the nodes' team; use a key of your own`,
    good: onePool({ taints: [taint("teams", "NoExecute")], startupTaints: [taint("shared", "NoSchedule")] }),
  },
  {
    rule: "taints-differ",
    config: onePool({
      taints: [taint("gpu", "NoSchedule"), taint("gpu", "NoSchedule")],
      startupTaints: [taint("gpu", "NoSchedule"), taint("gpu", "NoExecute")],
    }),
    paths: [`${at}.taints[1].key`, `${at}.startupTaints[0].key`],
    good: onePool({
      taints: [taint("gpu", "NoSchedule"), taint("gpu", "PreferNoSchedule")],
      startupTaints: [taint("gpu", "NoExecute")],
    }),
  },
  {
    rule: "team-label-keys-are-free",
    config: teamLabels({ "team-isolation": "none", "team-pools": "own", "shared-pool/gpu": "open" }),
    paths: [
      'teams.dotori.labels["shared-pool/gpu"]',
      "teams.dotori.labels.team-isolation",
      "teams.dotori.labels.team-pools",
    ],
    good: teamLabels({ "example.com/team-isolation": "x", "shared-pools/gpu": "open" }),
  },
  {
    rule: "team-label-keys-are-free",
    config: teamLabels({
      "pod-security.kubernetes.io/enforce": "privileged",
      "pod-security.kubernetes.io/enforce-version": "latest",
      "pod-security.kubernetes.io/audit": "baseline",
    }),
    paths: [
      'teams.dotori.labels["pod-security.kubernetes.io/audit"]',
      'teams.dotori.labels["pod-security.kubernetes.io/enforce"]',
      'teams.dotori.labels["pod-security.kubernetes.io/enforce-version"]',
    ],
    text: 'teams.dotori.labels["pod-security.kubernetes.io/enforce"]: "privileged" is a label of namespaces, where the program sets it from the team\'s podSecurity; use podSecurity',
    good: teamLabels({ "example.com/pod-security": "baseline" }),
  },
  {
    rule: "label-keys-are-free",
    config: onePool({ labels: { "pod-security.kubernetes.io/enforce": "privileged" } }),
    paths: [`${at}.labels["pod-security.kubernetes.io/enforce"]`],
    good: onePool({ labels: { "example.com/pod-security": "baseline" } }),
  },
  {
    rule: "requirement-label-is-there",
    config: notInterruptible("1.9.0"),
    paths: [`${at}.requirements[0].key`],
    text: `${at}.requirements[0].key: "karpenter.k8s.aws/capacity-reservation-interruptible" needs Karpenter 1.10; karpenter.version is "1.9.0"; delete it, or write karpenter.version "${firstWith}" or newer`,
    good: notInterruptible("1.10.0"),
  },
];
