/** EKS add-ons: this program makes each of them once, and eks.Cluster none. */
import * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import type { AddonConfig, ClusterConfig } from "../../config";
import { managedPolicies } from "../iam/managedPolicies";
import { attachedRole, oidcTrust, podIdentityTrust, type RoleSettings } from "../iam/role";

type AddonName = AddonConfig["name"];

/** Nodes need the add-ons of the first stage to become ready; pods of the second need nodes to run on. */
const stages: Readonly<Record<AddonName, "beforeNodes" | "onNodes">> = {
  "vpc-cni": "beforeNodes",
  "kube-proxy": "beforeNodes",
  "eks-pod-identity-agent": "beforeNodes",
  coredns: "onNodes",
  "aws-ebs-csi-driver": "onNodes",
};

/** Taint of the bootstrap nodes, in EKS's spelling. Only what runs beside Karpenter tolerates it. */
export const bootstrapTaint = { key: "CriticalAddonsOnly", value: "true", effect: "NO_SCHEDULE" } as const;
const toleratesBootstrap = { key: bootstrapTaint.key, operator: "Exists" };

const ebsServiceAccount = { namespace: "kube-system", serviceAccount: "ebs-csi-controller-sa" } as const;

export interface AddonsArgs extends RoleSettings {
  /** Which add-ons there are, their versions and settings. */
  readonly cluster: ClusterConfig;
  /** Control plane that the add-ons are installed on. */
  readonly control: eks.Cluster;
  /** How the EBS CSI driver's pods take their role; undefined for Pod Identity. */
  readonly oidcProvider: aws.iam.OpenIdConnectProvider | undefined;
  /** Stage whose add-ons are made: those that nodes need, or those that need nodes. */
  readonly when: "beforeNodes" | "onNodes";
}

/** The add-ons of one stage. Conflicting fields in the cluster are overwritten, so that the config decides. */
export class Addons extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:Addons";

  constructor(name: string, args: AddonsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { cluster, control, when, tags } = args;
    super(Addons.__pulumiType, name, { addons: cluster.addons, when }, opts);
    for (const addon of cluster.addons.filter((one) => stages[one.name] === when)) {
      const label = `${name}-${addon.name}`;
      const values = configuration(addon.name, cluster);
      new aws.eks.Addon(
        label,
        {
          clusterName: control.eksCluster.name,
          addonName: addon.name,
          ...(addon.version === undefined ? {} : { addonVersion: addon.version }),
          ...(values === undefined ? {} : { configurationValues: JSON.stringify(values) }),
          ...(addon.name === "aws-ebs-csi-driver" ? ebsIdentity(label, args, this) : {}),
          resolveConflictsOnCreate: "OVERWRITE",
          resolveConflictsOnUpdate: "OVERWRITE",
          tags: { ...tags },
        },
        { parent: this },
      );
    }
    this.registerOutputs();
  }
}

/** Settings of an add-on. Source: aws eks describe-addon-configuration; EKS refuses what is not in that schema. */
function configuration(name: AddonName, cluster: ClusterConfig): object | undefined {
  switch (name) {
    case "vpc-cni":
      return {
        // Text, not a boolean: the add-on's schema wants it so.
        ...(cluster.networkPolicy ? { enableNetworkPolicy: "true" } : {}),
        env: cluster.prefixDelegation
          ? { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" }
          : { ENABLE_PREFIX_DELEGATION: "false" },
      };
    case "coredns":
      return cluster.bootstrap.capacity === "fargate"
        ? { computeType: "Fargate" }
        : { tolerations: [toleratesBootstrap] };
    case "aws-ebs-csi-driver":
      return { controller: { tolerations: [toleratesBootstrap] } };
    default:
      return undefined;
  }
}

function ebsIdentity(name: string, args: AddonsArgs, parent: pulumi.Resource): Partial<aws.eks.AddonArgs> {
  const account = { ...ebsServiceAccount, clusterName: args.cluster.name };
  const { oidcProvider } = args;
  const { role, attachments } = attachedRole(
    name,
    {
      ...args,
      trust: oidcProvider === undefined ? podIdentityTrust(account) : oidcTrust(oidcProvider, account),
      managedPolicies: managedPolicies.ebsCsiDriver,
    },
    parent,
  );
  // After the attachments: pods of the add-on keep the rights that the role has when they start.
  const roleArn = pulumi.all([role.arn, ...attachments.map(({ id }) => id)]).apply(([arn]) => arn!);
  return oidcProvider === undefined
    ? { podIdentityAssociations: [{ roleArn, serviceAccount: ebsServiceAccount.serviceAccount }] }
    : { serviceAccountRoleArn: roleArn };
}
