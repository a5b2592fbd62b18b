/**
 * What is made before what, and so deleted after it. Each side selects resources by type and name, of which a `*` at the end
 * stands for the rest; each of the first must be made before each of the later ones.
 */

export interface Side {
  /** Type token. */
  readonly type: string;
  /** All of the type when absent. */
  readonly name?: string;
}

export interface OrderPair {
  readonly first: Side;
  readonly later: Side;
  /** What goes wrong in the other order. */
  readonly why: string;
}

const pool: Side = { type: "kubernetes:karpenter.sh/v1:NodePool" };
const nodeClass: Side = { type: "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass" };
const controller: Side = { type: "kubernetes:helm.sh/v3:Release", name: "karpenter" };
const crds: Side = { type: "kubernetes:helm.sh/v3:Release", name: "karpenter-crd" };
const keda: Side = { type: "kubernetes:helm.sh/v3:Release", name: "keda" };
const placeholders: Side = { type: "kubernetes:apps/v1:Deployment" };
const controlPlane: Side = { type: "aws:eks/cluster:Cluster" };

/** Node class of each pool of orderStack.ts: the team's, or the pool's own. */
const classOfPool = { common: "common", "alpha-general": "alpha", "alpha-spot": "alpha-spot" };

const to = (later: Side, why: string, ...firsts: readonly Side[]): readonly OrderPair[] =>
  firsts.map((first) => ({ first, later, why }));

