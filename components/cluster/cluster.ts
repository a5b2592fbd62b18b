/** The EKS cluster, who administers it, its add-ons, and the capacity that is there before Karpenter. */
import * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { accessEntry, principalName } from "../iam/accessEntry";
import { Addons } from "./addons";
import { BootstrapCapacity } from "./bootstrapCapacity";
import { makeCapabilities } from "./capabilities";
import { type ControlPlaneArgs, controlPlane } from "./controlPlane";

export interface ClusterArgs extends ControlPlaneArgs {
  /** How pods take IAM roles: through the Pod Identity agent, or through OIDC (`irsa`), which needs a provider in IAM. */
  readonly identity: "podIdentity" | "irsa";
  /** Whether bootstrap nodes may be reached by Session Manager, as Karpenter's. */
  readonly ssm: boolean;
  /** Whether KEDA will run on the bootstrap capacity. */
  readonly keda: boolean;
}

/** An EKS cluster that is ready for Karpenter: access entries for its administrators, add-ons, bootstrap capacity. */
export class Cluster extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:Cluster";
  /** Name from the config: known in preview, unlike the control plane's output. */
  readonly name: string;
  /** The same name as the control plane's output: a resource that takes it is made after the control plane. */
  readonly controlPlaneName: pulumi.Output<string>;
  /** Kubernetes minor: "1.35". */
  readonly version: string;
  /** Whether the VPC CNI has an IAM role of its own; else it runs with the role of its node. */
  readonly cniHasOwnRole: boolean;
  /** Whether ARC can shift the cluster away from a zone; Karpenter then asks it for shifts. */
  readonly zonalShift: boolean;
  /** Address of the API server, with `https://`. */
  readonly endpoint: pulumi.Output<string>;
  /** Kubeconfig as JSON. A secret: its user runs `aws eks get-token`. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Security group that EKS makes with the cluster. It is attached to all nodes, so they reach each other and the control plane. */
  readonly securityGroupId: pulumi.Output<string>;
  /** IAM's provider for the cluster's service accounts; undefined with Pod Identity. */
  readonly oidcProvider: aws.iam.OpenIdConnectProvider | undefined;
  /** Provider for all objects inside the cluster: they are made after the add-ons, and deleted before anything of the cluster is. */
  readonly provider: k8s.Provider;

  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super(Cluster.__pulumiType, name, { cluster: args.cluster }, opts);
    const { cluster, tags } = args;
    const own = { parent: this };

    const control = controlPlane(name, args, this);
    this.name = cluster.name;
    this.controlPlaneName = control.eksCluster.name;
    this.version = args.cluster.version;
    this.cniHasOwnRole = cluster.cniRole === "own";
    this.zonalShift = cluster.zonalShift ?? false;
    this.endpoint = control.eksCluster.endpoint;
    this.kubeconfig = pulumi.secret(control.kubeconfigJson);
    this.securityGroupId = control.clusterSecurityGroupId;

    const admins = adminAccess(name, control, args, this);
    this.oidcProvider = args.identity === "irsa" ? oidcProvider(name, control, tags, this) : undefined;

    if (cluster.capabilities !== undefined) makeCapabilities(name, cluster.capabilities, control, args, this);

    const addonArgs = { ...args, control, oidcProvider: this.oidcProvider };
    const early = new Addons(`${name}-early`, { ...addonArgs, when: "beforeNodes" }, own);
    const bootstrap = new BootstrapCapacity(`${name}-bootstrap`, { ...args, control }, { ...own, dependsOn: early });
    const late = new Addons(`${name}-late`, { ...addonArgs, when: "onNodes" }, { ...own, dependsOn: bootstrap });

    // After admins and add-ons: objects are deleted while nodes run, DNS works and administrators still have access.
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

/** Full access for each administrator. Names come from the principals, so that the order of the list does not matter. */
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

/**
 * IAM's provider for IRSA. No thumbprints: IAM trusts the issuer's certificate authority, and looking them up would open a
 * connection in preview.
 * @throws RunError in the output, if EKS gave the cluster no issuer
 */
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
