/** Check 4: a scenario on the instances in moto. */
import type { PlannedStack } from "../../plan/plan";
import { kinds } from "../api/kubeObject";
import type { RehearsalFinding } from "../finding";
import { startKeda } from "../nodes/controllers";
import { Kubelets, kubeletOptions } from "../nodes/kubelets";
import type { Log } from "../parts/build";
import { locateParts } from "../parts/locate";
import { kedaParts } from "../parts/parts";
import type { PartVersions } from "../parts/versions";
import { type PlannedObjects, poolSubject } from "../plannedObjects";
import { type Stage, usesKeda } from "../scenario/cluster";
import { playScenario } from "../scenario/play";
import type { Scenario } from "../scenario/read";
import { shortenWaits } from "../scenario/shorten";
import type { Timeline } from "../scenario/timeline";
import { type ControlPlane, startScheduler } from "../server/controlPlane";
import type { Cloud } from "./cloud";
import type { ControllerSettings } from "./controller/settings";
import type { Creation } from "./create/create";
import type { AwsResource } from "./credentials/roles";
import type { Place } from "./front/needs/need";
import type { SdkCall } from "./moto/sdk";
import { Joining } from "./nodes/joining";
import { cloudSteps } from "./steps";

/** A run, once its controller is to be started. */
export interface OnCloud {
  readonly plane: ControlPlane;
  readonly cloud: Cloud;
  readonly settings: ControllerSettings;
  readonly planned: PlannedObjects;
  readonly stages: readonly Stage[];
  readonly timeline: Timeline;
  readonly stack: PlannedStack;
  readonly creation: Creation;
  readonly resources: readonly AwsResource[];
  readonly place: Place;
  readonly sdk: SdkCall;
  /** Of Karpenter and KEDA. */
  readonly versions: PartVersions;
}

/** Replaces waits in the pools and ScaledObjects, and starts what plays pods and nodes. */
async function startBehaviour(
  plane: ControlPlane,
  planned: PlannedObjects,
  stages: readonly Stage[],
  scenario: Scenario,
  timeline: Timeline,
  versions: PartVersions,
  log: Log,
): Promise<Kubelets> {
  const objects = planned.objects.map(({ object }) => object);
  for (const original of objects.filter((each) => kinds.nodePool.is(each) || kinds.scaledObject.is(each))) {
    const { object, changes } = shortenWaits(original, scenario.shorten ?? {}, new Date());
    for (const change of changes) timeline.add("change", change);
    if (changes.length > 0) await plane.api.apply(object);
  }
  startScheduler(plane);
  const ofAll = stages.flatMap((stage) => stage.objects);
  if (usesKeda(ofAll, scenario)) await startKeda(plane, await locateParts(kedaParts, log, versions));
  return new Kubelets(plane.api, kubeletOptions(ofAll));
}

/** Whether a scenario changes pools or node classes: then nodes drift because it says so. */
function changesClasses({ steps, objects = [] }: Scenario): boolean {
  if (steps.some(({ change }) => change !== undefined)) return true;
  const applied = [...objects, ...steps.flatMap(({ apply }) => apply ?? [])];
  return applied.some((object) => kinds.nodePool.is(object) || kinds.nodeClass.is(object));
}

/** Nobody has changed the pool since its node was launched, so the next node drifts as well. */
function driftFinding(planned: PlannedObjects, pool: string, reason: string): RehearsalFinding {
  return {
    check: "behaviour",
    by: "karpenter",
    subject: poolSubject(planned, pool),
    field: "",
    message: `its new node has drifted (${reason}), so Karpenter replaces each node as soon as it is there`,
  };
}

/**
 * Plays a scenario.
 * @param onJoining gets what makes nodes of instances, before the first pod
 * @returns what was not as expected
 */
export async function play(
  { plane, cloud, planned, stages, timeline, creation, resources, place, sdk, settings, versions }: OnCloud,
  scenario: Scenario,
  log: Log,
  onJoining: (joining: Joining) => void,
): Promise<readonly RehearsalFinding[]> {
  const { api, processes } = plane;
  const noticed: RehearsalFinding[] = [];
  const kubelets = await startBehaviour(plane, planned, stages, scenario, timeline, versions, log);
  const joining = new Joining({
    api,
    sdk,
    region: place.region,
    cluster: settings.environment.CLUSTER_NAME ?? "",
    templates: cloud.templates,
    kubelets,
    onStranger: (instance, why) =>
      void noticed.push({
        check: "nodeClass",
        by: "rehearsal",
        subject: `instance ${instance}`,
        field: "",
        message: `${why} (our reading of user data)`,
      }),
    onDrift: (pool, reason) => {
      timeline.add("node", `a node of ${pool} has drifted: ${reason}`);
      if (!changesClasses(scenario)) noticed.push(driftFinding(planned, pool, reason));
    },
  });
  onJoining(joining);
  log(`playing ${scenario.name}`);
  const { made } = creation;
  const { capacity, received, refusedRules } = cloud;
  const steps = cloudSteps({ api, sdk, made, resources, capacity, received, refusedRules, failed: processes.failed });
  const missed = await playScenario(
    { api, planned, kubelets: joining, stages, timeline, failed: processes.failed, cloud: steps },
    scenario,
  );
  return [...missed, ...noticed];
}
