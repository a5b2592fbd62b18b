/** Teams in files of their own are part of what `--against` compares: the commit's files against those that are here. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planAgainst } from "../../../../tools/plan/planAgainst";
import { root } from "../../../support/plans";

describe("teams in files of their own, compared", function () {
  this.timeout(180_000);
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache/against-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const write = (path: string, ...lines: readonly string[]) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), `${lines.join("\n")}\n`);
  };
  const team = (cpu: number) => ["pools:", `  - { name: general, limits: { cpu: "${cpu}", memory: 64Gi } }`];
  const git = (...args: readonly string[]) => {
    const identity = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"];
    return execFileSync("git", ["-C", folder, ...identity, ...args], { encoding: "utf8" });
  };

  it("change the pools of the teams whose files differ, and no others", async () => {
    write(
      "Pulumi.yaml",
      "name: nodepools",
      `main: ${join(root, "index.ts")}`,
      "runtime: { name: nodejs, options: { typescript: false, nodeargs: --require tsx/cjs } }",
    );
    write(
      "Pulumi.dev.yaml",
      "config:",
      "  aws:region: us-east-1",
      "  nodepools:environment: development",
      "  nodepools:teamsFrom: teams/",
      "  nodepools:sharedPoolsFrom: shared-pools/",
    );
    write("teams/dotori.yaml", ...team(16));
    write("teams/search.yaml", ...team(16));
    write("teams/gone.yaml", ...team(16));
    write("shared-pools/batch.yaml", 'limits: { cpu: "8", memory: 32Gi }');
    git("init", "--quiet");
    git("add", "--all");
    git("commit", "--quiet", "--message=base");
    write("teams/dotori.development.yaml", ...team(32));
    write("teams/alpha.yaml", ...team(16));
    rmSync(join(folder, "teams/gone.yaml"));
    const { plan } = await planAgainst({ folder, withoutPolicies: true }, { what: "HEAD", path: join(folder, "HEAD") });
    const { pools, money } = plan.changes!;
    assert.deepEqual(
      pools.map(({ name, rolls }) => `${name} ${rolls}`),
      ["alpha-general new", "batch none", "dotori-general none", "gone-general gone", "search-general none"],
    );
    assert.deepEqual(
      money.teams.map(({ name }) => name),
      ["alpha", "dotori", "gone"],
    );
    assert.deepEqual(git("worktree", "list").trim().split("\n").length, 1, "no work tree stays behind");
  });

  it("are not compared with a commit whose Pulumi.yaml is not there, which one line says", async () => {
    git("rm", "--quiet", "--cached", "Pulumi.yaml");
    git("commit", "--quiet", "--message=none");
    await assert.rejects(
      planAgainst({ folder, withoutPolicies: true }, { what: "HEAD", path: join(folder, "HEAD") }),
      /^UsageError: --against HEAD: Pulumi\.yaml of that commit: no such file; without it nobody can tell/,
    );
    assert.deepEqual(git("worktree", "list").trim().split("\n").length, 1, "no work tree stays behind");
  });
});
