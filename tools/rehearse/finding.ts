/** How a rehearsal ends when it cannot go on. */

/** A part died, a binary would not start: what happened and which part, without a stack. */
export class RehearsalError extends Error {
  override readonly name = "RehearsalFault";
}

/** A finding: what the cluster said of an object, or what an expectation missed. */
export interface RehearsalFinding {
  readonly check: "admission" | "behaviour";
  /** `NodePool dotori-general`, `step 3` */
  readonly subject: string;
  /** Where in the object: `spec.weight`; "" for the whole object. */
  readonly field: string;
  readonly message: string;
}
