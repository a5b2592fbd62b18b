/** What the API server refused, or an expectation that was not met. */
export interface RehearsalFinding {
  readonly check: "admission" | "behaviour";
  /** `teams.dotori.pools[0] (NodePool dotori-general)` or `NodePool dotori-general`; of a scenario, `steps[3]` or `objects`. */
  readonly subject: string;
  /** Where in the object: `spec.weight`; "" for the object as such, and for a step. */
  readonly field: string;
  readonly message: string;
}
