/** `--provider aws`: Karpenter's AWS controller against the planned AWS resources in moto, with the planned objects. */
import { instanceTypesIn } from "../../../capacity/ec2/catalogue";
import { recordOf, textOf } from "../../../capacity/units/fields";
import { accountId } from "../../plan/standins/standIn";
import { allCrds, installCrds } from "../api/crds";
import { type KubeObject, kinds } from "../api/kubeObject";
import { RehearsalError } from "../error";
import type { RehearsalFinding } from "../finding";
import { simulatedPriceRegion } from "../nodes/instanceTypes";
import { checkedAdmission, rehearsalOf } from "../outcome";
import type { Log } from "../parts/build";
import { answersFolder } from "../parts/python";
import { originOf, plannedObjects } from "../plannedObjects";
import type { Rehearsal } from "../report";
import type { ChangingStack } from "../scenario/change";
import type { Scenario } from "../scenario/read";
import { Timeline, type TimelineEvent } from "../scenario/timeline";
import { type ControlPlane, startControllerManager } from "../server/controlPlane";
import type { ShownTemplate } from "../shownTemplate";
import { controllersOf, type RehearsalVersions, ranTexts } from "../versions";
import { placementFindings } from "./charts/placement";
import { withCharts } from "./charts/withCharts";
import { accessEntryFindings } from "./checks/accessEntries";
import { judged } from "./checks/expected";
import { compareTemplates, shownTemplate, templateText } from "./checks/launchTemplates";
import { limitTexts } from "./checks/limits";
import { checkNodeClasses } from "./checks/nodeClasses";
import { startCloud } from "./cloud";
import { controllerSettings } from "./controller/settings";
import { startAwsController } from "./controller/start";
import { createPlanned } from "./create/create";
import type { AwsResource } from "./credentials/roles";
import { askedText, gotText } from "./ec2/launchText";
import type { Asked } from "./front/authorize";
import { startMoto } from "./moto/start";
import type { Joining } from "./nodes/joining";
import { awsResources, placeOf } from "./planned";
import { type OnCloud, play } from "./play";

export interface AwsRunOptions {
  readonly versions: RehearsalVersions;
  readonly scenario: Scenario | undefined;
  /** A Python that can import moto. */
  readonly python: string;
  readonly log: Log;
  readonly onEvent?: ((event: TimelineEvent) => void) | undefined;
  /** Folders of charts by the chart's name, such as keda. */
  readonly charts?: Readonly<Record<string, string>> | undefined;
  /** Changes a planned object, or adds some beside it; for tests of what the config's own check refuses. */
  readonly amend?: ((object: KubeObject) => readonly KubeObject[]) | undefined;
  /** Changes a planned AWS resource, or leaves it out; for tests of what goes wrong without it. */
  readonly amendResource?: ((resource: AwsResource) => readonly AwsResource[]) | undefined;
  /** AMIs of the account's own, beside those of the scenario; for tests. */
  readonly images?: Scenario["images"];
  /** Gets each request to IAM that the run made; for tests. */
  readonly onRecord?: ((record: readonly Asked[]) => void) | undefined;
}

