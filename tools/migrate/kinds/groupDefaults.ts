/** What a group of EC2 Auto Scaling means where nothing is said. */
import type { ApiDefaults, Model } from "../model";
import type { Origin } from "../source/sourceObject";

/**
 * Nodes live until somebody replaces them; Cluster Autoscaler takes away those that are little used for ten minutes.
 * @param typesUnknown whether its types are in a launch template: then the pool takes what a pool of the config takes by default, which no
 * source says, in place of any type of EC2
 */
export function groupDefaults(api: string, typesUnknown: boolean): ApiDefaults {
  return {
    api,
    expireAfter: "Never",
    terminationGracePeriod: "Never",
    consolidationPolicy: "WhenEmptyOrUnderutilized",
    consolidateAfter: "10m",
    budgets: [{ nodes: "10%" }],
    capacityTypes: ["on-demand"],
    architectures: typesUnknown ? ["amd64"] : ["amd64", "arm64"],
    general: typesUnknown,
  };
}

/** Tells that nobody can know a group's types. @param template where the group names its launch template, or itself */
export function noteTypesUnknown(template: Origin, model: Model): void {
  model.notes.push((ledger) =>
    ledger.noEquivalent(
      template,
      "the instance type is in the launch template, which is not in the input",
      "write instanceTypes of the pool, and its limits",
    ),
  );
}
