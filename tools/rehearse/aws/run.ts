/** `--provider aws`: Karpenter's AWS controller against the planned AWS resources in moto, with the planned objects. */
import { instanceTypesIn } from "../../../capacity/ec2/catalogue";
import { partitionOfRegion } from "../../../capacity/ec2/partitions";
import { defaultRegion } from "../../plan/engine/deployment";
import { type Properties, resolved, unwrapped, type Value } from "../../plan/engine/property";
import type { PlannedStack } from "../../plan/plan";
import { accountId } from "../../plan/standins/standIn";
import { allCrds, installCrds } from "../api/crds";
import { textOf } from "../api/fields";
import { type KubeObject, kinds } from "../api/kubeObject";
import { RehearsalError } from "../error";
import type { RehearsalFinding } from "../finding";
import { startKeda } from "../nodes/controllers";
import { Kubelets } from "../nodes/kubelets";
import { nodeSettingsOf } from "../nodes/simulation";
import { checkedAdmission, rehearsalOf } from "../outcome";
import type { Log } from "../parts/build";
import { locateParts } from "../parts/locate";
import { kedaParts } from "../parts/parts";
import { type PlannedObjects, plannedObjects } from "../plannedObjects";
import { findingLine, type Rehearsal } from "../report";
import { usesKeda } from "../scenario/cluster";
import { playScenario } from "../scenario/play";
import type { Scenario } from "../scenario/read";
import { shortenWaits } from "../scenario/shorten";
import { Timeline, type TimelineEvent } from "../scenario/timeline";
import { type ControlPlane, startControllerManager, startScheduler } from "../server/controlPlane";
import { placementFindings } from "./charts/placement";
import { type Rendered, render } from "./charts/render";
import { accessEntryFindings } from "./checks/accessEntries";
import { compareTemplates, shownTemplate, templateText } from "./checks/launchTemplates";
import { checkNodeClasses } from "./checks/nodeClasses";
import { type Cloud, startCloud } from "./cloud";
import { type ControllerSettings, controllerSettings } from "./controller/settings";
import { startAwsController } from "./controller/start";
import { createPlanned } from "./create/create";
import type { AwsResource } from "./credentials/roles";
import type { Launch } from "./ec2/fleet";
import type { Asked } from "./front/authorize";
import type { Place } from "./front/needs/need";
import { startMoto } from "./moto/start";
import { Joining } from "./nodes/joining";
import { cloudSteps } from "./steps";

export interface AwsRunOptions {
  readonly scenario: Scenario | undefined;
  /** A Python that can import moto. */
  readonly python: string;
  readonly log: Log;
  readonly onEvent?: ((event: TimelineEvent) => void) | undefined;
  /** Folders of charts by the chart's name, such as keda. */
  readonly charts?: Readonly<Record<string, string>> | undefined;
  /** Changes planned objects; for tests of what the config's own check refuses. */
  readonly amend?: ((object: KubeObject) => KubeObject) | undefined;
  /** AMIs of the account's own, beside those of the scenario; for tests. */
  readonly images?: Scenario["images"];
  /** Gets each request to IAM that the run made; for tests. */
  readonly onRecord?: ((record: readonly Asked[]) => void) | undefined;
}

/** A registered value without secrets' wrappings. */
function plain(value: Value): Value {
  const inner = unwrapped(resolved(value)) ?? null;
  if (Array.isArray(inner)) return inner.map(plain);
  if (typeof inner !== "object" || inner === null) return inner;
  return Object.fromEntries(Object.entries(inner).map(([key, each]) => [key, plain(each as Value)]));
}

function awsResources({ registered }: PlannedStack): readonly AwsResource[] {
  return registered
    .filter(({ type }) => type.startsWith("aws:"))
    .map((resource) => ({
      ...resource,
      inputs: plain(resource.inputs) as Properties,
      outputs: plain(resource.outputs) as Properties,
    }));
}

function placeOf({ config }: PlannedStack): Place {
  const region = config.values.get("aws:region") ?? defaultRegion;
  return { region, partition: partitionOfRegion(region)?.name ?? "aws", account: accountId };
}

/** What EC2 was asked for and what it gave, as a line of the timeline. */
function launchText({ capacityType, strategy, types, zones, chosen, instance, errors }: Launch): string {
  const shown = types.length > 4 ? `${types.slice(0, 4).join(", ")} and ${types.length - 4} more` : types.join(", ");
  const asked = `Karpenter asks for ${capacityType} of ${shown} in ${zones.join(", ")}, ${strategy}`;
  const failed = [...new Set(errors.map(({ code, candidate }) => `${candidate.type} in ${candidate.zone}: ${code}`))];
  const got =
    chosen === undefined
      ? "EC2 launches nothing"
      : `EC2 (our rules) launches ${chosen.type} in ${chosen.zone} (${instance})`;
  return `${asked}; ${got}${failed.length === 0 ? "" : `; errors ${failed.slice(0, 4).join(", ")}${failed.length > 4 ? ` and ${failed.length - 4} more` : ""}`}`;
}

