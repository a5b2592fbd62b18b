/** Runs that mostly wait, several at the same time; each test awaits its own. */

/**
 * Starts runs in their order, so many at once, when the first of them is asked for.
 * @param runs by name
 * @param atOnce how many go on at the same time
 * @returns the run of a name; it rejects as the run does
 */
export function sideBySide<T>(
  runs: Readonly<Record<string, () => Promise<T>>>,
  atOnce: number,
): (name: string) => Promise<T> {
  const results = new Map<string, Promise<T>>();
  const start = () => {
    const free: Promise<unknown>[] = Array.from({ length: atOnce }, () => Promise.resolve());
    let next: Promise<unknown> = Promise.resolve();
    for (const [name, run] of Object.entries(runs)) {
      const slot = next.then(() => Promise.race(free.map((each, index) => each.then(() => index))));
      const result = slot.then(() => run());
      next = slot.then((index) => {
        free[index] = result.catch(() => {});
      });
      // its own test reports it
      result.catch(() => {});
      results.set(name, result);
    }
  };
  return (name) => {
    if (results.size === 0) start();
    return results.get(name) ?? Promise.reject(new RangeError(`there is no run ${name}`));
  };
}
