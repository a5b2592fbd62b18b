import type { Violation } from "../../violation";

const cluster = (settings: object) => ({ cluster: settings });
const endpoint = (settings: object) => ({ cluster: { endpoint: settings } });
const fargate = { bootstrap: { capacity: "fargate" } };
const irsa = { identity: "irsa" };

const nodePolicies = (additionalPolicies: readonly string[]) => ({ karpenter: { nodeRole: { additionalPolicies } } });

export const clusterViolations: readonly Violation[] = [
  {
    rule: "cluster-name-is-one-for-eks",
    config: {},
    context: { project: "my.pools", stack: "dev" },
    paths: ["cluster.name"],
    text: 'cluster.name: is missing, and "my.pools-dev" (project and stack) is not a valid EKS cluster name; write one, such as "my-pools-dev"',
    good: {},
    goodContext: { project: "my_pools", stack: "dev" },
  },
  {
    rule: "endpoint-is-not-open-to-the-world",
    config: endpoint({ publicCidrs: ["8.8.8.0/24", "0.0.0.0/0"] }),
    paths: ["cluster.endpoint.publicCidrs[1]"],
    text: 'cluster.endpoint.publicCidrs[1]: "0.0.0.0/0" opens the API server to the internet; name your own ranges; cluster.endpoint.allowAnywhere: true confirms it here, but the policy cluster-endpoint-is-not-open still refuses it unless a policy config sets its shortestPrefix to 0',
    good: endpoint({ publicCidrs: ["0.0.0.0/0"], allowAnywhere: true }),
  },
  {
    rule: "endpoint-is-not-open-to-the-world",
    config: endpoint({ publicCidrs: ["128.0.0.0/1", "64.0.0.0/7"] }),
    paths: ["cluster.endpoint.publicCidrs[0]", "cluster.endpoint.publicCidrs[1]"],
    good: endpoint({ publicCidrs: ["64.0.0.0/8"] }),
  },
  {
    rule: "endpoint-ranges-are-public",
    config: endpoint({ publicCidrs: ["8.8.8.0/24", "10.1.0.0/16"] }),
    paths: ["cluster.endpoint.publicCidrs[1]"],
    text: 'cluster.endpoint.publicCidrs[1]: "10.1.0.0/16" is private (RFC 1918): no caller comes from there over the internet, and EKS refuses it; name the range from which you go out to the internet, or delete it and use the private endpoint',
    good: endpoint({ publicCidrs: ["8.8.8.0/24", "11.0.0.0/8"] }),
  },
  {
    rule: "endpoint-ranges-differ",
    config: endpoint({ publicCidrs: ["8.8.8.0/24", "8.8.8.0/24"] }),
    paths: ["cluster.endpoint.publicCidrs[1]"],
    good: endpoint({ publicCidrs: ["8.8.8.0/24", "8.8.4.0/24"] }),
  },
  {
    rule: "allow-anywhere-is-used",
    config: endpoint({ publicCidrs: ["8.8.8.0/24"], allowAnywhere: true }),
    paths: ["cluster.endpoint.allowAnywhere"],
    good: endpoint({ publicCidrs: ["128.0.0.0/1"], allowAnywhere: true }),
  },
  {
    rule: "deployer-reaches-the-cluster",
    config: endpoint({}),
    paths: ["cluster.endpoint.publicCidrs"],
    good: endpoint({ publicCidrs: ["8.8.8.0/24"] }),
  },
  {
    rule: "admins-differ",
    config: cluster({ admins: ["arn:aws:iam::123456789012:role/a", "arn:aws:iam::123456789012:role/a"] }),
    paths: ["cluster.admins[1]"],
    good: cluster({ admins: ["arn:aws:iam::123456789012:role/a", "arn:aws:iam::123456789012:role/b"] }),
  },
  {
    rule: "fargate-uses-irsa",
    config: cluster(fargate),
    paths: ["karpenter.identity"],
    good: { cluster: fargate, karpenter: irsa },
  },
  {
    rule: "fargate-has-no-node-group",
    config: {
      cluster: { bootstrap: { capacity: "fargate", nodes: 3, diskGiB: 50, warmPool: { size: 1 } } },
      karpenter: irsa,
    },
    paths: ["cluster.bootstrap.nodes", "cluster.bootstrap.diskGiB", "cluster.bootstrap.warmPool"],
    good: { cluster: { bootstrap: { capacity: "nodeGroup", nodes: 3, diskGiB: 50, warmPool: { size: 1 } } } },
  },
  {
    rule: "replicas-have-nodes",
    config: { cluster: { bootstrap: { nodes: 2 } }, karpenter: { replicas: 3 } },
    paths: ["karpenter.replicas"],
    good: { cluster: { bootstrap: { nodes: 3 } }, karpenter: { replicas: 3 } },
  },
  {
    rule: "bootstrap-types-differ",
    config: cluster({ bootstrap: { instanceTypes: ["m7g.large", "m6g.large", "m7g.large"] } }),
    paths: ["cluster.bootstrap.instanceTypes[2]"],
    good: cluster({ bootstrap: { instanceTypes: ["m7g.large", "m6g.large"] } }),
  },
  {
    rule: "bootstrap-types-share-an-architecture",
    config: cluster({ bootstrap: { instanceTypes: ["m7g.large", "m7i.large", "t4g.medium"] } }),
    paths: ["cluster.bootstrap.instanceTypes[1]"],
    text: 'cluster.bootstrap.instanceTypes[1]: "m7i.large" is amd64 and m7g.large is arm64: a node group has one AMI; keep types of one architecture',
    good: cluster({ bootstrap: { instanceTypes: ["m7i.large", "m7a.large"] } }),
  },
  {
    rule: "bootstrap-types-are-known",
    config: cluster({ bootstrap: { instanceTypes: ["m7g.lage"] } }),
    paths: ["cluster.bootstrap.instanceTypes[0]"],
    text: 'cluster.bootstrap.instanceTypes[0]: "m7g.lage" is not a known instance type in the catalogue of 2026-07-06; did you mean "m7g.large"?',
    good: cluster({ bootstrap: { instanceTypes: ["m7g.large"] } }),
  },
  {
    rule: "control-plane-logs-differ",
    config: cluster({ logs: ["api", "audit", "api"] }),
    paths: ["cluster.logs[2]"],
    good: cluster({ logs: ["api", "audit"] }),
  },
  {
    rule: "log-group-is-used",
    config: { cluster: { endpoint: { publicCidrs: ["8.8.8.0/24"] }, logGroup: "eks", logRetentionDays: 30 } },
    paths: ["cluster.logRetentionDays"],
    text: "cluster.logRetentionDays: 30 has no effect on a log group of EKS's own; delete it",
    good: { cluster: { endpoint: { publicCidrs: ["8.8.8.0/24"] }, logRetentionDays: 30 } },
  },
  {
    rule: "node-policies-differ",
    config: nodePolicies(["arn:aws:iam::aws:policy/A", "arn:aws:iam::aws:policy/A"]),
    paths: ["karpenter.nodeRole.additionalPolicies[1]"],
    good: nodePolicies(["arn:aws:iam::aws:policy/A", "arn:aws:iam::aws:policy/B"]),
  },
  {
    rule: "node-policies-are-not-the-programs",
    config: nodePolicies(["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"]),
    paths: ["karpenter.nodeRole.additionalPolicies[0]"],
    text: 'karpenter.nodeRole.additionalPolicies[0]: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" is what karpenter.nodeRole.ssm: true decides; delete it, and write karpenter.nodeRole.ssm: true',
    good: nodePolicies(["arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"]),
  },
];
