/** Karpenter: roles, interruption queue, and its two charts. */
import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { KarpenterConfig } from "../../config";
import type { Cluster } from "../cluster/cluster";
import type { Account } from "../iam/account";
import { ControllerRole, karpenterNamespace, karpenterServiceAccount } from "./controllerRole";
import { joinedValues } from "./helmValues";
import { InterruptionQueue } from "./interruptionQueue";
import { NodeRole } from "./nodeRole";

/** Seconds in which a chart's objects must become ready: image pulls over a fresh NAT gateway are slow. */
const readySeconds = 600;

export interface KarpenterArgs {
  readonly karpenter: KarpenterConfig;
  readonly cluster: Cluster;
  readonly account: Account;
  readonly tags: Readonly<Record<string, string>>;
}

export class Karpenter extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:Karpenter";
  /** Role of the nodes, by name as EC2NodeClass wants it. */
  readonly nodeRoleName: string;
  /** Profile made here when the controller cannot reach IAM to make its own; node classes then name it. */
  readonly instanceProfileName: string | undefined;
  /** Undefined when interruption handling is off. */
  readonly queueName: string | undefined;
  /** The controller's release: node classes and pools come after it, and go before it. */
  readonly controller: k8s.helm.v3.Release;

  constructor(name: string, args: KarpenterArgs, opts?: pulumi.ComponentResourceOptions) {
    super(Karpenter.__pulumiType, name, { karpenter: { ...args.karpenter, values: undefined } }, opts);
    const { karpenter, cluster } = args;
    const { permissionsBoundary } = karpenter;
    const own = { parent: this };

    const nodeRole = new NodeRole(
      `${name}-node`,
      { ...args, permissionsBoundary, instanceProfile: karpenter.isolated },
      own,
    );
    const queue = karpenter.interruption
      ? new InterruptionQueue(`${name}-interruption`, { ...args, clusterName: cluster.name }, own)
      : undefined;
    const controllerRole = new ControllerRole(
      `${name}-controller`,
      { ...args, permissionsBoundary, nodeRole, queue },
      own,
    );
    const spotRole = karpenter.spotServiceLinkedRole === "create" ? spotServiceLinkedRole(name, this) : [];

    const inCluster = { ...own, provider: cluster.provider };
    // Helm installs a chart's own crds/ once and never again; a chart of their own upgrades them with the controller.
    const crds = new k8s.helm.v3.Release(
      `${name}-crd`,
      { name: "karpenter-crd", ...chart(karpenter, "karpenter-crd"), namespace: karpenterNamespace, atomic: true },
      inCluster,
    );
    this.controller = new k8s.helm.v3.Release(
      name,
      {
        name: "karpenter",
        ...chart(karpenter, "karpenter"),
        namespace: karpenterNamespace,
        skipCrds: true,
        atomic: true,
        timeout: readySeconds,
        values: values(args, controllerRole, queue),
      },
      // All that the controller needs to take nodes away again outlives it: these, and through the provider the cluster.
      {
        ...inCluster,
        dependsOn: [crds, nodeRole, controllerRole, ...(queue ? [queue] : []), ...spotRole],
      },
    );
    this.nodeRoleName = nodeRole.roleName;
    this.instanceProfileName = nodeRole.instanceProfileName;
    this.queueName = queue?.queueName;
    this.registerOutputs({ nodeRoleName: this.nodeRoleName, queueName: this.queueName });
  }
}

/** A folder carries its own version; a registry is asked for ours. */
function chart({ version, charts }: KarpenterConfig, name: keyof KarpenterConfig["charts"]) {
  const location = charts[name];
  return location.startsWith("oci://") ? { chart: location, version } : { chart: location };
}

function values(
  { karpenter, cluster, account }: KarpenterArgs,
  controllerRole: ControllerRole,
  queue: InterruptionQueue | undefined,
): Record<string, pulumi.Input<unknown>> {
  const irsa = karpenter.identity === "irsa";
  const size = { ...karpenter.resources };
  const program = {
    replicas: karpenter.replicas,
    serviceAccount: {
      name: karpenterServiceAccount,
      ...(irsa ? { annotations: { "eks.amazonaws.com/role-arn": controllerRole.arn } } : {}),
    },
    controller: {
      resources: { requests: size, limits: size },
      // Without it the region comes from the metadata service, which pods do not reach at hop limit 1 (#8219).
      env: [{ name: "AWS_REGION", value: account.region }],
    },
    settings: {
      clusterName: cluster.name,
      interruptionQueue: queue?.queueName ?? "",
      isolatedVPC: karpenter.isolated,
      featureGates: { ...karpenter.featureGates },
    },
  };
  return joinedValues(program, karpenter.values, karpenter.valuesAreSecret);
}

/** The role belongs to the account: it stays when the stack goes, as other stacks may use it by then. */
function spotServiceLinkedRole(name: string, parent: pulumi.Resource): readonly pulumi.Resource[] {
  return [
    new aws.iam.ServiceLinkedRole(
      `${name}-spot`,
      { awsServiceName: "spot.amazonaws.com" },
      { parent, retainOnDelete: true },
    ),
  ];
}
