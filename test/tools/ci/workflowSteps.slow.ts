/** The steps of the workflows that plan pull requests, run one by one on a repository of the test's. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { GitHubStandIn } from "../../support/gitHubStandIn";
import { temporaryFolder } from "../../support/planned";
import { root } from "../../support/plans";
import { zipOf } from "../../support/zip";
import { comment, expression, plan } from "./workflowFiles";

/** Every file of this repository that git does not ignore, so that the test sees what is being worked on. */
function copiedRepository(): string {
  const folder = temporaryFolder();
  const { stdout } = spawnSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], { cwd: root, encoding: "utf8" });
  for (const file of stdout.split("\0").slice(0, -1)) {
    if (/^(test|docs|examples)\/|^Pulumi\..+\.yaml$/.test(file)) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file), { force: true });
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

const identity = { GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@b", GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@b" };

function git(folder: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("git", args, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, ...identity },
  });
  assert.equal(status, 0, stderr);
  return stdout.trim();
}

/** @param more lines of the pool */
const stackText = (cpu: number, ...more: readonly string[]) =>
  [
    "config:",
    "  aws:region: us-east-1",
    "  nodepools:environment: development",
    "  nodepools:teams:",
    "    dotori:",
    "      pools:",
    "        - name: general",
    "          instanceTypes: [m7i.large]",
    `          limits: { cpu: "${cpu}", memory: 64Gi }`,
    ...more.map((line) => `          ${line}`),
    "",
  ].join("\n");

/** Runs a step as a runner does: bash that ends at the first error; its exit code and what it printed. */
function stepRan(script: string, cwd: string, env: Readonly<Record<string, string>>) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((accept) => {
    const { npm_lifecycle_event: _, INIT_CWD: __, ...inherited } = process.env;
    const child = spawn("bash", ["-e", "-o", "pipefail", "-c", script], { cwd, env: { ...inherited, ...env } });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (part) => {
      stdout += part;
    });
    child.stderr.setEncoding("utf8").on("data", (part) => {
      stderr += part;
    });
    child.on("close", (code) => accept({ code, stdout, stderr }));
  });
}

