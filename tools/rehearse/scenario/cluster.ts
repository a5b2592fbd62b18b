/** The control plane with simulated nodes: what scenarios are played on. */
import { unlessFailed } from "../../plan/process/unlessFailed";
import type { KubeApi } from "../api/kubeApi";
import { type KubeObject, kinds } from "../api/kubeObject";
import { startKarpenter, startKeda } from "../nodes/controllers";
import { Kubelets, kubeletOptions } from "../nodes/kubelets";
import { type Place, simulate } from "../nodes/simulation";
import { type Snapshot, takeSnapshot } from "../nodes/snapshot";
import type { Log } from "../parts/build";
import { locateParts } from "../parts/locate";
import { kedaParts } from "../parts/parts";
import type { PartVersions } from "../parts/versions";
import { featureGates, type PlannedObjects } from "../plannedObjects";
import { type ControlPlane, startScheduler } from "../server/controlPlane";
import type { PlannedChange } from "./change";
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

/** What a cluster has at a time: first what is planned, then what each `change` makes of it. */
export interface Stage {
  /** As they are there: on simulated nodes, or with the ids that moto gave. */
  readonly objects: readonly KubeObject[];
  /** Undefined for the first. */
  readonly change?: PlannedChange;
}

export interface SimulatedCluster {
  readonly api: KubeApi;
  readonly planned: PlannedObjects;
  /** What stands for the kubelets: acts on each snapshot. */
  readonly kubelets: { act(snapshot: Snapshot): Promise<void> };
  /** Undefined without --provider aws. */
  readonly cloud?: CloudSteps;
  /** What is planned, and then one for each `change` step. */
  readonly stages: readonly Stage[];
  readonly timeline: Timeline;
  /** Rejects when a program of the control plane ends; never resolves. */
  readonly failed: Promise<never>;
}

export interface SimulatedClusterArgs {
  /** What the admission check has applied already. */
  readonly planned: PlannedObjects;
  readonly changes: readonly PlannedChange[];
  readonly scenario: Scenario;
  readonly place: Place;
  /** Gets each difference from the plan as a `change`. */
  readonly timeline: Timeline;
  /** Of Karpenter and KEDA. */
  readonly versions: PartVersions;
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
  return unlessFailed(look(), failed);
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
export function usesKeda(objects: readonly KubeObject[], scenario: Scenario): boolean {
  return [...objects, ...(scenario.objects ?? []), ...scenario.steps.flatMap(({ apply }) => apply ?? [])].some(
    kinds.scaledObject.is,
  );
}

const objectsOf = ({ objects }: PlannedObjects): readonly KubeObject[] => objects.map(({ object }) => object);

/** The planned objects with pools on simulated nodes. */
function simulated(objects: readonly KubeObject[], place: Place): readonly KubeObject[] {
  const others = objects.filter((object) => !kinds.nodePool.is(object) && !kinds.nodeClass.is(object));
  return [...others, ...simulate(objects, place).objects];
}

/** Replaces the planned pools by simulated ones, shortens waits and closes windows; the timeline gets each change. */
async function applySimulation(api: KubeApi, { planned, scenario, place, timeline }: SimulatedClusterArgs) {
  const objects = objectsOf(planned);
  const replaced = [...simulate(objects, place).objects, ...objects.filter(kinds.scaledObject.is)].map((object) =>
    shortenWaits(object, scenario.shorten ?? {}, new Date()),
  );
  for (const change of replaced.flatMap(({ changes }) => changes)) timeline.add("change", change);

  // a node class reference cannot change its kind, so the pools of the admission check go first
  const planOnly = objects.filter((object) => kinds.nodePool.is(object) || kinds.nodeClass.is(object));
  await Promise.all(planOnly.map((object) => api.delete(object)));
  for (const { object } of replaced) await api.apply(object);
}

/**
 * Puts the planned pools on simulated nodes and starts the scheduler, Karpenter, the kubelets, and KEDA where there are
 * ScaledObjects.
 */
export async function startSimulatedCluster(
  plane: ControlPlane,
  args: SimulatedClusterArgs,
): Promise<SimulatedCluster> {
  const { planned, changes, scenario, place, timeline, versions, log } = args;
  const plans = [planned, ...changes.map((change) => change.planned)].map(objectsOf);
  // Karpenter reads its types once: those of every change are there from the start
  const whole = simulate(plans.flat(), place);
  for (const change of new Set(whole.changes)) timeline.add("change", change);
  await applySimulation(plane.api, args);
  await startKarpenter(plane, whole.types, featureGates(planned.releases));
  startScheduler(plane);
  if (usesKeda(plans.flat(), scenario)) await startKeda(plane, await locateParts(kedaParts, log, versions));
  return {
    api: plane.api,
    planned,
    kubelets: new Kubelets(plane.api, kubeletOptions(plans.flat())),
    stages: plans.map((objects, index): Stage => {
      const change = changes[index - 1];
      return { objects: simulated(objects, place), ...(change === undefined ? {} : { change }) };
    }),
    timeline,
    failed: plane.processes.failed,
  };
}
