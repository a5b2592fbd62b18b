/** Karpenter: its roles, its interruption queue and its two charts. */
import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { nearestKarpenterVersion } from "../../capacity/karpenter/versions";
import { ownValue } from "../../capacity/units/ownValue";
import type { KarpenterConfig } from "../../config";
import type { Cluster } from "../cluster/cluster";
import { type HelmChart, helmChart, releaseTimeoutSeconds } from "../cluster/helmChart";
import type { AwsSettings } from "../iam/account";
import { ControllerRole, karpenterNamespace, karpenterServiceAccount } from "./controllerRole";
import { joinedValues } from "./helmValues";
import { InterruptionQueue } from "./interruptionQueue";
import { NodeRole } from "./nodeRole";

export interface KarpenterArgs extends AwsSettings {
  /** Version, charts, identity, feature gates, replicas and Helm values. */
  readonly karpenter: KarpenterConfig;
  /** Cluster that Karpenter runs in and launches nodes for. */
  readonly cluster: Cluster;
}

/** The controller that launches and terminates nodes, with all that it and its nodes need in IAM and EC2. */
export class Karpenter extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:Karpenter";
  /** Role of the nodes, for `spec.role` of node classes. */
  readonly nodeRoleName: string;
  /** For `spec.instanceProfile` of node classes when the controller cannot reach IAM; else undefined, and it makes its own. */
  readonly instanceProfileName: string | undefined;
  /** SQS queue of interruption events; undefined when interruption handling is off. */
  readonly queueName: string | undefined;
  /** The controller's release: node classes and pools are made after it and deleted before it, since it removes their finalizers. */
  readonly controller: k8s.helm.v3.Release;

  constructor(name: string, args: KarpenterArgs, opts?: pulumi.ComponentResourceOptions) {
    super(Karpenter.__pulumiType, name, { karpenter: { ...args.karpenter, values: undefined } }, opts);
    const { karpenter, cluster } = args;
    const { permissionsBoundary, accountWideName } = karpenter;
    const own = { parent: this };

    const nodeRole = new NodeRole(
      `${name}-node`,
      {
        ...args,
        permissionsBoundary,
        accountWideName,
        nodeRole: karpenter.nodeRole,
        cniHasOwnRole: cluster.cniHasOwnRole,
        instanceProfile: karpenter.isolated,
      },
      own,
    );
    const queue = karpenter.interruption
      ? new InterruptionQueue(`${name}-interruption`, { ...args, clusterName: cluster.name }, own)
      : undefined;
    const controllerRole = new ControllerRole(
      `${name}-controller`,
      {
        ...args,
        permissionsBoundary,
        accountWideName,
        nodeRole,
        queue,
        amiParameters: karpenter.amiParameters,
        volumeKeys: karpenter.volumeKeys,
        gateActions: gateActions(karpenter),
      },
      own,
    );
    const spotRole = karpenter.spotServiceLinkedRole === "create" ? spotServiceLinkedRole(name, this) : [];

    const inCluster = { ...own, provider: cluster.provider };
    // Helm never upgrades the crds/ folder of a chart; a chart of their own upgrades them with the controller.
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
        timeout: releaseTimeoutSeconds,
        values: values(args, controllerRole, queue),
      },
      // The controller is deleted before what it needs to terminate nodes: these, and through the provider the cluster.
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

function chart({ version, charts }: KarpenterConfig, name: keyof KarpenterConfig["charts"]): HelmChart {
  return helmChart(name, charts[name], version);
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
      // Otherwise the region comes from IMDS, which pods cannot reach with hop limit 1 (aws/karpenter-provider-aws#8219).
      env: [{ name: "AWS_REGION", value: account.region }],
    },
    settings: {
      clusterName: cluster.name,
      interruptionQueue: queue?.queueName ?? "",
      isolatedVPC: karpenter.isolated,
      ...gateValues(karpenter),
    },
  };
  return joinedValues(program, karpenter.values, karpenter.valuesAreSecret);
}

/**
 * Gates of the stack's version; others its chart ignores. Those of the AWS provider only where they are on: an explicit
 * false beside `settings.enableDRA` fails the chart.
 */
function gateValues({ version, featureGates, awsFeatureGates }: KarpenterConfig): Record<string, unknown> {
  const row = nearestKarpenterVersion(version);
  const of = (gates: Readonly<Record<string, boolean>>, known: object) =>
    Object.fromEntries(Object.entries(gates).filter(([gate]) => Object.hasOwn(known, gate)));
  const aws = Object.entries(of(awsFeatureGates, row.awsFeatureGates)).filter(([, isOn]) => isOn);
  return {
    featureGates: of(featureGates, row.featureGates),
    ...(aws.length === 0 ? {} : { awsFeatureGates: Object.fromEntries(aws) }),
  };
}

/** Actions that the gates which are on need, as the version names them. */
function gateActions({ version, featureGates, awsFeatureGates }: KarpenterConfig): readonly string[] {
  const row = nearestKarpenterVersion(version);
  const rows = { ...row.featureGates, ...row.awsFeatureGates };
  const on = Object.entries({ ...featureGates, ...awsFeatureGates }).filter(([, isOn]) => isOn);
  return [...new Set(on.flatMap(([gate]) => ownValue(rows, gate)?.actions ?? []))].sort();
}

/** EC2's role for spot. There is one in an account, so it is kept when the stack is destroyed: others may need it by then. */
function spotServiceLinkedRole(name: string, parent: pulumi.Resource): readonly pulumi.Resource[] {
  return [
    new aws.iam.ServiceLinkedRole(
      `${name}-spot`,
      { awsServiceName: "spot.amazonaws.com" },
      { parent, retainOnDelete: true },
    ),
  ];
}
