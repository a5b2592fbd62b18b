/** A stack as plain files. */
import { deepEqual, equal, match, ok, rejects, throws } from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { type Ejected, eject } from "../../../tools/eject/eject";
import { checkEmpty, writeTree } from "../../../tools/eject/write";
import { plannedObjects } from "../../../tools/rehearse/plannedObjects";
import { textFile } from "../../support/planned";
import { root, settledPlanOfFile, stackFileOf } from "../../support/plans";
import { startProgramInProcess } from "../../support/programInProcess";

type Files = Extract<Ejected, { files: unknown }>;

async function ejected(config: string, values?: string): Promise<Files> {
  const result = await eject({ folder: root, config, values, start: startProgramInProcess });
  ok("files" in result, "the stack is not refused");
  return result;
}

const textOf = ({ files }: Files, path: string) => files.find((file) => file.path === path)?.text;

describe("eject", () => {
  for (const file of ["examples/existing-cluster.yaml", "examples/private-fargate.yaml", "examples/own-prices.yaml"])
    it(`leaves out nothing of ${file}`, async () => {
      const plan = await settledPlanOfFile(file);
      const out = await ejected(join(root, file));
      const paths = out.files.map(({ path }) => path);
      const { objects, releases } = plannedObjects(plan);
      equal(paths.filter((path) => path.startsWith("kubernetes/")).length, objects.length);
      equal(paths.filter((path) => path.startsWith("charts/")).length, releases.length);
      const readme = textOf(out, "README.md")!;
      const ofAws = plan.resources.filter(({ type, custom }) => custom && type.startsWith("aws:"));
      const documents = paths.filter((path) => path.startsWith("aws/")).length;
      equal(documents + (readme.match(/^ {2}- `/gm) ?? []).length, ofAws.length);
      for (const path of paths.filter((each) => each.startsWith("aws/") || each.startsWith("charts/")))
        ok(readme.includes(path), `README.md says what to do with ${path}`);
    });

  it("has no id that nobody gave: what only AWS knows is a placeholder, with the command that shows it", async () => {
    const file = "Pulumi.dev.yaml";
    const out = await ejected(join(root, file));
    const all = out.files.map(({ text }) => text).join("\n");
    deepEqual(all.match(/\b(vpc|subnet|sg|lt|nat|igw|rtb|eipalloc)-[0-9a-f]{8,17}\b/g), null);
    ok(!all.includes("123456789012"), "the stand-in's account is nowhere");
    const [pool] = out.files.filter(({ path }) => path.includes("ec2nodeclass"));
    const { spec } = parse(pool!.text) as { spec: { subnetSelectorTerms: object[] } };
    deepEqual(spec.subnetSelectorTerms[0], { id: "<SUBNET_NETWORK_PRIVATE_1>" });
    match(textOf(out, "README.md")!, /^SUBNET_NETWORK_PRIVATE_1: "" # aws ec2 describe-subnets .*network-private-1/m);
    ok(out.open.includes("ACCOUNT_ID") && out.open.includes("SECURITY_GROUP_OF_CLUSTER"));
  });

  it("fills in values that are given, and refuses one that nothing asks for", async () => {
    const config = join(root, "examples/existing-cluster.yaml");
    const values = textFile("values.yaml", 'ACCOUNT_ID: "210987654321"\n');
    const out = await ejected(config, values);
    deepEqual(out.open, []);
    const policy = textOf(out, "aws/5-queue/shared.policy.json")!;
    ok(policy.includes("sqs.ap-northeast-2.amazonaws.com/210987654321/shared"));
    await rejects(
      () => ejected(config, textFile("misspelt.yaml", "ACOUNT_ID: x\n")),
      /"ACOUNT_ID" is not a value that this stack needs; did you mean ACCOUNT_ID\?/,
    );
  });

  it("installs the chart of CRDs before that of the controller, without its own CRDs", async () => {
    const out = await ejected(join(root, "Pulumi.dev.yaml"));
    const commands = textOf(out, "README.md")!
      .split("\n")
      .filter((line) => line.startsWith("helm "))
      .map((line) => [line.split(" ")[3], line.includes("--skip-crds")]);
    deepEqual(commands, [
      ["karpenter-crd", false],
      ["karpenter", true],
    ]);
    const values = parse(out.files.find(({ path }) => /karpenter.values/.test(path))!.text) as Record<string, unknown>;
    equal((values.settings as Record<string, unknown>).clusterName, "nodepools-dev");
  });

  describe("of what others set, and of how the program makes and deletes things", () => {
    const limits = { cpu: "64", memory: "256Gi" };
    const window = { days: "weekdays", from: "09:00", to: "18:00", timezone: "Asia/Seoul", nodes: 5 };
    const sizes = { instanceFamilies: ["m7i"], instanceSizes: ["xlarge"] };
    const config = {
      cluster: { protect: true },
      karpenter: { spotServiceLinkedRole: "create" },
      devicePlugins: { nvidia: {} },
      teams: {
        dotori: {
          pools: [
            { name: "general", limits, ...sizes, smokeTest: true, warm: { always: 1, windows: [window] } },
            { name: "constant", limits, ...sizes, warm: { always: 2 } },
          ],
        },
      },
    };
    let out: Files;
    let readme: string;
    before(async () => {
      out = await ejected(stackFileOf("set-by-others", config));
      readme = textOf(out, "README.md")!;
    });

    it("leaves out replicas that KEDA or kubectl sets, and no others: applied within a window, the file would scale to 0", () => {
      const replicas = out.files
        .filter(({ path }) => path.includes("-deployment-"))
        .map(({ path, text }) => {
          const { metadata, spec } = parse(text) as { metadata: { name: string }; spec: Record<string, unknown> };
          ok(path.includes(metadata.name));
          return [metadata.name, Object.hasOwn(spec, "replicas") ? spec.replicas : "left out"];
        });
      deepEqual(replicas.sort(), [
        ["dotori-constant-always", 2],
        ["dotori-general", "left out"],
        ["inflate-dotori-general", "left out"],
      ]);
    });

    it("scales those on a new cluster, where Kubernetes would make each with 1, before their pools are there", () => {
      const files = out.files
        .map(({ path }) => path)
        .filter((path) => /-deployment-/.test(path) && !path.includes("always"));
      equal(files.length, 2);
      for (const path of files) ok(readme.includes(`- \`${path}\`: \`spec.replicas\`, initially 0`), path);
      const flags = files.map((path) => `-f ${path}`).join(" ");
      const lines = readme.split("\n");
      const at = lines.indexOf(`kubectl apply --server-side ${flags}`);
      ok(at > 0);
      equal(lines[at + 1], `kubectl scale --replicas=0 ${flags}`);
      ok(lines.indexOf("kubectl apply --server-side --force-conflicts -f kubernetes/2-after-charts") > at);
    });

    it("waits for a chart as the program does: as long, and not where its pods wait for nodes", () => {
      const flags = readme
        .split("\n")
        .filter((line) => line.startsWith("helm "))
        .map((line) => [line.split(" ")[3], line.replace(/.*values\.yaml ?/, "")]);
      deepEqual(flags.sort(), [
        ["karpenter", "--wait --timeout 600s"],
        ["karpenter-crd", "--wait"],
        ["keda", "--wait --timeout 600s"],
        ["nvidia-device-plugin", ""],
      ]);
    });

    it("says what the stack keeps from being deleted", () => {
      const [, removing = ""] = readme.split("## To remove it");
      match(removing, /would leave, since .*: `aws:iam\/serviceLinkedRole:ServiceLinkedRole karpenter-spot`\.\n/);
      match(removing, /protects these .*: `nodepools:index:Cluster cluster`, `nodepools:index:Network network`/);
    });
  });

  it("says nothing of others, and of deletion, where nothing is set by others, kept or protected", async () => {
    const readme = textOf(await ejected(join(root, "examples/spot-with-fallback.yaml")), "README.md")!;
    ok(!/left out|kubectl scale|would leave|protects/.test(readme));
  });

  it("writes no secret: it names the line that must be filled in", async () => {
    const file = stackFileOf("ejected", {
      teams: {
        dotori: {
          nodeClass: { userData: { secure: "AAABAJ" } },
          pools: [{ name: "general", limits: { cpu: "64", memory: "256Gi" } }],
        },
      },
    });
    const out = await ejected(file);
    equal(out.secrets, 1);
    const [path, text] = out.files
      .filter((each) => each.path.includes("ec2nodeclass"))
      .map((each) => [each.path, each.text] as const)[0]!;
    const line = text.split("\n").findIndex((each) => each.includes("[secret]")) + 1;
    ok(textOf(out, "README.md")!.includes(`- \`${path}:${line}\` [secret]`));
    ok(!out.files.some((each) => each.text.includes("AAABAJ")));
  });

  describe("the folder", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "eject-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("is made whole, or an empty one is used", () => {
      writeTree(join(folder, "new"), [{ path: "a/b.yaml", text: "x" }]);
      deepEqual(readdirSync(join(folder, "new", "a")), ["b.yaml"]);
      mkdirSync(join(folder, "empty"));
      writeTree(join(folder, "empty"), [{ path: "c", text: "x" }]);
      deepEqual(readdirSync(folder).sort(), ["empty", "new"]);
    });

    it("stays as it was when it is not empty, or a file cannot be written", () => {
      const full = join(folder, "full");
      mkdirSync(full);
      writeFileSync(join(full, "mine"), "");
      throws(() => checkEmpty(full), /is not empty \("mine"\)/);
      const twice = ["a", "a"].map((path) => ({ path, text: "" }));
      throws(() => writeTree(join(folder, "other"), twice), /two files have one name/);
      deepEqual(readdirSync(folder), ["full"]);
    });
  });
});
