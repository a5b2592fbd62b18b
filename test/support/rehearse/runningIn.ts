/** Which processes run in a folder. */
import { readdirSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

/** Processes that run in a folder, by the name of their program. */
export function runningIn(folder: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const id of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      if (readlinkSync(`/proc/${id}/cwd`).startsWith(folder))
        found.set(basename(readlinkSync(`/proc/${id}/exe`)), Number(id));
    } catch {
      // it has ended
    }
  }
  return found;
}
