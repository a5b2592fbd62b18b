/** Renders charts with real Helm and the planned values. */

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { ownValue } from "../../../../capacity/units/ownValue";
import type { KubeObject } from "../../api/kubeObject";
import { cachedChart } from "../../parts/cache";
import { chartSources } from "../../parts/modules";
import type { PartVersions } from "../../parts/versions";
import type { PlannedRelease } from "../../plannedObjects";
import type { Processes } from "../../server/processes";

/** What Helm made of a release. */
export type Rendered =
  | { readonly release: PlannedRelease; readonly objects: readonly KubeObject[] }
  /** Helm's message: the chart refuses the values, or has a fault. */
  | { readonly release: PlannedRelease; readonly failure: string };

/** Folder of a release's chart; undefined when it is not here. */
function chartFolder({ chart }: PlannedRelease, { charts = {}, versions }: RenderOptions): string | undefined {
  const name = chart.split("/").at(-1) ?? "";
  const own = ownValue(charts, name);
  if (own !== undefined) return own;
  const source = Object.entries(chartSources).find(([known]) => known === name)?.[1];
  const folder = source === undefined ? undefined : cachedChart(source, versions);
  return folder !== undefined && existsSync(folder) ? folder : undefined;
}

export interface RenderOptions {
  /** Path of helm. */
  readonly binary: string;
  /** Run it; its files go to their folder. */
  readonly processes: Processes;
  /** Of the cluster: "1.35". */
  readonly kubernetesMinor: string;
  /** Folders of charts by the chart's name, such as keda; they outrank the cached ones. */
  readonly charts?: Readonly<Record<string, string>>;
  /** Of Karpenter, whose charts are cached. */
  readonly versions: PartVersions;
}

/** Renders a release with its planned values; undefined when its chart is not here. */
export async function render(release: PlannedRelease, options: RenderOptions): Promise<Rendered | undefined> {
  const chart = chartFolder(release, options);
  if (chart === undefined) return undefined;
  const { folder } = options.processes;
  const values = join(folder, `values-${release.name}.json`);
  writeFileSync(values, JSON.stringify(release.values), { mode: 0o600 });
  const args = ["template", release.name, chart, "--namespace", release.namespace, "--values", values, "--skip-crds"];
  const { code, out, err } = await options.processes.run({
    name: `helm ${release.name}`,
    binary: options.binary,
    args: [...args, "--kube-version", `${options.kubernetesMinor}.0`],
    // its caches and configuration go where the run's files are
    environment: { HELM_CACHE_HOME: folder, HELM_CONFIG_HOME: folder, HELM_DATA_HOME: folder },
  });
  if (code !== 0) return { release, failure: err.trim().replace(/\s*\n\s*/g, " ") };
  const objects = parseAllDocuments(out).flatMap((document) => {
    const object = document.toJSON() as KubeObject | null;
    return object?.kind === undefined ? [] : [withNamespace(object, release.namespace)];
  });
  return { release, objects };
}

/** Kinds of charts that belong to no namespace; the server says so of all others. */
const clusterWide =
  /^(Cluster\w+|CustomResourceDefinition|Namespace|PriorityClass|APIService|\w+WebhookConfiguration|ValidatingAdmission\w+)$/;

/** Helm applies an object without a namespace in that of its release. */
function withNamespace(object: KubeObject, namespace: string): KubeObject {
  if (object.metadata.namespace !== undefined || clusterWide.test(object.kind)) return object;
  return { ...object, metadata: { ...object.metadata, namespace } };
}
