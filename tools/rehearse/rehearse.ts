/** The rehearsal: the plan's objects on a control plane, check 1 (admission) and, with a scenario, check 2 (behaviour). */

import { UsageError } from "../cli/errors";
import { defaultRegion } from "../plan/engine/deployment";
import { type PlannedStack, type PlanOptions, readStack } from "../plan/plan";
import { distinctPlaceholder } from "../plan/project/pulumiConfig";
import type { ReadStack } from "../plan/project/readStack";
import { checkStack } from "../plan/summary/findings";
import { allCrds, crdsOf, installCrds } from "./api/crds";
import { KubeApi } from "./api/kubeApi";
import { type AwsRunOptions, rehearseOnAws } from "./aws/run";
import type { Place } from "./nodes/simulation";
import { checkedAdmission, rehearsalOf } from "./outcome";
import { fetchCharts, fetchCrds, type Log } from "./parts/build";
import { locateParts } from "./parts/locate";
import { crdSources } from "./parts/modules";
import { awsParts, nodeParts, serverParts } from "./parts/parts";
import { preparePython } from "./parts/python";
import { requireBuilt } from "./parts/versions";
import { plannedObjects } from "./plannedObjects";
import type { Provider, Rehearsal } from "./report";
import { type ChangingStack, planChanging } from "./scenario/change";
import { startSimulatedCluster } from "./scenario/cluster";
import { playScenario } from "./scenario/play";
import type { Scenario } from "./scenario/read";
import { Timeline, type TimelineEvent } from "./scenario/timeline";
import { type ControlPlane, startControllerManager, startControlPlane } from "./server/controlPlane";
import { connectionOf } from "./server/kubeconfig";
import { controllersOf, type RehearsalVersions, ranTexts, rehearsalVersions } from "./versions";

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

/** A stack to rehearse. */
interface Given {
  readonly read: ReadStack;
  readonly planOptions: PlanOptions;
  readonly versions: RehearsalVersions;
}

/** Reads the stack's files: which versions it wants is known before anything is built or started. */
function givenStack({ folder, stack, config, scenario }: RehearseOptions): Given {
  const file = stack === undefined ? (config ?? scenario?.stackFile) : undefined;
  const planOptions: PlanOptions = { folder, stack, config: file, mode: "settled", withoutPolicies: true };
  const read = readStack(planOptions, distinctPlaceholder);
  const checked = checkStack(read.project, read.stack, read.config);
  return { read, planOptions, versions: rehearsalVersions(checked.stack) };
}

/**
 * The stack's plan with every object complete, and those of the scenario's changes.
 * @throws UsageError when the config is refused: there is nothing to rehearse
 */
function settledPlan({ read, planOptions }: Given, scenario: Scenario | undefined): Promise<ChangingStack> {
  return planChanging(read, planOptions, scenario?.steps ?? []);
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
  versions: RehearsalVersions,
  options: RehearseOptions,
  log: Log,
): Promise<Rehearsal> {
  startControllerManager(plane);
  await installCrds(plane.api, allCrds(versions.played));
  const stack = await planning;
  const planned = plannedObjects(stack.plan, stack.places);
  const admission = await checkedAdmission(plane.api, planned, versions, log);
  const { scenario } = options;
  // a scenario on half of the objects would prove nothing
  if (scenario === undefined || admission.findings.length > 0)
    return rehearsalOf(stack, admission, undefined, { ran: ranTexts(versions, [], true) });
  log(`playing ${scenario.name}`);
  const timeline = new Timeline(options.onEvent);
  const place = placeOf(stack);
  const cluster = await startSimulatedCluster(plane, {
    planned,
    changes: stack.changes,
    scenario,
    place,
    timeline,
    versions: versions.played,
    log,
  });
  const findings = await playScenario(cluster, scenario);
  return rehearsalOf(
    stack,
    admission,
    { scenario, findings, timeline },
    { ran: ranTexts(versions, controllersOf(versions, false, true), true) },
  );
}

async function onOwnServer(options: RehearseOptions, log: Log): Promise<Rehearsal> {
  const { scenario, onEvent } = options;
  const isAws = options.provider === "aws";
  const given = givenStack(options);
  const { versions } = given;
  // a version that cannot be had is told before minutes of building
  requireBuilt(controllersOf(versions, isAws, scenario !== undefined), versions.played);
  const python = isAws ? await preparePython(log) : undefined;
  if (isAws) await fetchCharts(versions.played, log);
  const forNodes = isAws ? awsParts : scenario === undefined ? [] : nodeParts;
  const binaries = await locateParts([...serverParts, ...forNodes], log, versions.played);
  log("planning, and starting etcd and the API server");
  // side by side: the plan takes as long as the server
  const starting = startControlPlane(binaries);
  const planning = settledPlan(given, scenario);
  planning.catch(() => {});
  const plane = await starting;
  try {
    options.onControlPlane?.(plane);
    const playing =
      python === undefined
        ? rehearseOn(plane, planning, versions, options, log)
        : rehearseOnAws(plane, planning, { versions, scenario, python, log, onEvent, ...options.aws });
    return await Promise.race([playing, plane.processes.failed]);
  } finally {
    await plane.end();
  }
}

/** Check 1 alone: a user's cluster has nodes of its own. */
async function onGivenServer(path: string, options: RehearseOptions, log: Log): Promise<Rehearsal> {
  const api = new KubeApi(connectionOf(path, options.anyServer === true));
  try {
    const given = givenStack(options);
    const { versions } = given;
    const stack = await settledPlan(given, undefined);
    const planned = plannedObjects(stack.plan, stack.places);
    await fetchCrds(versions.played, log);
    const { provider, keda } = crdSources;
    await installCrds(api, [...crdsOf(provider, versions.played), ...crdsOf(keda, versions.played)]);
    const admission = await checkedAdmission(api, planned, versions, log);
    return rehearsalOf(stack, admission, undefined, { ran: ranTexts(versions, [], false) });
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
