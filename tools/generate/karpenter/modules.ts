/** Karpenter's two Go modules, through Go's own client and the module proxy that it is set to. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import coerce from "semver/functions/coerce";
import compare from "semver/functions/compare";
import {
  downloaded,
  type Go,
  type GoModule,
  goCommand,
  minorOfTag,
  NotServed,
  notServed,
  servedVersions,
} from "../goModules";
import type { KarpenterModules } from "./row";

const providerPath = "github.com/aws/karpenter-provider-aws";
const corePath = "sigs.k8s.io/karpenter";

/**
 * The modules of a release. Where the proxy does not serve the core that the provider asks for, the nearest of the same
 * minor that it serves; `source` names both.
 * @param release "1.15.1"
 * @throws NotServed in one line, with what is served, when the provider cannot be had, or no core of this minor
 */
export function karpenterModules(release: string, go: Go = goCommand): KarpenterModules {
  const provider = downloaded(providerPath, `v${release}`, go);
  if (typeof provider === "string") throw new NotServed(notServed(providerPath, `v${release}`, provider, go));
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
  throw new NotServed(notServed(corePath, asked, exact, go));
}

/** Versions of the same minor, the nearest patch first; of two that are as near, the older. */
function byDistance(asked: string, served: readonly string[]): readonly string[] {
  const wanted = coerce(asked)!;
  const distance = (version: string) => Math.abs(coerce(version)!.patch - wanted.patch);
  return served
    .filter((version) => minorOfTag(version) === minorOfTag(asked))
    .sort((a, b) => distance(a) - distance(b) || compare(a, b));
}
