/** Reads commits with git: never through a shell, and no ref is taken for an option. */
import { spawnSync } from "node:child_process";
import { UsageError } from "../../cli/errors";
import { mostBytes } from "./bounds";

/** A git command that ended. */
interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** No hook, no prompt and no lock of its own: git only reads here. */
const settings = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"];

/** @throws UsageError when there is no git */
export function git(folder: string, args: readonly string[]): Ran {
  const { status, stdout, stderr, error } = spawnSync("git", ["-C", folder, ...settings, ...args], {
    encoding: "utf8",
    maxBuffer: mostBytes,
    env: { ...process.env, LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (error !== undefined) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      code === "ENOENT"
        ? "git: not found; --against reads commits with it"
        : `git: cannot be run (${code ?? error.message})`,
    );
  }
  return { code: status, stdout, stderr };
}

/** The first line of what git says is wrong. */
export function complaint({ stderr, code }: Ran): string {
  const line = stderr.split("\n").find((each) => each.trim() !== "") ?? `git ended with ${code}`;
  return line.replace(/^(fatal|error): /, "").trim();
}

/** Full hash of the commit that a name stands for; undefined when it stands for none. */
export function commitOf(folder: string, name: string): string | undefined {
  const { code, stdout } = git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
  const hash = stdout.trim();
  return code === 0 && /^[0-9a-f]{40,64}$/.test(hash) ? hash : undefined;
}

/** Top folder of the work tree; undefined outside of one. */
export function topFolder(folder: string): string | undefined {
  const { code, stdout } = git(folder, ["rev-parse", "--show-toplevel"]);
  return code === 0 ? stdout.trim() : undefined;
}

/** What a commit has at a path. */
export interface Entry {
  readonly kind: "file" | "link" | "folder" | "submodule";
  readonly hash: string;
}

const kinds: Readonly<Record<string, Entry["kind"]>> = {
  "100644": "file",
  "100755": "file",
  "120000": "link",
  "040000": "folder",
  "160000": "submodule",
};

/** @param path from the top folder, with `/` */
export function entryAt(folder: string, commit: string, path: string): Entry | undefined {
  const { stdout } = git(folder, ["ls-tree", "-z", "--full-tree", commit, "--", `:(top,literal)${path}`]);
  const [, mode = "", hash = ""] = /^(\d{6}) \w+ ([0-9a-f]+)\t/.exec(stdout) ?? [];
  const kind = kinds[mode];
  return kind === undefined ? undefined : { kind, hash };
}

/**
 * Names of the files in a folder of a commit, links included; none where it has no such folder.
 * @param path from the top folder, with `/`; empty for the top folder itself
 */
export function fileNames(folder: string, commit: string, path: string): readonly string[] {
  const { code, stdout } = git(folder, ["ls-tree", "-z", "--full-tree", "--end-of-options", `${commit}:${path}`]);
  if (code !== 0) return [];
  return stdout.split("\0").flatMap((line) => /^\d{6} blob [0-9a-f]+\t(.+)$/s.exec(line)?.[1] ?? []);
}

/** Text of a file of a commit; undefined when it is larger than `most` bytes. */
export function blobText(folder: string, { hash }: Entry, most: number): string | undefined {
  if (Number(git(folder, ["cat-file", "-s", hash]).stdout) > most) return undefined;
  return git(folder, ["cat-file", "blob", hash]).stdout;
}
