/** The IAM role of Karpenter's controller, and how its pods take it. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accountWideNames } from "../../config";
import type { Cluster } from "../cluster/cluster";
import { clusterArn } from "../iam/account";
import { attachedRole, oidcTrust, podIdentityTrust, type RoleSettings } from "../iam/role";
import { controllerPolicies, policyNames } from "./controllerPolicies";
import type { InterruptionQueue } from "./interruptionQueue";
import type { NodeRole } from "./nodeRole";

/** The API server's FlowSchemas give service accounts of this namespace priority, so the controller gets through under load. */
export const karpenterNamespace = "kube-system";
/** The chart's default; the role's trust is bound to it. */
export const karpenterServiceAccount = "karpenter";

export interface ControllerRoleArgs extends RoleSettings {
  /** Cluster whose service account takes the role, and whose instances it may terminate. */
  readonly cluster: Cluster;
  /** What the names of role and policies end with, which are unique in an account. */
  readonly accountWideName: string;
  /** Role of the nodes: the only one that the controller may pass on. */
  readonly nodeRole: NodeRole;
  /** Queue that the controller reads and empties; undefined when interruption handling is off. */
  readonly queue: InterruptionQueue | undefined;
  /** SSM parameters with ids of AMIs that the controller may read besides AWS's own, by name or ARN. */
  readonly amiParameters: readonly string[];
  /** KMS keys of volumes that the controller may use through EC2, by id, alias, or ARN of either. */
  readonly volumeKeys: readonly string[];
  /** Actions that the feature gates which are on need. */
  readonly gateActions: readonly string[];
}

/** Lets the controller's pods, and no others, launch and terminate this cluster's instances. */
export class ControllerRole extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:ControllerRole";
  /** For the annotation `eks.amazonaws.com/role-arn` of the service account, with IRSA. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: ControllerRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    const { cluster, account, nodeRole, queue, amiParameters, volumeKeys, gateActions, tags } = args;
    super(ControllerRole.__pulumiType, name, { clusterName: cluster.name }, opts);
    const own = { parent: this };
    const pods = { namespace: karpenterNamespace, serviceAccount: karpenterServiceAccount };
    const { role } = attachedRole(
      name,
      {
        ...args,
        name: accountWideNames.controllerRole(args.accountWideName),
        trust:
          cluster.oidcProvider === undefined
            ? podIdentityTrust({ ...pods, clusterArn: clusterArn(account, cluster.name) })
            : oidcTrust(cluster.oidcProvider, pods),
        managedPolicies: [],
      },
      this,
    );
    const documents = pulumi
      .all([account.partition, account.region, account.accountId, nodeRole.arn, queue?.arn])
      .apply(([partition, region, accountId, nodeRoleArn, queueArn]) =>
        controllerPolicies({
          partition,
          region,
          accountId,
          clusterName: cluster.name,
          nodeRoleArn,
          queueArn,
          amiParameters,
          volumeKeys,
          gateActions,
        }),
      );
    const attachments = policyNames
      .filter((policy) => policy !== "Interruption" || queue !== undefined)
      .filter((policy) => policy !== "VolumeKeys" || volumeKeys.length > 0)
      .map((policyName) => {
        const policy = new aws.iam.Policy(
          `${name}-${policyName}`,
          {
            name: accountWideNames.controllerPolicy(args.accountWideName, policyName),
            policy: documents.apply((all) => JSON.stringify(all[policyName])),
            tags: { ...tags },
          },
          own,
        );
        return new aws.iam.RolePolicyAttachment(
          `${name}-${policyName}`,
          { role: role.name, policyArn: policy.arn },
          own,
        );
      });
    if (cluster.oidcProvider === undefined) {
      new aws.eks.PodIdentityAssociation(
        name,
        { ...pods, clusterName: cluster.name, roleArn: role.arn, tags: { ...tags } },
        // After the agent, which hands out the role, and after its policies: pods must not start without rights.
        { ...own, dependsOn: [cluster, ...attachments] },
      );
    }
    this.arn = role.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
