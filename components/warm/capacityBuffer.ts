/** CapacityBuffer objects, of teams and of warm capacity: room for pods that are not there yet, kept by Karpenter. */
import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { CapacityBufferConfig } from "../../config";

/** Makes the buffer; in `opts` it depends on its namespace and on Karpenter, whose charts bring the definition. */
export function capacityBuffer(buffer: CapacityBufferConfig, opts: pulumi.CustomResourceOptions): void {
  const { name, namespace, scalableRef, ...spec } = buffer;
  new k8s.apiextensions.CustomResource(
    // a dot is in neither, so no two pairs give one name
    `${namespace}.${name}`,
    {
      apiVersion: "autoscaling.x-k8s.io/v1beta1",
      kind: "CapacityBuffer",
      metadata: { name, namespace },
      spec: {
        // the API server's own default, which would otherwise show as a difference
        provisioningStrategy: "buffer.x-k8s.io/active-capacity",
        ...spec,
        ...(scalableRef === undefined ? {} : { scalableRef: { apiGroup: "apps", ...scalableRef } }),
      },
    },
    opts,
  );
}
