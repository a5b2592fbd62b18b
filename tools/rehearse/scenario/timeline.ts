/** What happened in a run, and what its nodes cost. */
import { regionOfZone } from "../../../capacity/nodePool/region";
import type { DecidedBy } from "../finding";
import { usdPerHour } from "../nodes/instanceTypes";
import type { NodeState, Snapshot } from "../nodes/snapshot";

/**
 * `change`: what differs from the plan; `step`: what the scenario does; `node`, `pods`: what is new in the cluster; `met`,
 * `missed`: an expectation; `aws`: what Karpenter asked AWS for, and what came of it.
 */
export type EventKind = "change" | "step" | "node" | "pods" | "aws" | "met" | "missed";

export interface TimelineEvent {
  /** Since the start of the run, with one decimal. */
  readonly seconds: number;
  readonly kind: EventKind;
  readonly by: DecidedBy;
  readonly text: string;
}

/** Who decides events of a kind, unless they say otherwise. */
const usualDecider: Readonly<Record<EventKind, DecidedBy>> = {
  change: "rehearsal",
  step: "rehearsal",
  node: "karpenter",
  pods: "kubernetes",
  aws: "karpenter",
  met: "rehearsal",
  missed: "rehearsal",
};

interface NodeLife {
  readonly node: NodeState;
  /** Time at which it was first seen, in ms since the epoch. */
  readonly fromMs: number;
  /** Time at which it was first missing; undefined while it exists. */
  toMs: number | undefined;
}

/** What the nodes of a run cost at list prices, by the second. */
export interface Price {
  readonly usd: number;
  /** Of all nodes that existed at the same time. */
  readonly highestUsdPerHour: number;
  /** Total of all nodes' seconds. */
  readonly nodeSeconds: number;
}

interface Counts {
  readonly pending: number;
  readonly running: number;
  readonly terminating: number;
}

const priceOf = ({ type, capacityType, zone }: NodeState): number | undefined =>
  usdPerHour(type, capacityType, regionOfZone(zone) ?? zone);

const nodeText = (node: NodeState) => {
  const { name, pool, type, capacityType, zone } = node;
  const price = priceOf(node);
  return `${pool}: ${type} ${capacityType} in ${zone}${price === undefined ? "" : `, ${price.toFixed(4)} USD/h`} (${name})`;
};

function countsText({ pending, running, terminating }: Counts): string {
  const parts = [
    ...(running > 0 ? [`${running} running`] : []),
    ...(pending > 0 ? [`${pending} pending`] : []),
    ...(terminating > 0 ? [`${terminating} terminating`] : []),
  ];
  return parts.join(", ") || "none";
}

export class Timeline {
  private readonly started = Date.now();
  private readonly list: TimelineEvent[] = [];
  private readonly lives = new Map<string, NodeLife>();
  private readonly workloads = new Map<string, string>();
  private highestUsdPerHour = 0;

  /** @param onEvent gets each event as it happens */
  constructor(private readonly onEvent: (event: TimelineEvent) => void = () => {}) {}

  get events(): readonly TimelineEvent[] {
    return this.list;
  }

  add(kind: EventKind, text: string, by: DecidedBy = usualDecider[kind]): void {
    const event = { seconds: Math.round((Date.now() - this.started) / 100) / 10, kind, by, text };
    this.list.push(event);
    this.onEvent(event);
  }

  /** Adds an event for each difference from the last snapshot. */
  observe({ nodes, pods }: Snapshot): void {
    const now = Date.now();
    const existing = new Set(nodes.map(({ name }) => name));
    for (const node of nodes) {
      const life = this.lives.get(node.name);
      if (life === undefined) {
        this.lives.set(node.name, { node, fromMs: now, toMs: undefined });
        this.add("node", `+ ${nodeText(node)}`);
      }
    }
    for (const [name, life] of this.lives) {
      if (existing.has(name) || life.toMs !== undefined) continue;
      life.toMs = now;
      const seconds = Math.round((now - life.fromMs) / 1000);
      this.add("node", `- ${life.node.pool}: ${life.node.type} after ${seconds} s (${name})`);
    }
    this.highestUsdPerHour = Math.max(this.highestUsdPerHour, this.usdPerHour());
    const byWorkload = new Map<string, Counts>();
    for (const { workload, running, terminating } of pods) {
      const before = byWorkload.get(workload) ?? { pending: 0, running: 0, terminating: 0 };
      byWorkload.set(workload, {
        pending: before.pending + (running || terminating ? 0 : 1),
        running: before.running + (running ? 1 : 0),
        terminating: before.terminating + (terminating ? 1 : 0),
      });
    }
    for (const workload of new Set([...this.workloads.keys(), ...byWorkload.keys()])) {
      const text = countsText(byWorkload.get(workload) ?? { pending: 0, running: 0, terminating: 0 });
      if (this.workloads.get(workload) === text || (text === "none" && !this.workloads.has(workload))) continue;
      this.workloads.set(workload, text);
      this.add("pods", `${workload}: ${text}`);
    }
  }

  /** Nodes that a pool has had so far, those that are gone included. */
  launched(pool: string): number {
    return [...this.lives.values()].filter(({ node }) => node.pool === pool).length;
  }

  /** What the nodes that exist now cost per hour. */
  usdPerHour(): number {
    return [...this.lives.values()]
      .filter(({ toMs }) => toMs === undefined)
      .reduce((sum, { node }) => sum + (priceOf(node) ?? 0), 0);
  }

  /** What the nodes have cost so far. */
  price(): Price {
    const now = Date.now();
    let usd = 0;
    let nodeSeconds = 0;
    for (const { node, fromMs, toMs = now } of this.lives.values()) {
      const seconds = (toMs - fromMs) / 1000;
      nodeSeconds += seconds;
      usd += ((priceOf(node) ?? 0) * seconds) / 3600;
    }
    return { usd, highestUsdPerHour: this.highestUsdPerHour, nodeSeconds: Math.round(nodeSeconds) };
  }
}
