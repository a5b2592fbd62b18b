/** What a checkout may be a stranger's branch of: its links must not lead a tool to write elsewhere. */
import { existsSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { UsageError } from "./errors";

/** The folder of the checkout that a tool runs in: the nearest with `.git`, else the tool's own. */
function checkoutRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (dirname(folder) === folder) return start;
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && resolve(folder, way) === path;
}

/** Where a path leads, links followed; what does not exist yet is taken as written. */
function target(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(target(dirname(path)), relative(dirname(path), path));
  }
}

/**
 * Refuses to write to a path inside the checkout that a link leads out of it. The caller's links elsewhere are followed.
 * @throws UsageError naming where it leads
 */
export function checkStaysInCheckout(path: string, start = process.cwd()): void {
  const root = checkoutRoot(resolve(start));
  const asWritten = resolve(start, path);
  if (!isInside(asWritten, root)) return;
  const end = target(asWritten);
  if (!isInside(end, realpathSync(root)))
    throw new UsageError(`${path}: a symbolic link leads out of ${root}, to ${end}; nothing is written there`);
}
