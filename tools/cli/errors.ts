/** How a plan ends when it cannot end well, and the exit code that says whose turn it is. */

/** Exit codes of the command: CI and scripts read them. */
export const exitCode = { pass: 0, refused: 1, error: 2 } as const;

/** The caller's fault: a flag, a file name, a policy config. One message, never a stack. */
export class UsageError extends Error {
  override readonly name = "WrongUse";
}

/** Ours: a stand-in that is missing, a program or pack that crashed. The stack goes with it. */
export class PlanError extends Error {
  override readonly name = "PlanFault";
}

/** The text to print for what a plan threw. */
export function errorText(cause: unknown): string {
  if (cause instanceof UsageError) return cause.message;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