/** Objects of the charts beside those of the plan; what Helm refuses is a finding. */
async function withCharts(
  plane: ControlPlane,
  planned: PlannedObjects,
  minor: string,
  options: AwsRunOptions,
): Promise<{
  readonly planned: PlannedObjects;
  readonly karpenter: readonly KubeObject[];
  readonly findings: readonly RehearsalFinding[];
}> {
  const settings = {
    binary: plane.binaries.helm,
    folder: plane.processes.folder,
    kubernetesMinor: minor,
    charts: options.charts ?? {},
  };
  const all = await Promise.all(planned.releases.map((release) => render(release, settings)));
  const rendered = all.filter((one): one is Rendered => one !== undefined);
  const names = new Set(rendered.map(({ release }) => release.name));
  const objects = rendered.flatMap((one) =>
    "failure" in one
      ? []
      : one.objects.map((object) => ({
          object,
          configPath: `Helm release ${one.release.name}`,
          // the controllers of charts run beside the control plane, or not at all: their pods would only be pending
          dryRun: object.kind === "Deployment" || object.kind === "DaemonSet",
        })),
  );
  const isKarpenter = ({ release }: Rendered) => release.chart.split("/").at(-1) === "karpenter";
  return {
    planned: {
      objects: [
        ...planned.objects.filter(({ object }) => object.kind === "Namespace"),
        ...objects,
        ...planned.objects.filter(({ object }) => object.kind !== "Namespace"),
      ],
      releases: planned.releases.map((release) =>
        names.has(release.name) ? { ...release, isRendered: true } : release,
      ),
    },
    karpenter: rendered.filter(isKarpenter).flatMap((one) => ("objects" in one ? one.objects : [])),
    findings: rendered.flatMap((one) =>
      "failure" in one
        ? [
            {
              check: "admission" as const,
              subject: `Helm release ${one.release.name}`,
              field: "",
              message: `Helm refuses it: ${one.failure}`,
            },
          ]
        : [],
    ),
  };
}

/** Replaces waits in the pools and ScaledObjects, and starts what plays pods and nodes. */
async function startBehaviour(
  plane: ControlPlane,
  planned: PlannedObjects,
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
  if (usesKeda(planned, scenario)) await startKeda(plane, await locateParts(kedaParts, log));
  return new Kubelets(plane.api, {
    nodeSettings: nodeSettingsOf(objects),
    startupTaints: new Map(
      objects
        .filter(kinds.nodePool.is)
        .map(({ metadata, spec }) => [metadata.name ?? "", spec.template.spec.startupTaints ?? []]),
    ),
  });
}

/** Findings that a scenario expects: those are taken out, and one that is missing is a finding. */
function judged(
  findings: readonly RehearsalFinding[],
  expected: readonly string[],
  timeline: Timeline,
): readonly RehearsalFinding[] {
  const text = ({ subject, field, message }: RehearsalFinding) => `${subject} ${field} ${message}`;
  for (const finding of findings.filter((each) => expected.some((part) => text(each).includes(part))))
    timeline.add("met", `found, as expected: ${findingLine(finding)}`);
  const missing = expected.filter((part) => !findings.some((finding) => text(finding).includes(part)));
  return [
    ...findings.filter((finding) => !expected.some((part) => text(finding).includes(part))),
    ...missing.map((part) => ({
      check: "behaviour" as const,
      subject: "findings",
      field: "",
      message: `no finding says "${part}", which the scenario expects`,
    })),
  ];
}

