/** The EKS control plane: its role, the key of its secrets, and the cluster itself. */
import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import type { CreatedCluster } from "../../config";
import { managedPolicies } from "../iam/managedPolicies";
import { attachedRole, type RoleSettings, serviceTrust } from "../iam/role";
import type { Network } from "../network/network";

/** Days in which a deleted key can still be brought back: KMS's longest, since secrets in backups need it. */
const keyDeletionDays = 30;

export interface ControlPlaneArgs extends RoleSettings {
  /** Name, version, endpoint, logs and key of the cluster. */
  readonly cluster: CreatedCluster;
  /** Network in which the control plane puts its interfaces. */
  readonly network: Network;
}

/** Makes the cluster `name`, with access entries only and without any add-on or node group of eks.Cluster's own. */
export function controlPlane(name: string, args: ControlPlaneArgs, parent: pulumi.Resource): eks.Cluster {
  const { cluster, network, tags } = args;
  const { role, attachments } = attachedRole(
    `${name}-control-plane`,
    { ...args, trust: serviceTrust("eks.amazonaws.com"), managedPolicies: managedPolicies.controlPlane },
    parent,
  );
  const { keyArn, keyAccess } = secretsKey(name, args, role, parent);
  const logGroup = cluster.logGroup === "own" && cluster.logs.length > 0 ? [ownLogGroup(name, args, parent)] : [];
  return new eks.Cluster(
    name,
    {
      name: cluster.name,
      version: cluster.version,
      vpcId: network.vpcId,
      subnetIds: [...network.controlPlaneSubnetIds],
      serviceRole: role,
      endpointPrivateAccess: true,
      endpointPublicAccess: cluster.publicCidrs.length > 0,
      ...(cluster.publicCidrs.length > 0 ? { publicAccessCidrs: [...cluster.publicCidrs] } : {}),
      authenticationMode: eks.AuthenticationMode.Api,
      // no add-ons, roles, security groups and node groups of eks.Cluster: those of this program are made once, elsewhere
      skipDefaultNodeGroup: true,
      skipDefaultSecurityGroups: true,
      createInstanceRole: false,
      createOidcProvider: false,
      bootstrapSelfManagedAddons: false,
      useDefaultVpcCni: true,
      kubeProxyAddonOptions: { enabled: false },
      corednsAddonOptions: { enabled: false },
      ...(keyArn === undefined ? {} : { encryptionConfigKeyArn: keyArn }),
      ...(cluster.serviceCidr === undefined ? {} : { kubernetesServiceIpAddressRange: cluster.serviceCidr }),
      enabledClusterLogTypes: [...cluster.logs],
      deletionProtection: cluster.deletionProtection,
      upgradePolicy: { supportType: cluster.support.toUpperCase() },
      tags: { ...tags },
    },
    // The control plane reaches its nodes and keys only while these are there, also while it is being deleted; and EKS makes
    // a log group of its own, without retention, where there is none.
    {
      parent,
      dependsOn: [network, ...attachments, ...keyAccess, ...logGroup],
      // a block that goes is an update without a body, which EKS refuses: off is sent where it is written, and nothing where it never was
      ...(cluster.zonalShift === undefined ? {} : { transforms: [zonalShift(cluster.zonalShift)] }),
    },
  );
}

/** Zonal shift on or off, on the cluster that eks.Cluster makes, which has no option for it (@pulumi/eks 4.3.0). */
function zonalShift(enabled: boolean): pulumi.ResourceTransform {
  return ({ type, props, opts }) =>
    type === "aws:eks/cluster:Cluster" ? { props: { ...props, zonalShiftConfig: { enabled } }, opts } : undefined;
}

function ownLogGroup(name: string, { cluster, tags }: ControlPlaneArgs, parent: pulumi.Resource): pulumi.Resource {
  return new aws.cloudwatch.LogGroup(
    `${name}-logs`,
    { name: `/aws/eks/${cluster.name}/cluster`, retentionInDays: cluster.logRetentionDays, tags: { ...tags } },
    { parent },
  );
}

/** The key that encrypts Kubernetes secrets, and the rights of the control plane's role on it; neither when AWS owns the key. */
function secretsKey(
  name: string,
  { cluster, tags }: ControlPlaneArgs,
  role: aws.iam.Role,
  parent: pulumi.Resource,
): { keyArn: pulumi.Input<string> | undefined; keyAccess: readonly pulumi.Resource[] } {
  if (cluster.secretsKey === "awsOwned") return { keyArn: undefined, keyAccess: [] };
  const key =
    cluster.secretsKey === "create"
      ? new aws.kms.Key(
          `${name}-secrets`,
          {
            description: `Kubernetes secrets of EKS cluster ${cluster.name}`,
            enableKeyRotation: true,
            deletionWindowInDays: keyDeletionDays,
            tags: { ...tags },
          },
          { parent },
        )
      : undefined;
  const keyArn = key === undefined ? cluster.secretsKey : key.arn;
  const access = new aws.iam.RolePolicy(
    `${name}-secrets`,
    {
      role: role.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"],
            Resource: keyArn,
          },
        ],
      }),
    },
    { parent },
  );
  return { keyArn, keyAccess: [access, ...(key === undefined ? [] : [key])] };
}