/** Everything after the plan: AWS's resources, the objects, the controller, and the checks. */
export async function rehearseOnAws(
  plane: ControlPlane,
  planning: Promise<ChangingStack>,
  options: AwsRunOptions,
): Promise<Rehearsal> {
  const { log, scenario, amend = (object) => [object] } = options;
  startControllerManager(plane);
  const starting = startMoto(plane.processes, options.python, accountId);
  starting.catch(() => {});
  await installCrds(plane.api, allCrds(options.versions.played));
  const stack = await planning;
  const moto = await starting;
  const place = placeOf(stack);
  const sdk = moto.sdkIn(place.region);
  const resources = awsResources(stack).flatMap((each) => options.amendResource?.(each) ?? [each]);
  log(`making ${resources.length} AWS resources in moto`);
  const creation = await createPlanned(sdk, resources, (urn) => originOf(stack.places, urn));
  const { made } = creation;
  const real = resources.map((resource) => ({
    ...resource,
    inputs: made.real(resource.inputs),
    outputs: made.real(resource.outputs),
  }));
  const cluster = resources.find(({ type }) => type === "aws:eks/cluster:Cluster");
  const minor = textOf(cluster?.inputs.version);
  const fromPlan = plannedObjects(stack.plan, stack.places);
  const withIds = {
    ...fromPlan,
    objects: fromPlan.objects.flatMap((each) =>
      amend(each.object).map((object) => ({ ...each, object: made.real(object) })),
    ),
  };
  const stages = stack.changes.map((change) => ({
    objects: change.planned.objects.flatMap(({ object }) => amend(object).map((each) => made.real(each))),
    change,
  }));
  const {
    planned,
    karpenter,
    findings: helmFindings,
  } = await withCharts(plane, withIds, {
    kubernetesMinor: minor,
    charts: options.charts ?? {},
    versions: options.versions.played,
  });
  const admission = await checkedAdmission(plane.api, planned, options.versions, log);
  const deployments = planned.objects
    .filter(({ object, ofChart }) => object.kind === "Deployment" && ofChart === true)
    .map(({ object }) => object);
  const ofKarpenter = karpenter.find(({ kind }) => kind === "Deployment");
  const early = [...creation.findings, ...helmFindings, ...placementFindings(deployments, ofKarpenter, resources)];
  const offerings =
    instanceTypesIn(place.region) === undefined
      ? [`which instance types ${place.region} has: the catalogue does not know, so all of its types are offered`]
      : [];
  const priced = simulatedPriceRegion(place.region);
  const prices = priced === place.region ? [] : [`prices of ${place.region}: those of ${priced} are used`];
  const checked = {
    ...admission,
    notChecked: [
      ...offerings,
      ...prices,
      ...creation.notChecked,
      ...limitTexts(planned, resources),
      ...admission.notChecked,
    ],
  };
  const timeline = new Timeline(options.onEvent);
  timeline.add(
    "aws",
    `${creation.count} resources of the plan made in moto, account ${place.account}, ${place.region}`,
    "aws",
  );
  const result = (findings: readonly RehearsalFinding[], launchTemplates: readonly ShownTemplate[] = []) =>
    rehearsalOf(
      stack,
      { ...checked, findings: [] },
      {
        scenario,
        timeline,
        launchTemplates,
        findings: judged([...admission.findings, ...early, ...findings], scenario?.findings ?? [], timeline),
      },
      {
        ran: ranTexts(options.versions, controllersOf(options.versions, true, scenario !== undefined), true),
        provider: "aws",
      },
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
    answers: answersFolder(options.python),
    place,
    cluster: textOf(cluster?.inputs.name),
    resources: real,
    images: [...(scenario?.images ?? []), ...(options.images ?? [])],
    annotatedRole: settings.annotatedRole,
    withdrawn: scenario?.withdrawn ?? [],
    revoked: scenario?.revoke ?? [],
    onLaunch: (launch) => {
      timeline.add("aws", askedText(launch), "karpenter");
      timeline.add("aws", gotText(launch), "rehearsal");
      joining?.launched(launch);
    },
    onTerminate: (instances) => timeline.add("aws", `terminates ${instances.join(", ")}`),
  });
  try {
    const onCloud = {
      plane,
      cloud,
      settings,
      planned,
      timeline,
      stack,
      creation,
      resources,
      place,
      sdk,
      versions: options.versions.played,
      stages: [{ objects: withIds.objects.map(({ object }) => object) }, ...stages],
    };
    const findings = await checkAndPlay(onCloud, options, (made) => {
      joining = made;
    });
    return result([...findings, ...cloud.findings()], cloud.templates.all.map(shownTemplate));
  } finally {
    options.onRecord?.(cloud.authorizer.record);
    cloud.close();
  }
}

const nameOf = ({ metadata }: Readonly<Record<string, unknown>>) => textOf(recordOf(metadata).name);

/** Check 3, and with a scenario check 4. */
async function checkAndPlay(
  on: OnCloud,
  { scenario, log }: AwsRunOptions,
  onJoining: (joining: Joining) => void,
): Promise<readonly RehearsalFinding[]> {
  const { plane, cloud, timeline } = on;
  const { plan, places } = on.stack;
  const urns = new Map(
    plan.resources
      .filter(({ inputs }) => inputs.kind === "EC2NodeClass")
      .map((each) => [nameOf(each.inputs), each.urn]),
  );
  const ofClass = (name: string, field?: string) => originOf(places, urns.get(name) ?? "", field);
  const { failed } = plane.processes;
  log("starting Karpenter's AWS controller");
  if (!(await startAwsController(plane, on.settings, cloud))) return [];
  const { findings: refusedClasses, ready } = await checkNodeClasses(
    plane.api,
    ofClass,
    () => plane.processes.log("karpenter-aws"),
    failed,
  );
  timeline.add("aws", `node classes are Ready: ${ready.join(", ") || "none"}`);
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
    ...compareTemplates(shown, classes, cloud.images, ofClass),
  ];
}
