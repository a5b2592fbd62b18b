/** What the API server refused, or an expectation that was not met. */
export interface RehearsalFinding {
  /**
   * `admission`: the API server refused an object; `aws`: AWS refused a resource or a call; `nodeClass`: a node class, or
   * what it launches, is not as planned; `behaviour`: an expectation was not met.
   */
  readonly check: "admission" | "aws" | "nodeClass" | "behaviour";
  /** `teams.dotori.pools[0] (NodePool dotori-general)` or `NodePool dotori-general`; of a scenario, `steps[3]` or `objects`. */
  readonly subject: string;
  /** Where in the object: `spec.weight`; "" for the object as such, and for a step. */
  readonly field: string;
  readonly message: string;
}
