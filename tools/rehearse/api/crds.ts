/** Custom resource definitions: read from the cache, installed in the server. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RehearsalError } from "../error";
import { cachedCrds } from "../parts/cache";
import { crdsFor, type ModuleFolder } from "../parts/modules";
import { defaultVersions, type PartVersions } from "../parts/versions";
import type { KubeApi } from "./kubeApi";
import { type CustomResourceDefinition, hasCondition, kinds } from "./kubeObject";

/**
 * The CRDs of a source, in the order of their file names.
 * @throws RehearsalError when they are not in the cache
 */
export function crdsOf(source: ModuleFolder, versions: PartVersions): readonly CustomResourceDefinition[] {
  const folder = cachedCrds(source, versions);
  if (!existsSync(folder)) throw new RehearsalError(`${folder} is missing; run npm run rehearse -- build`);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as CustomResourceDefinition);
}

/**
 * The CRDs of a rehearsal: those of Karpenter's AWS provider, of the simulated node class and of KEDA.
 * @param versions those that play the stack @default those of a stack that names none
 */
export function allCrds(versions: PartVersions = defaultVersions()): readonly CustomResourceDefinition[] {
  return crdsFor(versions).flatMap((source) => crdsOf(source, versions));
}

/** How long the server may take until it serves all CRDs; an idle machine needs a second. */
const establishedSeconds = 60;

/**
 * Applies CRDs and waits until the server serves each.
 * @throws RehearsalError when it does not in 60 s
 */
export async function installCrds(api: KubeApi, crds: readonly CustomResourceDefinition[]): Promise<void> {
  await Promise.all(crds.map((crd) => api.apply(crd)));
  const deadline = Date.now() + establishedSeconds * 1000;
  for (const crd of crds) {
    for (;;) {
      const stored = await api.get(kinds.crd, { name: crd.metadata.name ?? "" });
      if (stored !== undefined && hasCondition(stored, "Established")) break;
      if (Date.now() > deadline)
        throw new RehearsalError(`the server does not serve ${crd.metadata.name} after ${establishedSeconds} s`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
