/** What the job asks of git. */
import { spawnSync } from "node:child_process";
import { UsageError } from "../cli/errors";
import type { ChangedFile } from "./changedStacks";

/** Bytes of git's answer. */
const mostBytes = 64 * 1024 * 1024;

function git(folder: string, args: readonly string[]): { readonly ok: boolean; readonly text: string } {
  const { status, stdout, error } = spawnSync("git", args, { cwd: folder, encoding: "utf8", maxBuffer: mostBytes });
  if (error !== undefined) throw new UsageError(`git cannot be started (${(error as NodeJS.ErrnoException).code})`);
  return { ok: status === 0, text: stdout };
}

/** The commit that a name stands for; undefined where there is none, as before the first push to a branch. */
export function commitOf(folder: string, name: string): string | undefined {
  const { ok, text } = git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
  return ok ? text.trim() : undefined;
}

const hows: Readonly<Record<string, ChangedFile["how"]>> = { A: "added", D: "deleted" };

/**
 * The files below a folder that differ between a commit and what is checked out there.
 * @throws UsageError when git cannot tell
 */
export function changedFiles(folder: string, base: string): readonly ChangedFile[] {
  const { ok, text } = git(folder, ["diff", "--name-status", "--no-renames", "--relative", "-z", base, "HEAD", "--"]);
  if (!ok) throw new UsageError(`git cannot compare ${base} with HEAD in ${folder}`);
  const words = text.split("\0").slice(0, -1);
  return Array.from({ length: words.length / 2 }, (_, index) => ({
    how: hows[words[2 * index]!] ?? "modified",
    path: words[2 * index + 1]!,
  }));
}
