/** Whether a process lives. Not a test. */
import { existsSync, readFileSync } from "node:fs";

export function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    // one that is dead and not yet waited for still has its number
    return !/^State:\s+Z/m.test(existsSync(`/proc/${id}/status`) ? readFileSync(`/proc/${id}/status`, "utf8") : "");
  } catch {
    return false;
  }
}
