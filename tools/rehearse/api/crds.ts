/** Custom resource definitions: from the cache into the server. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RehearsalError } from "../error";
import { cachedCrds } from "../parts/cache";
import { type CrdSource, crdSources } from "../parts/parts";
import type { KubeApi } from "./kubeApi";
import { type CustomResourceDefinition, hasCondition, kinds } from "./kubeObject";

/**
 * The definitions of a source, by file name.
 * @param version such as "v1.13.0"; the pinned one unless given
 * @throws RehearsalFault when they were not fetched
 */
export function crdsOf(source: CrdSource, version?: string): readonly CustomResourceDefinition[] {
  const folder = cachedCrds(source, version);
  if (!existsSync(folder)) throw new RehearsalError(`${folder} is missing; run npm run rehearse -- build`);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as CustomResourceDefinition);
}

/** All that a rehearsal uses: Karpenter's with AWS's rules, the simulated node class, KEDA's. */
export function allCrds(): readonly CustomResourceDefinition[] {
  return Object.values(crdSources).flatMap((source) => crdsOf(source));
}

/** Applies the definitions and waits until each is served. */
export async function installCrds(api: KubeApi, crds: readonly CustomResourceDefinition[]): Promise<void> {
  await Promise.all(crds.map((crd) => api.apply(crd)));
  const deadline = Date.now() + 60_000;
  for (const crd of crds) {
    for (;;) {
      const stored = await api.get(kinds.crd, { name: crd.metadata.name ?? "" });
      if (stored !== undefined && hasCondition(stored, "Established")) break;
      if (Date.now() > deadline) throw new RehearsalError(`the server does not serve ${crd.metadata.name} after 60 s`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
