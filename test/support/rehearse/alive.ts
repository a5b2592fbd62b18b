/** Whether a process is running. */
import { existsSync, readFileSync } from "node:fs";

export function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    // a zombie still has its id
    return !/^State:\s+Z/m.test(existsSync(`/proc/${id}/status`) ? readFileSync(`/proc/${id}/status`, "utf8") : "");
  } catch {
    return false;
  }
}