/** For every stack with a VPC of its own and a bootstrap node group. */
export const orderPairs: readonly OrderPair[] = [
  ...to(
    controlPlane,
    "the control plane needs its network, role and key",
    { type: "aws:ec2/vpc:Vpc" },
    { type: "aws:ec2/subnet:Subnet" },
    { type: "aws:ec2/vpcEndpoint:VpcEndpoint" },
    { type: "aws:ec2/route:Route" },
    { type: "aws:iam/role:Role", name: "cluster-control-plane*" },
    { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", name: "cluster-control-plane*" },
    { type: "aws:kms/key:Key", name: "cluster-secrets*" },
    { type: "aws:iam/rolePolicy:RolePolicy", name: "cluster-secrets*" },
  ),
  ...to(controlPlane, "EKS makes a log group without retention where there is none", {
    type: "aws:cloudwatch/logGroup:LogGroup",
    name: "cluster-logs",
  }),
  ...to(
    { type: "aws:eks/addon:Addon", name: "cluster-early-vpc-cni" },
    "its pods take their role from the agent, and keep the rights that the role has when they start",
    { type: "aws:eks/addon:Addon", name: "cluster-early-eks-pod-identity-agent" },
    { type: "aws:iam/role:Role", name: "cluster-early-vpc-cni" },
    { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", name: "cluster-early-vpc-cni*" },
  ),
  ...to(
    { type: "aws:eks/nodeGroup:NodeGroup" },
    "a node becomes ready with network, proxy and its role's policies",
    controlPlane,
    { type: "aws:eks/addon:Addon", name: "cluster-early*" },
    { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", name: "cluster-bootstrap*" },
  ),
  ...to({ type: "aws:eks/addon:Addon", name: "cluster-late*" }, "these add-ons' pods need nodes", {
    type: "aws:eks/nodeGroup:NodeGroup",
  }),
  ...to(
    { type: "aws:eks/addon:Addon", name: "cluster-late-aws-ebs-csi-driver" },
    "its pods start with the role as it is then",
    { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", name: "cluster-late-aws-ebs-csi-driver*" },
  ),
  ...to(
    { type: "aws:eks/podIdentityAssociation:PodIdentityAssociation", name: "karpenter-controller*" },
    "pods must not start with a role that cannot do anything",
    {
      type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      name: "karpenter-controller*",
    },
  ),
  ...to(
    { type: "aws:eks/accessEntry:AccessEntry", name: "karpenter-node*" },
    "the entry lets nodes in that can work",
    controlPlane,
    {
      type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      name: "karpenter-node*",
    },
  ),
  ...to(
    { type: "aws:eks/podIdentityAssociation:PodIdentityAssociation", name: "karpenter-controller" },
    "the agent hands out the role",
    { type: "aws:eks/addon:Addon", name: "cluster-early-eks-pod-identity-agent" },
  ),
  ...to(
    { type: "aws:eks/podIdentityAssociation:PodIdentityAssociation", name: "pod-identities-*" },
    "the agent hands out the role, and the first pod needs the target role at once",
    { type: "aws:eks/addon:Addon", name: "cluster-early-eks-pod-identity-agent" },
    { type: "aws:iam/rolePolicy:RolePolicy", name: "pod-identities-*" },
  ),
  ...to({ type: "aws:eks/capability:Capability" }, "ACK makes what its custom resources say as soon as it runs", {
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    name: "cluster-capability-*",
  }),
  ...to({ type: "aws:ec2/subnet:Subnet", name: "network-pods*" }, "a subnet's range is the VPC's first", {
    type: "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
  }),
  ...to({ type: "aws:cloudwatch/eventTarget:EventTarget" }, "events would be refused", {
    type: "aws:sqs/queuePolicy:QueuePolicy",
  }),
  ...to(
    { type: "aws:ec2/natGateway:NatGateway" },
    "a NAT gateway answers with a way out",
    { type: "aws:ec2/route:Route", name: "network-public" },
    { type: "aws:ec2/internetGateway:InternetGateway" },
  ),
  ...to({ type: "aws:ec2/eip:Eip" }, "an address is released while the gateway is there", {
    type: "aws:ec2/internetGateway:InternetGateway",
  }),
  ...to(
    controller,
    "the controller starts with rights, identity, queue and definitions",
    crds,
    { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", name: "karpenter-controller*" },
    { type: "aws:eks/podIdentityAssociation:PodIdentityAssociation", name: "karpenter-controller*" },
    { type: "aws:eks/accessEntry:AccessEntry", name: "karpenter-node*" },
    { type: "aws:sqs/queuePolicy:QueuePolicy" },
    { type: "aws:cloudwatch/eventTarget:EventTarget" },
    { type: "aws:eks/addon:Addon" },
    { type: "aws:eks/nodeGroup:NodeGroup" },
    { type: "aws:iam/serviceLinkedRole:ServiceLinkedRole" },
  ),
  ...to(
    crds,
    "hooks of the release run on nodes",
    { type: "aws:eks/nodeGroup:NodeGroup" },
    { type: "aws:eks/addon:Addon" },
  ),
  ...Object.entries(classOfPool).map(([name, className]) => ({
    first: { ...nodeClass, name: className },
    later: { ...pool, name },
    why: "the pool's nodes are made, and drained, by their class",
  })),
  ...to(nodeClass, "its finalizer is the controller's", controller, crds),
  ...to(
    pool,
    "nodes are gone before anything that they or their controller need",
    controller,
    crds,
    controlPlane,
    { type: "aws:ec2/natGateway:NatGateway" },
    { type: "aws:ec2/route:Route" },
    { type: "aws:ec2/routeTableAssociation:RouteTableAssociation" },
    { type: "aws:ec2/vpcEndpoint:VpcEndpoint" },
    { type: "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation" },
    { type: "aws:ec2/subnet:Subnet" },
    { type: "aws:eks/addon:Addon" },
    { type: "aws:eks/nodeGroup:NodeGroup" },
    { type: "aws:eks/accessEntry:AccessEntry", name: "karpenter-node" },
    { type: "aws:eks/accessEntry:AccessEntry", name: "cluster-admin-*" },
    { type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation", name: "cluster-admin-*" },
    { type: "aws:iam/role:Role", name: "karpenter-node*" },
    { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", name: "karpenter-node*" },
    { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", name: "karpenter-controller*" },
    { type: "aws:sqs/queuePolicy:QueuePolicy" },
    { type: "pulumi:providers:kubernetes", name: "cluster" },
  ),
  ...to(
    keda,
    "hooks and pods of the release run on nodes",
    { type: "kubernetes:core/v1:Namespace", name: "keda" },
    { type: "aws:eks/nodeGroup:NodeGroup" },
    { type: "aws:eks/addon:Addon" },
  ),
  ...to(
    placeholders,
    "placeholders are gone before their pool is drained, and refused without namespace, class and quota",
    { ...pool, name: "common" },
    { type: "kubernetes:core/v1:Namespace", name: "warm" },
    { type: "kubernetes:scheduling.k8s.io/v1:PriorityClass" },
    { type: "kubernetes:core/v1:ResourceQuota", name: "warm" },
  ),
  ...to({ type: "kubernetes:core/v1:ResourceQuota", name: "warm" }, "a quota is in its namespace", {
    type: "kubernetes:core/v1:Namespace",
    name: "warm",
  }),
  ...to(
    { type: "kubernetes:keda.sh/v1alpha1:ScaledObject" },
    "it needs a target and a definition, and only the operator removes its finalizer",
    { ...placeholders, name: "common" },
    keda,
  ),
  ...to(
    { type: "kubernetes:core/v1:Namespace" },
    "whoever destroys can still look into the cluster",
    { type: "pulumi:providers:kubernetes", name: "cluster" },
    { type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation", name: "cluster-admin-*" },
    { type: "aws:eks/addon:Addon" },
    { type: "aws:ec2/natGateway:NatGateway" },
  ),
];

const buffer: Side = { type: "kubernetes:autoscaling.x-k8s.io/v1beta1:CapacityBuffer" };

/** For a stack with a NodeOverlay, a team's CapacityBuffer, and one that keeps warm capacity. */
export const alphaApiPairs: readonly OrderPair[] = [
  ...to(
    { type: "kubernetes:karpenter.sh/v1alpha1:NodeOverlay" },
    "its definition comes with Karpenter",
    crds,
    controller,
  ),
  ...to(
    { ...buffer, name: "alpha.spare" },
    "its definition comes with Karpenter, and it is in its namespace",
    crds,
    controller,
    { type: "kubernetes:core/v1:Namespace", name: "alpha" },
  ),
  ...to(
    { ...buffer, name: "warm-capacity.alpha-spot" },
    "its definition comes with Karpenter, and without pool and template it keeps nothing",
    crds,
    { ...pool, name: "alpha-spot" },
    { type: "kubernetes:core/v1:PodTemplate" },
  ),
  ...to({ type: "kubernetes:core/v1:PodTemplate" }, "it is in the placeholders' namespace", {
    type: "kubernetes:core/v1:Namespace",
    name: "warm",
  }),
];

const admission = "kubernetes:admissionregistration.k8s.io/v1:";
const namespace: Side = { type: "kubernetes:core/v1:Namespace", name: "alpha" };

/** For every stack with a team whose isolation is enforced. */
export const teamPairs: readonly OrderPair[] = [
  ...to(
    { type: `${admission}ValidatingAdmissionPolicy`, name: "isolation" },
    "what can be filled in is not refused",
    { type: `${admission}MutatingAdmissionPolicy` },
    { type: `${admission}MutatingAdmissionPolicyBinding` },
  ),
  ...to({ type: `${admission}MutatingAdmissionPolicyBinding` }, "a binding binds something", {
    type: `${admission}MutatingAdmissionPolicy`,
  }),
  ...["isolation", "isolation-objects", "isolation-services"].flatMap((name) =>
    to({ type: `${admission}ValidatingAdmissionPolicyBinding`, name }, "a binding binds something", {
      type: `${admission}ValidatingAdmissionPolicy`,
      name,
    }),
  ),
  ...[namespace, { ...pool, name: "alpha-*" }].flatMap((later) =>
    to(later, "the admission policy is there before the first pod and node of a team", {
      type: `${admission}ValidatingAdmissionPolicyBinding`,
    }),
  ),
  ...["core/v1:LimitRange", "core/v1:ResourceQuota", "networking.k8s.io/v1:NetworkPolicy"].flatMap((type) =>
    to({ type: `kubernetes:${type}`, name: "alpha" }, "it is in the namespace", namespace),
  ),
  ...to({ type: "kubernetes:rbac.authorization.k8s.io/v1:Role" }, "it is in the namespace", namespace),
  ...(
    [
      ["", "alpha-keda-edit"],
      ["", "alpha-capacity-buffers-view"],
      ["Cluster", "alpha-pools-view"],
    ] as const
  ).flatMap(([kind, name]) =>
    to({ type: `kubernetes:rbac.authorization.k8s.io/v1:${kind}RoleBinding`, name }, "a binding binds something", {
      type: `kubernetes:rbac.authorization.k8s.io/v1:${kind}Role`,
      name,
    }),
  ),
  ...to({ type: "aws:eks/accessEntry:AccessEntry", name: "access-*" }, "the entry is the cluster's", controlPlane),
  ...to({ type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation", name: "access-*" }, "it is the entry's", {
    type: "aws:eks/accessEntry:AccessEntry",
    name: "access-*",
  }),
];

/** For a stack whose Karpenter runs on Fargate in a network without internet access. */
export const fargatePairs: readonly OrderPair[] = [
  ...to({ type: "aws:eks/addon:Addon", name: "cluster-late-coredns*" }, "its pods need a profile to run on", {
    type: "aws:eks/fargateProfile:FargateProfile",
  }),
  ...to({ type: "aws:eks/fargateProfile:FargateProfile" }, "pods pull images with the role", {
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    name: "cluster-bootstrap*",
  }),
  ...to(
    controller,
    "the controller starts where it can run, with its role and the nodes' profile",
    { type: "aws:eks/fargateProfile:FargateProfile" },
    { type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider" },
    { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", name: "karpenter-controller*" },
    { type: "aws:iam/instanceProfile:InstanceProfile" },
  ),
  ...to(keda, "KEDA starts where it can run", {
    type: "aws:eks/fargateProfile:FargateProfile",
    name: "cluster-bootstrap-keda",
  }),
  ...to(
    pool,
    "nodes leave through endpoints and profiles",
    { type: "aws:iam/instanceProfile:InstanceProfile" },
    { type: "aws:ec2/vpcEndpoint:VpcEndpoint" },
  ),
];
