/** The rehearsal: plan, control plane, admission, and what a scenario shows of the rest. */

import { findingText } from "../../config/finding";
import { UsageError } from "../cli/errors";
import { defaultRegion } from "../plan/engine/deployment";
import { isRefused, type PlannedStack, planStack } from "../plan/plan";
import { configuredCrds } from "./api/configuredVersion";
import { allCrds, crdsOf, installCrds } from "./api/crds";
import { type DryRun, dryRun } from "./api/dryRun";
import { KubeApi } from "./api/kubeApi";
import { featureGates, type PlannedObjects, plannedObjects } from "./api/objects";
import type { RehearsalFinding } from "./finding";
import { startKarpenter, startKeda } from "./nodes/controllers";
import { Kubelets } from "./nodes/kubelet";
import { nodeSettingsOf, type Place, simulate } from "./nodes/simulation";
import type { Say } from "./parts/build";
import { locateParts } from "./parts/locate";
import { crdSources, kedaParts, nodeParts, serverParts } from "./parts/parts";
import type { Rehearsal } from "./report";
import { Player, poolFindings, type Stage } from "./scenario/play";
import type { Scenario } from "./scenario/read";
import { shortenWaits } from "./scenario/shorten";
import { Timeline, type TimelineEvent } from "./scenario/timeline";
import { type ControlPlane, startControllerManager, startControlPlane, startScheduler } from "./server/controlPlane";
import { connectionOf } from "./server/kubeconfig";

export interface RehearseOptions {
  /** Folder of Pulumi.yaml. */
  readonly folder: string;
  readonly stack?: string | undefined;
  readonly config?: string | undefined;
  readonly scenario?: Scenario | undefined;
  /** A throwaway cluster instead of a control plane of our own; admission only. */
  readonly kubeconfig?: string | undefined;
  readonly anyServer?: boolean | undefined;
  readonly say?: Say | undefined;
  /** Hears the timeline as it happens. */
  readonly told?: ((event: TimelineEvent) => void) | undefined;
  /** Hears of each control plane once it stands: for tests that end one of its parts. */
  readonly standing?: ((plane: ControlPlane) => void) | undefined;
}

/** The stack's plan with every object complete. @throws WrongUse when the config is refused: there is nothing to rehearse */
async function settledPlan(options: RehearseOptions): Promise<PlannedStack> {
  const { folder, stack, config = options.scenario?.stackFile } = options;
  const planned = await planStack({
    folder,
    stack,
    config: stack === undefined ? config : undefined,
    mode: "settled",
    withoutPolicies: true,
  });
  if (!isRefused(planned.plan)) return planned;
  const lines = planned.plan.findings.filter(({ level }) => level === "error").map(findingText);
  throw new UsageError([...lines, "the config is refused, so there is nothing to rehearse"].join("\n"));
}

/** Where the nodes would be: in the zones of the subnets that the plan makes. */
function placeOf({ plan, config }: PlannedStack): Place {
  const zones = plan.resources
    .filter(({ type }) => type === "aws:ec2/subnet:Subnet")
    .map(({ inputs }) => inputs.availabilityZone)
    .filter((zone): zone is string => typeof zone === "string");
  return { region: config.values.get("aws:region") ?? defaultRegion, zones: [...new Set(zones)] };
}

interface Played {
  readonly findings: readonly RehearsalFinding[];
  readonly timeline: Timeline;
}

/** Swaps planned pools for simulated ones and starts all that acts on them. */
async function setStage(
  plane: ControlPlane,
  stack: PlannedStack,
  planned: PlannedObjects,
  options: RehearseOptions,
  scenario: Scenario,
): Promise<Stage> {
  const { api, processes } = plane;
  const timeline = new Timeline(options.told);
  const all = planned.objects.map(({ object }) => object);
  const simulation = simulate(all, placeOf(stack));
  for (const change of simulation.changes) timeline.add("change", change);
  const waits = all.filter(({ kind }) => kind === "ScaledObject");
  const replaced = [...simulation.objects, ...waits].map((object) =>
    shortenWaits(object, scenario.shorten ?? {}, new Date()),
  );
  for (const change of replaced.flatMap(({ changes }) => changes)) timeline.add("change", change);

  // a node class reference cannot change its kind, so the pools of the admission check go first
  const swappedKinds = all.filter(({ kind }) => kind === "NodePool" || kind === "EC2NodeClass");
  await Promise.all(swappedKinds.map((object) => api.delete(object)));
  for (const { object } of replaced) await api.apply(object);

  await startKarpenter(plane, simulation.types, featureGates(planned.releases));
  startScheduler(plane);
  const usesKeda = [...all, ...(scenario.objects ?? []), ...scenario.steps.flatMap(({ apply }) => apply ?? [])].some(
    ({ kind }) => kind === "ScaledObject",
  );
  if (usesKeda) await startKeda(plane, await locateParts(kedaParts, options.say ?? (() => {})));
  const pools = all.filter(({ kind }) => kind === "NodePool");
  const kubelets = new Kubelets(api, {
    nodeSettings: nodeSettingsOf(all),
    startupTaints: new Map(
      pools.map(({ metadata, spec }) => [metadata.name ?? "", spec.template.spec.startupTaints ?? []]),
    ),
  });
  return { api, kubelets, timeline, failed: processes.failed };
}