describe("the steps of the workflows, one by one", function () {
  this.timeout(240_000);
  const standIn = new GitHubStandIn("acme/platform", "a-token");
  let folder: string;
  let base: string;
  let head: string;
  before(async () => {
    await standIn.start();
    folder = copiedRepository();
    git(folder, "init", "--quiet", "--initial-branch=main");
    writeFileSync(join(folder, "Pulumi.dev.yaml"), stackText(16));
    writeFileSync(join(folder, "Pulumi.old.yaml"), stackText(8));
    writeFileSync(join(folder, "Pulumi.same.yaml"), stackText(8));
    writeFileSync(join(folder, ".git/info/exclude"), "node_modules\n");
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message=base");
    base = git(folder, "rev-parse", "HEAD");
    git(folder, "switch", "--quiet", "--create=change");
    writeFileSync(
      join(folder, "Pulumi.dev.yaml"),
      stackText(32, "labels: { tier: gold }", "expireAfter: Never").replace("64Gi", "128Gi"),
    );
    rmSync(join(folder, "Pulumi.old.yaml"));
    git(folder, "commit", "--quiet", "--all", "--message=head");
    head = git(folder, "rev-parse", "HEAD");
    // what actions/checkout checks out of a pull request
    git(folder, "switch", "--quiet", "--detach", "main");
    git(folder, "merge", "--quiet", "--no-ff", "--message=merge", "change");
  });
  after(() => standIn.stop());

  /** The report without what differs from run to run. */
  const settled = (markdown: string) =>
    markdown
      .replaceAll(base.slice(0, 4), "ba5e")
      .replace(/ba5e(&#8203;)?[0-9a-f]{3}(?=[:. ])/g, "BASE")
      .replaceAll(head.slice(0, 7), "HEAD")
      // the bill and the tree are held by other tests, and change with prices and with every resource
      .split(/^```$/m)
      .map((part, index, parts) => {
        if (index % 2 === 0) return part;
        return parts[index - 1]!.endsWith("resources</summary>\n\n") ? "\nthe tree of resources\n" : "\nthe bill\n";
      })
      .join("```");
  /** Written anew with UPDATE_EXPECTED=1: read its diff before you commit it. */
  const expectedFile = join(__dirname, "expected/comment.md");

  it("plan what the pull request changes, against its base", async () => {
    const [install, planStep, ...others] = plan.jobs.plan!.steps.filter(({ run }) => run !== undefined);
    // the packages are there: the test's own
    assert.deepEqual([install?.run, others], ["npm ci", []]);
    assert.deepEqual(planStep?.env, {
      BASE: expression("github.event_name == 'pull_request' && 'HEAD^1' || github.event.before"),
    });
    const summary = join(folder, ".git/summary.md");
    const { code, stdout, stderr } = await stepRan(planStep!.run!, folder, {
      BASE: "HEAD^1",
      GITHUB_STEP_SUMMARY: summary,
    });
    assert.equal(code, 1, stderr);
    const commands = stdout.split("\n").filter((line) => line.startsWith("::"));
    assert.deepEqual(
      commands.filter((line) => line.startsWith("::error")).map((line) => line.split("::")[1]),
      ["error file=Pulumi.dev.yaml,line=11,col=11,title=policy/pool-expires-in-bounds"],
    );
    assert.equal(readFileSync(summary, "utf8"), readFileSync(join(folder, "plan-reports/plan.md"), "utf8"));
    const names = plan.jobs.plan!.steps.flatMap(({ with: given }) => (given?.path === undefined ? [] : [given.path]));
    assert.deepEqual(names, ["plan-reports/plans.json", "plan-reports"]);
  });

  it("show it in the pull request's comment", async () => {
    const artifact = zipOf({ "plans.json": readFileSync(join(folder, "plan-reports/plans.json")) });
    standIn.artifacts = [{ id: 1, run: 42, name: "plan", zip: artifact }];
    standIn.pulls = [
      { number: 12, state: "open", head: { ref: "change", sha: head, repo: { full_name: "fork/platform" } } },
    ];
    const event = join(folder, ".git/event.json");
    const repository = { full_name: "fork/platform", owner: { login: "fork" } };
    const run = { id: 42, event: "pull_request", head_sha: head, head_branch: "change", head_repository: repository };
    writeFileSync(event, JSON.stringify({ workflow_run: run }));
    const [install, commentStep, ...others] = comment.jobs.comment!.steps.filter((step) => step.run !== undefined);
    assert.deepEqual(
      [install?.run, commentStep?.env, others],
      ["npm ci", { GITHUB_TOKEN: expression("github.token") }, []],
    );
    const { code, stdout, stderr } = await stepRan(commentStep!.run!, folder, {
      GITHUB_TOKEN: "a-token",
      GITHUB_EVENT_PATH: event,
      GITHUB_API_URL: standIn.url,
      GITHUB_REPOSITORY: "acme/platform",
      GITHUB_SERVER_URL: "https://github.example",
    });
    assert.deepEqual([code, stdout, stderr], [0, "#12: comment made\n", ""]);
    const shown = settled(standIn.comments[0]!.body);
    if (process.env.UPDATE_EXPECTED === "1") writeFileSync(expectedFile, shown);
    assert.equal(shown, readFileSync(expectedFile, "utf8"));
  });

  it("plan each side by its own code where the program differs, too, and every stack", async () => {
    git(folder, "switch", "--quiet", "--create=code", "main");
    const file = join(folder, "components/nodePool/nodePool.ts");
    const program = readFileSync(file, "utf8");
    const changed = program.replace("[ownerKey]: pool.owner }", '[ownerKey]: pool.owner, tier: "silver" }');
    assert.notEqual(changed, program);
    writeFileSync(file, changed);
    git(folder, "commit", "--quiet", "--all", "--message=code");
    const script = plan.jobs.plan!.steps.find(({ name }) => name === "Plan every stack that changes")!.run!;
    const { code, stderr } = await stepRan(script, folder, { BASE: "HEAD^1" });
    assert.equal(code, 0, stderr);
    const report = readFileSync(join(folder, "plan-reports/plan.md"), "utf8");
    assert.equal(report.match(/^## Plan of nodepools (dev|old|same): /gm)?.length, 3);
    assert.equal(report.match(/metadata\.labels\.tier: nothing to "silver"/g)?.length, 3);
  });
});
