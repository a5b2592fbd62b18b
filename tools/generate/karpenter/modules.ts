/** Karpenter's two Go modules, through Go's own client and the module proxy that it is set to. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import coerce from "semver/functions/coerce";
import compare from "semver/functions/compare";
import { exitCode, UsageError } from "../../cli/errors";
import type { GoModule } from "./goSource";
import type { KarpenterModules } from "./row";

const providerPath = "github.com/aws/karpenter-provider-aws";
const corePath = "sigs.k8s.io/karpenter";

/** What runs `go`: the process, or a test's answers. @returns standard output, or Go's error in a line */
export type Go = (args: readonly string[], toolchain?: string) => { readonly output: string; readonly error?: string };

/** `go` itself, outside of any module and workspace. */
export const goCommand: Go = (args, toolchain) => {
  const env = { ...process.env, GOWORK: "off", ...(toolchain === undefined ? {} : { GOTOOLCHAIN: toolchain }) };
  const { stdout, stderr, status, error } = spawnSync("go", args, { cwd: tmpdir(), env, encoding: "utf8" });
  if (error !== undefined) throw new UsageError("this needs Go 1.26 or newer in PATH, which gets Karpenter's modules");
  return { output: stdout, ...(status === 0 ? {} : { error: stderr.trim().split("\n").at(-1) ?? "" }) };
};

/** A version that the module proxy does not serve. */
export class NotServed extends UsageError {
  readonly exitCode = exitCode.refused;
}

/**
 * The modules of a release. Where the proxy does not serve the core that the provider asks for, the nearest of the same
 * minor that it serves; `source` names both.
 * @param release "1.15.1"
 * @throws UsageError in one line, with what is served, when the provider cannot be had, or no core of this minor
 */
export function karpenterModules(release: string, go: Go = goCommand): KarpenterModules {
  const provider = downloaded(providerPath, `v${release}`, go);
  if (typeof provider === "string") throw new UsageError(notServed(providerPath, `v${release}`, provider, go));
  const asked = requiredCore(provider);
  const { core, version } = nearestCore(asked, go);
  return {
    provider,
    core,
    source: { release, provider: `v${release}`, core: version, coreAskedFor: asked },
  };
}

function requiredCore(provider: GoModule): string {
  const [, version] =
    /^\s*sigs\.k8s\.io\/karpenter (v\S+)/m.exec(readFileSync(join(provider.folder, "go.mod"), "utf8")) ?? [];
  if (version === undefined) throw new Error(`go.mod of ${providerPath} does not ask for ${corePath}`);
  return version;
}

function nearestCore(asked: string, go: Go): { readonly core: GoModule; readonly version: string } {
  const exact = downloaded(corePath, asked, go);
  if (typeof exact !== "string") return { core: exact, version: asked };
  for (const version of byDistance(asked, servedVersions(corePath, go))) {
    const core = downloaded(corePath, version, go);
    if (typeof core !== "string") return { core, version };
  }
  throw new UsageError(notServed(corePath, asked, exact, go));
}

/** Versions of the same minor, the nearest patch first; of two that are as near, the older. */
function byDistance(asked: string, served: readonly string[]): readonly string[] {
  const wanted = coerce(asked)!;
  const distance = (version: string) => Math.abs(coerce(version)!.patch - wanted.patch);
  return served
    .filter((version) => minorOfTag(version) === minorOfTag(asked))
    .sort((a, b) => distance(a) - distance(b) || compare(a, b));
}

function minorOfTag(tag: string): string {
  return /^v?(\d+\.\d+)/.exec(tag)?.[1] ?? tag;
}

/** What Go says when it is older than the module wants. */
const wantsNewerGo = /requires go (?:>|\\u003e)= (\d+\.\d+(?:\.\d+)?)/;

/** The module's folder, or why it cannot be had. With a Go that is too old, by the one that the module wants. */
function downloaded(path: string, version: string, go: Go): GoModule | string {
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

function servedVersions(path: string, go: Go): readonly string[] {
  return go(["list", "-m", "-versions", path]).output.trim().split(/\s+/).slice(1);
}

function notServed(path: string, version: string, why: string, go: Go): string {
  const served = servedVersions(path, go);
  const near = served.filter((each) => minorOfTag(each) === minorOfTag(version));
  const [what, list] = near.length > 0 ? [`of this minor`, near] : ["newest", served.slice(-3)];
  const reason = (why.split("\n")[0] ?? "").replace(/^.*?: /, "").trim();
  return `${path} ${version} cannot be had (${reason}); served ${what}: ${list.join(", ") || "none"}`;
}
