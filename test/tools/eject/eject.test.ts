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
