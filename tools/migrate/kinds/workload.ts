/** Deployments and whatever else has pods: placeholders become warm capacity, and of all others the selectors are compared with pools. */

import { labelKeys } from "../../../capacity/kubernetes/labels";
import { isRecord, listOf, recordOf } from "../../../capacity/units/fields";
import { ownValue } from "../../../capacity/units/ownValue";
import { cpuMillis, memoryBytes } from "../../../capacity/units/quantity";
import type { Model, NodeSelectorTerm, SourceToleration } from "../model";
import { Field, type Said, type SourceObject } from "../source/sourceObject";
import { requirementOf } from "./requirements";

/** Where the pod's spec is, by kind. */
const podPaths: Readonly<Record<string, readonly string[]>> = {
  Pod: ["spec"],
  Deployment: ["spec", "template", "spec"],
  StatefulSet: ["spec", "template", "spec"],
  DaemonSet: ["spec", "template", "spec"],
  ReplicaSet: ["spec", "template", "spec"],
  Job: ["spec", "template", "spec"],
  CronJob: ["spec", "jobTemplate", "spec", "template", "spec"],
};

export const workloadKinds: readonly string[] = Object.keys(podPaths);

/** The last part of a pause image's name: `pause`, `pause-amd64`, `eks-pause`. */
const pauseImage = /(^|\/)([a-z0-9.-]*-)?pause(-[a-z0-9]+)?(:|@|$)/;

/** Reads a workload. */
export function readWorkload(object: SourceObject, model: Model): void {
  const top = Field.of(object);
  readPods(
    top,
    top.at(...(ownValue(podPaths, object.kind) ?? [])),
    { replicas: top.at("spec", "replicas"), namespace: namespaceOf(top) },
    model,
  );
}

/** Namespace of an object; the default one where it says none. */
export function namespaceOf(top: Field): string {
  return top.at("metadata", "namespace").text()?.value ?? "default";
}

interface PodsOf {
  readonly replicas: Field;
  readonly namespace: string;
  readonly name?: string;
  /** @default what the containers' images say */
  readonly isPlaceholder?: boolean;
  readonly priorityClassName?: Said<string> | undefined;
}

/** Takes what matters of pods into the model, and settles the rest. */
export function readPods(top: Field, pod: Field, { replicas, namespace, ...of }: PodsOf, model: Model): void {
  const containers = pod.at("containers").items();
  const affinity = pod.at("affinity");
  const isPlaceholder = of.isPlaceholder ?? (containers.length > 0 && containers.every(runsPause));
  // A workload stays as it is, wherever it came from: only where its pods may run is looked at.
  model.notes.push((ledger) => ledger.settle(top.from));
  model.workloads.push({
    from: top.from,
    title: of.name === undefined ? top.object.title : `Deployment ${of.name} of the chart`,
    name: of.name ?? top.object.name,
    namespace,
    isPlaceholder,
    replicas: replicas.number(),
    nodeTerms: nodeTermsOf(pod),
    tolerations: pod.at("tolerations").items().map(tolerationOf),
    priorityClassName: of.priorityClassName ?? pod.at("priorityClassName").text(),
    cpuMillis: requestOf(pod, "cpu", cpuMillis),
    memoryBytes: requestOf(pod, "memory", memoryBytes),
    onePerNode: listOf(affinity.at("podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution").raw).some(
      (term) => recordOf(term).topologyKey === labelKeys.hostname,
    ),
  });
}

/**
 * How much of a resource the scheduler counts for a pod; undefined when nothing requests it. What the pod says as a whole comes first,
 * and a limit stands for a request that is not there. Source: k8s.io/component-helpers/resource, PodRequests, and
 * k8s.io/api/core/v1, ResourceRequirements: "If Requests is omitted for a container, it defaults to Limits".
 */
function requestOf(pod: Field, resource: string, parse: (text: string) => number): number | undefined {
  const amount = (of: Field, list: string) => parsed(of.at("resources", list, resource).text()?.value, parse);
  const own = (container: Field) => amount(container, "requests") ?? amount(container, "limits");
  const init = pod.at("initContainers").items();
  const sidecars = init.filter(isSidecar);
  const running = [...pod.at("containers").items(), ...sidecars].map(own);
  // one after the other, each beside the sidecars that started before it
  const starting = init.map((container, index) => {
    const amounts = [container, ...init.slice(0, index).filter(isSidecar)].map(own);
    return isSidecar(container) ? undefined : sumOf(amounts);
  });
  const most = [sumOf(running), ...starting].filter((one) => one !== undefined);
  const ofContainers = most.length === 0 ? undefined : Math.max(...most);
  return amount(pod, "requests") ?? ofContainers ?? amount(pod, "limits");
}

function isSidecar(container: Field): boolean {
  return container.at("restartPolicy").raw === "Always";
}

function sumOf(amounts: readonly (number | undefined)[]): number | undefined {
  const known = amounts.filter((one) => one !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, one) => sum + one, 0);
}

/** The API server takes no quantity that cannot be read: such a one counts as absent. */
function parsed(text: string | undefined, parse: (text: string) => number): number | undefined {
  try {
    return text === undefined ? undefined : parse(text);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function runsPause(container: Field): boolean {
  const image = container.at("image").text()?.value;
  return image !== undefined && pauseImage.test(image);
}

/** nodeSelector and required node affinity: the first goes with each alternative of the second. */
function nodeTermsOf(pod: Field): readonly NodeSelectorTerm[] {
  const selector = pod
    .at("nodeSelector")
    .pairs()
    .map(({ value: [key, value], from }) => ({ value: { key, operator: "In" as const, values: [value] }, from }));
  const terms = pod
    .at("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms")
    .items()
    .map((term) =>
      term
        .at("matchExpressions")
        .items()
        .flatMap((item) => requirementOf(item) ?? []),
    )
    .filter((term) => term.length > 0);
  if (terms.length === 0) return selector.length === 0 ? [] : [selector];
  return terms.map((term) => [...selector, ...term]);
}

function tolerationOf(item: Field): Said<SourceToleration> {
  const text = (key: string) => item.at(key).text()?.value ?? "";
  const operator = isRecord(item.raw) && item.at("operator").isThere ? text("operator") : "Equal";
  return item.said({ key: text("key"), operator, value: text("value"), effect: text("effect") });
}
