/** Compares a scenario's expectations with the cluster. */
import type { KubeApi } from "../api/kubeApi";
import { kinds } from "../api/kubeObject";
import type { NodeState, Snapshot } from "../nodes/snapshot";
import { notAsPlanned, replacedNodes, type SinceChange } from "./replaced";
import type { Count, Expectation } from "./schema";

/** Number of pods that the scheduler has preempted since the run began, by workload. */
export type Preempted = ReadonlyMap<string, number>;

function counts(expected: Count, found: number): boolean {
  if (typeof expected === "number") return found === expected;
  return found >= (expected.atLeast ?? 0) && found <= (expected.atMost ?? Number.POSITIVE_INFINITY);
}

function countText(expected: Count): string {
  if (typeof expected === "number") return String(expected);
  const bounds = [
    ...(expected.atLeast === undefined ? [] : [`at least ${expected.atLeast}`]),
    ...(expected.atMost === undefined ? [] : [`at most ${expected.atMost}`]),
  ];
  return bounds.join(" and ") || "any number";
}

/** What a pool's nodes may be, by the expectation's key. */
const kindsOfNodes: readonly {
  readonly words: string;
  readonly key: "types" | "capacityTypes" | "zones";
  readonly of: (node: NodeState) => string;
}[] = [
  { words: "types of", key: "types", of: ({ type }) => type },
  { words: "capacity types of", key: "capacityTypes", of: ({ capacityType }) => capacityType },
  { words: "zones of", key: "zones", of: ({ zone }) => zone },
];

/** What is not as expected, one line each; empty when all is. */
export function unmet(
  expectation: Expectation,
  snapshot: Snapshot,
  preempted: Preempted,
  launched: (pool: string) => number = () => 0,
  since?: SinceChange,
): readonly string[] {
  const { nodes, pods } = snapshot;
  const counted = nodes.filter(({ ready, terminating }) => ready && !terminating);
  const lines: string[] = [];
  const check = (what: string, expected: Count, found: number) => {
    if (!counts(expected, found)) lines.push(`${what}: ${found}, expected ${countText(expected)}`);
  };
  for (const [pool, expected] of Object.entries(expectation.nodes ?? {}))
    check(`nodes of ${pool}`, expected, counted.filter((node) => node.pool === pool).length);
  if (expectation.totalNodes !== undefined) check("nodes of all pools", expectation.totalNodes, counted.length);
  for (const { words, key, of } of kindsOfNodes) {
    for (const [pool, allowed] of Object.entries(expectation[key] ?? {})) {
      const found = counted.filter((node) => node.pool === pool).map(of);
      const others = [...new Set(found)].filter((each) => !allowed.some((one) => one === each));
      if (others.length > 0) lines.push(`${words} ${pool}: ${others.join(", ")}, expected ${allowed.join(" or ")}`);
    }
  }
  for (const [pool, expected] of Object.entries(expectation.launched ?? {}))
    check(`nodes that ${pool} has had`, expected, launched(pool));
  if (since !== undefined) {
    for (const [pool, expected] of Object.entries(expectation.replaced ?? {}))
      check(`nodes of ${pool} that are replaced`, expected, replacedNodes(since, snapshot, pool).length);
    if (expectation.asPlanned) lines.push(...notAsPlanned(since, snapshot));
  }
  const ofWorkload = (workload: string) => pods.filter((pod) => pod.workload === workload && !pod.terminating);
  for (const [workload, expected] of Object.entries(expectation.running ?? {}))
    check(`running pods of ${workload}`, expected, ofWorkload(workload).filter(({ running }) => running).length);
  for (const [workload, expected] of Object.entries(expectation.pending ?? {}))
    check(`pending pods of ${workload}`, expected, ofWorkload(workload).filter(({ running }) => !running).length);
  for (const [workload, expected] of Object.entries(expectation.preempted ?? {}))
    check(`preempted pods of ${workload}`, expected, preempted.get(workload) ?? 0);
  return lines;
}

/** An expectation as a line of the timeline, in the words of `unmet`: "nodes of dotori-general: 5". */
export function expectationText(expectation: Expectation): string {
  const each = (words: string, counted: Readonly<Record<string, Count>> | undefined) =>
    Object.entries(counted ?? {}).map(([name, count]) => `${words} ${name}: ${countText(count)}`);
  return [
    ...each("nodes of", expectation.nodes),
    ...(expectation.totalNodes === undefined ? [] : [`nodes of all pools: ${countText(expectation.totalNodes)}`]),
    ...kindsOfNodes.flatMap(({ words, key }) =>
      Object.entries(expectation[key] ?? {}).map(([pool, allowed]) => `${words} ${pool}: ${allowed.join(" or ")}`),
    ),
    ...each("nodes so far of", expectation.launched),
    ...each("replaced nodes of", expectation.replaced),
    ...(expectation.asPlanned ? ["the nodes that are replaced are those that the plan says"] : []),
    ...each("running pods of", expectation.running),
    ...each("pending pods of", expectation.pending),
    ...each("preempted pods of", expectation.preempted),
  ].join(", ");
}

/** Counts preempted pods by the scheduler's events. A pod's name is that of its Deployment with two suffixes. */
export async function preemptedPods(api: KubeApi, workloads: readonly string[]): Promise<Preempted> {
  const events = await api.list(kinds.event);
  const preempted = new Set(
    events
      .filter(({ reason, regarding }) => reason === "Preempted" && regarding?.kind === "Pod")
      .map(({ regarding }) => `${regarding?.namespace}/${regarding?.name}`),
  );
  const found = new Map<string, number>();
  for (const workload of workloads) {
    const isOfWorkload = (pod: string) =>
      pod.startsWith(`${workload}-`) && /^[a-z0-9]+-[a-z0-9]{5}$/.test(pod.slice(workload.length + 1));
    found.set(workload, [...preempted].filter(isOfWorkload).length);
  }
  return found;
}
