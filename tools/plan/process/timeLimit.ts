/** A promise that rejects after a time, to race with something that may hang. */
export interface TimeLimit {
  readonly elapsed: Promise<never>;
  cancel(): void;
}

/** @param error made when the time is up */
export function timeLimit(seconds: number, error: () => Error): TimeLimit {
  let timer: NodeJS.Timeout | undefined;
  const elapsed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(error()), seconds * 1000);
  });
  // nothing may be waiting for it any more
  elapsed.catch(() => {});
  return { elapsed, cancel: () => clearTimeout(timer) };
}
