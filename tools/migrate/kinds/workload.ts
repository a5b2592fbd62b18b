/** Deployments and whatever else has pods: placeholders become warm capacity, and of all others the selectors are compared with pools. */

import { labelKeys } from "../../../capacity/kubernetes/labels";
import { isRecord, listOf, recordOf } from "../../../capacity/units/fields";
import { ownValue } from "../../../capacity/units/ownValue";
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
  const requests =
    containers.length === 0 ? pod.at("resources", "requests") : containers[0]!.at("resources", "requests");
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
    cpu: requests.at("cpu").text(),
    memory: requests.at("memory").text(),
    onePerNode: listOf(affinity.at("podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution").raw).some(
      (term) => recordOf(term).topologyKey === labelKeys.hostname,
    ),
  });
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
