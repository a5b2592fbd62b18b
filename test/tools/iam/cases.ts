/** Principals and one-line policies that the evaluator's tests share. */
import { type Policy, type PolicyKind, parsePolicy } from "../../../tools/iam/policyDocument";
import type { Principal, Request } from "../../../tools/iam/request";

export const account = "111122223333";
export const otherAccount = "444455556666";

export const user: Principal = { kind: "user", arn: `arn:aws:iam::${account}:user/carlos` };
export const session: Principal = {
  kind: "roleSession",
  roleArn: `arn:aws:iam::${account}:role/ops/auditor`,
  sessionName: "monday",
};
export const sessionArn = `arn:aws:sts::${account}:assumed-role/auditor/monday`;

type Json = Readonly<Record<string, unknown>>;

/** A policy of these statements, each allowing all actions on all resources unless it says otherwise. */
export function policy(kind: PolicyKind, ...statements: readonly Json[]): Policy {
  const about = kind === "trust" ? {} : { Resource: "*" };
  const Statement = statements.map((one) => {
    const { Action = kind === "trust" ? "sts:*" : "*", ...rest } = one;
    const actions = "NotAction" in one ? {} : { Action };
    return { Effect: "Allow", ...actions, ...("NotResource" in one ? {} : about), ...rest };
  });
  return parsePolicy(kind, kind, { Version: "2012-10-17", Statement });
}

/** Reading an object, unless it says otherwise. */
export function request(more: Partial<Request> = {}): Request {
  return { principal: user, action: "s3:GetObject", resource: { arn: "arn:aws:s3:::bucket/key" }, ...more };
}
