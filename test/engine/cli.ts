/** The official CLI: the one on PATH, or the one that `npm run engine:build` has built from its Go module. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { cacheRoot } from "../../tools/rehearse/parts/cache";

/** Folder whose go.mod pins the CLI's module. */
export const cliModule = join(__dirname, "cli");

/** Where the built CLI is kept, built or not: another place for each go.sum. */
export function builtCli(): string {
  const hash = createHash("sha256");
  for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(cliModule, file)));
  hash.update(`${process.platform} ${process.arch}`);
  return join(cacheRoot(), `pulumi-${hash.digest("hex").slice(0, 16)}`, "pulumi");
}

/** Folder of {@link builtCli}. */
export const cliIn = () => dirname(builtCli());

/** The release of the CLI that go.mod pins, such as "v3.248.0": the SDK's. */
export function pinnedCli(): string {
  const goMod = readFileSync(join(cliModule, "go.mod"), "utf8");
  const [, version] = /github\.com\/pulumi\/pulumi\/pkg\/v3 (v\S+)/.exec(goMod) ?? [];
  if (version === undefined) throw new Error("test/engine/cli/go.mod does not pin the CLI");
  return version;
}

/** Paths that a program would have in the folders of PATH. */
function onPath(name: string): readonly string[] {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name));
}

/** Path of the CLI; undefined where there is none. */
export function findCli(): string | undefined {
  return [...onPath("pulumi"), builtCli()].find((path) => existsSync(path));
}

/** Whether the CLI finds the language host of Node.js: beside itself, or on PATH. */
export function hasLanguageHost(cli: string): boolean {
  const host = "pulumi-language-nodejs";
  return [join(dirname(realpathSync(cli)), host), ...onPath(host)].some((path) => existsSync(path));
}

/** What `pulumi version` says. */
export function versionOf(cli: string): string {
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  return spawnSync(cli, ["version"], { encoding: "utf8", env }).stdout.trim();
}
