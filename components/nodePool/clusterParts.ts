import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Keda } from "../warm/keda";
import type { WarmPlatform } from "../warm/warmPlatform";

/** What node classes and pools are made with: the parts of the program, or what stands in their place elsewhere. */
export interface ClusterParts {
  /** Cluster that the objects are made in. */
  readonly cluster: {
    /** Provider of its objects; undefined takes the one that the component inherits. */
    readonly provider: k8s.Provider | undefined;
    /** Security group that is attached to the nodes. */
    readonly securityGroupId: pulumi.Input<string>;
    /** Kubernetes minor: "1.35". */
    readonly version: string;
  };
  /** Network whose node subnets the nodes run in. */
  readonly network: { readonly nodeSubnetIds: readonly pulumi.Input<string>[] };
  /** Controller that launches and terminates the nodes. */
  readonly karpenter: {
    /** What node classes and pools are made after and deleted before; undefined where something else sees to that. */
    readonly controller: pulumi.Resource | undefined;
    /** IAM role of the nodes, by name. */
    readonly nodeRoleName: pulumi.Input<string>;
    /** Instance profile in place of the role; undefined where the controller makes its own. */
    readonly instanceProfileName: pulumi.Input<string> | undefined;
  };
  /** Namespace, priority and quota of placeholders; undefined when no pool has warm capacity or a smoke test. */
  readonly warmPlatform: WarmPlatform | undefined;
  /** Operator that scales placeholders by the clock; undefined when no pool has a window. */
  readonly keda: Keda | undefined;
}
