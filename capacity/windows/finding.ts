/** What a check reports on a pool's windows. */
export interface WindowFinding {
  /** An error refuses the stack; a warning never does. */
  readonly level: "error" | "warning";
  /** Name of the check. */
  readonly rule: string;
  /** Steps below the pool's warm capacity: ["windows", 0, "start"]. */
  readonly path: readonly (string | number)[];
  /** The value there. */
  readonly value?: unknown;
  /** Completes "<path>: <value> …". */
  readonly message: string;
  readonly suggestion?: string;
}

/** A finding on one window, whichever of a list it is. */
export interface WindowRemark extends Omit<WindowFinding, "path" | "value"> {
  /** The part of the window it is about; the window when absent. */
  readonly side?: "start" | "end" | "timezone";
}

/** A number of hours for reading: 19.6, 49. */
export function hoursText(hours: number): string {
  return `${Math.round(hours * 100) / 100} h`;
}
