/** Edits of base.yaml, one for each thing that changes on a running stack, with what each is expected to do. */
import type { AbruptChange, PoolRolls, ResourceAction } from "../../../../tools/plan/summary/changesSchema";

/** One edit, and what the plan says of it. */
export interface Edit {
  readonly title: string;
  /** Values by path under `config`; undefined takes a key away. */
  readonly set: readonly (readonly [path: readonly (string | number)[], value: unknown])[];
  /** Pools whose nodes do something, by NodePool; those that are not named stay. */
  readonly rolls: Readonly<Record<string, PoolRolls>>;
  /** How many resources have which action; types by their last part. */
  readonly resources: readonly (readonly [action: ResourceAction, kind: string, count: number])[];
  readonly abrupt?: readonly (readonly [kind: AbruptChange["kind"], subject: string])[];
  /** Values of which nobody can tell. @default 0 */
  readonly cannotTell?: number;
}

const team = (name: string, ...rest: readonly (string | number)[]) => ["nodepools:teams", name, ...rest];
const pool = (name: string, index: number, ...rest: readonly (string | number)[]) =>
  team(name, "pools", index, ...rest);
const nodeClass = (...rest: readonly string[]) => ["nodepools:nodeClassDefaults", ...rest];
const all = (rolls: PoolRolls) => ({ "alpha-general": rolls, "dotori-general": rolls, "dotori-spot": rolls });
const dotori = (rolls: PoolRolls) => ({ "dotori-general": rolls, "dotori-spot": rolls });

const general = { name: "general", limits: { cpu: "16", memory: "64Gi" } };

/** The team alpha of base.yaml. */
const alpha = {
  nodeClass: { userData: { secure: "AAABAExampleCiphertextOne==" } },
  pools: [{ name: "general", limits: { cpu: "32", memory: "128Gi" } }],
};

const alphaResources = (action: ResourceAction) =>
  ["EC2NodeClass", "LimitRange", "Namespace", "NetworkPolicy", "NodePool", "ResourceQuota"].map(
    (kind) => [action, kind, 1] as const,
  );

/** What goes with the last warm capacity of the stack: the placeholders, their platform and KEDA. */
const warmResources: Edit["resources"] = [
  ["delete", "Deployment", 1],
  ["delete", "Namespace", 2],
  ["delete", "PriorityClass", 1],
  ["delete", "Release", 1],
  ["delete", "ResourceQuota", 1],
  ["delete", "ScaledObject", 1],
];

