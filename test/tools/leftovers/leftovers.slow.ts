/** The command against moto: accounts with and without leftovers, of this cluster and of others. */
import { deepEqual, equal, match } from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accountWideName, accountWideNames } from "../../../config";
import { findLeftovers, type Leftovers } from "../../../tools/leftovers/leftovers";
import type { Step } from "../../../tools/leftovers/removal";
import {
  instances,
  launchTemplates,
  networkInterfaces,
  securityGroups,
  volumes,
} from "../../../tools/leftovers/search/ec2";
import { instanceProfiles, policies } from "../../../tools/leftovers/search/iam";
import { eventRules, logGroups } from "../../../tools/leftovers/search/messages";
import { planStack } from "../../../tools/plan/plan";
import { accountId } from "../../../tools/plan/standins/standIn";
import { createPlanned } from "../../../tools/rehearse/aws/create/create";
import { type Moto, startMoto } from "../../../tools/rehearse/aws/moto/start";
import { awsResources } from "../../../tools/rehearse/aws/planned";
import { locatePython } from "../../../tools/rehearse/parts/python";
import { Processes } from "../../../tools/rehearse/server/processes";
import { commandInProcess } from "../../support/commandInProcess";
import { root } from "../../support/plans";
import { needsAws } from "../../support/rehearse/built";
import { leaveBehind } from "./account";
import { runAwsCommand } from "./awsCommand";
import { type Front, startFront } from "./front";

const region = "us-east-1";
const cluster = "nodepools-dev";
const target = { cluster, region };

/** What AWS's SDK reads: an address, and credentials that moto does not look at. */
const environment = {
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_REGION: region,
  AWS_EC2_METADATA_DISABLED: "true",
};

type Report = Leftovers & { readonly removal: readonly Step[] };

/** What is found of the dev stack, where all of it is there and no node was ever launched. */
const plannedKinds = [
  ["node-group", 1],
  ["cluster", 1],
  // moto makes it with the cluster, as EKS does
  ["security-group", 1],
  ["event-rule", 5],
  ["queue", 1],
  ["log-group", 1],
  ["role", 2],
  ["policy", 6],
];

