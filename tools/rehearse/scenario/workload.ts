/** A plain workload on a pool, written as its team would write it. */
import { labelKeys } from "../../../capacity/kubernetes/labels";
import { labelsOf, taintsOf } from "../../../capacity/nodePool/spec";
import type { KubeObject } from "../api/kubeObject";
import type { Step } from "./schema";

type Run = NonNullable<Step["run"]>;

/** Nothing pulls it. */
const image = "public.ecr.aws/eks-distro/kubernetes/pause:3.10";

/** A Deployment that selects the nodes of a NodePool by their labels and tolerates their taints. */
export function workloadOn(pool: KubeObject, { workload, replicas, cpu, memory, apart = false }: Run) {
  const [namespace = "", name = ""] = workload.split("/");
  const labels = { "rehearse/workload": name };
  const oneEachNode = {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { labelSelector: { matchLabels: labels }, topologyKey: labelKeys.hostname },
      ],
    },
  };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { namespace, name },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          nodeSelector: { ...labelsOf(pool.spec), [labelKeys.nodePool]: pool.metadata.name ?? "" },
          tolerations: taintsOf(pool.spec).map(({ key, value, effect }) => ({
            key,
            effect,
            ...(value === undefined ? { operator: "Exists" } : { operator: "Equal", value }),
          })),
          ...(apart ? { affinity: oneEachNode } : {}),
          terminationGracePeriodSeconds: 0,
          containers: [
            { name: "work", image, resources: { requests: { cpu: String(cpu), memory }, limits: { memory } } },
          ],
        },
      },
    },
  };
}
