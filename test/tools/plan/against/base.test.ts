/** What `--against` takes its word for: a file, a commit, a report or a state; each mistake in one line. */
import { deepEqual, equal, throws } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findBase } from "../../../../tools/plan/against/base";
import { readProject, readStackFile } from "../../../../tools/plan/project/project";
import { temporaryFolder } from "../../../support/planned";

describe("what a plan is compared with", () => {
  const folder = temporaryFolder();
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-C", folder, "-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const base = (name: string, path = join(folder, name)) => {
    const project = readProject(folder);
    return findBase(name, path, { project, stack: readStackFile(project, { stack: "dev" }) });
  };
  let first = "";

  before(() => {
    git("init", "--quiet", "--initial-branch", "main");
    write("Pulumi.yaml", "name: small\nruntime: nodejs\nconfig:\n  small:size: { default: 1 }\n");
    write("README.md", "nothing\n");
    git("add", ".");
    git("commit", "--quiet", "--message", "no stack");
    git("tag", "empty");
    write("Pulumi.dev.yaml", "config:\n  small:color: red\n");
    git("add", ".");
    git("commit", "--quiet", "--message", "red");
    first = git("rev-parse", "HEAD");
    write("Pulumi.yaml", "name: small\nruntime: nodejs\nconfig:\n  small:size: { default: 2 }\n");
    write("Pulumi.dev.yaml", "config:\n  small:color: blue\n");
    git("commit", "--quiet", "--all", "--message", "blue");
  });

  const valuesOf = (name: string) => {
    const found = base(name);
    return "read" in found ? Object.fromEntries(found.read?.config.values ?? []) : undefined;
  };

  it("is the stack file of a commit, with the project's defaults of that commit", () => {
    deepEqual(valuesOf("main~1"), { "small:color": "red", "small:size": "1" });
    deepEqual(valuesOf("main"), { "small:color": "blue", "small:size": "2" });
    const found = base(first.slice(0, 10));
    deepEqual([found.kind, "commit" in found && found.commit], ["ref", first]);
  });

  it("is nothing where the commit has no such stack file", () => {
    const found = base("empty");
    deepEqual([found.kind, "read" in found && found.read], ["ref", undefined]);
  });

  it("is a stack file, planned under the stack's own name", () => {
    write("Pulumi.old.yaml", "config:\n  small:color: green\n");
    const found = base("Pulumi.old.yaml");
    equal(found.kind, "stack-file");
    equal("read" in found && found.read?.stack.name, "dev");
  });

  it("takes no name for an option of git", () => {
    for (const name of ["--help", "-h", "--output=/tmp/x", "--exec=true", "main --help"])
      throws(() => base(name), /^UsageError: --against .*: is no file and no commit here; in a shallow clone/);
  });

  it("names both forms of a name that is both", () => {
    write("main", "config: {}\n");
    throws(
      () => base("main"),
      /^UsageError: --against main: is both a file and a commit; write \.\/main for the file or main\^\{commit\} for the commit$/,
    );
    equal(base("./main").kind, "stack-file");
    equal(base("main^{commit}").kind, "ref");
  });

  it("refuses a link and a folder in the place of the stack file", () => {
    git("checkout", "--quiet", "-b", "linked");
    git("rm", "--quiet", "Pulumi.dev.yaml");
    symlinkSync("/etc/passwd", join(folder, "Pulumi.dev.yaml"));
    git("add", "Pulumi.dev.yaml");
    git("commit", "--quiet", "--message", "link");
    git("checkout", "--quiet", "--detach", first);
    throws(() => base("linked"), /^UsageError: --against linked: Pulumi\.dev\.yaml is a link there, not a file$/);
  });

  it("refuses JSON that is no report, no state and no stack file, or is nested too deep", () => {
    write("other.json", '{"a": 1}');
    throws(() => base("other.json"), /^UsageError: other\.json: is JSON, but no report of /);
    write("broken.json", '{"a": ');
    throws(() => base("broken.json"), /^UsageError: broken\.json: is not valid JSON: /);
    write("deep.json", `${"[".repeat(200)}${"]".repeat(200)}`);
    throws(() => base("deep.json"), /^UsageError: deep\.json: is nested deeper than 100 levels$/);
    write("plan.json", '{"version": 2, "resources": [], "policies": {}}');
    throws(() => base("plan.json"), /^UsageError: plan\.json: is not a JSON report of this plan, version 1: version: /);
    write("stack.json", '{"config": {"small:color": "grey"}}');
    equal(base("stack.json").kind, "stack-file");
  });

  it("says that there is no git work tree", () => {
    const outside = temporaryFolder();
    mkdirSync(join(outside, "sub"));
    writeFileSync(join(outside, "Pulumi.yaml"), "name: small\nruntime: nodejs\n");
    writeFileSync(join(outside, "Pulumi.dev.yaml"), "config: {}\n");
    const project = readProject(outside);
    const stack = readStackFile(project, { stack: "dev" });
    throws(
      () => findBase("main", join(outside, "main"), { project, stack }),
      /^UsageError: --against main: there is no such file, and .* is not in a git work tree$/,
    );
  });
});
