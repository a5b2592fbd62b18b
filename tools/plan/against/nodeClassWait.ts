/**
 * Node classes that are deleted while nodes of pools that stay still come from them. Their finalizer keeps them until no
 * NodeClaim names them, and Pulumi waits for that as long as components/nodePool/deletion.ts says, whatever budgets allow.
 * Source: karpenter-provider-aws v1.15.0 pkg/controllers/nodeclass/controller.go, finalize, WaitingOnNodeClaimTermination.
 */
import { durationSeconds } from "../../../capacity/units/duration";
import { deleteMinutes } from "../../../components/nodePool/deletion";
import { member } from "../engine/property";
import type { ChangedResource } from "../summary/changesSchema";
import type { PoolSide } from "./poolSides";

/** What `pulumi up` waits for. */
export interface NodeClassWait {
  /** Of the class that is deleted. */
  readonly nodeClassName: string;
  readonly urn: string;
  /** Seconds after which Pulumi gives up. */
  readonly seconds: number;
}

/** The longest drain of a pool's nodes, in seconds; Infinity without an end. */
function drainSeconds({ spec }: PoolSide): number {
  const text = member(spec, "template", "spec", "terminationGracePeriod");
  return typeof text === "string" ? durationSeconds(text) : Number.POSITIVE_INFINITY;
}

/** By the names of the pools that stay, under another class than before. */
export function nodeClassWaits(
  before: ReadonlyMap<string, PoolSide>,
  after: ReadonlyMap<string, PoolSide>,
  resources: readonly ChangedResource[],
): ReadonlyMap<string, NodeClassWait> {
  const deleted = new Set(resources.filter(({ action }) => action === "delete").map(({ urn }) => urn));
  return new Map(
    [...before.values()].flatMap((pool): readonly (readonly [string, NodeClassWait])[] => {
      const { name, nodeClass, nodeClassName } = pool;
      const now = after.get(name);
      if (nodeClass === undefined || now === undefined || now.nodeClassName === nodeClassName) return [];
      if (!deleted.has(nodeClass.urn)) return [];
      const users = [...before.values()].filter((each) => each.nodeClassName === nodeClassName);
      const seconds = deleteMinutes(Math.max(...users.map(drainSeconds))) * 60;
      return [[name, { nodeClassName, urn: nodeClass.urn, seconds }]];
    }),
  );
}
