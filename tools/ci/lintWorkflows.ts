/** `npm run lint:workflows`: actionlint over .github/workflows and the examples' workflows, built from its Go module. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { commandLine } from "../cli/commandLine";
import { exitCode, UsageError } from "../cli/errors";
import { runTool } from "../cli/run";

const line = commandLine({
  script: "lint:workflows",
  summary: "Checks the workflows in .github/ and examples/ with actionlint, built from its Go module (needs Go).",
  flags: {},
  refused: "actionlint reports something",
});

const root = join(__dirname, "../..");
const folders = [".github/workflows", "examples/fleet/github"];

/** Runs actionlint; its report goes to standard output. */
async function main(args: readonly string[]): Promise<number> {
  line.read(args);
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name) => join(root, folder, name)),
  );
  // without shellcheck and pyflakes, which it takes where they happen to be installed: everybody gets the same answer
  const words = ["-C", join(__dirname, "actionlint"), "tool", "actionlint", "-shellcheck=", "-pyflakes=", ...files];
  const { status, error } = spawnSync("go", words, { stdio: ["ignore", "inherit", "inherit"] });
  if ((error as NodeJS.ErrnoException | undefined)?.code === "ENOENT")
    throw new UsageError(
      "lint:workflows: Go is not installed; it builds actionlint from tools/ci/actionlint (https://go.dev/dl)",
    );
  if (error !== undefined) throw error;
  if (status === 0) process.stdout.write(`${files.length} workflows pass actionlint\n`);
  return status === 0 ? exitCode.pass : status === 1 ? exitCode.refused : exitCode.error;
}

runTool(main);
