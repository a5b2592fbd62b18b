/** What a rehearsal finds, and who says so. */

/**
 * Who decided a line of the report. `aws`: AWS's SDK by AWS's own description of its services, or moto in AWS's place;
 * `karpenter`; `kubernetes`: the API server, its controllers and the scheduler; `helm`; `rehearsal`: our rules and comparisons,
 * and the scenario.
 */
export type DecidedBy = "aws" | "karpenter" | "kubernetes" | "helm" | "rehearsal";

/** What the API server refused, or an expectation that was not met. */
export interface RehearsalFinding {
  /**
   * `admission`: the API server refused an object; `aws`: AWS refused a resource or a call; `nodeClass`: a node class, or
   * what it launches, is not as planned; `behaviour`: an expectation was not met.
   */
  readonly check: "admission" | "aws" | "nodeClass" | "behaviour";
  readonly by: DecidedBy;
  /**
   * `Pulumi.dev.yaml:8:11 teams.dotori.pools[0] (NodePool dotori-general)`, or `NodePool dotori-general` where no key of the
   * config decides it; of a scenario, `steps[3]` or `objects`.
   */
  readonly subject: string;
  /** Where in the object: `spec.weight`; "" for the object as such, and for a step. */
  readonly field: string;
  readonly message: string;
}

/** A finding's subject. @param origin where the config decides it; undefined where no key does */
export function subjectOf(origin: string | undefined, name: string): string {
  return origin === undefined ? name : `${origin} (${name})`;
}
