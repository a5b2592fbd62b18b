import { existingClusterSchema } from "../../../../config/schema/existingCluster";
import { kinds } from "../../../../config/schema/frame/kind";
import { onePool, type Violation } from "../../violation";

const ca = existingClusterSchema.shape.ca;
const vpc = {
  existing: {
    vpcId: "vpc-0123456789abcdef0",
    privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  },
};
const oidc =
  "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
const host = "0123456789ABCDEF0123456789ABCDEF.gr7";

/** A stack on an existing cluster without findings, with these settings of it and of `cluster`. */
function existing(settings: object = {}, cluster: object = {}, stack: object = {}) {
  return {
    network: vpc,
    cluster: {
      endpoint: undefined,
      version: "1.35",
      addons: { "vpc-cni": { role: "own", networkPolicy: true } },
      existing: {
        name: "shared",
        endpoint: `https://${host}.us-east-1.eks.amazonaws.com`,
        ca: kinds.get(ca)!.examples[0],
        securityGroup: "sg-0123456789abcdef0",
        ...settings,
      },
      ...cluster,
    },
    ...stack,
  };
}

export const existingClusterViolations: readonly Violation[] = [
  {
    rule: "existing-cluster-stays-as-it-is",
    config: existing({}, { logs: ["audit"], name: "other" }),
    paths: ["cluster.name", "cluster.logs"],
    text: 'cluster.name: "other" is a second name: cluster.existing.name is the cluster\'s; delete it, or cluster.existing',
    good: existing({}, { admins: ["arn:aws:iam::123456789012:role/a"], protect: true }),
  },
  {
    rule: "existing-cluster-stays-as-it-is",
    config: existing(
      {},
      {
        addons: { "vpc-cni": { role: "own", networkPolicy: true, version: "v1.20.4-eksbuild.1" }, coredns: {} },
        bootstrap: { nodes: 3 },
        creator: "arn:aws:iam::123456789012:role/a",
      },
    ),
    paths: ["cluster.creator", "cluster.bootstrap", "cluster.addons.coredns", "cluster.addons.vpc-cni.version"],
    good: existing({}, { addons: { "vpc-cni": { role: "own", networkPolicy: true, prefixDelegation: true } } }),
  },
  {
    rule: "existing-cluster-has-existing-network",
    config: existing({}, {}, { network: {} }),
    paths: ["network.existing"],
    text: "network.existing: is missing: Karpenter's nodes join an existing cluster in its own VPC only; write the VPC of `aws eks describe-cluster --name shared --query cluster.resourcesVpcConfig` and its private subnets",
    good: existing(),
  },
  {
    rule: "existing-cluster-has-existing-network",
    config: existing(
      {},
      {},
      { network: { existing: { ...vpc.existing, controlPlaneSubnetIds: vpc.existing.privateSubnetIds } } },
    ),
    paths: ["network.existing.controlPlaneSubnetIds"],
    good: existing({}, {}, { network: { existing: { ...vpc.existing, nodeSubnetIds: ["subnet-0123456789abcdef2"] } } }),
  },
  {
    rule: "existing-cluster-facts-are-written",
    config: existing({}, { version: undefined, addons: { "vpc-cni": { networkPolicy: true } } }),
    paths: ["cluster.version", "cluster.addons.vpc-cni.role"],
    text: 'cluster.version: is missing: AMIs, admission policies and Karpenter\'s version follow from it, and no default can know it; write what `aws eks describe-cluster --name shared --query cluster.version` says, such as "1.35"',
    good: existing(),
  },
  {
    rule: "existing-cluster-trusts-pods",
    config: existing({}, {}, { karpenter: { identity: "irsa" } }),
    paths: ["cluster.existing.oidc"],
    good: existing({ oidc }, {}, { karpenter: { identity: "irsa" } }),
  },
  {
    rule: "existing-cluster-trusts-pods",
    config: existing({ oidc }),
    paths: ["cluster.existing.oidc"],
    good: existing(),
  },
  {
    rule: "existing-cluster-is-in-the-region",
    config: existing({ endpoint: `https://${host}.eu-west-1.eks.amazonaws.com` }),
    paths: ["cluster.existing.endpoint"],
    text: `cluster.existing.endpoint: "https://${host}.eu-west-1.eks.amazonaws.com" is in eu-west-1, not in aws:region us-east-1; write the region of the cluster in aws:region`,
    good: existing({ endpoint: "https://api.shared.example.com:6443" }),
  },
  {
    rule: "network-policies-are-enforced",
    config: existing({}, { addons: { "vpc-cni": { role: "own" } } }, onePool()),
    paths: ["teams.dotori.networkPolicy"],
    good: existing({}, {}, onePool()),
  },
];
