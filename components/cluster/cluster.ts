/** The EKS cluster, who administers it, its add-ons, and the capacity that is there before Karpenter; or one that exists. */
import * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ClusterConfig, CreatedCluster, ExistingCluster } from "../../config";
import { accessEntry, principalName } from "../iam/accessEntry";
import type { OidcProvider } from "../iam/role";
import { Addons } from "./addons";
import { BootstrapCapacity } from "./bootstrapCapacity";
import { makeCapabilities } from "./capabilities";
import { type ControlPlaneArgs, controlPlane } from "./controlPlane";
import { existingKubeconfig, existingOidcProvider } from "./existingCluster";

export interface ClusterArgs extends Omit<ControlPlaneArgs, "cluster"> {
  /** What a new cluster has, or how one that exists is reached. */
  readonly cluster: ClusterConfig;
  /** How pods take IAM roles: through the Pod Identity agent, or through OIDC (`irsa`), which needs a provider in IAM. */
  readonly identity: "podIdentity" | "irsa";
  /** Whether bootstrap nodes may be reached by Session Manager, as Karpenter's. */
  readonly ssm: boolean;
  /** Whether KEDA will run on the bootstrap capacity. */
  readonly keda: boolean;
}

/**
 * An EKS cluster that is ready for Karpenter: access entries for its administrators, add-ons, bootstrap capacity. Of a cluster
 * that exists only the access entries are made.
 */
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
  readonly oidcProvider: OidcProvider | undefined;
  /** Provider for all objects inside the cluster: they are made after the add-ons, and deleted before anything of the cluster is. */
  readonly provider: k8s.Provider;

  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super(Cluster.__pulumiType, name, { cluster: args.cluster }, opts);
    const { cluster } = args;
    this.name = cluster.name;
    this.version = cluster.version;
    this.cniHasOwnRole = cluster.cniRole === "own";
    this.zonalShift = cluster.zonalShift ?? false;
    const parts =
      cluster.kind === "existing"
        ? existingCluster(name, cluster, args, this)
        : createCluster(name, cluster, args, this);
    this.controlPlaneName = parts.controlPlaneName;
    this.endpoint = parts.endpoint;
    this.kubeconfig = pulumi.secret(parts.kubeconfig);
    this.securityGroupId = parts.securityGroupId;
    this.oidcProvider = parts.oidcProvider;

    // After admins and add-ons: objects are deleted while nodes run, DNS works and administrators still have access.
    this.provider = new k8s.Provider(
      name,
      { kubeconfig: this.kubeconfig, clusterIdentifier: cluster.name },
      { parent: this, dependsOn: [...parts.ready] },
    );
    this.registerOutputs({
      name: this.name,
      endpoint: this.endpoint,
      kubeconfig: this.kubeconfig,
      securityGroupId: this.securityGroupId,
    });
  }
}

/** What either kind of cluster is to the rest of the stack. */
interface ClusterParts extends Pick<Cluster, "controlPlaneName" | "endpoint" | "kubeconfig" | "securityGroupId"> {
  readonly oidcProvider: OidcProvider | undefined;
  /** What objects inside the cluster are made after, and deleted before. */
  readonly ready: readonly pulumi.Resource[];
}

function createCluster(
  name: string,
  cluster: CreatedCluster,
  clusterArgs: ClusterArgs,
  parent: pulumi.Resource,
): ClusterParts {
  const args = { ...clusterArgs, cluster };
  const own = { parent };
  const control = controlPlane(name, args, parent);
  const controlPlaneName = control.eksCluster.name;
  const admins = adminAccess(name, controlPlaneName, args, parent);
  const provider = args.identity === "irsa" ? oidcProvider(name, control, args.tags, parent) : undefined;

  if (cluster.capabilities !== undefined) makeCapabilities(name, cluster.capabilities, control, args, parent);

  const addonArgs = { ...args, control, oidcProvider: provider };
  const early = new Addons(`${name}-early`, { ...addonArgs, when: "beforeNodes" }, own);
  const bootstrap = new BootstrapCapacity(`${name}-bootstrap`, { ...args, control }, { ...own, dependsOn: early });
  const late = new Addons(`${name}-late`, { ...addonArgs, when: "onNodes" }, { ...own, dependsOn: bootstrap });
  return {
    controlPlaneName,
    endpoint: control.eksCluster.endpoint,
    kubeconfig: control.kubeconfigJson,
    securityGroupId: control.clusterSecurityGroupId,
    oidcProvider: provider,
    ready: [...admins, late],
  };
}

function existingCluster(
  name: string,
  cluster: ExistingCluster,
  args: ClusterArgs,
  parent: pulumi.Resource,
): ClusterParts {
  const controlPlaneName = pulumi.output(cluster.name);
  const { endpoint, securityGroup } = cluster.existing;
  return {
    controlPlaneName,
    endpoint: pulumi.output(endpoint),
    kubeconfig: existingKubeconfig(cluster, args.account.region),
    securityGroupId: pulumi.output(securityGroup),
    oidcProvider: existingOidcProvider(cluster),
    ready: adminAccess(name, controlPlaneName, args, parent),
  };
}

/** Full access for each administrator. Names come from the principals, so that the order of the list does not matter. */
function adminAccess(
  name: string,
  clusterName: pulumi.Input<string>,
  { cluster, account, tags }: ClusterArgs,
  parent: pulumi.Resource,
): readonly pulumi.Resource[] {
  return cluster.admins.flatMap((principalArn) => {
    const label = `${name}-admin-${principalName(principalArn)}`;
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
