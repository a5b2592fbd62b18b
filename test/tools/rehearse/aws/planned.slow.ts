/** The planned AWS resources in moto, and what is wrong with some of them; without a cluster. */
import { deepEqual, equal, match } from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { listOf, recordOf, textOf } from "../../../../capacity/units/fields";
import { type PlannedStack, planStack } from "../../../../tools/plan/plan";
import { accountId } from "../../../../tools/plan/standins/standIn";
import type { KubeApi } from "../../../../tools/rehearse/api/kubeApi";
import { type Cloud, startCloud } from "../../../../tools/rehearse/aws/cloud";
import { createPlanned } from "../../../../tools/rehearse/aws/create/create";
import type { AwsResource } from "../../../../tools/rehearse/aws/credentials/roles";
import { type Moto, startMoto } from "../../../../tools/rehearse/aws/moto/start";
import { awsResources, placeOf } from "../../../../tools/rehearse/aws/planned";
import { cloudSteps } from "../../../../tools/rehearse/aws/steps";
import { locatePython } from "../../../../tools/rehearse/parts/python";
import { originOf } from "../../../../tools/rehearse/plannedObjects";
import type { ControlPlane } from "../../../../tools/rehearse/server/controlPlane";
import { Processes } from "../../../../tools/rehearse/server/processes";
import { needsAws } from "../../../support/rehearse/built";

const root = resolve(__dirname, "../../../..");

const announcements = ["spot", "rebalance", "maintenance", "stateChange"] as const;
const instance = "i-0123456789abcdef0";

/** An API server that has one node, and takes any token for one of Karpenter's service account. */
const api = {
  list: async () => [{ metadata: { name: "node-1" }, spec: { providerID: `aws:///us-east-1a/${instance}` } }],
  call: async () => ({
    status: { authenticated: true, user: { username: "system:serviceaccount:kube-system:karpenter" } },
  }),
} as unknown as KubeApi;

