/** How long it takes until nodes are ready: the parts that are known by their code or by somebody's measurement. */
import { kedaSeconds } from "./cost";
import type { WarmEngineName } from "./engines";
import { syncSeconds, type WarmScaling } from "./scaling";

/** Seconds, both ends included. */
export interface SecondsRange {
  readonly least: number;
  readonly most: number;
}

/**
 * From the launch of an instance until its node is Ready. Not measured by us: aws-samples/karpenter-blueprints,
 * blueprints/overprovision, shows claims Ready after 57 and 75 seconds and says "around two minutes".
 */
export const nodeStart: SecondsRange = { least: 57, most: 120 };

/** Karpenter waits so long for more pods. Source: karpenter v1.15.0 pkg/operator/options/options.go, batch-idle- and batch-max-duration. */
const batch: SecondsRange = { least: 1, most: 10 };

/** The buffer's controller asks for a plan so often. Source: karpenter v1.15.0 pkg/controllers/capacitybuffer/controller.go. */
const bufferLoop: SecondsRange = { least: 0, most: 30 };

/** What is asked. */
export interface ReadinessInput {
  readonly engine: WarmEngineName;
  /** How KEDA and its autoscaler reach the number; for windows alone. */
  readonly scaling: WarmScaling;
  /** Batches in which Karpenter plans the nodes; undefined when it never plans them all. */
  readonly batches: number | undefined;
}

/** A time, and what it is made of with the source of each part. */
export interface TimeToReady {
  readonly seconds: SecondsRange;
  /** None where the nodes are there already. */
  readonly parts: readonly string[];
}

export interface Readiness {
  /** From a window's start until its nodes are ready; undefined when Karpenter never plans them all. */
  readonly atStart: TimeToReady | undefined;
  /** From the loss of a node, or of the room on it, until it is back. */
  readonly refill: TimeToReady;
}

const sum = (...ranges: readonly SecondsRange[]): SecondsRange => ({
  least: ranges.reduce((total, { least }) => total + least, 0),
  most: ranges.reduce((total, { most }) => total + most, 0),
});

/** The steps of KEDA and of its autoscaler. Source: KEDA v2.20.2 pkg/scaling/scale_handler.go; kube-controller-manager on EKS. */
function scalingTime(scaling: WarmScaling): { readonly range: SecondsRange; readonly by: string } {
  const poll = { least: 0, most: kedaSeconds.polling };
  const sync = { least: 0, most: syncSeconds };
  if (scaling.kind !== "steps") return { range: poll, by: "its polling interval" };
  // above 0 the autoscaler asks for the metric itself; from 0 KEDA sets the first replica, and the autoscaler the others
  if (scaling.minReplicaCount > 0) return { range: sync, by: "the autoscaler's sync" };
  return { range: sum(poll, sync), by: "its polling interval and the autoscaler's sync" };
}

interface Part {
  readonly range: SecondsRange;
  readonly text: string;
}

const startPart: Part = {
  range: nodeStart,
  text: `node start ${nodeStart.least} to ${nodeStart.most} s (aws-samples/karpenter-blueprints, overprovision; not measured by us)`,
};
const batchPart: Part = {
  range: batch,
  text: `Karpenter's batch ${batch.least} to ${batch.most} s (its defaults)`,
};
const loopPart: Part = {
  range: bufferLoop,
  text: `Karpenter's loop over buffers ${bufferLoop.least} to ${bufferLoop.most} s (its code)`,
};

function timeOf(...parts: readonly Part[]): TimeToReady {
  return { seconds: sum(...parts.map(({ range }) => range)), parts: parts.map(({ text }) => text) };
}

/** How long the nodes of an engine take. */
export function readiness({ engine, scaling, batches }: ReadinessInput): Readiness {
  switch (engine) {
    case "windows": {
      const { range, by } = scalingTime(scaling);
      const asked = { range, text: `KEDA ${range.least} to ${range.most} s (${by})` };
      const all = Array.from({ length: batches ?? 0 }, () => batchPart);
      // without a batch the team's own nodes suffice
      const launched = all.length === 0 ? [] : [...all, startPart];
      return {
        atStart: batches === undefined ? undefined : timeOf(asked, ...launched),
        refill: timeOf(batchPart, startPart),
      };
    }
    case "always":
    case "pin":
      return { atStart: timeOf(), refill: timeOf(batchPart, startPart) };
    case "static":
      // controllers/static/provisioning/controller.go: a claim's deletion is an event, without a batch
      return { atStart: timeOf(), refill: timeOf(startPart) };
    case "capacityBuffer":
      return { atStart: timeOf(), refill: timeOf(loopPart, batchPart, startPart) };
  }
}
