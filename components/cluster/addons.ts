/** EKS add-ons: this program makes each of them once, and eks.Cluster none. */
import * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import {
  type AddonConfig,
  bootstrapTaintKey,
  type CreatedCluster,
  joinedAddonValues,
  programAddonValues,
} from "../../config";
import { clusterArn } from "../iam/account";
import { managedPolicies } from "../iam/managedPolicies";
import { attachedRole, type OidcProvider, oidcTrust, podIdentityTrust, type RoleSettings } from "../iam/role";

/** Nodes need these to become ready; the pods of all others need nodes to run on. In the order in which they are made. */
const beforeNodes: readonly string[] = ["eks-pod-identity-agent", "kube-proxy", "vpc-cni"];

/** Taint of the bootstrap nodes, in EKS's spelling. Only what runs beside Karpenter tolerates it. */
export const bootstrapTaint = { key: bootstrapTaintKey, value: "true", effect: "NO_SCHEDULE" } as const;

/** Add-ons with an IAM role: the service account of their pods, and the managed policies that they need. */
const roles = {
  "vpc-cni": { serviceAccount: "aws-node", policies: managedPolicies.vpcCni },
  "aws-ebs-csi-driver": { serviceAccount: "ebs-csi-controller-sa", policies: managedPolicies.ebsCsiDriver },
} as const;

export interface AddonsArgs extends RoleSettings {
  /** Which add-ons there are, their versions and settings. */
  readonly cluster: CreatedCluster;
  /** Control plane that the add-ons are installed on. */
  readonly control: eks.Cluster;
  /** How the EBS CSI driver's pods take their role; undefined for Pod Identity. */
  readonly oidcProvider: OidcProvider | undefined;
  /** Stage whose add-ons are made: those that nodes need, or those that need nodes. */
  readonly when: "beforeNodes" | "onNodes";
}

/** The add-ons of one stage. */
export class Addons extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:Addons";

  constructor(name: string, args: AddonsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { cluster, when } = args;
    super(Addons.__pulumiType, name, { addons: cluster.addons, when }, opts);
    const made = cluster.addons.filter((one) => beforeNodes.includes(one.name) === (when === "beforeNodes"));
    const agent = made
      .filter(({ name: addon }) => addon === "eks-pod-identity-agent")
      .map((one) => this.addon(name, one, args, []));
    for (const one of made) {
      // The VPC CNI takes its role from the agent on its node; the agent's own pods need no pod networking.
      if (one.name !== "eks-pod-identity-agent") this.addon(name, one, args, agent);
    }
    this.registerOutputs();
  }

  private addon(
    name: string,
    { name: addonName, version, configurationValues, ...conflicts }: AddonConfig,
    args: AddonsArgs,
    after: readonly pulumi.Resource[],
  ): aws.eks.Addon {
    const label = `${name}-${addonName}`;
    const values = joinedAddonValues(programAddonValues(addonName, args.cluster), configurationValues);
    return new aws.eks.Addon(
      label,
      {
        clusterName: args.control.eksCluster.name,
        addonName,
        ...(version === undefined ? {} : { addonVersion: version }),
        ...(Object.keys(values).length === 0 ? {} : { configurationValues: JSON.stringify(values) }),
        ...(hasRole(addonName, args.cluster) ? identity(label, addonName, args, this) : {}),
        ...conflicts,
        tags: { ...args.tags },
      },
      { parent: this, dependsOn: [...after] },
    );
  }
}

function hasRole(addonName: string, { cniRole }: CreatedCluster): addonName is keyof typeof roles {
  return Object.hasOwn(roles, addonName) && (addonName !== "vpc-cni" || cniRole === "own");
}

function identity(
  name: string,
  addonName: keyof typeof roles,
  args: AddonsArgs,
  parent: pulumi.Resource,
): Partial<aws.eks.AddonArgs> {
  const { serviceAccount, policies } = roles[addonName];
  const account = { namespace: "kube-system", serviceAccount };
  const { oidcProvider } = args;
  const { role, attachments } = attachedRole(
    name,
    {
      ...args,
      trust:
        oidcProvider === undefined
          ? podIdentityTrust({ ...account, clusterArn: clusterArn(args.account, args.cluster.name) })
          : oidcTrust(oidcProvider, account),
      managedPolicies: policies,
    },
    parent,
  );
  // After the attachments: pods of the add-on keep the rights that the role has when they start.
  const roleArn = pulumi.all([role.arn, ...attachments.map(({ id }) => id)]).apply(([arn]) => arn!);
  return oidcProvider === undefined
    ? { podIdentityAssociations: [{ roleArn, serviceAccount }] }
    : { serviceAccountRoleArn: roleArn };
}
