/** The planned objects together with those of the charts. */
import type { KubeObject } from "../../api/kubeObject";
import type { RehearsalFinding } from "../../finding";
import type { PlannedObjects } from "../../plannedObjects";
import type { ControlPlane } from "../../server/controlPlane";
import { type Rendered, type RenderOptions, render } from "./render";

/** Objects of the charts beside those of the plan; what Helm refuses is a finding. */
export async function withCharts(
  plane: ControlPlane,
  planned: PlannedObjects,
  options: Pick<RenderOptions, "kubernetesMinor" | "charts" | "versions">,
): Promise<{
  readonly planned: PlannedObjects;
  readonly karpenter: readonly KubeObject[];
  readonly findings: readonly RehearsalFinding[];
}> {
  const settings = {
    binary: plane.binaries.helm,
    processes: plane.processes,
    ...options,
  };
  const all = await Promise.all(planned.releases.map((release) => render(release, settings)));
  const rendered = all.filter((one): one is Rendered => one !== undefined);
  const names = new Set(rendered.map(({ release }) => release.name));
  const objects = rendered.flatMap((one) =>
    "failure" in one
      ? []
      : one.objects.map((object) => ({
          object,
          origin: `Helm release ${one.release.name}`,
          ofChart: true,
          // the controllers of charts run beside the control plane, or not at all: their pods would only be pending
          dryRun: object.kind === "Deployment" || object.kind === "DaemonSet",
        })),
  );
  const isKarpenter = ({ release }: Rendered) => release.chart.split("/").at(-1) === "karpenter";
  return {
    planned: {
      objects: [
        ...planned.objects.filter(({ object }) => object.kind === "Namespace"),
        ...objects,
        ...planned.objects.filter(({ object }) => object.kind !== "Namespace"),
      ],
      releases: planned.releases.map((release) =>
        names.has(release.name) ? { ...release, isRendered: true } : release,
      ),
    },
    karpenter: rendered.filter(isKarpenter).flatMap((one) => ("objects" in one ? one.objects : [])),
    findings: rendered.flatMap((one) =>
      "failure" in one
        ? [
            {
              check: "admission" as const,
              by: "helm" as const,
              subject: `Helm release ${one.release.name}`,
              field: "",
              message: `Helm refuses it: ${one.failure}`,
            },
          ]
        : [],
    ),
  };
}
