/** Which objects a migration reads, and which file reads each. */
import { recordOf, textOf } from "../../../capacity/units/fields";
import { ownValue } from "../../../capacity/units/ownValue";
import type { Model } from "../model";
import type { SourceObject } from "../source/sourceObject";
import { readAutoModeNodeClass } from "./autoModeNodeClass";
import { readAutoScalingGroup } from "./autoScalingGroup";
import { readEc2NodeClass } from "./ec2NodeClass";
import { readNodeGroup } from "./nodeGroup";
import { readNodePool } from "./nodePool";
import { readNodeTemplate } from "./nodeTemplate";
import { readOverprovisioner } from "./overprovisioner";
import { readPriorityClass } from "./priorityClass";
import { readProvisioner } from "./provisioner";
import { readScaledObject } from "./scaledObject";
import { readWorkload, workloadKinds } from "./workload";

type Read = (object: SourceObject, model: Model) => void;

/** By kind. A name that other APIs have, too, comes with the groups that are meant. */
const readers: Readonly<Record<string, { readonly group?: RegExp; readonly read: Read }>> = {
  NodePool: { group: /^karpenter\.sh\//, read: readNodePool },
  EC2NodeClass: { group: /^karpenter\.k8s\.aws\//, read: readEc2NodeClass },
  Provisioner: { group: /^karpenter\.sh\//, read: readProvisioner },
  AWSNodeTemplate: { group: /^karpenter\.k8s\.aws\//, read: readNodeTemplate },
  NodeClass: { group: /^eks\.amazonaws\.com\//, read: readAutoModeNodeClass },
  ScaledObject: { group: /^keda\.sh\//, read: readScaledObject },
  PriorityClass: { read: readPriorityClass },
  NodeGroup: { read: readNodeGroup },
  AutoScalingGroup: { read: readAutoScalingGroup },
  OverprovisionerValues: { read: readOverprovisioner },
  ...Object.fromEntries(workloadKinds.map((kind) => [kind, { read: readWorkload }])),
};

/** Kinds that are about nodes and that a migration does not read, with what to do about each. */
const unread: Readonly<Record<string, { readonly group: RegExp; readonly advice: string }>> = {
  NodeOverlay: { group: /^karpenter\.sh\//, advice: "write it under nodeOverlays of the stack" },
  CapacityBuffer: {
    group: /^autoscaling\.x-k8s\.io\//,
    advice: "write it under capacityBuffers of its team, for a namespace of the team's",
  },
  ClusterConfig: {
    group: /^eksctl\.io\//,
    advice:
      "give what `aws eks describe-nodegroup` prints of each managed node group, and `aws autoscaling describe-auto-scaling-groups` of the others",
  },
};

/** What to do about an object that is about nodes and not read. */
function adviceOf({ kind, apiVersion }: SourceObject): string | undefined {
  const entry = ownValue(unread, kind);
  return entry?.group.test(apiVersion) === true ? entry.advice : undefined;
}

/** Each object that is about nodes and not read, as a sentence: "ClusterConfig prod is not read: give …". */
export function unreadText(objects: readonly SourceObject[]): readonly string[] {
  return objects.flatMap((object) => {
    const advice = adviceOf(object);
    return advice === undefined ? [] : `${object.title} is not read: ${advice}`;
  });
}

function readerOf({ kind, apiVersion }: SourceObject): Read | undefined {
  const reader = Object.hasOwn(readers, kind) ? readers[kind] : undefined;
  return reader?.group === undefined || reader.group.test(apiVersion) ? reader?.read : undefined;
}

/** Whether an object is of a kind that a migration reads; the others are left aside and counted. */
export function isTaken(object: SourceObject): boolean {
  return readerOf(object) !== undefined;
}

/** Reads all objects. */
export function readModel(objects: readonly SourceObject[]): Model {
  const model: Model = {
    objects: [...objects],
    pools: [],
    nodeClasses: [],
    workloads: [],
    scalers: [],
    priorityClasses: [],
    notes: [],
    passedOver: [],
  };
  const last = new Map(objects.map((object) => [identity(object), object]));
  for (const object of objects) {
    const again = last.get(identity(object));
    if (again !== object && again !== undefined && object.name !== "") {
      model.notes.push((ledger) =>
        ledger.noEquivalent(
          { object, steps: [] },
          `is in the input again, at ${again.file}:${again.line([])}`,
          "nothing: the last one counts, as it does for kubectl apply",
        ),
      );
      continue;
    }
    const read = readerOf(object);
    if (read !== undefined) {
      read(object, model);
      continue;
    }
    const advice = adviceOf(object);
    if (advice === undefined) model.passedOver.push(object.kind || object.title);
    model.notes.push((ledger) => {
      if (advice === undefined) ledger.settle({ object, steps: [] });
      else ledger.noEquivalent({ object, steps: [] }, "is about nodes, and not read", advice);
    });
  }
  return model;
}

/** What a cluster has once: kind, namespace and name; the API's version does not tell objects apart. */
function identity({ kind, apiVersion, value, name }: SourceObject): string {
  const namespace = textOf(recordOf(recordOf(value).metadata).namespace);
  return [apiVersion.split("/")[0], kind, namespace, name].join(" ");
}
