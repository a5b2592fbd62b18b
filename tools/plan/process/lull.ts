/** When there is time for other work. */
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds between two looks. */
const interval = 10;

/** Share of the time below which this process only waits: while it sends, it is above a fifth. */
const idle = 0.1;

/** Resolves when this process does little but wait: what it had to send is sent. */
export async function lull(): Promise<void> {
  for (;;) {
    const before = performance.eventLoopUtilization();
    await sleep(interval);
    if (performance.eventLoopUtilization(before).utilization < idle) return;
  }
}
