/** The EKS cluster, and what moto has of it. */
import { recordOf, textOf } from "../../../../capacity/units/fields";
import { type Creator, tagsOf } from "./made";

const vpcOf = async (made: Parameters<Creator>[1], subnets: unknown): Promise<unknown> => {
  const answer = await made.call("ec2", "describe_subnets", { SubnetIds: subnets });
  return recordOf((answer.Subnets as readonly unknown[])[0]).VpcId;
};

const cluster: Creator = async ({ inputs, outputs }, made) => {
  const name = textOf(inputs.name);
  const { subnetIds, securityGroupIds, endpointPrivateAccess, endpointPublicAccess, publicAccessCidrs } = recordOf(
    inputs.vpcConfig,
  );
  const { serviceIpv4Cidr, ipFamily } = recordOf(inputs.kubernetesNetworkConfig);
  const { provider, resources } = recordOf(inputs.encryptionConfig);
  await made.call("eks", "create_cluster", {
    name,
    version: inputs.version,
    roleArn: inputs.roleArn,
    resourcesVpcConfig: {
      subnetIds,
      ...(securityGroupIds === undefined ? {} : { securityGroupIds }),
      ...(endpointPublicAccess === undefined ? {} : { endpointPublicAccess }),
      ...(endpointPrivateAccess === undefined ? {} : { endpointPrivateAccess }),
      ...(publicAccessCidrs === undefined ? {} : { publicAccessCidrs }),
    },
    ...(serviceIpv4Cidr === undefined && ipFamily === undefined
      ? {}
      : { kubernetesNetworkConfig: { serviceIpv4Cidr: serviceIpv4Cidr ?? defaultServiceCidr, ipFamily } }),
    ...(provider === undefined
      ? {}
      : { encryptionConfig: [{ resources, provider: { keyArn: recordOf(provider).keyArn } }] }),
    tags: inputs.tags,
  });
  // EKS itself makes this group, which moto leaves out. Source: EKS user guide, sec-group-reqs
  const { GroupId } = await made.call("ec2", "create_security_group", {
    GroupName: `eks-cluster-sg-${name}`,
    Description: "EKS created security group applied to ENI that is attached to EKS Control Plane master nodes",
    VpcId: await vpcOf(made, subnetIds),
    TagSpecifications: tagsOf("security-group", {
      Name: `eks-cluster-sg-${name}`,
      [`kubernetes.io/cluster/${name}`]: "owned",
    }),
  });
  made.is(recordOf(outputs.vpcConfig).clusterSecurityGroupId, GroupId);
};

/** EKS picks it, or 172.20.0.0/16, by the VPC's own range; nothing here depends on which. */
const defaultServiceCidr = "10.100.0.0/16";

/** By Pulumi's type. */
export const clusterCreators: Readonly<Record<string, Creator>> = {
  "aws:eks/cluster:Cluster": cluster,
  "aws:eks/nodeGroup:NodeGroup": async ({ inputs }, made) => {
    const { launchTemplate, scalingConfig, taints, updateConfig } = inputs;
    await made.call("eks", "create_nodegroup", {
      clusterName: inputs.clusterName,
      nodegroupName: inputs.nodeGroupName,
      nodeRole: inputs.nodeRoleArn,
      subnets: inputs.subnetIds,
      instanceTypes: inputs.instanceTypes,
      amiType: inputs.amiType,
      version: inputs.version,
      scalingConfig,
      launchTemplate,
      labels: inputs.labels,
      taints,
      updateConfig,
    });
  },
  "aws:eks/fargateProfile:FargateProfile": async ({ inputs }, made) => {
    await made.call("eks", "create_fargate_profile", {
      fargateProfileName: inputs.fargateProfileName,
      clusterName: inputs.clusterName,
      podExecutionRoleArn: inputs.podExecutionRoleArn,
      subnets: inputs.subnetIds,
      selectors: inputs.selectors,
    });
  },
};

/** What moto does not have, and so nothing here checks; printed as it is. */
export const notModelled: Readonly<Record<string, string>> = {
  "aws:eks/addon:Addon": "moto has no add-ons",
  "aws:eks/accessEntry:AccessEntry": "moto has no access entries; ours checks that the nodes' role has one",
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": "moto has no access policies",
  "aws:eks/capability:Capability": "moto has no capabilities of EKS",
  "aws:ec2/subnetCidrReservation:SubnetCidrReservation":
    "not made here, since the ranges of subnets that exist already are not known",
  "aws:eks/podIdentityAssociation:PodIdentityAssociation":
    "moto has no Pod Identity; ours hands out the sessions of the associated roles",
};
