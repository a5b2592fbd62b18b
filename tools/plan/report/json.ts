import { terminalJson } from "../../cli/terminal";
import type { Plan } from "../summary/plan";

/** The plan for machines: exactly the keys of `Plan`, resources in the order of their urns. */
export function jsonReport(plan: Plan): string {
  return terminalJson(plan);
}