describe("leftovers of a cluster", function () {
  this.timeout(180_000);
  let processes: Processes;
  let moto: Moto;
  let front: Front;
  const given = { ...process.env };

  before(async function () {
    needsAws(this, []);
    processes = new Processes(mkdtempSync(join(tmpdir(), "leftovers-")));
    moto = await startMoto(processes, locatePython()!, accountId);
    front = await startFront(moto.port);
    Object.assign(process.env, environment, { AWS_ENDPOINT_URL: front.url });
  });
  after(async () => {
    for (const key of [...Object.keys(environment), "AWS_ENDPOINT_URL"])
      if (given[key] === undefined) delete process.env[key];
      else process.env[key] = given[key];
    front?.close();
    await processes?.end();
  });
  beforeEach(async () => {
    equal((await fetch(`http://127.0.0.1:${moto.port}/moto-api/reset`, { method: "POST" })).status, 200);
    front.operations.length = 0;
    front.paged.clear();
  });

  const command = (...more: readonly string[]) =>
    commandInProcess(join(root, "tools/leftovers/main.ts"), ["--cluster", cluster, ...more], root);
  const report = async (code: number): Promise<Report> => {
    const ran = await command("--json");
    deepEqual([ran.code, ran.stderr], [code, ""]);
    return JSON.parse(ran.stdout) as Report;
  };
  // a queue's address is moto's own
  const found = ({ leftovers }: Leftovers) =>
    leftovers.map(({ kind, id }) => `${kind} ${kind === "queue" ? id.slice(id.lastIndexOf("/") + 1) : id}`);

  const remove = async ({ removal }: Report) => {
    for (const { commands } of removal) for (const each of commands) await runAwsCommand(moto.sdkIn(region), each);
  };

  it("passes where nothing is left and the cluster is gone", async () => {
    const { code, stdout, stderr } = await command();
    deepEqual([code, stderr], [0, ""]);
    match(stdout, /^nodepools-dev in us-east-1: nothing is left of the cluster, managed node groups, /);
    match(stdout, /\nNot searched:\n {2}VPCs, subnets, /);
  });

  it("lists what Karpenter and EKS leave, by exact tags and names, and nothing of another cluster", async () => {
    const sdk = moto.sdkIn(region);
    const made = await leaveBehind(sdk, cluster, region, accountId);
    for (const other of ["nodepools-dev2", "my-nodepools-dev", "nodepools"])
      await leaveBehind(sdk, other, region, accountId);
    await leaveBehind(moto.sdkIn("eu-west-1"), cluster, "eu-west-1", accountId).catch((cause: Error) => {
      // IAM is one for all regions: the profile of this name is there already
      match(cause.message, /already exists/);
    });
    const answer = await report(1);
    deepEqual(found(answer), [
      `instance ${made.instance}`,
      ...[made.controlPlaneInterface, made.networkInterface].sort().map((id) => `network-interface ${id}`),
      `volume ${made.volume}`,
      `launch-template ${made.template}`,
      `security-group ${made.group}`,
      "instance-profile nodepools-dev_4711",
      "event-rule Karpenter-spot-nodepools-dev",
      "queue nodepools-dev",
      "log-group /aws/eks/nodepools-dev/cluster",
      "role KarpenterNodeRole-nodepools-dev-us-east-1",
    ]);
    match(
      answer.leftovers.find(({ kind }) => kind === "volume")!.about,
      /^20 GiB, available, data of the PersistentVolumeClaim ledger/,
    );
    await remove(answer);
    deepEqual(found(await report(0)), []);
    equal((await findLeftovers({ cluster: "nodepools-dev2", region })).leftovers.length, answer.leftovers.length);
  });

  it("only reads", async () => {
    await leaveBehind(moto.sdkIn(region), cluster, region, accountId);
    await report(1);
    deepEqual(
      [...new Set(front.operations)].filter((each) => !/^(Describe|List|Get|GET )/.test(each)),
      [],
    );
  });

  it("finds what is planned and named after the cluster; its commands in their order leave nothing", async () => {
    const sdk = moto.sdkIn(region);
    const stack = await planStack({ folder: root, stack: "dev", mode: "settled", withoutPolicies: true });
    await createPlanned(sdk, awsResources(stack), (urn) => urn);
    await sdk("iam", "create_policy_version", {
      PolicyArn: `arn:aws:iam::${accountId}:policy/${accountWideNames.controllerPolicy(accountWideName(cluster, region), "Interruption")}`,
      PolicyDocument:
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:GetQueueUrl","Resource":"*"}]}',
      SetAsDefault: true,
    });
    const answer = await report(1);
    const kinds = new Map<string, number>();
    for (const { kind } of answer.leftovers) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    deepEqual([...kinds], plannedKinds);
    await remove(answer);
    deepEqual(found(await report(0)), []);
  });

  it("reads every page of every kind", async () => {
    const sdk = moto.sdkIn(region);
    for (const each of ["DescribeVolumes", "DescribeNetworkInterfaces", "DescribeSecurityGroups"])
      front.paged.add(each);
    for (const each of ["ListInstanceProfiles", "ListPolicies"]) front.paged.add(each);
    const made = await leaveBehind(sdk, cluster, region, accountId);
    const tags = { Tags: [{ Key: "eks:eks-cluster-name", Value: cluster }] };
    for (let index = 0; index < 6; index += 1) {
      await sdk("ec2", "run_instances", {
        ...{ ImageId: "ami-12c6146b", InstanceType: "m6a.large", MinCount: 1, MaxCount: 1 },
        TagSpecifications: [{ ResourceType: "instance", ...tags }],
      });
      await sdk("ec2", "create_launch_template", {
        ...{ LaunchTemplateName: `lt-${index}`, LaunchTemplateData: { ImageId: "ami-12345678" } },
        TagSpecifications: [{ ResourceType: "launch-template", ...tags }],
      });
      await sdk("logs", "create_log_group", { logGroupName: `/aws/containerinsights/${cluster}/${index}` });
      await sdk("events", "put_rule", { Name: `Karpenter-aaa-${index}`, EventPattern: '{"source":["aws.ec2"]}' });
    }
    const ids = async (search: Promise<readonly { readonly id: string }[]>) => (await search).map(({ id }) => id);
    equal((await ids(instances(target, 5))).length, 7);
    equal((await ids(launchTemplates(target))).length, 7);
    equal((await ids(logGroups(target, 2))).length, 7);
    deepEqual(await ids(eventRules(target, 2)), ["Karpenter-spot-nodepools-dev"]);
    deepEqual(await ids(volumes(target)), [made.volume]);
    equal((await ids(networkInterfaces(target))).length, 2);
    deepEqual(await ids(securityGroups(target)), [made.group]);
    deepEqual(await ids(instanceProfiles(target)), ["nodepools-dev_4711"]);
    deepEqual(await ids(policies(target)), []);
    const times = (operation: string) => front.operations.filter((each) => each === operation).length;
    equal(times("ListPolicies"), 2);
  });

  it("tries again where AWS throttles", async () => {
    const made = await leaveBehind(moto.sdkIn(region), cluster, region, accountId);
    front.throttled = 3;
    deepEqual(
      (await volumes(target)).map(({ id }) => id),
      [made.volume],
    );
    equal(front.throttled, 0);
  });

  it("says of what it knows nothing, and fails", async () => {
    front.close();
    const ran = await command();
    equal(ran.code, 2);
    match(ran.stdout, /^nodepools-dev in us-east-1: not known; no search got an answer\n\nnot known: the cluster, /);
  });
});
