/** Stacks that a commit has and the working tree no longer has. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { commitOf } from "../../../../tools/plan/against/git";
import { readProject } from "../../../../tools/plan/project/project";
import { goneStacks } from "../../../../tools/plan/stacks/goneStacks";
import { temporaryFolder } from "../../../support/planned";

const text = "config: {}\n";
const projectText = (...keys: readonly string[]) => ["name: small", "runtime: nodejs", ...keys, ""].join("\n");

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** What is gone once these files are, of a repository of the given ones. @param within the project's folder in it */
function gone(
  files: Readonly<Record<string, string>>,
  change: (folder: string) => void,
  within = ".",
): readonly string[] {
  const top = temporaryFolder();
  const git = (...args: readonly string[]) =>
    execFileSync("git", [
      "-C",
      top,
      "-c",
      "user.name=a",
      "-c",
      "user.email=a@b",
      "-c",
      "commit.gpgsign=false",
      ...args,
    ]);
  write(top, files);
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message=base");
  const folder = join(top, within);
  change(folder);
  return goneStacks(readProject(folder), commitOf(folder, "HEAD")!);
}

const remove =
  (...paths: readonly string[]) =>
  (folder: string) => {
    for (const path of paths) rmSync(join(folder, path));
  };

describe("the stacks whose files are gone", () => {
  const files = { "Pulumi.yaml": projectText(), "Pulumi.a.yaml": text, "Pulumi.c.yaml": text, "Pulumi.b.yaml": text };

  it("are those that the commit has and the folder has not, by name", () => {
    assert.deepEqual(gone(files, remove("Pulumi.c.yaml", "Pulumi.b.yaml")), ["b", "c"]);
    assert.deepEqual(
      gone(files, () => {}),
      [],
    );
  });

  it("are neither settings of Pulumi Deployments nor files of other folders", () => {
    const others = { "Pulumi.a.deploy.yaml": text, "examples/Pulumi.x.yaml": text };
    assert.deepEqual(gone({ ...files, ...others }, remove(...Object.keys(others))), []);
  });

  it("are looked for where each side's Pulumi.yaml says", () => {
    const there = {
      "Pulumi.yaml": projectText("stackConfigDir: stacks"),
      "stacks/Pulumi.a.yaml": text,
      "stacks/Pulumi.b.yaml": text,
    };
    const moved = (folder: string) => {
      rmSync(join(folder, "stacks"), { recursive: true });
      write(folder, { "Pulumi.yaml": projectText(), "Pulumi.a.yaml": text });
    };
    assert.deepEqual(gone(there, moved), ["b"]);
  });

  it("are found in a project that is a folder of its repository", () => {
    const inFolder = { "infra/Pulumi.yaml": projectText(), "infra/Pulumi.a.yaml": text, "Pulumi.x.yaml": text };
    assert.deepEqual(gone(inFolder, remove("Pulumi.a.yaml"), "infra"), ["a"]);
  });

  it("are none where the commit has no such project, and outside of a repository", () => {
    const later = (folder: string) => write(folder, { "Pulumi.yaml": projectText() });
    assert.deepEqual(gone({ "Pulumi.a.yaml": text }, later), []);
    const outside = temporaryFolder();
    write(outside, files);
    assert.deepEqual(goneStacks(readProject(outside), "HEAD"), []);
  });
});
