/** Work that runs side by side, as much of it as the machine has room for. */

/** A piece of work, with the memory that it is expected to take. */
export interface Job<T> {
  readonly memoryBytes: number;
  readonly run: () => Promise<T>;
}

/** How much may run at a time. */
export interface Room {
  readonly jobs: number;
  /** Of all that run together; one job runs even when it is expected to take more. */
  readonly memoryBytes: number;
}

/**
 * Runs all jobs, begun in their order.
 * @returns the results in the order of the jobs, whichever ended first
 * @throws what a job throws, once no other runs any more; jobs that have not begun are left out then
 */
export async function sideBySide<T>(jobs: readonly Job<T>[], room: Room): Promise<readonly T[]> {
  const results: T[] = [];
  const failures: unknown[] = [];
  const running = new Set<Promise<void>>();
  let memoryBytes = 0;
  const begin = (job: Job<T>, index: number): void => {
    memoryBytes += job.memoryBytes;
    const run = job
      .run()
      .then(
        (result) => {
          results[index] = result;
        },
        (cause: unknown) => {
          failures.push(cause);
        },
      )
      .finally(() => {
        memoryBytes -= job.memoryBytes;
        running.delete(run);
      });
    running.add(run);
  };
  for (const [index, job] of jobs.entries()) {
    while (running.size > 0 && (running.size >= room.jobs || memoryBytes + job.memoryBytes > room.memoryBytes))
      await Promise.race(running);
    if (failures.length > 0) break;
    begin(job, index);
  }
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
  return results;
}
