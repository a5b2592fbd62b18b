/** What happened in a run, in the order in which it happened, and what the nodes cost. */
import { usdPerHour } from "../nodes/instanceTypes";
import type { NodeState, Snapshot } from "../nodes/snapshot";

export type EventKind = "change" | "step" | "node" | "pods" | "met" | "missed" | "note";

export interface TimelineEvent {
  /** Since the run's first step, with one decimal. */
  readonly seconds: number;
  readonly kind: EventKind;
  readonly text: string;
}

interface NodeLife {
  readonly node: NodeState;
  readonly fromMilliseconds: number;
  toMilliseconds: number | undefined;
}

/** What the nodes of a run cost: list prices by the second, and the rate at its dearest. */
export interface Price {
  readonly usd: number;
  readonly highestUsdPerHour: number;
  readonly nodeSeconds: number;
}

interface Counts {
  readonly pending: number;
  readonly running: number;
  readonly terminating: number;
}

const nodeText = ({ name, pool, type, capacityType, zone }: NodeState) => {
  const price = usdPerHour(type, capacityType);
  return `${pool}: ${type} ${capacityType} in ${zone}${price === undefined ? "" : `, ${price.toFixed(4)} USD/h`} (${name})`;
};

function countsText({ pending, running, terminating }: Counts): string {
  const parts = [
    ...(running > 0 ? [`${running} running`] : []),
    ...(pending > 0 ? [`${pending} pending`] : []),
    ...(terminating > 0 ? [`${terminating} ending`] : []),
  ];
  return parts.join(", ") || "none";
}

export class Timeline {
  private readonly started = Date.now();
  private readonly list: TimelineEvent[] = [];
  private readonly lives = new Map<string, NodeLife>();
  private readonly workloads = new Map<string, string>();
  private dearest = 0;

  /** @param told hears each event as it happens */
  constructor(private readonly told: (event: TimelineEvent) => void = () => {}) {}

  get events(): readonly TimelineEvent[] {
    return this.list;
  }

  add(kind: EventKind, text: string): void {
    const event = { seconds: Math.round((Date.now() - this.started) / 100) / 10, kind, text };
    this.list.push(event);
    this.told(event);
  }

  /** Notes what is new since the snapshot before. */
  observe({ nodes, pods }: Snapshot): void {
    const now = Date.now();
    const there = new Set(nodes.map(({ name }) => name));
    for (const node of nodes) {
      const life = this.lives.get(node.name);
      if (life === undefined) {
        this.lives.set(node.name, { node, fromMilliseconds: now, toMilliseconds: undefined });
        this.add("node", `+ ${nodeText(node)}`);
      }
    }
    for (const [name, life] of this.lives) {
      if (there.has(name) || life.toMilliseconds !== undefined) continue;
      life.toMilliseconds = now;
      const seconds = Math.round((now - life.fromMilliseconds) / 1000);
      this.add("node", `- ${life.node.pool}: ${life.node.type} after ${seconds} s (${name})`);
    }
    this.dearest = Math.max(this.dearest, this.usdPerHour());
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

  /** What the nodes that are there cost an hour. */
  usdPerHour(): number {
    return [...this.lives.values()]
      .filter(({ toMilliseconds }) => toMilliseconds === undefined)
      .reduce((sum, { node }) => sum + (usdPerHour(node.type, node.capacityType) ?? 0), 0);
  }

  price(): Price {
    const now = Date.now();
    let usd = 0;
    let nodeSeconds = 0;
    for (const { node, fromMilliseconds, toMilliseconds = now } of this.lives.values()) {
      const seconds = (toMilliseconds - fromMilliseconds) / 1000;
      nodeSeconds += seconds;
      usd += ((usdPerHour(node.type, node.capacityType) ?? 0) * seconds) / 3600;
    }
    return { usd, highestUsdPerHour: this.dearest, nodeSeconds: Math.round(nodeSeconds) };
  }
}
