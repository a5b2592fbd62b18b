/** `npm run new`: what it writes plans as it is, and it never writes over anything. */
import { deepEqual, equal, match, ok, rejects, throws } from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../../tools/cli/errors";
import { readArguments } from "../../../tools/new/arguments";
import { writeNewStack } from "../../../tools/new/newStack";
import { answered } from "../../../tools/new/questions";
import type { NewStack } from "../../../tools/new/stackText";
import { runPlan } from "../../../tools/plan/plan";
import { type Project, readProject } from "../../../tools/plan/project/project";
import { commandInProcess } from "../../support/commandInProcess";
import { temporaryFolder } from "../../support/planned";
import { inProcess, root } from "../../support/plans";

const own = readProject(root);
/** This project, with its stack files in a folder of their own. */
const elsewhere = (name = own.name): Project => ({ ...own, name, stackFolder: temporaryFolder() });

const stack: NewStack = {
  region: "ap-northeast-2",
  environment: "development",
  teams: ["dotori", "alpha"],
  cpu: "32",
  memory: "128Gi",
  spot: false,
  publicCidrs: [],
};

const command = (...args: readonly string[]) => commandInProcess(join(root, "tools/new/main.ts"), args, root);

describe("npm run new", () => {
  for (const environment of ["development", "production"])
    for (const spot of [false, true]) {
      it(`writes a stack for ${environment}${spot ? " with spot" : ""} that plans without errors`, async () => {
        const project = elsewhere();
        const publicCidrs = spot ? ["8.8.8.0/24"] : [];
        const { path } = writeNewStack(project, "first", { ...stack, environment, spot, publicCidrs });
        equal(path, "Pulumi.first.yaml");
        const plan = await runPlan({ ...inProcess, config: join(project.stackFolder, path) });
        deepEqual(
          plan.findings.filter(({ level }) => level === "error"),
          [],
        );
        deepEqual(
          plan.resources.filter(({ type }) => type.endsWith("karpenter.sh/v1:NodePool")).map(({ name }) => name),
          ["alpha-general", "dotori-general"],
        );
      });
    }

  it("never writes over a file, whatever is in it", () => {
    const project = elsewhere();
    const path = join(project.stackFolder, "Pulumi.first.yaml");
    writeFileSync(path, "mine\n");
    throws(
      () => writeNewStack(project, "first", stack),
      (cause) => cause instanceof UsageError && cause.message.startsWith(`${path} is there already`),
    );
    equal(readFileSync(path, "utf8"), "mine\n");
  });

  it("writes nothing that would be refused, and says why as a plan does", () => {
    const project = elsewhere();
    const { path, errors } = writeNewStack(project, "first", { ...stack, cpu: "lots" });
    equal(path, undefined);
    match(
      errors?.join("\n") ?? "",
      /^error Pulumi\.first\.yaml:\d+:\d+ teams\.dotori\.pools\[0\]\.limits\.cpu: "lots" is not a valid CPU quantity/m,
    );
    ok(!existsSync(join(project.stackFolder, "Pulumi.first.yaml")));
  });

  it("writes the keys under the project's own name, whatever that is", () => {
    const project = elsewhere("acme");
    writeNewStack(project, "first", stack);
    const text = readFileSync(join(project.stackFolder, "Pulumi.first.yaml"), "utf8");
    match(text, /^ {2}acme:environment: development$/m);
    ok(!text.includes("nodepools:"));
  });

  it("asks for what no flag says, and takes the default for an empty answer", async () => {
    const asked: string[] = [];
    const answers = ["eu-west-1", "", "search, payments", "16", "y", "8.8.8.0/24 9.9.9.9/32"];
    const ask = async (question: string) => {
      asked.push(question);
      return answers.shift();
    };
    deepEqual(await answered(readArguments(["first"]), ask), {
      region: "eu-west-1",
      environment: "development",
      teams: ["search", "payments"],
      cpu: "16",
      memory: "64Gi",
      spot: true,
      publicCidrs: ["8.8.8.0/24", "9.9.9.9/32"],
    });
    equal(asked.length, 6);
    const flags = [
      "first",
      "--region",
      "eu-west-1",
      "--environment",
      "production",
      "--team",
      "a",
      "--cpu",
      "8",
      "--spot",
    ];
    const told = await answered(readArguments([...flags, "--public-cidr", "8.8.8.0/24"]), () => {
      throw new Error("asks though all is said");
    });
    deepEqual(told.memory, "32Gi");
  });

  it("takes defaults where nobody can answer, but no region: that decides where money is spent", async () => {
    const { teams, spot } = await answered(readArguments(["first", "--region", "eu-west-1"]), undefined);
    deepEqual([teams, spot], [["app"], false]);
    await rejects(answered(readArguments(["first"]), undefined), /^UsageError: say where: --region REGION/);
    // the input ends before an answer
    await rejects(
      answered(readArguments(["first"]), async () => undefined),
      UsageError,
    );
  });

  it("ends with 2 for wrong use, with 1 for a config that is refused, and writes nothing", async () => {
    const noName = await command();
    deepEqual([noName.code, noName.stderr], [2, "name the stack: npm run new -- NAME\n"]);
    const badName = await command("a/b", "--yes", "--region", "eu-west-1");
    deepEqual([badName.code, badName.stderr.startsWith('"a/b" is not a valid stack name; write')], [2, true]);
    const there = await command("dev", "--yes", "--region", "eu-west-1");
    deepEqual([there.code, /Pulumi\.dev\.yaml is there already/.test(there.stderr)], [2, true]);
    const refused = await command("test-of-new", "--yes", "--region", "mars-1");
    equal(refused.code, 1);
    match(refused.stderr, /"mars-1" is not a region of AWS.*\n(.*\n)*new: 1 error; nothing was written\n$/);
    ok(!existsSync(join(root, "Pulumi.test-of-new.yaml")));
  });
});
