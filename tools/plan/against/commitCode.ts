/** The plan of a commit by its own code, in a work tree of its own that never stays behind. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { UsageError } from "../../cli/errors";
import type { Mode } from "../engine/deployment";
import { cleanEnvironment } from "../process/childEnvironment";
import { boundedJson, mostBytes } from "./bounds";
import { blobText, complaint, entryAt, git } from "./git";
import { sideOfPlan } from "./jsonPlan";
import type { Side } from "./side";

/** What to plan. */
export interface CommitPlan {
  /** Top folder of this work tree. */
  readonly top: string;
  /** Folder of Pulumi.yaml. */
  readonly root: string;
  readonly commit: string;
  /** As it was asked for, in messages. */
  readonly name: string;
  /** The stack file, from the top folder. */
  readonly stackFile: string;
  readonly mode: Mode;
  readonly policyConfig: string | undefined;
  /** Seconds until it is given up. */
  readonly timeoutSeconds: number;
}

const fatalSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs while a commit is checked out in a folder, which is removed after it, and when this process ends before. */
export async function withWorkTree<T>(
  { top, commit, name }: Pick<CommitPlan, "top" | "commit" | "name">,
  use: (folder: string, stopWith: (stop: () => void) => void) => Promise<T>,
): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "plan-against-")));
  let stop = (): void => {};
  const remove = (): void => {
    stop();
    git(top, ["worktree", "remove", "--force", folder]);
    rmSync(folder, { recursive: true, force: true });
    git(top, ["worktree", "prune"]);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    end();
    process.kill(process.pid, signal);
  };
  const end = (): void => {
    process.off("exit", end);
    for (const signal of fatalSignals) process.off(signal, onSignal);
    remove();
  };
  process.on("exit", end);
  for (const signal of fatalSignals) process.on(signal, onSignal);
  try {
    const added = git(top, ["worktree", "add", "--detach", "--quiet", folder, commit]);
    if (added.code !== 0) throw new UsageError(`--against ${name}: cannot be checked out: ${complaint(added)}`);
    return await use(folder, (how) => {
      stop = how;
    });
  } finally {
    end();
  }
}

/** @throws UsageError unless the commit locks the same packages, which are then the ones installed here */
function checkLockFile({ top, root, commit, name }: CommitPlan): void {
  const lockFile = join(root, "package-lock.json");
  const path = relative(top, lockFile);
  const entry = entryAt(top, commit, path);
  const theirs = entry?.kind === "file" ? blobText(top, entry, mostBytes) : undefined;
  const ours = existsSync(lockFile) ? readFileSync(lockFile, "utf8") : undefined;
  if (theirs === undefined || theirs !== ours)
    throw new UsageError(
      `--against-code: ${name} has another ${path}, so its code needs other packages than those installed here; leave --against-code out to plan its stack file with today's code`,
    );
}

/**
 * Plans a commit's stack file with the commit's own code. That code runs on this machine, as today's does.
 * @throws UsageError when it has other packages, no JSON report of this version, or refuses the stack
 */
export async function planOfCommit(asked: CommitPlan): Promise<Side> {
  const { top, root, commit, name, stackFile, mode, policyConfig } = asked;
  checkLockFile(asked);
  const command = join(relative(top, root), "tools/plan/start.cjs");
  if (entryAt(top, commit, command.replaceAll("\\", "/"))?.kind !== "file")
    throw new UsageError(`--against-code: ${name} has no plan with a JSON report (${command} is not there)`);
  return withWorkTree(asked, async (folder, stopWith) => {
    const there = join(folder, relative(top, root));
    if (!existsSync(join(there, "node_modules")))
      symlinkSync(realpathSync(join(root, "node_modules")), join(there, "node_modules"), "junction");
    const out = join(folder, ".plan-against.json");
    const args = ["--config", join(folder, stackFile), "--mode", mode, "--format", "json", "--out", out];
    if (policyConfig !== undefined) args.push("--policy-config", policyFile(policyConfig, top, folder));
    const child = spawn(process.execPath, [join(folder, command), ...args], {
      cwd: there,
      env: cleanEnvironment(),
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      said = (said + chunk).slice(-64 * 1024);
    });
    const ended = new Promise<void>((accept) => {
      child.on("error", () => accept());
      child.on("close", () => accept());
    });
    const limit = setTimeout(() => child.kill("SIGKILL"), asked.timeoutSeconds * 1000);
    stopWith(() => child.kill("SIGKILL"));
    await ended;
    clearTimeout(limit);
    if (!existsSync(out)) {
      const lines = said.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("plan: "));
      throw new UsageError(`--against-code: ${name} has no JSON report: ${lines[0] ?? `it ended without one`}`);
    }
    return sideOfPlan(boundedJson(readFileSync(out, "utf8"), name), name);
  });
}

/** The commit's own file of policies where it has one: today's may name policies that it does not know. */
function policyFile(path: string, top: string, folder: string): string {
  const there = resolve(folder, relative(top, resolve(path)));
  return there.startsWith(folder) && existsSync(there) ? there : resolve(path);
}