describe("the planned AWS resources", function () {
  this.timeout(180_000);
  let stack: PlannedStack;
  let processes: Processes;
  let moto: Moto;

  before(async function () {
    needsAws(this, []);
    processes = new Processes(mkdtempSync(join(tmpdir(), "rehearse-")));
    const starting = startMoto(processes, locatePython()!, accountId);
    starting.catch(() => {});
    stack = await planStack({ folder: root, stack: "dev", mode: "settled", withoutPolicies: true });
    moto = await starting;
  });
  after(() => processes?.end());

  beforeEach(async () => {
    equal((await fetch(`http://127.0.0.1:${moto.port}/moto-api/reset`, { method: "POST" })).status, 200);
  });

  const create = async (amend: (resource: AwsResource) => readonly AwsResource[], only = /./) => {
    const sdk = moto.sdkIn("us-east-1");
    const planned = awsResources(stack)
      .filter(({ type }) => only.test(type))
      .flatMap(amend);
    const creation = await createPlanned(sdk, planned, (urn) => originOf(stack.places, urn));
    const { made } = creation;
    const resources = planned.map((each) => ({
      ...each,
      inputs: made.real(each.inputs),
      outputs: made.real(each.outputs),
    }));
    return { sdk, creation, resources };
  };

  const changed =
    (name: string, type: string, change: (inputs: AwsResource["inputs"]) => object) =>
    (resource: AwsResource): readonly AwsResource[] =>
      resource.name === name && resource.type.endsWith(`:${type}`)
        ? [{ ...resource, inputs: { ...resource.inputs, ...change(resource.inputs) } }]
        : [resource];

  it("are refused by AWS by the config's path, and those after them are made all the same", async () => {
    const outside = changed("network-private-1", "Subnet", () => ({ cidrBlock: "192.168.0.0/24" }));
    const invalid = changed("cluster-logs", "LogGroup", () => ({ retentionInDays: "a month" }));
    const { creation } = await create((resource) => outside(resource).flatMap(invalid), /ec2\/(vpc:|subnet:)|logGroup/);
    deepEqual(
      creation.findings.map(({ message, ...finding }) => ({ ...finding, message: message.slice(0, 48) })),
      [
        {
          check: "aws",
          by: "aws",
          subject: "Pulumi.dev.yaml:2:1 network (Subnet network-private-1)",
          field: "",
          message: "AWS refuses it: InvalidSubnet.Range: The CIDR '1",
        },
        {
          check: "aws",
          by: "aws",
          subject: "Pulumi.dev.yaml:2:1 cluster.logs (LogGroup cluster-logs)",
          field: "",
          message: "AWS refuses it: ParamValidationError: Parameter ",
        },
      ].sort((a, b) => order(creation, a.subject) - order(creation, b.subject)),
    );
    // the VPC and eight subnets
    equal(creation.count, 9);
  });

  /** Where a finding stands: resources are made in the order of the program. */
  function order(
    { findings }: { readonly findings: readonly { readonly subject: string }[] },
    subject: string,
  ): number {
    return findings.findIndex((each) => each.subject === subject);
  }

  /** What each announcement comes to when a poller reads the queue as Karpenter does: undefined when it arrives. */
  async function announced(
    amend: (resource: AwsResource) => readonly AwsResource[],
    hows: readonly (typeof announcements)[number][] = announcements,
  ): Promise<readonly (string | undefined)[]> {
    const { sdk, creation, resources } = await create(amend, /sqs|cloudwatch\/event/);
    deepEqual(creation.findings, []);
    const folder = mkdtempSync(join(tmpdir(), "answers-"));
    const cloud = await startCloud({ ...cloudOptions(folder), sdk, resources });
    const received: string[] = [];
    const queue = resources.find(({ type }) => type === "aws:sqs/queue:Queue");
    let ended = false;
    const polling = (async () => {
      while (!ended) {
        const { Messages } = await sdk("sqs", "receive_message", { QueueUrl: queue?.outputs.url, WaitTimeSeconds: 1 });
        for (const message of listOf(Messages)) received.push(textOf(recordOf(message).Body));
      }
    })();
    try {
      const steps = cloudSteps({
        api,
        sdk,
        made: creation.made,
        resources,
        capacity: cloud.capacity,
        received,
        refusedRules: cloud.refusedRules,
        deliverySeconds: 4,
        failed: processes.failed,
      });
      const answers: (string | undefined)[] = [];
      for (const how of hows) answers.push(await steps.interrupt({ node: "node-1", how }));
      return answers;
    } finally {
      ended = true;
      await polling;
      cloud.close();
      rmSync(folder, { recursive: true });
    }
  }

  const cloudOptions = (folder: string) => ({
    plane: { api } as unknown as ControlPlane,
    sdk: moto.sdkIn("us-east-1"),
    motoPort: moto.port,
    answers: folder,
    place: placeOf(stack),
    cluster: "nodepools-dev",
    images: [],
    annotatedRole: undefined,
    withdrawn: [],
    revoked: [],
    onLaunch: () => {},
    onTerminate: () => {},
  });

  it("bring each announcement of EC2 to the queue", async () => {
    deepEqual(await announced((resource) => [resource]), [undefined, undefined, undefined, undefined]);
  });

  it("bring nothing by a rule whose pattern is misspelt", async () => {
    const misspelt = changed("karpenter-interruption-spot", "EventRule", ({ eventPattern }) => ({
      eventPattern: textOf(eventPattern).replace("EC2", "C2"),
    }));
    const [spot, rebalance] = await announced(misspelt, ["spot", "rebalance"]);
    equal(rebalance, undefined);
    equal(
      spot,
      "Karpenter read nothing of it from the queue in 4 s: no planned rule has a pattern for it, or it is for another queue",
    );
  });

  it("bring nothing to a queue whose policy lets another service in", async () => {
    const [spot] = await announced(
      changed("karpenter-interruption", "QueuePolicy", ({ policy }) => ({
        policy: textOf(policy).replaceAll("events.amazonaws.com", "s3.amazonaws.com"),
      })),
      ["spot"],
    );
    match(
      spot ?? "",
      /^Karpenter read nothing of it from the queue in 4 s: the queue refuses rule Karpenter-.*-nodepools-dev \(its policy does not allow events\.amazonaws\.com to send for arn:aws:events:us-east-1:123456789012:rule\/Karpenter-/,
    );
  });

  it("give the controller a session only by an association with a role that trusts Pod Identity", async () => {
    const granted = async (amend: (resource: AwsResource) => readonly AwsResource[]) => {
      const folder = mkdtempSync(join(tmpdir(), "answers-"));
      const resources = awsResources(stack).flatMap(amend);
      const cloud: Cloud = await startCloud({ ...cloudOptions(folder), resources: resources.filter(isOfAccount) });
      cloud.close();
      rmSync(folder, { recursive: true });
      const answer = await cloud.grant("token");
      return "refusal" in answer ? answer.refusal : answer.role.name;
    };
    const association = (change: object) => changed("karpenter-controller", "PodIdentityAssociation", () => change);
    const nodeRole = `arn:aws:iam::${accountId}:role/${textOf(
      awsResources(stack).find(({ name, type }) => name === "karpenter-node" && type === "aws:iam/role:Role")?.inputs
        .name,
    )}`;
    equal(await granted((resource) => [resource]), "karpenter-controller");
    equal(
      await granted(association({ serviceAccount: "karpenter-controller" })),
      "no Pod Identity association names the service account kube-system/karpenter of nodepools-dev",
    );
    match(
      await granted(association({ roleArn: nodeRole })),
      /^the role's trust policy does not let EKS take it: sts:AssumeRole on arn:aws:iam::123456789012:role\/KarpenterNodeRole-/,
    );
  });
});

/** Targets of events have no queue here, so nothing is to be said of its policy. */
const isOfAccount = ({ type }: AwsResource) => type !== "aws:cloudwatch/eventTarget:EventTarget";
