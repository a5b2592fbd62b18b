/** The rehearsal: the plan's objects on a control plane, check 1 (admission) and, with a scenario, check 2 (behaviour). */

import { UsageError } from "../cli/errors";
import { defaultRegion } from "../plan/engine/deployment";
import type { PlannedStack } from "../plan/plan";
import { allCrds, crdsOf, installCrds } from "./api/crds";
import { KubeApi } from "./api/kubeApi";
import { type AwsRunOptions, rehearseOnAws } from "./aws/run";
import type { Place } from "./nodes/simulation";
import { checkedAdmission, rehearsalOf } from "./outcome";
import { fetchCharts, type Log } from "./parts/build";
import { locateParts } from "./parts/locate";
import { awsParts, crdSources, nodeParts, serverParts } from "./parts/parts";
import { preparePython } from "./parts/python";
import { plannedObjects } from "./plannedObjects";
import type { Provider, Rehearsal } from "./report";
import { type ChangingStack, planChanging } from "./scenario/change";
import { startSimulatedCluster } from "./scenario/cluster";
import { playScenario } from "./scenario/play";
import type { Scenario } from "./scenario/read";
import { Timeline, type TimelineEvent } from "./scenario/timeline";
import { type ControlPlane, startControllerManager, startControlPlane } from "./server/controlPlane";
import { connectionOf } from "./server/kubeconfig";

export interface RehearseOptions {
  /** Folder of Pulumi.yaml. */
  readonly folder: string;
  /** Name of a stack, whose file is beside Pulumi.yaml; excludes `config`. @default the scenario's stack file, else "dev" */
  readonly stack?: string | undefined;
  /** A stack file anywhere; excludes `stack`. */
  readonly config?: string | undefined;
  /** What plays the cloud. @default "simulation" */
  readonly provider?: Provider | undefined;
  /** With "aws": what only tests give. */
  readonly aws?: Pick<AwsRunOptions, "charts" | "amend" | "amendResource" | "images" | "onRecord"> | undefined;
  /** What to play once every object is admitted; without it only admission is checked. */
  readonly scenario?: Scenario | undefined;
  /** kubeconfig of a throwaway cluster to use instead of a control plane of our own; admission only. */
  readonly kubeconfig?: string | undefined;
  /** With `kubeconfig`: its server may be on another machine. @default false */
  readonly anyServer?: boolean | undefined;
  /** Gets a line for each thing that takes time. */
  readonly log?: Log | undefined;
  /** Gets each event of the timeline as it happens. */
  readonly onEvent?: ((event: TimelineEvent) => void) | undefined;
  /** Gets the control plane once it answers; for tests that end one of its programs. */
  readonly onControlPlane?: ((plane: ControlPlane) => void) | undefined;
}

/**
 * The stack's plan with every object complete, and those of the scenario's changes.
 * @throws UsageError when the config is refused: there is nothing to rehearse
 */
function settledPlan({ folder, stack, config, scenario }: RehearseOptions): Promise<ChangingStack> {
  const file = stack === undefined ? (config ?? scenario?.stackFile) : undefined;
  return planChanging({ folder, stack, config: file, mode: "settled", withoutPolicies: true }, scenario?.steps ?? []);
}

/** Where the nodes would be: in the zones of the subnets that the plan makes. */
function placeOf({ plan, config }: PlannedStack): Place {
  const zones = plan.resources
    .filter(({ type }) => type === "aws:ec2/subnet:Subnet")
    .map(({ inputs }) => inputs.availabilityZone)
    .filter((zone): zone is string => typeof zone === "string");
  return { region: config.values.get("aws:region") ?? defaultRegion, zones: [...new Set(zones)] };
}

/** Both checks on a server that has just started. */
async function rehearseOn(
  plane: ControlPlane,
  planning: Promise<ChangingStack>,
  options: RehearseOptions,
  log: Log,
): Promise<Rehearsal> {
  startControllerManager(plane);
  await installCrds(plane.api, allCrds());
  const stack = await planning;
  const planned = plannedObjects(stack.plan, stack.places);
  const admission = await checkedAdmission(plane.api, planned, log);
  const { scenario } = options;
  // a scenario on half of the objects would prove nothing
  if (scenario === undefined || admission.findings.length > 0) return rehearsalOf(stack, admission, undefined);
  log(`playing ${scenario.name}`);
  const timeline = new Timeline(options.onEvent);
  const place = placeOf(stack);
  const cluster = await startSimulatedCluster(plane, {
    planned,
    changes: stack.changes,
    scenario,
    place,
    timeline,
    log,
  });
  const findings = await playScenario(cluster, scenario);
  return rehearsalOf(stack, admission, { scenario, findings, timeline });
}

async function onOwnServer(options: RehearseOptions, log: Log): Promise<Rehearsal> {
  const { scenario, onEvent } = options;
  const isAws = options.provider === "aws";
  const python = isAws ? await preparePython(log) : undefined;
  if (isAws) await fetchCharts(log);
  const forNodes = isAws ? awsParts : scenario === undefined ? [] : nodeParts;
  const binaries = await locateParts([...serverParts, ...forNodes], log);
  log("planning, and starting etcd and the API server");
  // side by side: the plan takes as long as the server
  const starting = startControlPlane(binaries);
  const planning = settledPlan(options);
  planning.catch(() => {});
  const plane = await starting;
  try {
    options.onControlPlane?.(plane);
    const playing =
      python === undefined
        ? rehearseOn(plane, planning, options, log)
        : rehearseOnAws(plane, planning, { scenario, python, log, onEvent, ...options.aws });
    return await Promise.race([playing, plane.processes.failed]);
  } finally {
    await plane.end();
  }
}

/** Check 1 alone: a user's cluster has nodes of its own. */
async function onGivenServer(path: string, options: RehearseOptions, log: Log): Promise<Rehearsal> {
  const api = new KubeApi(connectionOf(path, options.anyServer === true));
  try {
    const stack = await settledPlan(options);
    const planned = plannedObjects(stack.plan, stack.places);
    await installCrds(api, [...crdsOf(crdSources.provider), ...crdsOf(crdSources.keda)]);
    return rehearsalOf(stack, await checkedAdmission(api, planned, log), undefined);
  } finally {
    api.close();
  }
}

/**
 * Rehearses a stack.
 * @throws UsageError for what the caller got wrong, a config that is refused included
 * @throws RehearsalError when a program of the control plane ends or does not start
 */
export async function rehearse(options: RehearseOptions): Promise<Rehearsal> {
  const { stack, config, kubeconfig, log = () => {} } = options;
  if (stack !== undefined && config !== undefined) throw new UsageError("give a stack or a config file, not both");
  return kubeconfig === undefined ? onOwnServer(options, log) : onGivenServer(kubeconfig, options, log);
}
