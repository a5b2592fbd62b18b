/** A stack may configure another version of Karpenter or KEDA than the parts are pinned to: its own definitions then count. */
import { existsSync } from "node:fs";
import { RehearsalError } from "../error";
import { fetchCrds, hasGo, type Log } from "../parts/build";
import { cachedCrds } from "../parts/cache";
import { type CrdSource, crdSources, pinnedVersion } from "../parts/parts";
import { crdsOf } from "./crds";
import type { CustomResourceDefinition } from "./kubeObject";

/** Charts whose version is that of the definitions, by the last word of where they come from. */
const charts: Readonly<Record<string, { readonly product: string; readonly source: CrdSource }>> = {
  karpenter: { product: "Karpenter", source: crdSources.provider },
  keda: { product: "KEDA", source: crdSources.keda },
};

/** A chart that the stack installs; its version is without "v", "" where none is set. */
export interface Chart {
  readonly chart: string;
  readonly version: string;
}

export interface ConfiguredCrds {
  /** To be applied over the pinned ones. */
  readonly crds: readonly CustomResourceDefinition[];
  /** What is not as configured. */
  readonly notes: readonly string[];
}

/** The definitions of the versions that a stack configures, where those are not the pinned ones. */
export async function configuredCrds(releases: readonly Chart[], log: Log): Promise<ConfiguredCrds> {
  const crds: CustomResourceDefinition[] = [];
  const notes: string[] = [];
  for (const { chart, version } of releases) {
    const known = charts[chart.split("/").at(-1) ?? ""];
    if (known === undefined || version === "") continue;
    const { product, source } = known;
    const configured = `v${version}`;
    const pinned = pinnedVersion(source.family, source.module);
    if (configured === pinned) continue;
    notes.push(`${product} ${version} itself: its controller here is ${pinned.slice(1)}`);
    const missing = existsSync(cachedCrds(source, configured)) ? undefined : await fetched(source, configured, log);
    if (missing === undefined) crds.push(...crdsOf(source, configured));
    else notes.push(`the definitions of ${product} ${version}, so those of ${pinned.slice(1)} are taken: ${missing}`);
  }
  return { crds, notes };
}

/** Brings the definitions of a version. @returns why that cannot be done */
async function fetched(source: CrdSource, version: string, log: Log): Promise<string | undefined> {
  if (!hasGo()) return "without Go they cannot be fetched";
  log(`fetching the CRDs of ${source.module} ${version}`);
  try {
    await fetchCrds(source, log, version);
    return undefined;
  } catch (cause) {
    if (!(cause instanceof RehearsalError)) throw cause;
    return /"Error": "(.*)"/.exec(cause.message)?.[1] ?? cause.message;
  }
}
