/** A finding: what the cluster said of an object, or what an expectation missed. */
export interface RehearsalFinding {
  readonly check: "admission" | "behaviour";
  /** `NodePool dotori-general`, `step 3` */
  readonly subject: string;
  /** Where in the object: `spec.weight`; "" for the whole object. */
  readonly field: string;
  readonly message: string;
}
