/** Check 4: a scenario on the instances in moto. */
import { kinds } from "../api/kubeObject";
import type { RehearsalFinding } from "../finding";
import { startKeda } from "../nodes/controllers";
import { Kubelets, kubeletOptions } from "../nodes/kubelets";
import type { Log } from "../parts/build";
import { locateParts } from "../parts/locate";
import { kedaParts } from "../parts/parts";
import type { PlannedObjects } from "../plannedObjects";
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
  readonly creation: Creation;
  readonly resources: readonly AwsResource[];
  readonly place: Place;
  readonly sdk: SdkCall;
}

/** Replaces waits in the pools and ScaledObjects, and starts what plays pods and nodes. */
async function startBehaviour(
  plane: ControlPlane,
  planned: PlannedObjects,
  stages: readonly Stage[],
  scenario: Scenario,
  timeline: Timeline,
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
  if (usesKeda(ofAll, scenario)) await startKeda(plane, await locateParts(kedaParts, log));
  return new Kubelets(plane.api, kubeletOptions(ofAll));
}

/**
 * Plays a scenario.
 * @param onJoining gets what makes nodes of instances, before the first pod
 * @returns what was not as expected
 */
export async function play(
  { plane, cloud, planned, stages, timeline, creation, resources, place, sdk, settings }: OnCloud,
  scenario: Scenario,
  log: Log,
  onJoining: (joining: Joining) => void,
): Promise<readonly RehearsalFinding[]> {
  const { api, processes } = plane;
  const strangers: RehearsalFinding[] = [];
  const kubelets = await startBehaviour(plane, planned, stages, scenario, timeline, log);
  const joining = new Joining({
    api,
    sdk,
    region: place.region,
    cluster: settings.environment.CLUSTER_NAME ?? "",
    templates: cloud.templates,
    kubelets,
    onStranger: (instance, why) =>
      void strangers.push({
        check: "nodeClass",
        subject: `instance ${instance}`,
        field: "",
        message: `${why} (our reading of user data)`,
      }),
  });
  onJoining(joining);
  log(`playing ${scenario.name}`);
  const { made } = creation;
  const { capacity, received, refusedRules } = cloud;
  const steps = cloudSteps({ api, sdk, made, resources, capacity, received, refusedRules, failed: processes.failed });
  const missed = await playScenario(
    { api, kubelets: joining, stages, timeline, failed: processes.failed, cloud: steps },
    scenario,
  );
  return [...missed, ...strangers];
}
