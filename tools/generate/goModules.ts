/** Go modules by Go's own client, from the module proxy that it is set to. */
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { UsageError } from "../cli/errors";

/** A Go module that lies in a folder. */
export interface GoModule {
  /** "sigs.k8s.io/karpenter" */
  readonly path: string;
  readonly folder: string;
}

/** What runs `go`: the program itself, or a test's answers. With the output, the end of its standard error where it failed. */
export type Go = (args: readonly string[], toolchain?: string) => { readonly output: string; readonly error?: string };

/** `go` itself, outside of any module and workspace. */
export const goCommand: Go = (args, toolchain) => {
  const env = { ...process.env, GOWORK: "off", ...(toolchain === undefined ? {} : { GOTOOLCHAIN: toolchain }) };
  const { stdout, stderr, status, error } = spawnSync("go", args, { cwd: tmpdir(), env, encoding: "utf8" });
  if (error !== undefined) throw new UsageError("this needs Go 1.21 or newer in PATH, which gets the modules");
  return { output: stdout, ...(status === 0 ? {} : { error: stderr.trim().split("\n").at(-1) ?? "" }) };
};

/** A version that the module proxy does not serve; the message is one line, with what it serves. */
export class NotServed extends Error {
  override readonly name = "NotServed";
}

/** What Go says when it is older than the module wants; its JSON writes > as an escape. */
const wantsNewerGo = /requires go (?:>|\\u003e)= (\d+\.\d+(?:\.\d+)?)/;

/** The module's folder, or why it cannot be had. Where this Go is too old, by the one that the module wants. */
export function downloaded(path: string, version: string, go: Go): GoModule | string {
  const args = ["mod", "download", "-json", `${path}@${version}`];
  const first = go(args);
  const [, wanted] = wantsNewerGo.exec(`${first.output}${first.error ?? ""}`) ?? [];
  const { output, error = "" } = wanted === undefined ? first : go(args, `go${wanted}`);
  const { Dir, Error: refused } = parsed(output);
  return Dir === undefined ? (refused ?? error) : { path, folder: Dir };
}

function parsed(output: string): { readonly Dir?: string; readonly Error?: string } {
  try {
    return JSON.parse(output);
  } catch {
    return {};
  }
}

/** Versions that the proxy lists, oldest first; empty where it does not know the module. */
export function servedVersions(path: string, go: Go): readonly string[] {
  return go(["list", "-m", "-versions", path]).output.trim().split(/\s+/).slice(1);
}

/** "1.15" of "v1.15.1". */
export function minorOfTag(tag: string): string {
  return /^v?(\d+\.\d+)/.exec(tag)?.[1] ?? tag;
}

/** The line about a version that cannot be had. */
export function notServed(path: string, version: string, why: string, go: Go): string {
  const served = servedVersions(path, go);
  const near = served.filter((each) => minorOfTag(each) === minorOfTag(version));
  const [what, list] = near.length > 0 ? ["of this minor", near] : ["last", served.slice(-3)];
  const reason = (why.split("\n")[0] ?? "").replace(/^\S+@\S+ /, "").trim();
  return `${path} ${version} cannot be had (${reason}); served ${what}: ${list.join(", ") || "none"}`;
}
