/** NodeOverlay objects: prices and resources with which Karpenter computes instead of its own. */
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../config";
import type { Cluster } from "../cluster/cluster";
import type { Karpenter } from "./karpenter";

export interface NodeOverlaysArgs {
  /** Of the stack file and of the user's own prices; each is an object of its name. */
  readonly overlays: StackConfig["nodeOverlays"];
  /** Cluster that the objects are made in. */
  readonly cluster: Cluster;
  /** Its charts bring the definition. */
  readonly karpenter: Karpenter;
}

/** One object for each overlay; none without the feature gate, which the config's check asks for. */
export class NodeOverlays extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:NodeOverlays";

  constructor(name: string, args: NodeOverlaysArgs, opts?: pulumi.ComponentResourceOptions) {
    super(NodeOverlays.__pulumiType, name, { overlays: args.overlays.map((overlay) => overlay.name) }, opts);
    for (const { name: overlay, ...spec } of args.overlays) {
      new k8s.apiextensions.CustomResource(
        overlay,
        { apiVersion: "karpenter.sh/v1alpha1", kind: "NodeOverlay", metadata: { name: overlay }, spec },
        { parent: this, provider: args.cluster.provider, dependsOn: args.karpenter.controller },
      );
    }
    this.registerOutputs();
  }
}
