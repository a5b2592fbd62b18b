/** Where built programs are kept: outside the repository, by a hash of what they are built from. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type Family, familyFolder, familyName, linkerFlags, type ModuleFolder, pinOf } from "./modules";
import { type Part, type PartName, parts } from "./parts";
import { builtVersions, type PartVersions } from "./versions";

/** Folder of programs and CRDs: `$XDG_CACHE_HOME/nodepools-rehearse`, else `~/.cache/nodepools-rehearse`. */
export function cacheRoot(): string {
  const given = process.env.XDG_CACHE_HOME;
  // an empty or relative path counts as unset: XDG Base Directory specification
  return join(given?.startsWith("/") ? given : join(homedir(), ".cache"), "nodepools-rehearse");
}

/** Changes, and so every machine builds again, with the family's go.mod and go.sum and its entries in `parts`. */
function familyHash(family: Family, versions: PartVersions): string {
  const hash = createHash("sha256");
  const folder = familyFolder(family, versions);
  for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(folder, file)));
  const ofFamily = parts.filter((part) => part.family === family);
  // without Go's version: who only runs the programs needs no Go
  hash.update(JSON.stringify([ofFamily, linkerFlags(family, versions), process.platform, process.arch]));
  return hash.digest("hex").slice(0, 16);
}

/** Path of a program, built or not. @throws UsageError when that version of it cannot be built */
export function cachedPart(part: Part, versions: PartVersions): string {
  const name = familyName(part.family, versions).replace("/", "-");
  return join(cacheRoot(), `${name}-${familyHash(part.family, versions)}`, part.name);
}

/**
 * The version of a module whose CRDs or chart go with the programs: the one that go.mod uses, or for a version that cannot
 * be built its own. With "v".
 */
export function folderVersion({ family, module }: ModuleFolder, versions: PartVersions): string {
  return builtVersions(family).includes(versions[family])
    ? pinOf(family, versions, module).used
    : `v${versions[family]}`;
}

/** Folder of a module's CRDs, fetched or not. */
export function cachedCrds(source: ModuleFolder, versions: PartVersions): string {
  return cachedFolder("crds", source, versions);
}

/** Folder of a chart, fetched or not. */
export function cachedChart(source: ModuleFolder, versions: PartVersions): string {
  return cachedFolder("charts", source, versions);
}

function cachedFolder(kind: string, source: ModuleFolder, versions: PartVersions): string {
  const module = `${source.module.replaceAll("/", "_")}@${folderVersion(source, versions)}`;
  return join(cacheRoot(), kind, module, source.folder.replaceAll("/", "_"));
}

/** The named programs that are not in the cache. */
export function partsToBuild(names: readonly PartName[], versions: PartVersions): readonly Part[] {
  return parts.filter((part) => names.includes(part.name) && !existsSync(cachedPart(part, versions)));
}
