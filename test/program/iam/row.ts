/** Rows of the table: a call, whoever makes it, and what IAM must answer. */
import type { AppliedPolicies } from "../../../tools/iam/evaluate";
import { parsePolicy } from "../../../tools/iam/policyDocument";
import type { Request } from "../../../tools/iam/request";
import type { Stack } from "./stack";

export interface Row {
  /** The call and how it differs from Karpenter's own: `ec2:RunInstances on instance, untagged`. */
  readonly title: string;
  readonly request: Request;
  readonly policies: AppliedPolicies;
  readonly expected: Expected;
}

export type Expected = "allowed" | "denied";

/** A call of Karpenter's controller, by the policies of its role. */
export function controllerRow(
  { controller, controllerPolicies }: Stack,
  title: string,
  request: Omit<Request, "principal">,
  expected: Expected,
): Row {
  return { title, request: { principal: controller, ...request }, policies: controllerPolicies, expected };
}

/** For callers who may do anything, as far as their own account decides it. */
export const administrator = parsePolicy("administrator", "identity", {
  Statement: { Effect: "Allow", Action: "*", Resource: "*" },
});