export const edits: readonly Edit[] = [
  // teams
  {
    title: "a team is added",
    set: [[team("beta"), { pools: [general] }]],
    rolls: { "beta-general": "new" },
    resources: [
      ["create", "EC2NodeClass", 1],
      ["create", "LimitRange", 1],
      ["create", "Namespace", 1],
      ["create", "NetworkPolicy", 1],
      ["create", "NodePool", 1],
      ["create", "ResourceQuota", 1],
    ],
  },
  {
    title: "a team is removed",
    set: [[team("alpha"), undefined]],
    rolls: { "alpha-general": "gone" },
    resources: alphaResources("delete"),
    abrupt: [["team-gone", "team alpha"]],
  },
  {
    title: "a team is renamed",
    set: [
      [team("alpha"), undefined],
      [team("payments"), alpha],
    ],
    rolls: { "alpha-general": "gone", "payments-general": "new" },
    resources: [...alphaResources("create"), ...alphaResources("delete")],
    abrupt: [["team-renamed", "team alpha"]],
  },
  {
    title: "a team is renamed and says its former name",
    set: [
      [team("alpha"), undefined],
      [team("payments"), { ...alpha, formerNames: ["alpha"] }],
    ],
    rolls: {},
    resources: [],
  },
  {
    title: "a team's owner changes, a label and a tag of its nodes",
    set: [[team("dotori", "owner"), "squad-blue"]],
    rolls: dotori("drift"),
    resources: [
      ["update", "EC2NodeClass", 1],
      ["update", "Namespace", 1],
      ["update", "NodePool", 2],
    ],
  },
  {
    title: "a team gets a label",
    set: [[team("dotori", "labels"), { tier: "gold" }]],
    rolls: dotori("drift"),
    resources: [
      ["update", "Namespace", 1],
      ["update", "NodePool", 2],
    ],
  },
  {
    title: "a team gets a cost tag",
    set: [[team("dotori", "tags"), { "cost-center": "4711" }]],
    rolls: dotori("drift"),
    resources: [["update", "EC2NodeClass", 1]],
  },
  {
    title: "a team's isolation ends",
    set: [[team("alpha", "isolation"), "none"]],
    rolls: { "alpha-general": "drift" },
    resources: [
      ["update", "Namespace", 1],
      ["update", "NodePool", 1],
    ],
    abrupt: [["isolation-changed", "namespace alpha"]],
  },
  {
    title: "a team's namespaces change",
    set: [[team("dotori", "namespaces"), ["dotori-batch"]]],
    rolls: {},
    resources: [
      ...(["LimitRange", "Namespace", "NetworkPolicy", "ResourceQuota"] as const).flatMap((kind) => [
        ["create", kind, 1] as const,
        ["delete", kind, 1] as const,
      ]),
    ],
    abrupt: [["namespace-gone", "namespace dotori"]],
  },
  {
    title: "a team's network policy ends",
    set: [[team("dotori", "networkPolicy"), "none"]],
    rolls: {},
    resources: [["delete", "NetworkPolicy", 1]],
  },
  {
    title: "a team's Pod Security level rises",
    set: [[team("dotori", "podSecurity"), "restricted"]],
    rolls: {},
    resources: [["update", "Namespace", 1]],
  },
  {
    title: "a team gets a principal",
    set: [[team("dotori", "access"), { view: ["arn:aws:iam::123456789012:role/viewer"] }]],
    rolls: {},
    resources: [
      ["create", "AccessEntry", 1],
      ["create", "AccessPolicyAssociation", 1],
      ["create", "ClusterRole", 1],
      ["create", "ClusterRoleBinding", 1],
      ["create", "Role", 1],
      ["create", "RoleBinding", 1],
    ],
  },
  // pools
  {
    title: "a pool is added",
    set: [[pool("dotori", 2), { ...general, name: "batch" }]],
    rolls: { "dotori-batch": "new" },
    resources: [
      ["create", "NodePool", 1],
      ["update", "ResourceQuota", 1],
    ],
  },
  {
    title: "a pool is removed, with the last warm capacity",
    set: [[pool("dotori", 1), undefined]],
    rolls: { "dotori-spot": "gone" },
    resources: [...warmResources, ["delete", "NodePool", 1], ["update", "ResourceQuota", 1]],
    abrupt: [["pool-gone", "pool dotori-spot"]],
  },
  {
    title: "a pool is renamed",
    set: [[pool("dotori", 0, "name"), "common"]],
    rolls: { "dotori-common": "new", "dotori-general": "gone" },
    resources: [
      ["create", "NodePool", 1],
      ["delete", "NodePool", 1],
    ],
    abrupt: [["pool-renamed", "pool dotori-general"]],
  },
  {
    title: "a pool is renamed and says its former name",
    set: [
      [pool("dotori", 0, "name"), "common"],
      [pool("dotori", 0, "formerNames"), ["general"]],
    ],
    rolls: {},
    resources: [],
  },
  {
    title: "a limit rises",
    set: [[pool("dotori", 0, "limits", "cpu"), "96"]],
    rolls: {},
    resources: [
      ["update", "NodePool", 1],
      ["update", "ResourceQuota", 1],
    ],
  },
  {
    title: "a limit is written otherwise",
    set: [[pool("dotori", 0, "limits", "cpu"), 64]],
    rolls: {},
    resources: [],
  },
  {
    title: "a weight changes",
    set: [[pool("dotori", 1, "weight"), 20]],
    rolls: {},
    resources: [["update", "NodePool", 1]],
  },
  {
    title: "a window is longer",
    set: [[pool("dotori", 1, "warm", "windows", 0, "to"), "20:00"]],
    rolls: {},
    resources: [["update", "ScaledObject", 1]],
  },
  {
    title: "warm capacity ends",
    set: [[pool("dotori", 1, "warm"), undefined]],
    rolls: {},
    resources: warmResources,
  },
  {
    title: "a pool gets a label",
    set: [[pool("dotori", 0, "labels"), { tier: "gold" }]],
    rolls: { "dotori-general": "drift" },
    resources: [["update", "NodePool", 1]],
  },
  {
    title: "a pool gets an annotation",
    set: [[pool("dotori", 0, "annotations"), { "example.com/contact": "on-call" }]],
    rolls: { "dotori-general": "drift" },
    resources: [["update", "NodePool", 1]],
  },
  {
    title: "a pool gets a taint",
    set: [[pool("dotori", 0, "taints"), [{ key: "dedicated", value: "true", effect: "NoSchedule" }]]],
    rolls: { "dotori-general": "drift" },
    resources: [["update", "NodePool", 1]],
  },
  {
    title: "a pool loses an architecture",
    set: [[pool("dotori", 0, "architectures"), ["amd64"]]],
    rolls: { "dotori-general": "some" },
    resources: [["update", "NodePool", 1]],
  },
  {
    title: "a pool gains an architecture",
    set: [[pool("dotori", 1, "architectures"), ["amd64", "arm64"]]],
    rolls: {},
    resources: [
      ["update", "NodePool", 1],
      ["update", "ResourceQuota", 1],
    ],
  },
  {
    title: "a pool takes no spot any more",
    set: [[pool("dotori", 1, "capacityTypes"), ["on-demand"]]],
    rolls: { "dotori-spot": "some" },
    resources: [["update", "NodePool", 1]],
  },
  {
    title: "a pool leaves a zone",
    set: [[pool("dotori", 0, "zones"), ["us-east-1a", "us-east-1b"]]],
    rolls: { "dotori-general": "some" },
    resources: [["update", "NodePool", 1]],
  },
  {
    title: "a pool gets a requirement",
    set: [
      [pool("dotori", 0, "requirements"), [{ key: "karpenter.k8s.aws/instance-cpu", operator: "Gt", values: ["3"] }]],
    ],
    rolls: { "dotori-general": "some" },
    resources: [
      ["update", "NodePool", 1],
      ["update", "ResourceQuota", 1],
    ],
  },
  {
    title: "a pool becomes static, which the API server refuses with all else that is edited in it",
    set: [
      [["nodepools:karpenter", "featureGates"], { staticCapacity: true }],
      [pool("dotori", 0, "replicas"), 2],
      [pool("dotori", 0, "limits"), { nodes: 3 }],
      [pool("dotori", 0, "instanceSizes"), ["large"]],
    ],
    rolls: {},
    resources: [
      ["update", "NodePool", 1],
      ["update", "Release", 1],
      ["update", "ResourceQuota", 1],
    ],
    abrupt: [["immutable-field", "pool dotori-general"]],
  },
  {
    title: "a budget changes",
    set: [[pool("dotori", 0, "disruption"), { budgets: [{ nodes: "1" }] }]],
    rolls: {},
    resources: [["update", "NodePool", 1]],
  },
  {
    title: "nodes live shorter",
    set: [[pool("dotori", 0, "expireAfter"), "336h"]],
    rolls: { "dotori-general": "drift" },
    resources: [["update", "NodePool", 1]],
  },
  {
    title: "the same life of nodes is written otherwise",
    set: [[pool("dotori", 0, "expireAfter"), "43200m"]],
    rolls: {},
    resources: [["update", "NodePool", 1]],
  },
  {
    title: "a drain may take longer",
    set: [[pool("dotori", 0, "terminationGracePeriod"), "2h"]],
    rolls: { "dotori-general": "drift" },
    resources: [["update", "NodePool", 1]],
  },
  // node classes
  {
    title: "another AMI",
    set: [[nodeClass("amiAlias"), "al2023@v20261104"]],
    rolls: all("drift"),
    resources: [["update", "EC2NodeClass", 2]],
  },
  {
    title: "the newest AMI instead of a pinned one",
    set: [[nodeClass("amiAlias"), "al2023@latest"]],
    rolls: all("unknown"),
    resources: [["update", "EC2NodeClass", 2]],
  },
  {
    title: "a larger disk",
    set: [[nodeClass("disks"), [{ deviceName: "/dev/xvda", sizeGiB: 50 }]]],
    rolls: all("drift"),
    resources: [["update", "EC2NodeClass", 2]],
  },
  {
    title: "another kubelet setting",
    set: [[nodeClass("kubelet"), { maxPods: 58 }]],
    rolls: all("drift"),
    resources: [
      ["update", "EC2NodeClass", 2],
      // of pods: as many as the kubelets allow
      ["update", "ResourceQuota", 2],
    ],
  },
  {
    title: "a pool gets a node class of its own",
    set: [[pool("dotori", 0, "nodeClass"), { detailedMonitoring: true }]],
    rolls: { "dotori-general": "drift" },
    resources: [
      ["create", "EC2NodeClass", 1],
      ["update", "NodePool", 1],
    ],
  },
  {
    title: "an encrypted value has another ciphertext",
    set: [[team("alpha", "nodeClass", "userData"), { secure: "AAABAExampleCiphertextTwo==" }]],
    rolls: { "alpha-general": "unknown" },
    resources: [],
    cannotTell: 1,
  },
  // platform
  {
    title: "another Kubernetes minor",
    set: [[["nodepools:cluster"], { version: "1.36" }]],
    rolls: all("drift"),
    resources: [
      ["create", "MutatingAdmissionPolicy", 1],
      ["create", "MutatingAdmissionPolicyBinding", 1],
      ["update", "Cluster", 1],
      ["update", "NodeGroup", 1],
    ],
  },
  {
    title: "another patch of Karpenter",
    set: [[["nodepools:karpenter", "version"], "1.14.2"]],
    rolls: {},
    resources: [["update", "Release", 2]],
  },
  {
    title: "another minor of Karpenter, with another hash",
    set: [[["nodepools:karpenter", "version"], "1.15.0"]],
    rolls: {},
    resources: [["update", "Release", 2]],
  },
  {
    title: "an edit of a node class beside an upgrade of Karpenter that changes the hash",
    set: [
      [["nodepools:karpenter", "version"], "1.15.0"],
      [nodeClass("kubelet"), { maxPods: 58 }],
    ],
    rolls: all("unknown"),
    resources: [
      ["update", "EC2NodeClass", 2],
      ["update", "Release", 2],
      ["update", "ResourceQuota", 2],
    ],
    abrupt: [
      ["hash-and-version", "pool alpha-general"],
      ["hash-and-version", "pool dotori-general"],
      ["hash-and-version", "pool dotori-spot"],
    ],
  },
  {
    title: "a NAT gateway in each zone",
    set: [[["nodepools:network", "nat"], "perZone"]],
    rolls: {},
    resources: [
      ["create", "Eip", 2],
      ["create", "NatGateway", 2],
      ["update", "Route", 2],
    ],
  },
  {
    title: "the controller's role by IRSA",
    set: [[["nodepools:karpenter", "identity"], "irsa"]],
    rolls: {},
    resources: [
      ["create", "OpenIdConnectProvider", 1],
      ["delete", "PodIdentityAssociation", 1],
      ["update", "Addon", 2],
      ["update", "Release", 1],
    ],
    // trust policies, which name the new provider instead of the service of Pod Identity
    cannotTell: 5,
  },
  {
    title: "a zone fewer",
    set: [
      [
        ["nodepools:network", "zones"],
        ["us-east-1a", "us-east-1b"],
      ],
    ],
    rolls: all("some"),
    resources: [
      ["delete", "Route", 1],
      ["delete", "RouteTable", 1],
      ["delete", "RouteTableAssociation", 3],
      ["delete", "Subnet", 3],
      ["replace", "NodeGroup", 1],
      ["update", "Cluster", 1],
      ["update", "EC2NodeClass", 2],
      ["update", "VpcEndpoint", 1],
    ],
    abrupt: [
      ["cluster-zones", "cluster cluster-eksCluster"],
      ["zone-gone", "zone us-east-1c"],
    ],
  },
  {
    title: "tags of everything",
    set: [[["nodepools:tags"], { stage: "blue" }]],
    rolls: all("drift"),
    resources: [
      ["update", "AccessEntry", 1],
      ["update", "Addon", 5],
      ["update", "Cluster", 1],
      ["update", "EC2NodeClass", 2],
      ["update", "Eip", 1],
      ["update", "EventRule", 5],
      ["update", "InternetGateway", 1],
      ["update", "Key", 1],
      ["update", "LaunchTemplate", 1],
      ["update", "LogGroup", 1],
      ["update", "NatGateway", 1],
      ["update", "NodeGroup", 1],
      ["update", "PodIdentityAssociation", 1],
      ["update", "Policy", 6],
      ["update", "Queue", 1],
      ["update", "Role", 6],
      ["update", "RouteTable", 5],
      ["update", "Subnet", 9],
      ["update", "Vpc", 1],
      ["update", "VpcEndpoint", 1],
    ],
  },
  {
    title: "another name of the cluster",
    set: [[["nodepools:cluster"], { name: "other" }]],
    rolls: all("replaced"),
    resources: [
      ["replace", "AccessEntry", 1],
      ["replace", "Addon", 5],
      ["replace", "Cluster", 1],
      ["replace", "Deployment", 1],
      ["replace", "EC2NodeClass", 2],
      ["replace", "EventRule", 5],
      ["replace", "EventTarget", 5],
      ["replace", "LimitRange", 2],
      ["replace", "LogGroup", 1],
      ["replace", "Namespace", 4],
      ["replace", "NetworkPolicy", 2],
      ["replace", "NodeGroup", 1],
      ["replace", "NodePool", 3],
      ["replace", "PodIdentityAssociation", 1],
      ["replace", "Policy", 6],
      ["replace", "PriorityClass", 1],
      ["replace", "Queue", 1],
      ["replace", "QueuePolicy", 1],
      ["replace", "Release", 3],
      ["replace", "ResourceQuota", 3],
      ["replace", "Role", 2],
      ["replace", "RolePolicyAttachment", 8],
      ["replace", "ScaledObject", 1],
      ["replace", "ValidatingAdmissionPolicy", 3],
      ["replace", "ValidatingAdmissionPolicyBinding", 3],
      ["replace", "kubernetes", 1],
      ["update", "Key", 1],
      ["update", "LaunchTemplate", 1],
      ["update", "Role", 2],
      ["update", "kubernetes", 1],
    ],
    abrupt: [
      ["cluster-replaced", "cluster cluster-eksCluster"],
      ["pool-replaced", "pool alpha-general"],
      ["pool-replaced", "pool dotori-general"],
      ["pool-replaced", "pool dotori-spot"],
    ],
  },
  {
    title: "another range of the network",
    set: [[["nodepools:network", "cidr"], "10.64.0.0/16"]],
    rolls: all("unknown"),
    resources: [
      ["replace", "NatGateway", 1],
      ["replace", "NodeGroup", 1],
      ["replace", "Route", 4],
      ["replace", "RouteTable", 5],
      ["replace", "RouteTableAssociation", 9],
      ["replace", "Subnet", 9],
      ["replace", "Vpc", 1],
      ["replace", "VpcEndpoint", 1],
      ["update", "Cluster", 1],
      ["update", "EC2NodeClass", 2],
      ["update", "InternetGateway", 1],
    ],
    abrupt: [["network-replaced", "network network"]],
  },
];
