/** Where built programs are kept: outside the repository, by what they are built from, so that a new version is a new file. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import {
  type CrdSource,
  type Family,
  linkerFlags,
  type Part,
  type PartName,
  parts,
  partsFolder,
  pinnedVersion,
} from "./parts";

/** Folder of all that is built: `$XDG_CACHE_HOME/nodepools-rehearse`, else `~/.cache/nodepools-rehearse`. */
export function cacheRoot(): string {
  const given = process.env.XDG_CACHE_HOME;
  // an empty or relative one counts as unset, as the XDG specification says
  return join(given?.startsWith("/") ? given : join(homedir(), ".cache"), "nodepools-rehearse");
}

function familyHash(family: Family): string {
  const hash = createHash("sha256");
  for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(partsFolder, family, file)));
  const ofFamily = parts.filter((part) => part.family === family);
  // not by Go's version: the same sources work the same, and whoever only runs needs no Go
  hash.update(JSON.stringify([ofFamily, linkerFlags(family), process.platform, process.arch]));
  return hash.digest("hex").slice(0, 16);
}

/** Where a part stands once it is built. */
export function cachedPart(part: Part): string {
  return join(cacheRoot(), `${part.family}-${familyHash(part.family)}`, part.name);
}

/** Folder of a module's CRDs, by version. */
export function cachedCrds(source: CrdSource, version = pinnedVersion(source.family, source.module)): string {
  return join(
    cacheRoot(),
    "crds",
    `${source.module.replaceAll("/", "_")}@${version}`,
    source.folder.replaceAll("/", "_"),
  );
}

/** Those of the named parts that the cache lacks. */
export function partsToBuild(names: readonly PartName[]): readonly Part[] {
  return parts.filter((part) => names.includes(part.name) && !existsSync(cachedPart(part)));
}
