/** The official CLI: the one on PATH, or the one that `npm run test:engine -- build` has built from its Go module. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { cacheRoot } from "../../tools/rehearse/parts/cache";

/** Folder whose go.mod pins the CLI's module. */
export const cliModule = join(__dirname, "cli");

/** Where the built CLI is kept, built or not: another one for each go.sum. */
export function builtCli(): string {
  const hash = createHash("sha256");
  for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(cliModule, file)));
  hash.update(`${process.platform} ${process.arch}`);
  return join(cacheRoot(), `pulumi-${hash.digest("hex").slice(0, 16)}`, "pulumi");
}

/** The version of the CLI that go.mod pins, such as "v3.248.0": the SDK's. */
export function pinnedCli(): string {
  const [, version] =
    /github\.com\/pulumi\/pulumi\/pkg\/v3 (v\S+)/.exec(readFileSync(join(cliModule, "go.mod"), "utf8")) ?? [];
  if (version === undefined) throw new Error("test/engine/cli/go.mod does not pin the CLI");
  return version;
}

/** Path of the CLI; undefined where there is none. */
export function findCli(): string | undefined {
  const onPath = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, "pulumi"))
    .find((path) => existsSync(path));
  return onPath ?? (existsSync(builtCli()) ? builtCli() : undefined);
}

/** The CLI's own answer to `pulumi version`. */
export function versionOf(cli: string): string {
  const { stdout } = spawnSync(cli, ["version"], {
    encoding: "utf8",
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  return stdout.trim();
}
