/** The EKS cluster, who administers it, its add-ons, and the capacity that is there before Karpenter. */
import * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ClusterConfig } from "../../config";
import { accessEntry, principalName } from "../iam/accessEntry";
import type { Account } from "../iam/account";
import type { Network } from "../network/network";
import { Addons } from "./addons";
import { BootstrapCapacity } from "./bootstrapCapacity";
import { controlPlane } from "./controlPlane";

export interface ClusterArgs {
  readonly cluster: ClusterConfig;
  readonly network: Network;
  readonly account: Account;
  /** Whether pods get roles through OIDC, which needs a provider in IAM. */
  readonly identity: "podIdentity" | "irsa";
  /** Whether KEDA will run beside Karpenter. */
  readonly keda: boolean;
  readonly permissionsBoundary: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** An EKS cluster with access entries only, add-ons made once by us, and no node group of eks.Cluster's own. */
export class Cluster extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:Cluster";
  /** Name as written in the config: known in preview, unlike the cluster's own output. */
  readonly name: string;
  /** The same name as the control plane's output: what takes it comes after the control plane. */
  readonly controlPlaneName: pulumi.Output<string>;
  /** Kubernetes minor: "1.35". */
  readonly version: string;
  readonly endpoint: pulumi.Output<string>;
  /** A secret: its user runs `aws eks get-token`. */
  readonly kubeconfig: pulumi.Output<string>;
  /** The one security group that nodes wear: EKS made it with the cluster. */
  readonly securityGroupId: pulumi.Output<string>;
  /** Undefined with Pod Identity. */
  readonly oidcProvider: aws.iam.OpenIdConnectProvider | undefined;
  /** For all objects inside the cluster. */
  readonly provider: k8s.Provider;

  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super(Cluster.__pulumiType, name, { cluster: args.cluster }, opts);
    const { cluster, tags } = args;
    const own = { parent: this };

    const control = controlPlane(name, args, this);
    this.name = cluster.name;
    this.controlPlaneName = control.eksCluster.name;
    this.version = args.cluster.version;
    this.endpoint = control.eksCluster.endpoint;
    this.kubeconfig = pulumi.secret(control.kubeconfigJson);
    this.securityGroupId = control.clusterSecurityGroupId;

    const admins = adminAccess(name, control, args, this);
    this.oidcProvider = args.identity === "irsa" ? oidcProvider(name, control, tags, this) : undefined;

    const addonArgs = { ...args, control, oidcProvider: this.oidcProvider };
    const early = new Addons(`${name}-early`, { ...addonArgs, when: "beforeNodes" }, own);
    const bootstrap = new BootstrapCapacity(`${name}-bootstrap`, { ...args, control }, { ...own, dependsOn: early });
    const late = new Addons(`${name}-late`, { ...addonArgs, when: "onNodes" }, { ...own, dependsOn: bootstrap });

    // Whatever is inside the cluster goes while nodes run, names resolve and someone may still look.
    this.provider = new k8s.Provider(
      name,
      { kubeconfig: this.kubeconfig, clusterIdentifier: cluster.name },
      { ...own, dependsOn: [...admins, late] },
    );
    this.registerOutputs({
      name: this.name,
      endpoint: this.endpoint,
      kubeconfig: this.kubeconfig,
      securityGroupId: this.securityGroupId,
    });
  }
}

/** Full access for each administrator; named by the principal, so that the order of the list changes nothing. */
function adminAccess(
  name: string,
  control: eks.Cluster,
  { cluster, account, tags }: ClusterArgs,
  parent: pulumi.Resource,
): readonly pulumi.Resource[] {
  return cluster.admins.flatMap((principalArn) => {
    const label = `${name}-admin-${principalName(principalArn)}`;
    const clusterName = control.eksCluster.name;
    const entry = { clusterName, principalArn, policies: { clusterAdmin: "cluster" as const }, account, tags };
    return accessEntry(label, entry, () => label, parent);
  });
}

/** No thumbprints: IAM trusts the issuer's certificate authority, and looking them up would open a connection in preview. */
function oidcProvider(
  name: string,
  control: eks.Cluster,
  tags: Readonly<Record<string, string>>,
  parent: pulumi.Resource,
): aws.iam.OpenIdConnectProvider {
  const issuer = control.eksCluster.identities.apply((identities) => {
    const url = identities[0]?.oidcs?.[0]?.issuer;
    if (url === undefined) throw new pulumi.RunError("EKS gave the cluster no OIDC issuer");
    return url;
  });
  return new aws.iam.OpenIdConnectProvider(
    name,
    { url: issuer, clientIdLists: ["sts.amazonaws.com"], tags: { ...tags } },
    { parent },
  );
}