async function playScenario(
  plane: ControlPlane,
  stack: PlannedStack,
  planned: PlannedObjects,
  options: RehearseOptions,
  scenario: Scenario,
): Promise<Played> {
  const stage = await setStage(plane, stack, planned, options, scenario);
  const pools = await poolFindings(stage);
  if (pools.length > 0) return { findings: pools, timeline: stage.timeline };
  return { findings: await new Player(stage, scenario).play(), timeline: stage.timeline };
}

function assemble(
  { plan }: PlannedStack,
  admission: DryRun,
  played: Played | undefined,
  scenario: Scenario | undefined,
): Rehearsal {
  const findings = [...admission.findings, ...(played?.findings ?? [])];
  return {
    project: plan.project,
    stack: plan.stack,
    scenario: scenario?.name ?? null,
    verdict: findings.length === 0 ? "pass" : "fail",
    admitted: admission.admitted.length,
    findings,
    notes: admission.notes,
    timeline: played?.timeline.events ?? [],
    price: played?.timeline.price() ?? null,
  };
}

/** Check 1, with the definitions of the configured versions. */
async function admit(api: KubeApi, planned: PlannedObjects, say: Say): Promise<DryRun> {
  const { crds, notes } = await configuredCrds(planned.releases, say);
  await installCrds(api, crds);
  say(`applying ${planned.objects.length} objects to ${api.connection.server}`);
  const admission = await dryRun(api, planned);
  return { ...admission, notes: [...notes, ...admission.notes] };
}

async function onOwnServer(options: RehearseOptions, say: Say): Promise<Rehearsal> {
  const { scenario } = options;
  const binaries = await locateParts([...serverParts, ...(scenario === undefined ? [] : nodeParts)], say);
  say("planning, and starting etcd and the API server");
  // side by side: the plan takes as long as the server
  const starting = startControlPlane(binaries);
  const planning = settledPlan(options);
  planning.catch(() => {});
  const plane = await starting;
  try {
    options.standing?.(plane);
    const check = async (): Promise<Rehearsal> => {
      startControllerManager(plane);
      await installCrds(plane.api, allCrds());
      const stack = await planning;
      const planned = plannedObjects(stack.plan, stack.config.own);
      const admission = await admit(plane.api, planned, say);
      // a scenario on half of the objects would prove nothing
      if (scenario === undefined || admission.findings.length > 0)
        return assemble(stack, admission, undefined, undefined);
      say(`playing ${scenario.name}`);
      return assemble(stack, admission, await playScenario(plane, stack, planned, options, scenario), scenario);
    };
    return await Promise.race([check(), plane.processes.failed]);
  } finally {
    await plane.end();
  }
}

async function onGivenServer(path: string, options: RehearseOptions, say: Say): Promise<Rehearsal> {
  const api = new KubeApi(connectionOf(path, options.anyServer === true));
  try {
    const stack = await settledPlan(options);
    const planned = plannedObjects(stack.plan, stack.config.own);
    await installCrds(api, [...crdsOf(crdSources.provider), ...crdsOf(crdSources.keda)]);
    return assemble(stack, await admit(api, planned, say), undefined, undefined);
  } finally {
    api.close();
  }
}

/**
 * Rehearses a stack.
 * @throws WrongUse for what the caller got wrong, RehearsalFault when a part of the control plane dies or does not start
 */
export async function rehearse(options: RehearseOptions): Promise<Rehearsal> {
  const say = options.say ?? (() => {});
  if (options.stack !== undefined && options.config !== undefined)
    throw new UsageError("give a stack or a config file, not both");
  return options.kubeconfig === undefined ? onOwnServer(options, say) : onGivenServer(options.kubeconfig, options, say);
}
