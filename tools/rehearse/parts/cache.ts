/** Where built programs are kept: outside the repository, by a hash of what they are built from. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import {
  type Family,
  linkerFlags,
  type ModuleFolder,
  type Part,
  type PartName,
  parts,
  partsFolder,
  pinnedVersion,
} from "./parts";

/** Folder of programs and CRDs: `$XDG_CACHE_HOME/nodepools-rehearse`, else `~/.cache/nodepools-rehearse`. */
export function cacheRoot(): string {
  const given = process.env.XDG_CACHE_HOME;
  // an empty or relative path counts as unset: XDG Base Directory specification
  return join(given?.startsWith("/") ? given : join(homedir(), ".cache"), "nodepools-rehearse");
}

/** Changes, and so every machine builds again, with the family's go.mod and go.sum and its entries in `parts`. */
function familyHash(family: Family): string {
  const hash = createHash("sha256");
  for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(partsFolder, family, file)));
  const ofFamily = parts.filter((part) => part.family === family);
  // without Go's version: who only runs the programs needs no Go
  hash.update(JSON.stringify([ofFamily, linkerFlags(family), process.platform, process.arch]));
  return hash.digest("hex").slice(0, 16);
}

/** Path of a program, built or not. */
export function cachedPart(part: Part): string {
  return join(cacheRoot(), `${part.family}-${familyHash(part.family)}`, part.name);
}

/** Folder of a module's CRDs, fetched or not. @param version such as "v1.13.0"; by default the pinned one */
export function cachedCrds(source: ModuleFolder, version = pinnedVersion(source.family, source.module)): string {
  return cachedFolder("crds", source, version);
}

/** Folder of a chart, fetched or not. */
export function cachedChart(source: ModuleFolder): string {
  return cachedFolder("charts", source, pinnedVersion(source.family, source.module));
}

function cachedFolder(kind: string, source: ModuleFolder, version: string): string {
  return join(
    cacheRoot(),
    kind,
    `${source.module.replaceAll("/", "_")}@${version}`,
    source.folder.replaceAll("/", "_"),
  );
}

/** The named programs that are not in the cache. */
export function partsToBuild(names: readonly PartName[]): readonly Part[] {
  return parts.filter((part) => names.includes(part.name) && !existsSync(cachedPart(part)));
}
