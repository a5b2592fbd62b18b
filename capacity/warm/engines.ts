/**
 * The ways to keep warm capacity (engines), and how each behaves. Read in the code of Karpenter v1.15.0 (sigs.k8s.io/karpenter/pkg), KEDA
 * v2.20.2 and Kubernetes v1.35.0; the file beside each sentence is where it follows from.
 */
import type { WarmMode } from "./demand";

export const warmEngineNames = ["windows", "always", "static", "capacityBuffer", "pin"] as const;
export type WarmEngineName = (typeof warmEngineNames)[number];

/** How a pool's nodes fare with one engine, in sentences. */
export interface EngineFacts {
  readonly title: string;
  /** What a number of it means. */
  readonly counts: string;
  /** What makes room when a pod of the team comes. */
  readonly yields: string;
  /** What pulls images onto the nodes. */
  readonly pulls: string;
  /** Whether the pool still grows for pods beyond what is kept. */
  readonly grows: string;
  readonly survives: {
    readonly consolidation: string;
    readonly drift: string;
    readonly expiry: string;
    readonly interruption: string;
  };
}

type ByMode = Readonly<Record<WarmMode["kind"], string>>;

const countedOf: ByMode = {
  perNode: "nodes in total, busy ones included",
  headroom: "placeholders of the chosen size, beside what runs",
};

/** Placeholders differ only in who sets their number. */
const placeholders = {
  // components/warm/warmPlatform.ts; kube-scheduler preempts, grace period 0
  yields: {
    perNode: "placeholders are tiny and stay beside the team's pods; one in the way is preempted",
    headroom: "placeholders are preempted: by any pod of a priority above -10 whose class may preempt",
  },
  // controllers/disruption/types.go IsEmpty, utils/disruption EvictionCost: 1 - 10 / 2^25 is above 0
  consolidation: {
    perNode:
      "never empty, and never merged, as no two placeholders fit on one node; a node may be replaced by one of a cheaper type",
    headroom: "never empty; nodes are merged or replaced where their pods and placeholders fit on less",
  },
  // controllers/disruption/drift.go: SimulateScheduling with the placeholders as pods to reschedule
  drift: "replaced first, within budgets",
  // controllers/nodeclaim/expiration/controller.go deletes; the evicted placeholders pend
  expiry: "deleted when expireAfter is over, whatever budgets say; made anew for the evicted placeholders",
  // karpenter-provider-aws v1.15.1 pkg/controllers/interruption/controller.go deletes the claim
  interruption: "drained and deleted; made anew for the evicted placeholders",
} as const;

/** A pool, as far as its engine's facts depend on it. */
export interface EnginePool {
  /** How its warm capacity is counted. */
  readonly mode: WarmMode["kind"];
  /** That its placeholders carry. */
  readonly images: number;
  /** "WhenEmpty", or another. */
  readonly consolidationPolicy: string;
  /** "Never", or a duration. */
  readonly consolidateAfter: string;
}

/** What stops consolidation of nodes that are not empty: ShouldDisrupt of controllers/disruption/consolidation.go. */
function unconsolidated({ consolidationPolicy, consolidateAfter }: EnginePool, never: string): string | undefined {
  if (consolidateAfter === "Never") return "never consolidated: consolidateAfter is Never";
  return consolidationPolicy === "WhenEmpty"
    ? `${never}, and with consolidationPolicy WhenEmpty no other node goes`
    : undefined;
}

const placeholderFacts = (pool: EnginePool) => ({
  counts: countedOf[pool.mode],
  yields: placeholders.yields[pool.mode],
  pulls: pullsText(pool.images),
  survives: {
    consolidation: unconsolidated(pool, "never empty") ?? placeholders.consolidation[pool.mode],
    drift: placeholders.drift,
    expiry: placeholders.expiry,
    interruption: placeholders.interruption,
  },
});

function pullsText(images: number): string {
  if (images === 0) return "placeholders, what warm.images names: nothing yet";
  return `placeholders, the ${images === 1 ? "image" : `${images} images`} of warm.images`;
}

/** How nodes fare with an engine on a pool. */
export function engineFacts(engine: WarmEngineName, pool: EnginePool): EngineFacts {
  const grows = "up to the pool's limits";
  switch (engine) {
    case "windows":
      return { title: "placeholders by the clock (KEDA)", grows, ...placeholderFacts(pool) };
    case "always":
      return { title: "placeholders at any time", grows, ...placeholderFacts(pool) };
    case "pin": {
      const facts = placeholderFacts(pool);
      return {
        ...facts,
        title: "pin with ceiling",
        grows: "not at all: limits.nodes is the same number",
        survives: {
          ...facts.survives,
          // provisioning/provisioner.go Create: Limits.ExceededBy refuses what is above the limit, not what reaches it
          drift: "replaced first, within budgets; for a while there is one node more than limits.nodes",
        },
      };
    }
    case "static":
      return {
        title: "a static pool (replicas)",
        counts: "nodes, whatever runs on them: room that pods take is not kept beside them",
        yields: "nothing has to: the nodes have no pods of ours",
        pulls: "nothing of ours: a DaemonSet of the team would",
        grows: "not at all: pods beyond its nodes need another pool",
        survives: {
          // controllers/disruption/emptiness.go and consolidation.go: OwnedByStaticNodePool
          consolidation: "never consolidated",
          // controllers/disruption/staticdrift.go: ReserveNodeCount, TerminateFirstDrift
          drift:
            "replaced first where limits.nodes has room for one more; else never, unless Karpenter 1.15's gate terminateFirstDrift is on",
          // controllers/nodeclaim/expiration/controller.go; controllers/static/provisioning/controller.go
          expiry: "deleted when expireAfter is over, whatever budgets say; the number is restored",
          interruption: "drained and deleted; the number is restored",
        },
      };
    case "capacityBuffer":
      return {
        title: "a CapacityBuffer",
        counts: countedOf[pool.mode],
        // state/virtualpods/virtualpods.go: its pods are not in the API server
        yields: "nothing has to: its pods are Karpenter's alone, so that the scheduler finds the room free",
        pulls: "nothing: its pods never run",
        grows,
        survives: {
          // controllers/disruption/emptiness.go HasBufferPods; consolidation.go leaves empty nodes to it
          consolidation:
            unconsolidated(pool, "not deleted as empty") ??
            "not deleted as empty; a node with pods is replaced only where the buffer still fits (reason Underutilized)",
          // controllers/disruption/helpers.go: SimulateScheduling takes GetPendingPods, which has the virtual ones
          drift: "replaced first, within budgets",
          expiry: "deleted when expireAfter is over, whatever budgets say; made anew for the buffer",
          interruption: "drained and deleted; made anew for the buffer",
        },
      };
  }
}
