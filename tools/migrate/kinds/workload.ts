/** Deployments and whatever else has pods: placeholders become warm capacity, and of all others the selectors are compared with pools. */

import { isRecord } from "../../../capacity/units/fields";
import { ownValue } from "../../../capacity/units/ownValue";
import { cpuMillis, memoryBytes } from "../../../capacity/units/quantity";
import type { Model, NodeSelectorTerm, SourceToleration } from "../model";
import { Field, type Said, type SourceObject } from "../source/sourceObject";
import { isOnePerNode, type OwnPods } from "./antiAffinity";
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

/** Kinds of which pause pods keep room. A DaemonSet of them only pulls images first, and all else is made by one of these or runs once. */
const placeholderKinds: readonly string[] = ["Deployment", "StatefulSet"];

/** The last part of a pause image's name: `pause`, `pause-amd64`, `eks-pause`. */
const pauseImage = /(^|\/)([a-z0-9.-]*-)?pause(-[a-z0-9]+)?(:|@|$)/;

/** Reads a workload. */
export function readWorkload(object: SourceObject, model: Model): void {
  const top = Field.of(object);
  const path = ownValue(podPaths, object.kind) ?? [];
  const pod = top.at(...path);
  const controller = controllerOf(top);
  const isPause = runsPause(pod);
  const mayKeepRoom = placeholderKinds.includes(object.kind);
  if (isPause && !mayKeepRoom && controller === undefined) notePauseAlone(top, model);
  readPods(
    top,
    pod,
    {
      kind: object.kind,
      replicas: top.at("spec", "replicas"),
      labels: top.at(...path.slice(0, -1), "metadata", "labels"),
      namespace: namespaceOf(top),
      controller,
      isPlaceholder: isPause && mayKeepRoom && controller === undefined,
    },
    model,
  );
}

/** Pause pods of other kinds stay as they are; of a DaemonSet that is what they are for. */
function notePauseAlone(top: Field, model: Model): void {
  if (top.object.kind === "DaemonSet") return;
  model.notes.push((ledger) =>
    ledger.noEquivalent(
      top.from,
      "runs pause containers, of which only a Deployment's or a StatefulSet's become warm capacity",
      "keep it, or write the pool's warm by hand",
    ),
  );
}

/** What made the object and sets its replicas: "ReplicaSet inflate-6d5f8c7b9". */
function controllerOf(top: Field): string | undefined {
  const owner = top
    .at("metadata", "ownerReferences")
    .items()
    .find((one) => one.at("controller").raw === true);
  return owner && `${owner.at("kind").text()?.value} ${owner.at("name").text()?.value}`;
}

/** Namespace of an object; the default one where it says none. */
export function namespaceOf(top: Field): string {
  return top.at("metadata", "namespace").text()?.value ?? "default";
}

interface PodsOf extends OwnPods {
  readonly kind: string;
  readonly replicas: Field;
  readonly name?: string;
  readonly controller?: string | undefined;
  readonly isPlaceholder: boolean;
  readonly priorityClassName?: Said<string> | undefined;
}

/** Takes what matters of pods into the model, and settles the rest. */
export function readPods(top: Field, pod: Field, { replicas, ...of }: PodsOf, model: Model): void {
  // A workload stays as it is, wherever it came from: only where its pods may run is looked at.
  model.notes.push((ledger) => ledger.settle(top.from));
  model.workloads.push({
    from: top.from,
    title: of.name === undefined ? top.object.title : `Deployment ${of.name} of the chart`,
    kind: of.kind,
    name: of.name ?? top.object.name,
    namespace: of.namespace,
    controller: of.controller,
    isPlaceholder: of.isPlaceholder,
    replicas: replicas.number(),
    nodeTerms: nodeTermsOf(pod),
    tolerations: pod.at("tolerations").items().map(tolerationOf),
    priorityClassName: of.priorityClassName ?? pod.at("priorityClassName").text(),
    cpuMillis: requestOf(pod, "cpu", cpuMillis),
    memoryBytes: requestOf(pod, "memory", memoryBytes),
    onePerNode: isOnePerNode(pod, of),
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

/** Whether all containers of a pod run a pause image. */
function runsPause(pod: Field): boolean {
  const images = pod
    .at("containers")
    .items()
    .map((container) => container.at("image").text()?.value);
  return images.length > 0 && images.every((image) => image !== undefined && pauseImage.test(image));
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
