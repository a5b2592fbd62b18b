import { deepEqual, equal, throws } from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listName, removeOwnFiles, writeOwnFiles } from "../../../tools/cli/ownFiles";
import { writeAtomic } from "../../../tools/cli/writeAtomic";
import { temporaryFolder } from "../../support/planned";

const file = (name: string, text = "ours\n") => ({ file: name, text });
const usage = (message: string) => ({ name: "UsageError", message });

describe("a folder that a tool writes again and again", () => {
  const written = (folder: string) =>
    readdirSync(folder)
      .filter((name) => name !== listName)
      .sort();

  it("holds the files of the last run only", () => {
    const folder = join(temporaryFolder(), "made/for it");
    equal(writeOwnFiles(folder, "manifests", [file("a.yaml"), file("b.yaml")]), 0);
    equal(writeOwnFiles(folder, "manifests", [file("b.yaml", "new\n"), file("c.yaml")]), 1);
    deepEqual(written(folder), ["b.yaml", "c.yaml"]);
    equal(readFileSync(join(folder, "b.yaml"), "utf8"), "new\n");
    deepEqual(JSON.parse(readFileSync(join(folder, listName), "utf8")), { manifests: ["b.yaml", "c.yaml"] });
  });

  it("holds several kinds side by side, and loses one alone", () => {
    const folder = temporaryFolder();
    writeOwnFiles(folder, "guides.en", [file("a.md")]);
    writeOwnFiles(folder, "guides.ko", [file("a.ko.md"), file("b.ko.md")]);
    equal(removeOwnFiles(folder, "guides.ko"), 2);
    deepEqual(written(folder), ["a.md"]);
  });

  it("is left alone when it holds others' files", () => {
    const folder = temporaryFolder();
    for (const name of ["a.yaml", "b.yaml", "c.yaml", "d.yaml"]) writeFileSync(join(folder, name), "theirs\n");
    throws(
      () => writeOwnFiles(folder, "manifests", [file("x.yaml")]),
      usage(
        `${folder}: holds "a.yaml", "b.yaml", "c.yaml" and 1 more, not written by this tool; give an empty folder or remove what is there`,
      ),
    );
    equal(removeOwnFiles(folder, "manifests"), 0);
    deepEqual(readdirSync(folder).sort(), ["a.yaml", "b.yaml", "c.yaml", "d.yaml"]);
  });

  it("keeps what somebody has added, and refuses to replace it", () => {
    const folder = temporaryFolder();
    writeOwnFiles(folder, "manifests", [file("a.yaml")]);
    writeFileSync(join(folder, "kustomization.yaml"), "theirs\n");
    equal(writeOwnFiles(folder, "manifests", [file("b.yaml")]), 1);
    deepEqual(written(folder), ["b.yaml", "kustomization.yaml"]);
    throws(
      () => writeOwnFiles(folder, "manifests", [file("kustomization.yaml")]),
      usage(
        `${folder}: holds "kustomization.yaml", not written by this tool; give an empty folder or remove what is there`,
      ),
    );
    equal(readFileSync(join(folder, "kustomization.yaml"), "utf8"), "theirs\n");
  });

  it("replaces and removes a link, not what it leads to", () => {
    const folder = temporaryFolder();
    const outside = join(temporaryFolder(), "authorized_keys");
    writeFileSync(outside, "theirs\n");
    writeOwnFiles(folder, "manifests", [file("a.yaml"), file("b.yaml")]);
    for (const name of ["c.yaml", "d.yaml"]) symlinkSync(outside, join(folder, name));
    writeFileSync(join(folder, listName), JSON.stringify({ manifests: ["c.yaml", "d.yaml"] }));
    // the list is a stranger's: it says that the links are ours
    for (const name of ["a.yaml", "b.yaml"]) equal(existsSync(join(folder, name)), true);
    equal(writeOwnFiles(folder, "manifests", [file("c.yaml")]), 1);
    deepEqual([readFileSync(outside, "utf8"), readFileSync(join(folder, "c.yaml"), "utf8")], ["theirs\n", "ours\n"]);
    equal(existsSync(join(folder, "d.yaml")), false);
  });

  it("loses nothing outside itself by a list that a stranger wrote", () => {
    const parent = temporaryFolder();
    const folder = join(parent, "out");
    mkdirSync(join(folder, "sub.yaml"), { recursive: true });
    writeFileSync(join(parent, "x.yaml"), "theirs\n");
    const names = ["../x.yaml", join(parent, "x.yaml"), "sub.yaml", ".git", 1];
    writeFileSync(join(folder, listName), JSON.stringify({ manifests: names }));
    equal(writeOwnFiles(folder, "manifests", [file("a.yaml")]), 0);
    deepEqual(
      [readdirSync(parent).sort(), readdirSync(folder).sort()],
      [
        ["out", "x.yaml"],
        [listName, "a.yaml", "sub.yaml"],
      ],
    );
  });

  const lists: readonly (readonly [title: string, make: (path: string) => void, message: string])[] = [
    ["a link", (path) => symlinkSync("/etc/hostname", path), "is not a file; remove it"],
    ["no JSON", (path) => writeFileSync(path, "{"), "is not a list of files; remove it and the files of earlier runs"],
    ["no list", (path) => writeFileSync(path, "[]"), "is not a list of files; remove it and the files of earlier runs"],
  ];
  for (const [title, make, message] of lists) {
    it(`is refused when its list is ${title}`, () => {
      const folder = temporaryFolder();
      make(join(folder, listName));
      throws(() => writeOwnFiles(folder, "manifests", []), usage(`${join(folder, listName)}: ${message}`));
    });
  }

  it("is refused when it is a file, or lies below one", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "a"), "");
    throws(
      () => writeOwnFiles(join(folder, "a"), "m", []),
      usage(`${folder}/a: cannot be written (it is not a folder)`),
    );
    throws(() => writeOwnFiles(join(folder, "a/b"), "m", []), usage(`${folder}/a/b: cannot be written (ENOTDIR)`));
  });
});

