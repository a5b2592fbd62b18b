/** What a check has to say of a pool's windows: data, so that config, plan and policies word it in one place. */
export interface WindowFinding {
  /** An error refuses the stack; a warning never does. */
  readonly level: "error" | "warning";
  /** Name of the check. */
  readonly rule: string;
  /** Steps below the pool's warm capacity: ["windows", 0, "start"]. */
  readonly path: readonly (string | number)[];
  /** What stands there. */
  readonly value?: unknown;
  /** Completes "<path>: <value> …". */
  readonly message: string;
  readonly suggestion?: string;
}

/** A finding on one window, before anyone knows which of the list it is. */
export interface WindowRemark extends Omit<WindowFinding, "path" | "value"> {
  /** The side of the window it is about; the whole window when absent. */
  readonly side?: "start" | "end" | "timezone";
}

/** A number of hours for reading: 19.6, 49. */
export function hoursText(hours: number): string {
  return `${Math.round(hours * 100) / 100} h`;
}
