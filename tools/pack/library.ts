/**
 * Compiles the components for use from another project: `npm run build`, then `npm pack`. The program itself runs from its
 * TypeScript sources and needs none of this.
 */
import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { commandLine } from "../cli/commandLine";
import { exitCode, PlanError } from "../cli/errors";
import { path } from "../cli/flag";
import { print, runTool } from "../cli/run";

const root = resolve(__dirname, "../..");

/** Folders with JSON files that are read at run time, besides those that are imported. */
const dataFolders = ["capacity"] as const;

/**
 * Writes JavaScript, declarations and the data that they read into a folder, which is emptied first.
 * @throws PlanError with the compiler's errors
 */
export function buildLibrary(out: string): void {
  rmSync(out, { recursive: true, force: true });
  const compiler = require.resolve("typescript/bin/tsc");
  const args = [compiler, "-p", join(root, "tsconfig.build.json"), "--outDir", out];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new PlanError(`the compiler fails:\n${stdout}${stderr}`);
  for (const folder of dataFolders) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
    for (const file of files.filter((name) => name.endsWith(".json")))
      cpSync(join(root, folder, file), join(out, folder, file));
  }
}

const line = commandLine({
  script: "build",
  summary: "Compiles the components, with their types, for use from another project.",
  flags: { out: path("DIR", "write them there; the folder is emptied first (default: dist)") },
});

async function main(args: readonly string[]): Promise<number> {
  const { out: given } = line.read(args);
  const out = resolve(given ?? join(root, "dist"));
  buildLibrary(out);
  await print(`${out}: compiled; pack it with npm pack\n`);
  return exitCode.pass;
}

if (require.main === module) runTool(main);
