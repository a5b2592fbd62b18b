/** EKS add-ons, each made once and only by us. */
import * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import type { AddonConfig, ClusterConfig } from "../../config";
import type { Account } from "../iam/account";
import { managedPolicies } from "../iam/managedPolicies";
import { attachedRole, oidcTrust, podIdentityTrust } from "../iam/role";

type AddonName = AddonConfig["name"];

/** Add-ons whose pods nodes need to become ready, and those whose pods need nodes to become ready. */
const stages: Readonly<Record<AddonName, "beforeNodes" | "onNodes">> = {
  "vpc-cni": "beforeNodes",
  "kube-proxy": "beforeNodes",
  "eks-pod-identity-agent": "beforeNodes",
  coredns: "onNodes",
  "aws-ebs-csi-driver": "onNodes",
};

/** Taint of the bootstrap nodes; everything that must run there tolerates it. */
export const bootstrapTaint = { key: "CriticalAddonsOnly", value: "true", effect: "NO_SCHEDULE" } as const;
const toleratesBootstrap = { key: bootstrapTaint.key, operator: "Exists" };

const ebsServiceAccount = { namespace: "kube-system", serviceAccount: "ebs-csi-controller-sa" } as const;

export interface AddonsArgs {
  readonly cluster: ClusterConfig;
  readonly control: eks.Cluster;
  readonly account: Account;
  readonly oidcProvider: aws.iam.OpenIdConnectProvider | undefined;
  readonly when: "beforeNodes" | "onNodes";
  readonly permissionsBoundary: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** The add-ons of one stage. */
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

/** Settings of an add-on, by the schema that EKS publishes for it. */
function configuration(name: AddonName, cluster: ClusterConfig): object | undefined {
  switch (name) {
    case "vpc-cni":
      return {
        // A text: so the add-on's schema has it.
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
  // The add-on's pods start with the role as it is then: its policy must be attached before.
  const roleArn = pulumi.all([role.arn, ...attachments.map(({ id }) => id)]).apply(([arn]) => arn!);
  return oidcProvider === undefined
    ? { podIdentityAssociations: [{ roleArn, serviceAccount: ebsServiceAccount.serviceAccount }] }
    : { serviceAccountRoleArn: roleArn };
}
