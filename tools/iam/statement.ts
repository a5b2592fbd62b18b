/** Whether one statement is about one request, and why not. */
import type { RequestContext } from "./context";
import type { Statement } from "./policyDocument";
import type { Grant } from "./principal";
import { arnOf, type Principal, type Request } from "./request";

/** One part of a statement that the request does not fulfil. */
export type Mismatch =
  | {
      /** `Resource`, `NotResource` or `Principal`. */
      readonly element: string;
      readonly asked: string;
      readonly written: readonly string[];
    }
  | {
      readonly element: "Condition";
      readonly operator: string;
      readonly key: string;
      /** Undefined if the request does not have the key. */
      readonly asked: string | readonly string[] | undefined;
      readonly written: readonly string[];
    };

/** An Allow whose action is the request's, and all that keeps it from allowing. */
export interface Candidate {
  readonly statement: string;
  readonly mismatches: readonly Mismatch[];
}

export function isAboutAction({ actions }: Statement, { action }: Request, context: RequestContext): boolean {
  return actions.matches(action, context);
}

/** All that does not fit, besides the action; empty if the statement applies. */
export function mismatches(statement: Statement, request: Request, context: RequestContext): readonly Mismatch[] {
  const { principals, resources, conditions } = statement;
  const found: Mismatch[] = [];
  if (principals !== undefined && grantTo(statement, request) === undefined) {
    found.push({ element: "Principal", asked: principalText(request.principal), written: principals.written });
  }
  if (resources !== undefined && !resources.matches(request.resource.arn, context)) {
    found.push({ element: resources.element, asked: request.resource.arn, written: resources.written });
  }
  for (const condition of conditions) {
    if (condition.holds(context)) continue;
    const { operator, key, written } = condition;
    found.push({ element: "Condition", operator, key, asked: context.get(key), written });
  }
  return found;
}

/** How directly the statement of a resource's policy means whoever asks. */
export function grantTo({ principals }: Statement, { principal }: Request): Grant | undefined {
  return principals?.grant(principal);
}

/** Who asks, as findings name them. */
export function principalText(principal: Principal): string {
  switch (principal.kind) {
    case "user":
    case "roleSession":
      return arnOf(principal);
    case "service":
      return principal.service;
    case "webIdentity":
      return principal.provider;
    case "anonymous":
      return "anonymous";
  }
}
