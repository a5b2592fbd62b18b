/** Keys of an entry of a team's `capacityBuffers`: a CapacityBuffer (autoscaling.x-k8s.io/v1beta1), as Karpenter 1.14 reads it. */
import { z } from "zod";
import { leftOut } from "./frame/default";
import { cpu, dnsLabel, integer, memory } from "./frame/kind";

export const capacityBufferSchema = z.strictObject({
  name: dnsLabel("buffer name", ["web-spare", "batch-spare"]).meta({
    description: "Name of the CapacityBuffer, unique in its namespace. A change replaces it.",
  }),
  namespace: leftOut(
    dnsLabel("namespace", ["dotori", "dotori-batch"]).meta({ description: "One of the team's namespaces." }),
    "the team's first",
  ),
  scalableRef: z
    .strictObject({
      kind: z.enum(["Deployment", "StatefulSet", "ReplicaSet"]).meta({ description: "Its kind." }),
      name: dnsLabel("workload name", ["web", "worker"]).meta({ description: "Its name." }),
    })
    .meta({ description: "Workload of the namespace whose pods the buffer has room for; it need not be there yet." })
    .optional(),
  podTemplateRef: z
    .strictObject({ name: dnsLabel("pod template name", ["spare", "large"]).meta({ description: "Its name." }) })
    .meta({ description: "PodTemplate of the namespace instead of a workload; it needs `replicas` or `limits`." })
    .optional(),
  replicas: integer({ min: 0, max: 10000, examples: [2, 10] })
    .meta({ description: "For how many pods there is room." })
    .optional(),
  percentage: integer({ min: 0, max: 1000, examples: [10, 20] })
    .meta({ description: "The same in per cent of the workload's replicas, rounded up." })
    .optional(),
  limits: z
    .strictObject({
      cpu: cpu().meta({ description: "Most CPU of the buffer." }).optional(),
      memory: memory().meta({ description: "Most memory of the buffer." }).optional(),
    })
    .meta({ description: "The most that the buffer may take." })
    .optional(),
});

export type CapacityBufferInput = z.output<typeof capacityBufferSchema>;
