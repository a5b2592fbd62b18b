/** Capacity that is there before any pool: a managed node group, or Fargate profiles. */
import * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import { kedaNamespace } from "../../capacity/tenancy/labels";
import { architectureOf, type CreatedCluster } from "../../config";
import type { Account } from "../iam/account";
import { managedPolicies, nodePolicies } from "../iam/managedPolicies";
import { attachedRole, type RoleSettings, serviceTrust } from "../iam/role";
import type { Network } from "../network/network";
import { bootstrapTaint } from "./addons";

/** Pods that run on Fargate when there is no node group, by the namespace and labels that their charts give them. */
const fargatePods = {
  karpenter: { namespace: "kube-system", labels: { "app.kubernetes.io/name": "karpenter" } },
  coredns: { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
  "ebs-csi": { namespace: "kube-system", labels: { app: "ebs-csi-controller" } },
  keda: { namespace: kedaNamespace, labels: {} },
} as const;

/** EKS's AMI type for each architecture of the group's instance types. Source: EKS CreateNodegroup, amiType. */
const amiTypes = { amd64: "AL2023_x86_64_STANDARD", arm64: "AL2023_ARM_64_STANDARD" } as const;

export interface BootstrapCapacityArgs extends RoleSettings {
  /** Kind and size of the capacity, and the Kubernetes version of the nodes. */
  readonly cluster: CreatedCluster;
  /** Control plane that the nodes join. */
  readonly control: eks.Cluster;
  /** Network whose private subnets the nodes are in. */
  readonly network: Network;
  /** Whether the nodes may be reached by Session Manager. */
  readonly ssm: boolean;
  /** Whether KEDA needs a Fargate profile, too; a node group takes it without one. */
  readonly keda: boolean;
}

/** What Karpenter, CoreDNS, the EBS CSI controller and KEDA run on: Karpenter never runs on nodes that it launched. */
export class BootstrapCapacity extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:BootstrapCapacity";

  constructor(name: string, args: BootstrapCapacityArgs, opts?: pulumi.ComponentResourceOptions) {
    const { bootstrap } = args.cluster;
    super(BootstrapCapacity.__pulumiType, name, { bootstrap }, opts);
    if (bootstrap.capacity === "fargate") fargateProfiles(name, args, this);
    else nodeGroup(name, bootstrap, args, this);
    this.registerOutputs();
  }
}

type Group = Extract<CreatedCluster["bootstrap"], { capacity: "nodeGroup" }>;
type WarmPool = NonNullable<Group["warmPool"]>;

function nodeGroup(name: string, group: Group, args: BootstrapCapacityArgs, parent: pulumi.Resource): void {
  const { role, attachments } = attachedRole(
    name,
    { ...args, trust: ec2Trust(args.account), managedPolicies: nodePolicies(args, args.cluster.cniRole === "own") },
    parent,
  );
  const tags = { ...args.tags, Name: `${args.cluster.name}-bootstrap` };
  const template = new aws.ec2.LaunchTemplate(
    name,
    {
      // No security group: EKS then attaches the cluster's own, as Karpenter's nodes have it.
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1, httpEndpoint: "enabled" },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: { volumeSize: group.diskGiB, volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" },
        },
      ],
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags })),
      updateDefaultVersion: true,
      tags: { ...args.tags },
    },
    { parent },
  );
  new aws.eks.NodeGroup(
    name,
    {
      clusterName: args.control.eksCluster.name,
      nodeRoleArn: role.arn,
      version: args.cluster.version,
      subnetIds: [...args.network.privateSubnetIds],
      instanceTypes: [...group.instanceTypes],
      amiType: amiTypes[architectureOf(group.instanceTypes[0]!)],
      launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
      scalingConfig: { minSize: group.nodes, maxSize: group.nodes + 1, desiredSize: group.nodes },
      ...(group.warmPool === undefined ? {} : { warmPoolConfig: warmPoolOf(group.nodes, group.warmPool) }),
      updateConfig: { maxUnavailable: 1 },
      taints: [bootstrapTaint],
      labels: { "nodepools/bootstrap": "true" },
      tags: { ...args.tags },
    },
    { parent, dependsOn: [...attachments] },
  );
}

/**
 * EC2 keeps as many instances waiting as the prepared capacity leaves beside the group's nodes, and never fewer than the
 * least size. Source: EC2 Auto Scaling guide, warm pools.
 */
function warmPoolOf(nodes: number, { size, state = "stopped" }: WarmPool) {
  return { minSize: size, maxGroupPreparedCapacity: nodes + size, poolState: state.toUpperCase() };
}

function fargateProfiles(name: string, args: BootstrapCapacityArgs, parent: pulumi.Resource): void {
  const { role, attachments } = attachedRole(
    name,
    {
      ...args,
      trust: serviceTrust("eks-fargate-pods.amazonaws.com"),
      managedPolicies: managedPolicies.fargatePods,
    },
    parent,
  );
  for (const [pods, selector] of Object.entries(fargatePods)) {
    if (pods === "keda" && !args.keda) continue;
    new aws.eks.FargateProfile(
      `${name}-${pods}`,
      {
        clusterName: args.control.eksCluster.name,
        podExecutionRoleArn: role.arn,
        subnetIds: [...args.network.privateSubnetIds],
        selectors: [{ namespace: selector.namespace, labels: { ...selector.labels } }],
        tags: { ...args.tags },
      },
      { parent, dependsOn: [...attachments] },
    );
  }
}

function ec2Trust({ dnsSuffix }: Account): aws.iam.PolicyDocument {
  return serviceTrust(pulumi.interpolate`ec2.${dnsSuffix}`);
}