describe("a link in a checkout", () => {
  const before = process.cwd();
  afterEach(() => process.chdir(before));

  /** A checkout, and a folder of the user's beside it. */
  function checkout(): { readonly root: string; readonly outside: string } {
    const parent = realpathSync(temporaryFolder());
    const [root, outside] = [join(parent, "checkout"), join(parent, "home")];
    for (const folder of [join(root, ".git"), join(root, "project"), outside]) mkdirSync(folder, { recursive: true });
    process.chdir(join(root, "project"));
    return { root, outside };
  }

  it("does not lead a folder's files out of it", () => {
    const { root, outside } = checkout();
    symlinkSync(outside, "out");
    symlinkSync(join(outside, "new"), "dangling");
    for (const [folder, end] of [
      ["out", outside],
      ["out/deep/er", join(outside, "deep/er")],
    ] as const) {
      throws(
        () => writeOwnFiles(folder, "manifests", [file("a.yaml")]),
        usage(`${folder}: a symbolic link leads out of ${root}, to ${end}; nothing is written there`),
      );
    }
    throws(() => writeOwnFiles("dangling", "manifests", []), { name: "UsageError" });
    deepEqual(readdirSync(outside), []);
  });

  it("does not lead a report out of it", () => {
    const { root, outside } = checkout();
    writeFileSync(join(outside, ".bashrc"), "theirs\n");
    symlinkSync(join(outside, ".bashrc"), "plan.md");
    throws(
      () => writeAtomic("plan.md", "x"),
      usage(`plan.md: a symbolic link leads out of ${root}, to ${outside}/.bashrc; nothing is written there`),
    );
    equal(readFileSync(join(outside, ".bashrc"), "utf8"), "theirs\n");
  });

  it("is followed inside it, and so is a link of the user's outside", () => {
    const { root, outside } = checkout();
    mkdirSync(join(root, "reports"));
    symlinkSync(join(root, "reports"), "inside");
    writeOwnFiles("inside", "manifests", [file("a.yaml")]);
    symlinkSync(outside, join(outside, "self"));
    writeOwnFiles(join(outside, "self/made"), "manifests", [file("a.yaml")]);
    deepEqual([existsSync(join(root, "reports/a.yaml")), existsSync(join(outside, "made/a.yaml"))], [true, true]);
  });
});
