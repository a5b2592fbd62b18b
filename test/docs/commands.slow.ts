/** Runs every command of the docs that needs neither a cloud nor a network, in a clone of the repository, as a reader would. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../support/plans";
import { toRun } from "./commands";
import { blocks } from "./pages";

const folder = mkdtempSync(join(tmpdir(), "docs-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** What changes files that others read comes last. */
const inOrder = [...toRun].sort((a, b) => Number(a.startsWith("sed ")) - Number(b.startsWith("sed ")));

function run(command: string) {
  const env = { ...process.env, COLUMNS: "120", NO_COLOR: "1", npm_config_update_notifier: "false" };
  return spawnSync("bash", ["-eu", "-c", command], { cwd: folder, env, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
}

const passes = (command: string): string => {
  const { status, stdout, stderr } = run(command);
  assert.equal(status, 0, `${command}\n${stdout.slice(-2000)}${stderr.slice(-2000)}`);
  return stdout;
};

describe("commands in the docs, run", function () {
  this.timeout(300_000);

  before(() => {
    const git = (...args: readonly string[]) =>
      assert.equal(spawnSync("git", ["-C", folder, ...args], { encoding: "utf8" }).status, 0, args.join(" "));
    git("clone", "--quiet", "--local", root, ".");
    git("update-ref", "refs/remotes/origin/main", "HEAD");
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    passes("npm run --silent plan -- --format json --out plan.json");
  });

  for (const command of inOrder)
    it(command, () => {
      // without jq, the report that it would read
      const asked = command.replace(/ \| jq .*/, " > /dev/null");
      const { status, stdout, stderr } = run(asked);
      const isRefused = status === 1 && /^fail: /m.test(stdout);
      assert.ok(status === 0 || isRefused, `exit code ${status}\n${stdout.slice(-2000)}${stderr.slice(-2000)}`);
    });

  it("print what the README shows of them", () => {
    run("git checkout --quiet Pulumi.dev.yaml");
    const shown = blocks.find(({ page, text }) => page === "README.md" && text.startsWith("warn: "));
    assert.ok(shown !== undefined);
    const printed = new Set(words(passes("npm run --silent plan")));
    const missing = words(shown.text).filter((line) => !printed.has(line));
    assert.deepEqual(missing, []);
  });
});

/** The lines of a report: spaces as one, wrapped lines joined, what is left out with dots left out. */
function words(text: string): readonly string[] {
  return text
    .replace(/\n {4}(?=\S)/g, " ")
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter((line) => line !== "" && line !== "...");
}
