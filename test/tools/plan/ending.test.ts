import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { bare, begun, planOf, ran, stackFile, temporaryFolder, textFile } from "../../support/planned";
import { root } from "../../support/plans";
import { until } from "../../support/until";

interface Process {
  readonly pid: number;
  readonly parent: number;
}

/** Programs and policy packs that run now, of whatever plan: other test files have theirs beside us. */
function programsAndPacks(): readonly Process[] {
  return execFileSync("ps", ["-eo", "pid,ppid,args"], { encoding: "utf8" })
    .split("\n")
    .filter((line) => /run-policy-pack|cmd\/run/.test(line))
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid = 0, parent = 0]) => ({ pid, parent }));
}

/** Program and pack of a plan, once both run. */
async function startedBy(plan: number): Promise<ReadonlySet<number>> {
  const children = () => programsAndPacks().filter(({ parent }) => parent === plan);
  await until("program and pack", () => children().length === 2);
  return new Set(children().map(({ pid }) => pid));
}

/** Those that still run, whatever their parent is now. */
function left(started: ReadonlySet<number>): readonly Process[] {
  return programsAndPacks().filter(({ pid }) => started.has(pid));
}

describe("how a plan ends", () => {
  it("refuses two resources of one urn", async () => {
    const { code, stderr, stdout } = await ran(["--config", stackFile("scenario: twice")], { folder: bare });
    deepEqual([code, stdout], [2, ""]);
    match(
      stderr,
      /Duplicate resource URN 'urn:pulumi:test::small::aws:sqs\/queue:Queue::same'; try giving it a unique name/,
    );
  });

  it("names a look-up that it has no stand-in for", async () => {
    const { code, stderr } = await ran(["--config", stackFile("scenario: unknownInvoke")], { folder: bare });
    equal(code, 2);
    match(stderr, /the offline plan has no stand-in for invoke aws:ec2\/getAmi:getAmi/);
  });

  it("names a remote component that it has no stand-in for", async () => {
    const { code, stderr } = await ran(["--config", stackFile("scenario: remote")], { folder: bare });
    equal(code, 2);
    match(stderr, /the offline plan has no stand-in for remote component eks:index:NodeGroupSecurityGroup/);
  });

  it("refuses transforms of options, which it does not run", async () => {
    const { code, stderr } = await ran(["--config", stackFile("scenario: transformedOptions")], { folder: bare });
    equal(code, 2);
    match(stderr, /runs transforms that change properties, and one changes options of aws:sqs\/queue:Queue "queue"/);
  });

  it("shows the stack of a program that crashes", async () => {
    const { code, stderr } = await ran(["--config", stackFile("scenario: crash")], { folder: bare });
    equal(code, 2);
    match(stderr, /Cannot read properties of undefined \(reading 'missing'\)[\s\S]*at crash .*scenarios\.ts/);
  });

  it("shows the stack of a crash inside a package", async () => {
    const { code, stderr } = await ran(["--config", stackFile("scenario: crashInPackage")], { folder: bare });
    equal(code, 2);
    match(stderr, /Missing required property 'cluster'\n\s+at /);
  });

  it("names the promise that a program waits for and that never settles", async () => {
    const { code, stderr } = await ran(["--config", stackFile("scenario: endless")], { folder: bare });
    equal(code, 2);
    match(stderr, /The Pulumi runtime detected that \d+ promises were still active/);
  });

  it("shows a refusal of the program as a finding, without a stack", async () => {
    const { code, stdout, stderr } = await ran(["--config", stackFile("scenario: refuse"), "--format", "json"], {
      folder: bare,
    });
    equal(code, 1);
    deepEqual(planOf({ code, stdout, stderr }).findings, [
      { level: "error", rule: "program", path: "", message: "teams.dotori: is not wanted here" },
    ]);
    doesNotMatch(stdout + stderr, /\n\s+at /);
  });

  it("shows a warning of the program that no check has found, once", async () => {
    const { code, stderr } = await ran(["--config", stackFile("scenario: warn")], { folder: bare });
    deepEqual(
      [code, stderr.split("\n").filter((line) => line.includes("odd"))],
      [0, ["warning: teams.dotori: is odd (rule teams-are-even)"]],
    );
  });

  it("does not repeat a warning of the program that is among the findings", async () => {
    const { code, stdout, stderr } = await ran(["--format", "json"], { folder: root });
    const rules = planOf({ code, stdout, stderr }).findings.map(({ rule }) => rule);
    deepEqual([code, rules.length > 0, stderr.includes("warning")], [0, true, false]);
  });

  it("leaves no process behind when it is killed while the program hangs", async () => {
    const { plan, ending } = begun(["--config", stackFile("scenario: hang")]);
    const started = await startedBy(plan);
    process.kill(plan, "SIGKILL");
    equal((await ending).code, "SIGKILL");
    await until("no process left", () => left(started).length === 0);
  });

  it("leaves no process behind when the pack dies", async () => {
    const policies = textFile("policies.json", '{ "crashes-on-demand": "mandatory" }');
    const { plan, ending } = begun(["--config", stackFile("scenario: hang"), "--policy-config", policies]);
    const started = await startedBy(plan);
    const { code, stderr } = await ending;
    equal(code, 2);
    match(stderr, /the policy pack ended \(7\) before it had answered/);
    deepEqual(left(started), []);
  });
});

