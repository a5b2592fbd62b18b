/** Asks the IAM evaluator about a call, and keeps what was asked and what was denied. */
import { decisionText } from "../../../iam/decisionText";
import { evaluate } from "../../../iam/evaluate";
import type { Policy } from "../../../iam/policyDocument";
import type { Request } from "../../../iam/request";
import type { Need } from "./needs/need";
import type { Session } from "./sessions";

/** A policy whose statements do not allow some actions, whatever they say. */
export function without(policy: Policy, actions: readonly string[]): Policy {
  if (actions.length === 0) return policy;
  const taken = new Set(actions.map((action) => action.toLowerCase()));
  return {
    ...policy,
    statements: policy.statements.map((statement) => ({
      ...statement,
      actions: {
        ...statement.actions,
        matches: (asked, context) => !taken.has(asked.toLowerCase()) && statement.actions.matches(asked, context),
      },
    })),
  };
}

/** One request to IAM that a call made, with the session that made it. */
export interface Asked {
  readonly request: Request;
  readonly session: Session;
}

/** A call that the planned policies do not allow. */
export interface Denial {
  readonly action: string;
  readonly resource: string;
  /** The decision with what each nearly fitting statement lacks. */
  readonly text: string;
  /** Where the policies are made. */
  readonly component: string;
}

export class Authorizer {
  private readonly denied = new Map<string, Denial>();
  private readonly asked = new Map<string, Asked>();

  /**
   * @param resourcePolicy the policy of a resource by its ARN, such as the queue's
   * @param revoked actions that identity policies are without
   */
  constructor(
    private readonly resourcePolicy: (arn: string) => Policy | undefined,
    private readonly revoked: readonly string[] = [],
  ) {}

  /** What was denied, each once. */
  get denials(): readonly Denial[] {
    return [...this.denied.values()];
  }

  /** Every different request, in the order in which it was first made. */
  get record(): readonly Asked[] {
    return [...this.asked.values()];
  }

  /** Judges all that a call needs. @returns the first denial; undefined when all is allowed */
  judge(session: Session, needs: readonly Need[]): Denial | undefined {
    let first: Denial | undefined;
    for (const need of needs) {
      const denial = this.judgeOne(session, need);
      first ??= denial;
    }
    return first;
  }

  private judgeOne(session: Session, need: Need): Denial | undefined {
    const request: Request = { ...need, principal: session.principal };
    const key = JSON.stringify(request);
    this.asked.set(key, { request, session });
    const resource = this.resourcePolicy(need.resource.arn);
    const decision = evaluate(request, {
      identity: session.role.identity.map((policy) => without(policy, this.revoked)),
      ...(resource === undefined ? {} : { resource }),
    });
    if (decision.outcome === "allowed") return undefined;
    const denial: Denial = {
      action: need.action,
      resource: need.resource.arn,
      text: decisionText(request, decision),
      component: session.role.component,
    };
    // one line for each action and kind of resource, not one for each instance
    this.denied.set(`${need.action} ${need.resource.arn.replace(/\/[^/]+$/, "")}`, denial);
    return denial;
  }
}
