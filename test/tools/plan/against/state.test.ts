import { deepEqual, equal, match, ok, throws } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { changesOf } from "../../../../tools/plan/against/changes";
import { deployedProviders } from "../../../../tools/plan/against/deployed";
import type { Side } from "../../../../tools/plan/against/side";
import { sideOfState } from "../../../../tools/plan/against/state";
import { parseStackFile, readProject } from "../../../../tools/plan/project/project";
import { pulumiConfig } from "../../../../tools/plan/project/pulumiConfig";
import { root } from "../../../support/plans";
import { sideOfText } from "../../../support/programInProcess";
import { base, edited } from "./edited";
import { ciphertext, exportOf } from "./stateFixture";

describe("a state from `pulumi stack export`", function () {
  this.timeout(120_000);
  let state: Side;

  before(async () => {
    state = sideOfState(JSON.parse(exportOf(await sideOfText(base, "settled"))), "state.json");
  });

  /** What changes against the state, planned with its answers. */
  async function against(text: string) {
    const project = readProject(root);
    const stack = parseStackFile("dev", "Pulumi.dev.yaml", text);
    const providers = deployedProviders(state, { project, stack, config: pulumiConfig(project, stack) });
    const after = await sideOfText(text, "preview", "dev", providers);
    return changesOf({
      against: { kind: "state", name: "state.json", stack: "dev", mode: "deployed" },
      before: state,
      after,
    });
  }

  it("changes nothing, but for secrets and for zones, which only AWS knows", async () => {
    const { summary, resources, pools } = await against(base);
    deepEqual(resources, []);
    deepEqual(
      pools.map(({ name, rolls }) => [name, rolls]),
      [
        ["alpha-general", "unknown"],
        ["dotori-general", "none"],
        ["dotori-spot", "none"],
      ],
    );
    equal(summary.isSame, false);
    ok(summary.cannotTell > 0);
  });

  it("shows no secret and no ciphertext", async () => {
    const text = JSON.stringify(await against(edited({ set: [[["nodepools:tags"], { stage: "blue" }]] })));
    ok(!text.includes(ciphertext) && !text.includes("AAABAExample"));
  });

  it("tells of another key for secrets and of another node role", async () => {
    const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-1234-1234-1234-123456789012";
    const set = (path: readonly string[], value: unknown) => against(edited({ set: [[path, value]] }));
    const kinds = async (changes: ReturnType<typeof against>) => (await changes).abrupt.map(({ kind }) => kind);
    deepEqual(await kinds(set(["nodepools:cluster"], { secretsKey: key })), ["secrets-key-changed"]);
    deepEqual((await kinds(set(["nodepools:cluster"], { secretsKey: "awsOwned" })))[0], "cluster-replaced");
    const names = set(["nodepools:karpenter", "accountWideNames"], "withoutRegion");
    deepEqual(await kinds(names), ["node-access-gone"]);
  });

  it("tells of a limit below what the state says a pool has", async () => {
    const content = JSON.parse(exportOf(await sideOfText(base, "settled"))) as {
      deployment: { resources: { urn: string; outputs: object }[] };
    };
    const pool = content.deployment.resources.find(
      ({ urn }) => urn.endsWith("NodePool::dotori-general") && urn.includes("karpenter"),
    )!;
    pool.outputs = { ...pool.outputs, status: { resources: { cpu: "80", nodes: "9" } } };
    state = sideOfState(content, "state.json");
    const { abrupt } = await against(base);
    deepEqual(
      abrupt.map(({ kind, subject, message }) => [kind, subject, message]),
      [
        [
          "limit-lowered",
          "pool dotori-general",
          "has more cpu in its nodes, by the state, than limits.cpu allows after the change: its nodes stay, and none of them can be replaced",
        ],
      ],
    );
  });

  it("leaves out what waits to be deleted", () => {
    const content = JSON.parse(exportOf(state)) as { deployment: { resources: { delete?: boolean }[] } };
    content.deployment.resources[5]!.delete = true;
    equal(sideOfState(content, "state.json").resources.length, state.resources.length - 1);
  });

  it("leaves out what was deleted for a replacement that is not there yet", () => {
    const content = JSON.parse(exportOf(state)) as { deployment: { resources: { pendingReplacement?: boolean }[] } };
    content.deployment.resources[5]!.pendingReplacement = true;
    equal(sideOfState(content, "state.json").resources.length, state.resources.length - 1);
  });

  it("has no region in a resource of AWS that names none, and keeps another one", () => {
    const content = JSON.parse(exportOf(state)) as {
      deployment: { resources: { type: string; inputs: Record<string, unknown> }[] };
    };
    const vpc = content.deployment.resources.find(({ type }) => type === "aws:ec2/vpc:Vpc")!;
    const inputs = () =>
      sideOfState(content, "state.json").resources.find(({ type }) => type === "aws:ec2/vpc:Vpc")!.inputs;
    equal(vpc.inputs.region, "us-east-1");
    equal(inputs().region, undefined);
    vpc.inputs.region = "eu-north-1";
    equal(inputs().region, "eu-north-1");
  });

  it("is read in version 4, but for features that a comparison would get wrong", () => {
    const content = (features: readonly string[]) => ({ ...JSON.parse(exportOf(state)), version: 4, features });
    equal(sideOfState(content(["hooks"]), "state.json").resources.length, state.resources.length);
    throws(
      () => sideOfState(content(["hooks", "taint"]), "state.json"),
      /^UsageError: state\.json: uses what is not read: taint; /,
    );
  });

  it("is refused in one line when it has another version or no resources", () => {
    throws(
      () => sideOfState({ version: 5, deployment: { resources: [] } }, "state.json"),
      /^UsageError: state\.json: is not an export of `pulumi stack export`, version 3 or 4: version: /,
    );
    throws(() => sideOfState({ version: 3, deployment: { resources: [] } }, "state.json"), /has no resources/);
  });
});

