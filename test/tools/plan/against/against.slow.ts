/** `--against` from outside: every example against itself, and a commit by its own code. */
import { deepEqual, equal } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../../../tools/plan/plan";
import { ran, temporaryFolder } from "../../../support/planned";
import { root } from "../../../support/plans";
import { sideOfText } from "../../../support/programInProcess";
import { changed } from "./edited";

const examples = [
  "Pulumi.dev.yaml",
  ...readdirSync(join(root, "examples"))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => `examples/${name}`),
];

describe("a plan against the same file", function () {
  this.timeout(300_000);
  for (const path of examples)
    for (const mode of ["preview", "settled"] as const)
      it(`says that nothing changes: ${path}, ${mode}`, async () => {
        const text = readFileSync(join(root, path), "utf8");
        const { summary, abrupt, windows, access } = changed(
          await sideOfText(text, mode),
          await sideOfText(text, mode),
        );
        deepEqual(
          [summary.isSame, summary.cannotTell, summary.ignored, abrupt, windows, access],
          [true, 0, [], [], [], { gained: [], lost: [] }],
        );
      });
});

describe("a plan against a commit by its own code", function () {
  this.timeout(300_000);

  it("plans it in a work tree that does not stay behind", async () => {
    const temporary = realpathSync(temporaryFolder());
    // others may work in work trees of this repository
    const trees = () =>
      execFileSync("git", ["-C", root, "worktree", "list"], { encoding: "utf8" })
        .split("\n")
        .filter((line) => line.startsWith(temporary));
    const folders = () => readdirSync(temporary).filter((name) => name.startsWith("plan-against-"));
    const { code, stdout, stderr } = await ran(["--against", "HEAD", "--against-code", "--format", "json"], {
      folder: root,
      env: { TMPDIR: temporary },
    });
    equal(code, 0, stderr);
    const { against } = (JSON.parse(stdout) as Plan).changes!;
    deepEqual([against.kind, against.name, against.code], ["ref", "HEAD", "commit"]);
    deepEqual([trees(), folders()], [[], []]);
  });

  it("refuses a commit that locks other packages", async () => {
    const last = execFileSync("git", ["-C", root, "log", "-1", "--format=%H", "--", "package-lock.json"], {
      encoding: "utf8",
    }).trim();
    const { code, stderr } = await ran(["--against", `${last}~1`, "--against-code"], { folder: root });
    equal(code, 2);
    equal(stderr.split("\n").filter((line) => line.startsWith("--against-code: ")).length, 1, stderr);
  });
});
