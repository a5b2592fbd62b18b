/** CRDs of the Karpenter and KEDA versions that a stack configures, where these are not the versions pinned in parts/. */

import { existsSync } from "node:fs";
import { ownValue } from "../../../capacity/units/ownValue";
import { RehearsalError } from "../error";
import { fetchCrds, hasGo, type Log } from "../parts/build";
import { cachedCrds } from "../parts/cache";
import { crdSources, type ModuleFolder, pinnedVersion } from "../parts/parts";
import { crdsOf } from "./crds";
import type { CustomResourceDefinition } from "./kubeObject";

/** Charts whose version is that of their CRDs, by the last part of the chart's reference. */
const charts: Readonly<Record<string, { readonly product: string; readonly source: ModuleFolder }>> = {
  karpenter: { product: "Karpenter", source: crdSources.provider },
  keda: { product: "KEDA", source: crdSources.keda },
};

export interface Chart {
  /** "keda", "oci://public.ecr.aws/karpenter/karpenter" */
  readonly chart: string;
  /** Without "v"; "" where the stack sets none. */
  readonly version: string;
}

export interface ConfiguredCrds {
  /** To apply over the pinned ones. */
  readonly crds: readonly CustomResourceDefinition[];
  /** What is checked at the pinned version instead, one sentence each. */
  readonly notChecked: readonly string[];
}

/** The CRDs of the charts that are not at the pinned version; fetched with Go where the cache does not have them. */
export async function configuredCrds(releases: readonly Chart[], log: Log): Promise<ConfiguredCrds> {
  const crds: CustomResourceDefinition[] = [];
  const notChecked: string[] = [];
  for (const { chart, version } of releases) {
    const known = ownValue(charts, chart.split("/").at(-1) ?? "");
    if (known === undefined || version === "") continue;
    const { product, source } = known;
    const configured = `v${version}`;
    const pinned = pinnedVersion(source.family, source.module);
    if (configured === pinned) continue;
    notChecked.push(`${product} ${version} itself: the controller here is ${pinned.slice(1)}`);
    const failure = existsSync(cachedCrds(source, configured))
      ? undefined
      : await fetchFailure(source, configured, log);
    if (failure === undefined) crds.push(...crdsOf(source, configured));
    else notChecked.push(`CRDs of ${product} ${version}: those of ${pinned.slice(1)} are used, because ${failure}`);
  }
  return { crds, notChecked };
}

/** Fetches the CRDs of a version into the cache. @returns why that failed; undefined when it did not */
async function fetchFailure(source: ModuleFolder, version: string, log: Log): Promise<string | undefined> {
  if (!hasGo()) return "they cannot be fetched without Go";
  log(`fetching the CRDs of ${source.module} ${version}`);
  try {
    await fetchCrds(source, log, version);
    return undefined;
  } catch (cause) {
    if (!(cause instanceof RehearsalError)) throw cause;
    return /"Error": "(.*)"/.exec(cause.message)?.[1] ?? cause.message;
  }
}
