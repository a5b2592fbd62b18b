/** The cloud of one run: moto with what is planned, the front layer before it, and who gets which session. */
import { evaluate } from "../../iam/evaluate";
import type { RehearsalFinding } from "../finding";
import { usdPerHour } from "../nodes/instanceTypes";
import type { ControlPlane } from "../server/controlPlane";
import { CredentialsEndpoint } from "./credentials/agent";
import { type Grant, type Granter, grantFor } from "./credentials/grant";
import { type AwsResource, queuePolicies } from "./credentials/roles";
import { Capacity } from "./ec2/capacity";
import { Fleets, type Launch } from "./ec2/fleet";
import { type DeclaredImage, Images } from "./ec2/images";
import { Authorizer } from "./front/authorize";
import { existingIn } from "./front/existing";
import { Front } from "./front/front";
import { KeptAnswers } from "./front/keptAnswers";
import type { Existing, Place } from "./front/needs/need";
import { Sessions } from "./front/sessions";
import { Templates } from "./front/templates";
import type { SdkCall } from "./moto/sdk";

export interface CloudOptions {
  readonly plane: ControlPlane;
  readonly sdk: SdkCall;
  readonly motoPort: number;
  /** Folder for moto's answers that are the same in every run. */
  readonly answers: string;
  readonly place: Place;
  readonly cluster: string;
  /** With the ids that AWS gave. */
  readonly resources: readonly AwsResource[];
  readonly images: readonly DeclaredImage[];
  /** ARN of the role in the service account's annotation; undefined with Pod Identity. */
  readonly annotatedRole: string | undefined;
  /** Aliases of AMI releases that AWS does not have. */
  readonly withdrawn: readonly string[];
  /** Actions that the planned policies are without. */
  readonly revoked: readonly string[];
  readonly onLaunch: (launch: Launch) => void;
  /** Gets the ids of instances that Karpenter has terminated. */
  readonly onTerminate: (instances: readonly string[]) => void;
}

export interface Cloud {
  readonly endpoints: { readonly aws: string; readonly credentials: string };
  /** What a service account's token gives; a refusal is among the findings. */
  grant(token: string): Promise<Grant>;
  readonly authorizer: Authorizer;
  readonly existing: Existing;
  readonly templates: Templates;
  readonly images: Images;
  readonly capacity: Capacity;
  /** Bodies of the messages that Karpenter has received. */
  readonly received: readonly string[];
  /** Rules whose messages the queue's policy refuses. */
  readonly refusedRules: readonly string[];
  /** What went wrong outside of what Karpenter reports: refused sessions, bugs. */
  findings(): readonly RehearsalFinding[];
  close(): void;
}

/** Zones of the planned subnets, by their real ids. */
async function zonesOf(sdk: SdkCall): Promise<ReadonlyMap<string, string>> {
  const { Subnets } = (await sdk("ec2", "describe_subnets", {})) as {
    readonly Subnets: readonly { readonly SubnetId: string; readonly AvailabilityZone: string }[];
  };
  return new Map(Subnets.map(({ SubnetId, AvailabilityZone }) => [SubnetId, AvailabilityZone]));
}

/** moto does not ask a queue's policy: targets that it would refuse are taken away. @returns the rules, with the reason */
async function applyQueuePolicies({ resources, sdk, place }: CloudOptions): Promise<readonly string[]> {
  const policies = queuePolicies(resources);
  const refused: string[] = [];
  for (const { inputs } of resources.filter(({ type }) => type === "aws:cloudwatch/eventTarget:EventTarget")) {
    const [arn, rule] = [String(inputs.arn), String(inputs.rule)];
    const policy = policies.get(arn);
    const source = `arn:${place.partition}:events:${place.region}:${place.account}:rule/${rule}`;
    const decision = evaluate(
      {
        principal: { kind: "service", service: "events.amazonaws.com" },
        action: "sqs:SendMessage",
        resource: { arn },
        region: place.region,
        context: { "aws:SourceAccount": place.account, "aws:SourceArn": source },
      },
      policy === undefined ? {} : { resource: policy },
    );
    if (decision.outcome === "allowed") continue;
    refused.push(`rule ${rule} (its policy does not allow events.amazonaws.com to send for ${source})`);
    await sdk("events", "remove_targets", { Rule: rule, Ids: [String(inputs.targetId)] });
  }
  return refused;
}

/** Starts the front layer and the agent before moto. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { plane, sdk, place, cluster, resources } = options;
  const sessions = new Sessions();
  const templates = new Templates();
  const capacity = new Capacity();
  const images = new Images(options.images, place.account, options.withdrawn);
  const zones = await zonesOf(sdk);
  const policies = queuePolicies(resources);
  const authorizer = new Authorizer((arn) => policies.get(arn), options.revoked);
  const received: string[] = [];
  const refusals = new Set<string>();
  const bugs = new Set<string>();
  const fleets = new Fleets({
    sdk,
    templates,
    capacity,
    zones,
    price: (type, capacityType) => usdPerHour(type, capacityType, place.region),
    onLaunch: options.onLaunch,
  });
  const grant = (token: string) => grantFor(granter, options.annotatedRole, token);
  const granter: Granter = { api: plane.api, place, cluster, resources, sessions };
  const existing = existingIn(sdk, templates);
  const front = new Front({
    motoPort: options.motoPort,
    place,
    zones: [...new Set(zones.values())],
    sessions,
    authorizer,
    existing,
    templates,
    images,
    capacity,
    fleets,
    kept: new KeptAnswers(options.answers),
    onTerminate: options.onTerminate,
    onMessage: (body) => void received.push(body),
    onError: (call, cause) =>
      void bugs.add(`${call}: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`),
  });
  const agent = new CredentialsEndpoint(grant, (why) => refusals.add(why));
  const endpoints = { aws: await front.listen(), credentials: await agent.listen() };
  const findingOf = (subject: string) => (message: string) => ({
    check: "aws" as const,
    by: "rehearsal" as const,
    subject,
    field: "",
    message,
  });
  return {
    endpoints,
    grant: async (token) => {
      const granted = await grant(token);
      if ("refusal" in granted) refusals.add(granted.refusal);
      return granted;
    },
    authorizer,
    existing,
    templates,
    images,
    capacity,
    received,
    refusedRules: await applyQueuePolicies(options),
    findings: () => [
      ...[...refusals].map(findingOf("credentials of Karpenter")),
      ...[...bugs].map(findingOf("the front layer (a bug of the rehearsal)")),
      ...authorizer.denials.map(({ component, text }) => findingOf(component)(`IAM (our evaluator): ${text}`)),
    ],
    close: () => {
      front.close();
      agent.close();
    },
  };
}
