/** The Kubernetes objects of a plan, each with the place in the stack's config that it came from. */

import { nodePoolComponentType } from "../../../components/nodePool/nodePoolInputs";
import { teamComponentType } from "../../../components/team/teamInputs";
import type { PlannedResource } from "../../plan/engine/resource";
import type { Plan } from "../../plan/plan";
import type { KubeObject } from "./kubeApi";

export interface PlannedObject {
  readonly object: KubeObject;
  /** `teams.dotori.pools[0]`; undefined for what no single key of the config makes. */
  readonly configPath: string | undefined;
}

/** A Helm release: the server cannot hold it, and no chart is rendered here. */
export interface PlannedRelease {
  readonly name: string;
  readonly chart: string;
  /** Of the chart, without "v"; "" where none is named. */
  readonly version: string;
  readonly namespace: string;
  readonly createsNamespace: boolean;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface PlannedObjects {
  /** In the order in which they are applied. */
  readonly objects: readonly PlannedObject[];
  readonly releases: readonly PlannedRelease[];
}

/** Kinds that others need, first. What is not named comes after all of them. */
const firstKinds = [
  "Namespace",
  "PriorityClass",
  "ServiceAccount",
  "ResourceQuota",
  "LimitRange",
  "EC2NodeClass",
  "NodePool",
  "Deployment",
];

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Positions of pools in the config, by NodePool name: what the config names `general` becomes `dotori-general`. */
function poolPaths(config: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  const add = (pools: unknown, path: string, prefix: string) => {
    if (!Array.isArray(pools)) return;
    for (const [index, pool] of pools.entries()) paths.set(`${prefix}${text(record(pool).name)}`, `${path}[${index}]`);
  };
  add(config.sharedPools, "sharedPools", "");
  for (const [team, content] of Object.entries(record(config.teams))) {
    add(record(content).pools, `teams.${team}.pools`, `${team}-`);
  }
  return paths;
}

function configPath(
  resource: PlannedResource,
  byUrn: ReadonlyMap<string, PlannedResource>,
  pools: ReadonlyMap<string, string>,
): string | undefined {
  for (
    let at: PlannedResource | undefined = resource;
    at !== undefined;
    at = at.parent === null ? undefined : byUrn.get(at.parent)
  ) {
    if (at.type === nodePoolComponentType) return pools.get(at.name);
    if (at.type === teamComponentType) return `teams.${at.name}`;
  }
  return undefined;
}

/**
 * What the plan would send to the cluster.
 * @param config the stack's own keys, as `teams` and `sharedPools`; only to say where an object comes from
 */
export function plannedObjects(
  plan: Pick<Plan, "resources">,
  config: Readonly<Record<string, unknown>>,
): PlannedObjects {
  const byUrn = new Map(plan.resources.map((resource) => [resource.urn, resource]));
  const pools = poolPaths(config);
  const rank = ({ object }: PlannedObject) =>
    firstKinds.includes(object.kind) ? firstKinds.indexOf(object.kind) : firstKinds.length;
  const objects = plan.resources
    .filter(({ inputs }) => typeof inputs.apiVersion === "string" && typeof inputs.kind === "string")
    .map((resource) => ({
      object: withoutPulumi(resource.inputs as unknown as KubeObject),
      configPath: configPath(resource, byUrn, pools),
    }))
    .sort((a, b) => rank(a) - rank(b));
  const releases = plan.resources
    .filter(({ type }) => type === "kubernetes:helm.sh/v3:Release")
    .map(({ inputs, name }) => ({
      name: text(inputs.name) || name,
      chart: text(inputs.chart),
      version: text(inputs.version),
      namespace: text(inputs.namespace) || "default",
      createsNamespace: inputs.createNamespace === true,
      values: record(inputs.values),
    }));
  return { objects, releases };
}

/** Without the annotations that only Pulumi reads: it takes them as orders and sends them too, but they say nothing here. */
function withoutPulumi(object: KubeObject): KubeObject {
  const annotations = Object.entries(object.metadata?.annotations ?? {}).filter(
    ([key]) => !key.startsWith("pulumi.com/"),
  );
  return { ...object, metadata: { ...object.metadata, annotations: Object.fromEntries(annotations) } };
}

/** Karpenter's feature gates as the chart's values turn them on: `StaticCapacity=true`, as its FEATURE_GATES wants them. */
export function featureGates(releases: readonly PlannedRelease[]): readonly string[] {
  const gates = releases.map(({ values }) => record(record(values.settings).featureGates));
  return gates.flatMap((gate) =>
    Object.entries(gate)
      .filter(([, on]) => typeof on === "boolean")
      .map(([name, on]) => `${name.charAt(0).toUpperCase()}${name.slice(1)}=${on}`),
  );
}

/** `NodePool dotori-general`, `Deployment warm-capacity/dotori-general` */
export function objectName({ kind, metadata }: Pick<KubeObject, "kind" | "metadata">): string {
  return `${kind} ${metadata.namespace === undefined ? "" : `${metadata.namespace}/`}${metadata.name ?? "(without a name)"}`;
}
