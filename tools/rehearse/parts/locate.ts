/** Finds each program: in KUBEBUILDER_ASSETS, in the cache, or in PATH. */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { buildParts, type Log } from "./build";
import { cachedCrds, cachedPart } from "./cache";
import { crdsFor } from "./modules";
import { type PartName, parts } from "./parts";
import { defaultVersions, type PartVersions } from "./versions";

/** Paths of programs; only those that were asked for are set. */
export type Binaries = Readonly<Record<PartName, string>>;

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function inFolders(name: string, folders: string | undefined): string | undefined {
  return (folders ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, name))
    .find(isProgram);
}

/**
 * Where a program is; undefined when it must be built. KUBEBUILDER_ASSETS outranks the cache, and that PATH.
 * @returns `foreign` is true for a program that was not built here, whose version is not known
 */
export function locatePart(
  name: PartName,
  versions: PartVersions,
): { readonly path: string; readonly foreign: boolean } | undefined {
  const given = inFolders(name, process.env.KUBEBUILDER_ASSETS);
  if (given !== undefined) return { path: given, foreign: true };
  const part = parts.find((candidate) => candidate.name === name);
  const built = part === undefined ? undefined : cachedPart(part, versions);
  if (built !== undefined && isProgram(built)) return { path: built, foreign: false };
  const found = inFolders(name, process.env.PATH);
  return found === undefined ? undefined : { path: found, foreign: true };
}

/** Whether every named program and all CRDs are there, so that nothing has to be built or fetched. */
export function hasParts(names: readonly PartName[], versions = defaultVersions()): boolean {
  const hasCrds = crdsFor(versions).every((source) => existsSync(cachedCrds(source, versions)));
  return hasCrds && names.every((name) => locatePart(name, versions) !== undefined);
}

/**
 * Paths of the named programs, after building those that are missing.
 * @param versions of Karpenter and KEDA @default those of a stack that names none
 * @throws UsageError when one is missing and there is no Go in PATH, or cannot be built in that version
 * @throws RehearsalError when a build fails
 */
export async function locateParts(
  names: readonly PartName[],
  log: Log,
  versions: PartVersions = defaultVersions(),
): Promise<Binaries> {
  await buildParts(
    names.filter((name) => locatePart(name, versions) === undefined),
    log,
    versions,
  );
  const found = names.map((name) => [name, locatePart(name, versions)!] as const);
  for (const [name, { path, foreign }] of found) {
    if (foreign) log(`${name} is ${path}; its version is not checked`);
  }
  return Object.fromEntries(found.map(([name, { path }]) => [name, path])) as Record<PartName, string>;
}
