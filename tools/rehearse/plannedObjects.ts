/** The Kubernetes objects of a plan, each with the config key that it comes from. */

import { recordOf, textOf } from "../../capacity/units/fields";
import type { PlannedResource } from "../plan/engine/resource";
import type { Plan } from "../plan/plan";
import { placeText } from "../plan/report/verdict";
import { type ConfigPlaces, noPlaces } from "../plan/summary/configPlace";
import { type KubeObject, kinds, type ObjectMeta } from "./api/kubeObject";
import { subjectOf } from "./finding";

export interface PlannedObject {
  readonly object: KubeObject;
  /** `Pulumi.dev.yaml:8:11 teams.dotori.pools[0]`, or `Helm release keda`; undefined when no single key makes the object. */
  readonly origin: string | undefined;
  /** Paths of fields that Pulumi sets once and others set afterwards, KEDA or `kubectl scale`. @default none */
  readonly setByOthers?: readonly string[];
  /** Whether it is of a chart and not of the plan. @default false */
  readonly ofChart?: boolean;
  /** The server checks it and does not store it. @default false */
  readonly dryRun?: boolean;
}

/** A Helm release. */
export interface PlannedRelease {
  readonly name: string;
  readonly chart: string;
  /** Of the chart, without "v"; "" where none is set. */
  readonly version: string;
  readonly namespace: string;
  readonly createsNamespace: boolean;
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether the objects of its chart are among those of the plan. @default false */
  readonly isRendered?: boolean;
}

export interface PlannedObjects {
  /** In the order in which they are applied. */
  readonly objects: readonly PlannedObject[];
  readonly releases: readonly PlannedRelease[];
}

/** Kinds that others need, in the order in which they are applied; all other kinds come after them. */
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

/** Where the config decides a resource, or a field of its inputs; undefined where no key does. */
export function originOf(places: ConfigPlaces, urn: string, field?: string): string | undefined {
  return placeText(places.ofResource(urn, field)) || undefined;
}

/** A NodePool for a finding: with the place of the config that decides it, where one does. */
export function poolSubject({ objects }: PlannedObjects, pool: string): string {
  const planned = objects.find(({ object }) => kinds.nodePool.is(object) && object.metadata.name === pool);
  return subjectOf(planned?.origin, `NodePool ${pool}`);
}

/**
 * The object that a resource makes, without the annotations that only Pulumi reads; undefined for a resource that is not a
 * Kubernetes object.
 */
function objectOf({ inputs }: PlannedResource): KubeObject | undefined {
  const { apiVersion, kind } = inputs;
  if (typeof apiVersion !== "string" || typeof kind !== "string") return undefined;
  const metadata: ObjectMeta = recordOf(inputs.metadata);
  const annotations = Object.entries(metadata.annotations ?? {}).filter(([key]) => !key.startsWith("pulumi.com/"));
  return { ...inputs, apiVersion, kind, metadata: { ...metadata, annotations: Object.fromEntries(annotations) } };
}

/**
 * The objects and Helm releases that the plan would send to the cluster.
 * @param places for the objects' origins; without them they have none
 */
export function plannedObjects(plan: Pick<Plan, "resources">, places: ConfigPlaces = noPlaces): PlannedObjects {
  const rank = ({ object }: PlannedObject) =>
    firstKinds.includes(object.kind) ? firstKinds.indexOf(object.kind) : firstKinds.length;
  const objects = plan.resources
    .flatMap((resource) => {
      const object = objectOf(resource);
      if (object === undefined) return [];
      const { urn, ignoreChanges } = resource;
      const setByOthers = ignoreChanges.length === 0 ? {} : { setByOthers: ignoreChanges };
      return [{ object, origin: originOf(places, urn), ...setByOthers }];
    })
    .sort((a, b) => rank(a) - rank(b));
  const releases = plan.resources
    .filter(({ type }) => type === "kubernetes:helm.sh/v3:Release")
    .map(({ inputs, name }) => ({
      name: textOf(inputs.name) || name,
      chart: textOf(inputs.chart),
      version: textOf(inputs.version),
      namespace: textOf(inputs.namespace) || "default",
      createsNamespace: inputs.createNamespace === true,
      values: recordOf(inputs.values),
    }));
  return { objects, releases };
}

/**
 * Karpenter's feature gates that the chart's values set, in the format of its FEATURE_GATES: `staticCapacity: true` is
 * "StaticCapacity=true".
 */
export function featureGates(releases: readonly PlannedRelease[]): readonly string[] {
  const gates = releases.map(({ values }) => recordOf(recordOf(values.settings).featureGates));
  return gates.flatMap((gate) =>
    Object.entries(gate)
      .filter(([, on]) => typeof on === "boolean")
      .map(([name, on]) => `${name.charAt(0).toUpperCase()}${name.slice(1)}=${on}`),
  );
}
