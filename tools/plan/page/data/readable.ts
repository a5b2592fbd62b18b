/** Values of a report that a stranger may have written: what cannot be parsed is left out, as nobody could act on it. */

/** What the function returns; undefined where it meets a value that it cannot parse. */
export function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}
