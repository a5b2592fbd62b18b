/** How a rehearsal ends when it cannot go on. */

/** A program of the control plane ended or did not start; the message says which and why. Printed without a stack. */
export class RehearsalError extends Error {
  override readonly name: string = "RehearsalError";
}

/** A server cannot be reached, or does not answer in time. */
export class UnreachableError extends RehearsalError {}
