/** How a rehearsal ends when it cannot go on. */

/** A part died, a binary would not start: what happened and which part, without a stack. */
export class RehearsalError extends Error {
  override readonly name = "RehearsalFault";
}
