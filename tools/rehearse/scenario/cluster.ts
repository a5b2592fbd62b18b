/** The control plane with simulated nodes: what scenarios are played on. */
import type { KubeApi } from "../api/kubeApi";
import { kinds } from "../api/kubeObject";
import { startKarpenter, startKeda } from "../nodes/controllers";
import { Kubelets } from "../nodes/kubelets";
import { nodeSettingsOf, type Place, type Simulation, simulate } from "../nodes/simulation";
import { type Snapshot, takeSnapshot } from "../nodes/snapshot";
import type { Log } from "../parts/build";
import { locateParts } from "../parts/locate";
import { kedaParts } from "../parts/parts";
import { featureGates, type PlannedObjects } from "../plannedObjects";
import { type ControlPlane, startScheduler } from "../server/controlPlane";
import type { Scenario } from "./read";
import type { Step } from "./schema";
import { shortenWaits } from "./shorten";
import type { Timeline } from "./timeline";

/** What a scenario does to EC2; only where one is played. */
export interface CloudSteps {
  exhaust(what: NonNullable<Step["exhaust"]>): void;
  /** @returns why that cannot be done; undefined when it is done, as of all of them */
  fill(subnet: string): string | undefined;
  withoutServiceLinkedRole(): void;
  interrupt(what: NonNullable<Step["interrupt"]>): Promise<string | undefined>;
}

export interface SimulatedCluster {
  readonly api: KubeApi;
  readonly planned: PlannedObjects;
  /** What stands for the kubelets: acts on each snapshot. */
  readonly kubelets: { act(snapshot: Snapshot): Promise<void> };
  /** Undefined without --provider aws. */
  readonly cloud?: CloudSteps;
  readonly timeline: Timeline;
  /** Rejects when a program of the control plane ends; never resolves. */
  readonly failed: Promise<never>;
}

export interface SimulatedClusterArgs {
  /** What the admission check has applied already. */
  readonly planned: PlannedObjects;
  readonly scenario: Scenario;
  readonly place: Place;
  /** Gets each difference from the plan as a `change`. */
  readonly timeline: Timeline;
  readonly log: Log;
}

/** Time between two looks at the cluster, in ms: how late the kubelets may act. */
const intervalMs = 300;

/** One look at the cluster: the timeline records what is new, and the kubelets act on it. */
async function observe({ api, kubelets, timeline, failed }: SimulatedCluster): Promise<Snapshot> {
  const look = async () => {
    const snapshot = await takeSnapshot(api);
    timeline.observe(snapshot);
    await kubelets.act(snapshot);
    return snapshot;
  };
  return Promise.race([look(), failed]);
}

async function pause({ failed }: SimulatedCluster, milliseconds: number): Promise<void> {
  await Promise.race([new Promise((resolve) => setTimeout(resolve, milliseconds)), failed]);
}

/**
 * Looks at the cluster until something is so; at least once.
 * @returns false when it was not so within the time
 * @throws RehearsalError when a program of the control plane ends
 */
export async function waitUntil(
  cluster: SimulatedCluster,
  milliseconds: number,
  isSo: (snapshot: Snapshot) => boolean | Promise<boolean>,
): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    if (await isSo(await observe(cluster))) return true;
    if (Date.now() >= deadline) return false;
    await pause(cluster, intervalMs);
  }
}

/** Whether a plan or a scenario has ScaledObjects. */
export function usesKeda({ objects }: PlannedObjects, scenario: Scenario): boolean {
  return [
    ...objects.map(({ object }) => object),
    ...(scenario.objects ?? []),
    ...scenario.steps.flatMap(({ apply }) => apply ?? []),
  ].some(kinds.scaledObject.is);
}

/** Replaces the planned pools by simulated ones, shortens waits and closes windows; the timeline gets each change. */
async function applySimulation(
  api: KubeApi,
  { planned, scenario, place, timeline }: SimulatedClusterArgs,
): Promise<Simulation> {
  const objects = planned.objects.map(({ object }) => object);
  const simulation = simulate(objects, place);
  for (const change of simulation.changes) timeline.add("change", change);
  const replaced = [...simulation.objects, ...objects.filter(kinds.scaledObject.is)].map((object) =>
    shortenWaits(object, scenario.shorten ?? {}, new Date()),
  );
  for (const change of replaced.flatMap(({ changes }) => changes)) timeline.add("change", change);

  // a node class reference cannot change its kind, so the pools of the admission check go first
  const planOnly = objects.filter((object) => kinds.nodePool.is(object) || kinds.nodeClass.is(object));
  await Promise.all(planOnly.map((object) => api.delete(object)));
  for (const { object } of replaced) await api.apply(object);
  return simulation;
}

/**
 * Puts the planned pools on simulated nodes and starts the scheduler, Karpenter, the kubelets, and KEDA where there are
 * ScaledObjects.
 */
export async function startSimulatedCluster(
  plane: ControlPlane,
  args: SimulatedClusterArgs,
): Promise<SimulatedCluster> {
  const { planned, scenario, timeline, log } = args;
  const { types } = await applySimulation(plane.api, args);
  await startKarpenter(plane, types, featureGates(planned.releases));
  startScheduler(plane);
  if (usesKeda(planned, scenario)) await startKeda(plane, await locateParts(kedaParts, log));
  const objects = planned.objects.map(({ object }) => object);
  const kubelets = new Kubelets(plane.api, {
    nodeSettings: nodeSettingsOf(objects),
    startupTaints: new Map(
      objects
        .filter(kinds.nodePool.is)
        .map(({ metadata, spec }) => [metadata.name ?? "", spec.template.spec.startupTaints ?? []]),
    ),
  });
  return { api: plane.api, planned, kubelets, timeline, failed: plane.processes.failed };
}
