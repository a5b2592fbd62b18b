/** Which file each part is: given by the caller, built before, or found in PATH. */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { buildParts, type Log } from "./build";
import { cachedCrds, cachedPart } from "./cache";
import { crdSources, type PartName, parts } from "./parts";

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

/** A part and where it comes from: what KUBEBUILDER_ASSETS names outranks the cache, PATH is the last resort. */
export function locatePart(name: PartName): { readonly path: string; readonly foreign: boolean } | undefined {
  const given = inFolders(name, process.env.KUBEBUILDER_ASSETS);
  if (given !== undefined) return { path: given, foreign: true };
  const part = parts.find((candidate) => candidate.name === name);
  const built = part === undefined ? undefined : cachedPart(part);
  if (built !== undefined && isProgram(built)) return { path: built, foreign: false };
  const found = inFolders(name, process.env.PATH);
  return found === undefined ? undefined : { path: found, foreign: true };
}

/** True when every named part is there, and the definitions too, so that nothing has to be built or fetched. */
export function hasParts(names: readonly PartName[]): boolean {
  const hasCrds = Object.values(crdSources).every((source) => existsSync(cachedCrds(source)));
  return hasCrds && names.every((name) => locatePart(name) !== undefined);
}

/**
 * The files of the named parts; what is nowhere is built.
 * @throws WrongUse when something is to be built and Go is not there
 */
export async function locateParts(names: readonly PartName[], log: Log): Promise<Binaries> {
  await buildParts(
    names.filter((name) => locatePart(name) === undefined),
    log,
  );
  const found = names.map((name) => [name, locatePart(name)!] as const);
  for (const [name, { path, foreign }] of found) {
    if (foreign) log(`${name} is ${path}; its version is whatever it is`);
  }
  return Object.fromEntries(found.map(([name, { path }]) => [name, path])) as Record<PartName, string>;
}