describe("a state that the CLI itself exported (test/fixtures/state)", function () {
  this.timeout(120_000);
  const text = readFileSync(join(root, "test/fixtures/state/exported.json"), "utf8");
  const content = JSON.parse(text) as { deployment: { resources: readonly Readonly<Record<string, unknown>>[] } };
  const ciphertexts = [...text.matchAll(/"ciphertext":\s*"([^"]+)"/g)].map(([, each]) => each!);

  it("has the form of the one that is made of today's program", async () => {
    const { deployment } = JSON.parse(exportOf(await sideOfText(base, "settled"))) as typeof content;
    const made = new Map(deployment.resources.map((each) => [each.urn, each]));
    // the engine may write the dependencies of no property, and the provider of a version that asks for none is called default
    const keys = ({ propertyDependencies: _, ...each }: Readonly<Record<string, unknown>>) => [
      ...Object.keys(each).filter((key) => key !== "protect"),
      ...Object.keys(each.inputs ?? {}).map((key) => `inputs.${key}`),
    ];
    const isKept = ({ urn }: Readonly<Record<string, unknown>>) =>
      !String(urn).endsWith("pulumi:providers:aws::default");
    deepEqual(
      content.deployment.resources.filter(isKept).map((each) => [each.urn, keys(each).sort()]),
      content.deployment.resources.filter(isKept).map(({ urn }) => [urn, keys(made.get(urn) ?? {}).sort()]),
    );
  });

  it("is compared without a passphrase, and shows neither ciphertext nor plain text", async () => {
    equal(ciphertexts.length, 6);
    const project = readProject(root);
    const stack = parseStackFile("dev", "Pulumi.dev.yaml", base);
    const state = sideOfState(content, "exported.json");
    const providers = deployedProviders(state, { project, stack, config: pulumiConfig(project, stack) });
    const changes = changesOf({
      against: { kind: "state", name: "exported.json", stack: "dev", mode: "deployed" },
      before: state,
      after: await sideOfText(base, "preview", "dev", providers),
    });
    const found = changes.resources.filter(({ action }) => action !== "create");
    deepEqual(found, []);
    const [alpha] = changes.pools.filter(({ rolls }) => rolls !== "new");
    deepEqual([alpha?.name, alpha?.rolls], ["alpha-general", "unknown"]);
    match(alpha!.because[0]!.text, /\[secret\] to \[secret\]/);
    const told = JSON.stringify(changes);
    for (const secret of [...ciphertexts, "quick brown fox"]) ok(!told.includes(secret));
  });

  it("keeps that a resource is protected", () => {
    const { resources } = sideOfState(content, "exported.json");
    deepEqual(
      resources.filter(({ protect }) => protect).map(({ type }) => type),
      ["aws:ec2/vpc:Vpc"],
    );
  });
});
