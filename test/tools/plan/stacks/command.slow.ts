/** Several stacks planned by the command: named, compared, interrupted. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readAnyReport } from "../../../../tools/plan/report/readReport";
import type { StacksPlan } from "../../../../tools/plan/summary/stacks";
import { begun, ran, temporaryFolder } from "../../../support/planned";
import { isAlive } from "../../../support/rehearse/alive";
import { until } from "../../../support/until";
import { projectOf, scenario } from "./project";

/** Ids of all processes below one. */
function descendants(id: number): readonly number[] {
  const rows = execFileSync("ps", ["-eo", "pid,ppid"], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): readonly number[] =>
    rows.flatMap(([pid = 0, ppid]) => (ppid === parent ? [pid, ...below(pid)] : []));
  return below(id);
}

describe("several stacks, named", function () {
  this.timeout(180_000);
  const folder = projectOf({ "Pulumi.calm.yaml": scenario("existing"), "Pulumi.odd.yaml": scenario("warn") });

  it("are named with commas, and pass when all do", async () => {
    const { code, stdout } = await ran(["--stack", "odd,calm"], { folder });
    assert.equal(code, 0);
    assert.deepEqual(stdout.split("\n").slice(0, 6), [
      "pass: of 2 stacks 2 pass",
      "small (preview): 2 stacks, 5 resources, 0 teams, 0 pools",
      "",
      "Stacks",
      "  calm  pass: no violations",
      "  odd   pass: no violations",
    ]);
  });

  it("say once what is wrong for all of them", async () => {
    const { code, stdout, stderr } = await ran(["--stack", "odd,calm", "--policy-config", "/none.json"], { folder });
    assert.deepEqual([code, stdout], [2, ""]);
    assert.deepEqual(stderr.trimEnd().split("\n").slice(1), [
      `/none.json: there is no policy pack in ${folder} to configure`,
    ]);
  });
});

describe("several stacks, compared", function () {
  this.timeout(180_000);
  const folder = projectOf({ "Pulumi.a.yaml": scenario("existing"), "Pulumi.b.yaml": scenario("existing") });
  const git = (...args: readonly string[]) => {
    const identity = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"];
    execFileSync("git", ["-C", folder, ...identity, ...args], { stdio: "ignore" });
  };

  it("say of each what changes against a commit", async () => {
    git("init", "--quiet");
    git("add", "--all");
    git("commit", "--quiet", "--message=base");
    writeFileSync(join(folder, "Pulumi.b.yaml"), scenario("empty"));
    writeFileSync(join(folder, "Pulumi.c.yaml"), scenario("existing"));
    const out = join(temporaryFolder(), "all.json");
    const { code, stderr } = await ran(["--all", "--against", "HEAD", "--format", "json", "--out", out], { folder });
    assert.equal(code, 0, stderr);
    assert.deepEqual(
      (readAnyReport(out) as StacksPlan).stacks.map(({ stack, plan }) => {
        const { create, same, delete: gone } = plan!.changes!.summary;
        return { stack, create, same, gone };
      }),
      [
        { stack: "a", create: 0, same: 1, gone: 0 },
        { stack: "b", create: 0, same: 0, gone: 1 },
        { stack: "c", create: 1, same: 0, gone: 0 },
      ],
    );
    assert.match(stderr, /^c: --against HEAD: that commit has no Pulumi\.c\.yaml: everything is new$/m);
    assert.match(
      (await ran(["--render", out], { folder })).stdout,
      /Stack b: pass: no violations\n {2}What changes, against HEAD/,
    );
  });

  it("name those whose files are gone, unless some are named", async () => {
    rmSync(join(folder, "Pulumi.a.yaml"));
    const said = "Pulumi.a.yaml is gone: what the stack has made goes on running until `pulumi destroy`";
    const { code, stdout } = await ran(["--all", "--against", "HEAD"], { folder });
    assert.deepEqual([code, stdout.split(said).length - 1], [0, 1]);
    const named = await ran(["--stack", "b,c", "--against", "HEAD"], { folder });
    assert.deepEqual([named.code, named.stdout.includes("is gone")], [0, false]);
    writeFileSync(join(folder, "Pulumi.a.yaml"), scenario("existing"));
  });

  it("are not compared with a file, which is about one stack", async () => {
    const { code, stderr } = await ran(["--all", "--against", "Pulumi.a.yaml"], { folder });
    assert.deepEqual(
      [code, stderr],
      [2, "--against Pulumi.a.yaml: a file is about one stack; compare several with a git ref\n"],
    );
  });

  it("are not compared with what is neither, which is said once", async () => {
    const { code, stderr } = await ran(["--all", "--against", "origin/none"], { folder });
    assert.equal(code, 2);
    assert.match(stderr, /^--against origin\/none: is no file and no commit here[^\n]*\n$/);
  });
});

describe("several stacks, interrupted", function () {
  this.timeout(180_000);
  for (const signal of ["SIGINT", "SIGTERM", "SIGKILL"] as const) {
    it(`leave no process behind after ${signal}`, async () => {
      const folder = projectOf({ "Pulumi.a.yaml": scenario("hang"), "Pulumi.b.yaml": scenario("hang") });
      const { plan, ending } = begun(["--all"], { folder });
      const programs = () =>
        descendants(plan).filter((id) => readFileSync(`/proc/${id}/cmdline`, "utf8").includes("cmd/run"));
      await until("both programs", () => programs().length === 2);
      const started = descendants(plan);
      assert.equal(started.length, 4, "two plans, each with its program");
      process.kill(plan, signal);
      assert.equal((await ending).code, signal);
      await until("no process left", () => !started.some(isAlive));
    });
  }
});
