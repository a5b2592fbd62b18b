import { forTerminal } from "../../cli/terminal";
import type { Plan } from "../summary/plan";

/**
 * The plan as reports for people read it: safe for a terminal, and without the inputs and dependencies of resources, which
 * none of them shows and which are nine tenths of a plan.
 */
export function readable(plan: Plan): Plan {
  const resources = plan.resources.map((resource) => ({
    ...resource,
    inputs: {},
    dependencies: [],
    propertyDependencies: {},
  }));
  return forTerminal({ ...plan, resources });
}