/** Everything after the plan: AWS's resources, the objects, the controller, and the checks. */
export async function rehearseOnAws(
  plane: ControlPlane,
  planning: Promise<PlannedStack>,
  options: AwsRunOptions,
): Promise<Rehearsal> {
  const { log, scenario, amend = (object) => object } = options;
  startControllerManager(plane);
  const starting = startMoto(plane.processes, options.python, accountId);
  starting.catch(() => {});
  await installCrds(plane.api, allCrds());
  const stack = await planning;
  const moto = await starting;
  const place = placeOf(stack);
  const sdk = moto.sdkIn(place.region);
  const resources = awsResources(stack);
  log(`making ${resources.length} AWS resources in moto`);
  const creation = await createPlanned(sdk, place.region, resources);
  const { made } = creation;
  const real = resources.map((resource) => ({
    ...resource,
    inputs: made.real(resource.inputs),
    outputs: made.real(resource.outputs),
  }));
  const cluster = resources.find(({ type }) => type === "aws:eks/cluster:Cluster");
  const minor = textOf(cluster?.inputs.version);
  const fromPlan = plannedObjects(stack.plan, stack.config.own);
  const withIds = {
    ...fromPlan,
    objects: fromPlan.objects.map((each) => ({ ...each, object: made.real(amend(each.object)) })),
  };
  const { planned, karpenter, findings: helmFindings } = await withCharts(plane, withIds, minor, options);
  const admission = await checkedAdmission(plane.api, planned, log);
  const deployments = planned.objects
    .filter(({ object, configPath }) => object.kind === "Deployment" && configPath?.startsWith("Helm release"))
    .map(({ object }) => object);
  const ofKarpenter = karpenter.find(({ kind }) => kind === "Deployment");
  const early = [...creation.findings, ...helmFindings, ...placementFindings(deployments, ofKarpenter, resources)];
  const offerings =
    instanceTypesIn(place.region) === undefined
      ? [`which instance types ${place.region} has: the catalogue does not know, so all of its types are offered`]
      : [];
  const checked = { ...admission, notChecked: [...offerings, ...creation.notChecked, ...admission.notChecked] };
  const timeline = new Timeline(options.onEvent);
  timeline.add(
    "aws",
    `${creation.count} resources of the plan made in moto, account ${place.account}, ${place.region}`,
  );
  const result = (findings: readonly RehearsalFinding[]) =>
    rehearsalOf(
      stack,
      { ...checked, findings: [] },
      {
        scenario,
        timeline,
        findings: judged([...admission.findings, ...early, ...findings], scenario?.findings ?? [], timeline),
      },
      "aws",
    );
  // a controller on half of the objects would prove nothing
  if (admission.findings.length > 0 || helmFindings.length > 0) return result([]);
  const settings = controllerSettings(karpenter);
  if (settings === undefined)
    throw new RehearsalError("the plan has no Helm release of Karpenter's chart, so there is no controller to start");
  let joining: Joining | undefined;
  const cloud = await startCloud({
    plane,
    sdk,
    motoPort: moto.port,
    place,
    cluster: textOf(cluster?.inputs.name),
    resources: real,
    creation,
    images: [...(scenario?.images ?? []), ...(options.images ?? [])],
    annotatedRole: settings.annotatedRole,
    withdrawn: scenario?.withdrawn ?? [],
    revoked: scenario?.revoke ?? [],
    onLaunch: (launch) => {
      timeline.add("aws", launchText(launch));
      joining?.launched(launch);
    },
  });
  try {
    const onCloud = { plane, cloud, settings, planned, timeline, stack, creation, resources, place, sdk };
    const findings = await checkAndPlay(onCloud, options, (made) => {
      joining = made;
    });
    return result([...findings, ...cloud.findings()]);
  } finally {
    options.onRecord?.(cloud.authorizer.record);
    cloud.close();
  }
}

interface OnCloud {
  readonly plane: ControlPlane;
  readonly cloud: Cloud;
  readonly settings: ControllerSettings;
  readonly planned: PlannedObjects;
  readonly timeline: Timeline;
  readonly creation: Awaited<ReturnType<typeof createPlanned>>;
  readonly resources: readonly AwsResource[];
  readonly place: Place;
  readonly sdk: ReturnType<Awaited<ReturnType<typeof startMoto>>["sdkIn"]>;
}

/** Check 3, and with a scenario check 4. */
async function checkAndPlay(
  on: OnCloud,
  { scenario, log }: AwsRunOptions,
  onJoining: (joining: Joining) => void,
): Promise<readonly RehearsalFinding[]> {
  const { plane, cloud, timeline } = on;
  const paths = new Map(
    on.planned.objects
      .filter(({ object }) => kinds.nodeClass.is(object))
      .map(({ object, configPath }) => [object.metadata.name ?? "", configPath]),
  );
  const pathOf = (name: string) => paths.get(name);
  const { failed } = plane.processes;
  log("starting Karpenter's AWS controller");
  if (!(await startAwsController(plane, on.settings, cloud))) return [];
  const { findings: refusedClasses, ready } = await checkNodeClasses(
    plane.api,
    pathOf,
    () => plane.processes.log("karpenter-aws"),
    failed,
  );
  timeline.add("aws", `Karpenter has made node classes Ready: ${ready.join(", ") || "none"}`);
  const played = scenario === undefined || refusedClasses.length > 0 ? [] : await play(on, scenario, log, onJoining);
  const classes = await plane.api.list(kinds.nodeClass);
  const shown = cloud.templates.all.map(shownTemplate);
  for (const text of new Set(shown.map((template) => templateText(template, cloud.images))))
    timeline.add("aws", `launch template of ${text}`);
  for (const release of cloud.images.unsure)
    timeline.add("change", `${release}: not sure to exist, taken as if it did`);
  return [
    ...refusedClasses,
    ...played,
    ...(await accessEntryFindings(shown, on.resources, cloud.existing)),
    ...compareTemplates(shown, classes, cloud.images, pathOf),
  ];
}

async function play(
  { plane, cloud, planned, timeline, creation, resources, place, sdk, settings }: OnCloud,
  scenario: Scenario,
  log: Log,
  onJoining: (joining: Joining) => void,
): Promise<readonly RehearsalFinding[]> {
  const { api, processes } = plane;
  const strangers: RehearsalFinding[] = [];
  const kubelets = await startBehaviour(plane, planned, scenario, timeline, log);
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
    { api, kubelets: joining, timeline, failed: processes.failed, cloud: steps },
    scenario,
  );
  return [...missed, ...strangers];
}
