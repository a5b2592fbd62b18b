/** `--against` from outside: every example against itself, and a commit by its own code. */
import { deepEqual, equal } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plan } from "../../../../tools/plan/plan";
import { ran } from "../../../support/planned";
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
    const trees = () => execFileSync("git", ["-C", root, "worktree", "list"], { encoding: "utf8" });
    const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("plan-against-"));
    const before = [trees(), folders()];
    const { code, stdout, stderr } = await ran(["--against", "HEAD", "--against-code", "--format", "json"], {
      folder: root,
    });
    equal(code, 0, stderr);
    const { against } = (JSON.parse(stdout) as Plan).changes!;
    deepEqual([against.kind, against.name, against.code], ["ref", "HEAD", "commit"]);
    deepEqual([trees(), folders()], before);
  });

  it("refuses a commit that locks other packages", async () => {
    const [first = ""] = execFileSync("git", ["-C", root, "rev-list", "--max-parents=0", "HEAD"], {
      encoding: "utf8",
    }).split("\n");
    const { code, stderr } = await ran(["--against", first, "--against-code"], { folder: root });
    equal(code, 2);
    equal(stderr.split("\n").filter((line) => line.startsWith("--against-code: ")).length, 1, stderr);
  });
});