describe("where a plan goes", () => {
  const config = stackFile("scenario: existing");

  it("writes a file atomically, leaving nothing beside it", async () => {
    const out = join(temporaryFolder(), "plan.json");
    const { code, stdout } = await ran(["--config", config, "--format", "json", "--out", out], { folder: bare });
    deepEqual([code, stdout, readdirSync(dirname(out))], [0, "", ["plan.json"]]);
    equal((JSON.parse(readFileSync(out, "utf8")) as { stack: string }).stack, "test");
  });

  it("writes to a device", async () => {
    // the device is that of a process
    const { code, stdout } = await begun(["--config", config, "--out", "/dev/stdout"], { folder: bare }).ending;
    equal(code, 0);
    match(stdout, /^pass: no violations\nsmall test \(preview\): 4 resources, 0 teams, 0 pools\n/);
    equal((await ran(["--config", config, "--out", "/dev/null"], { folder: bare })).code, 0);
    equal(existsSync("/dev/null"), true);
  });

  it("refuses a place that cannot be written to", async () => {
    const { code, stderr } = await ran(["--config", config, "--out", "/none/plan.txt"], { folder: bare });
    equal(code, 2);
    match(stderr, /\n\/none\/plan\.txt: cannot be written \(ENOENT\)\n$/);
  });
});

describe("wrong use", () => {
  const cases: readonly (readonly [title: string, args: readonly string[], message: string])[] = [
    ["an unknown flag", ["--stak", "dev"], "--stak is not known; did you mean --stack?\n"],
    [
      "a stack and a config file",
      ["--stack", "dev", "--config", "x"],
      "--stack and --config exclude each other: give one of them\n",
    ],
    ["a flag given twice", ["--stack", "dev", "--stack", "dev"], "--stack is given twice\n"],
    ["an unknown mode", ["--mode", "dry"], '--mode: "dry" is not known (preview, settled)\n'],
    ["an unknown stack", ["--stack", "prod"], 'no stack named "prod"; there are dev\n'],
    ["a missing config file", ["--config", "/none/Pulumi.x.yaml"], "/none/Pulumi.x.yaml: no such file\n"],
  ];
  for (const [title, args, message] of cases) {
    it(`refuses ${title} in one line`, async () => {
      const { code, stdout, stderr } = await ran(args, { folder: bare });
      deepEqual([code, stdout, stderr], [2, "", message]);
    });
  }
});
