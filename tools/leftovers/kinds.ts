/** For each type of AWS resource that the program registers: whether it is searched, or why not. A test holds it to all examples. */
import type { LeftoverKind } from "./leftover";

/** What is known of a type; `but` names those of it that are not found. */
export type Coverage =
  | { readonly searched: LeftoverKind; readonly but?: NotSearched }
  /** It is part of something that is searched, or goes with it. */
  | { readonly partOf: LeftoverKind }
  /** Nothing in it says which cluster's it is. */
  | { readonly notSearched: NotSearched };

/** Reasons, with the names of those that a user reads of. */
export const notSearched = {
  network:
    "VPCs, subnets, route tables, gateways, addresses, endpoints and their security group: no tag of the cluster is on them; they are in the stack's state, so run `pulumi destroy` again",
  named:
    "roles of the control plane, of its add-ons, of bootstrap nodes and of flow logs, the launch template of bootstrap nodes, the log group of flow logs: their names end in letters that Pulumi made up; they are in the stack's state",
  key: "the KMS key: no tag of the cluster is on it; its description is `Kubernetes secrets of EKS cluster <name>`, and a deleted key is kept for a waiting period",
  issuer: "the OpenID Connect provider of `karpenter.identity: irsa`: only the cluster itself knows its address",
  account: "the service-linked role of EC2 spot: one for the account, which is kept",
  objects: "objects of Kubernetes and Helm releases: they go with the cluster",
} as const;

export type NotSearched = keyof typeof notSearched;

/** What a failed destroy may leave that no program registers and that is not searched. */
export const alsoNotSearched = [
  "load balancers and target groups that a controller made for Services and Ingresses: delete those first, or look for the tag `elbv2.k8s.aws/cluster`",
  "names without a region (`karpenter.accountWideNames: withoutRegion`): they may be those of a cluster of this name in another region",
] as const;

/** By type token. */
export const planKinds: Readonly<Record<string, Coverage>> = {
  "aws:cloudwatch/eventRule:EventRule": { searched: "event-rule" },
  "aws:cloudwatch/eventTarget:EventTarget": { partOf: "event-rule" },
  "aws:cloudwatch/logGroup:LogGroup": { searched: "log-group", but: "named" },
  "aws:ec2/eip:Eip": { notSearched: "network" },
  "aws:ec2/flowLog:FlowLog": { notSearched: "network" },
  "aws:ec2/internetGateway:InternetGateway": { notSearched: "network" },
  "aws:ec2/launchTemplate:LaunchTemplate": { notSearched: "named" },
  "aws:ec2/natGateway:NatGateway": { notSearched: "network" },
  "aws:ec2/route:Route": { notSearched: "network" },
  "aws:ec2/routeTable:RouteTable": { notSearched: "network" },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": { notSearched: "network" },
  "aws:ec2/securityGroup:SecurityGroup": { notSearched: "network" },
  "aws:ec2/subnet:Subnet": { notSearched: "network" },
  "aws:ec2/vpc:Vpc": { notSearched: "network" },
  "aws:ec2/vpcEndpoint:VpcEndpoint": { notSearched: "network" },
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": { notSearched: "network" },
  "aws:eks/accessEntry:AccessEntry": { partOf: "cluster" },
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": { partOf: "cluster" },
  "aws:eks/addon:Addon": { partOf: "cluster" },
  "aws:eks/cluster:Cluster": { searched: "cluster" },
  "aws:eks/fargateProfile:FargateProfile": { searched: "fargate-profile" },
  "aws:eks/nodeGroup:NodeGroup": { searched: "node-group" },
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": { partOf: "cluster" },
  "aws:iam/instanceProfile:InstanceProfile": { searched: "instance-profile" },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": { notSearched: "issuer" },
  "aws:iam/policy:Policy": { searched: "policy" },
  "aws:iam/role:Role": { searched: "role", but: "named" },
  "aws:iam/rolePolicy:RolePolicy": { partOf: "role" },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": { partOf: "role" },
  "aws:iam/serviceLinkedRole:ServiceLinkedRole": { notSearched: "account" },
  "aws:kms/key:Key": { notSearched: "key" },
  "aws:sqs/queue:Queue": { searched: "queue" },
  "aws:sqs/queuePolicy:QueuePolicy": { partOf: "queue" },
  "eks:index:Cluster": { partOf: "cluster" },
};

/** Coverage of a type; undefined for one that nobody has thought of. */
export function coverageOf(type: string): Coverage | undefined {
  if (type.startsWith("kubernetes:")) return { notSearched: "objects" };
  return Object.hasOwn(planKinds, type) ? planKinds[type] : undefined;
}
