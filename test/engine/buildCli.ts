/** `npm run engine:build`: builds the CLI from its Go module into the user's cache, unless one is there. Nothing of it is kept here. */
import { spawnSync } from "node:child_process";
import { mkdirSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { UsageError } from "../../tools/cli/errors";
import { runTool } from "../../tools/cli/run";
import { builtCli, cliModule, findCli, pinnedCli } from "./cli";

async function main(): Promise<number> {
  const there = findCli();
  if (there !== undefined) {
    process.stdout.write(`the CLI is ${there}\n`);
    return 0;
  }
  const target = builtCli();
  const beside = `${target}.${process.pid}.tmp`;
  mkdirSync(dirname(target), { recursive: true });
  process.stdout.write("building the CLI, once; about three minutes on two idle cores\n");
  const version = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${pinnedCli()}`;
  const words = ["build", "-mod=readonly", "-trimpath", "-ldflags", `-s -w ${version}`, "-o", beside];
  const { status, error } = spawnSync("go", [...words, "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"], {
    cwd: cliModule,
    stdio: "inherit",
    env: { ...process.env, GOWORK: "off", CGO_ENABLED: "0", GOFLAGS: "-buildvcs=false" },
  });
  if ((error as NodeJS.ErrnoException | undefined)?.code === "ENOENT")
    throw new UsageError("engine:build: Go is not installed, and pulumi is not on PATH (https://go.dev/dl)");
  if (status !== 0) return 2;
  renameSync(beside, target);
  return 0;
}

runTool(main);
