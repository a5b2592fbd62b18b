import type { Plan } from "../summary/plan";

/** The plan for machines: exactly the keys of `Plan`, resources in the order of their urns. */
export function jsonReport(plan: Plan): string {
  return `${JSON.stringify(plan, undefined, 2)}\n`;
}
