/** How a tool ends, and the errors that decide it. */

/** Exit codes of every tool: CI and scripts read them. */
export const exitCode = {
  pass: 0,
  /** The config is refused, a policy is violated or an expectation is missed. */
  refused: 1,
  /** Wrong use, or a bug of ours. */
  error: 2,
} as const;

/** What the caller got wrong: a flag, a file name, a policy config. Printed without a stack. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A bug of ours, or a program or pack that crashed. Printed with its stack. */
export class PlanError extends Error {
  override readonly name = "PlanError";
}

/** What the machine refuses, whoever asks: rights, space, read-only disks, limits. No bug of ours. */
const machineRefusals: ReadonlySet<string> = new Set([
  ...["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "ENOMEM", "EMFILE", "ENFILE", "ENAMETOOLONG", "ELOOP"],
]);

/** The text to print for what a tool threw. */
export function errorText(cause: unknown): string {
  if (cause instanceof UsageError) return cause.message;
  if (!(cause instanceof Error)) return String(cause);
  const { code, path, syscall } = cause as NodeJS.ErrnoException;
  if (code !== undefined && path !== undefined && machineRefusals.has(code))
    return `${path}: cannot be used (${syscall ?? "open"}: ${code})`;
  return cause.stack ?? cause.message;
}
