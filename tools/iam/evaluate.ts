/**
 * What IAM would answer to a request, and why. Source: IAM user guide, reference_policies_evaluation-logic and
 * reference_policies_evaluation-logic-cross-account.
 *
 * Modelled: identity policies, a permissions boundary, session policies, resource-based policies with those of KMS keys
 * and the trust policies of roles, within one account and between two; AWS services, OIDC tokens and nobody as callers.
 *
 * Not modelled: service and resource control policies of an organization, policies of VPC endpoints, access control lists,
 * RAM shares, the root user, federated users and SAML sessions, unique ids as principals, Allow with NotPrincipal. Which
 * actions and resources a call needs, and which keys AWS would send with them, is for the caller to say: a key that is not
 * in the request counts as missing, as in AWS. Whatever a policy says beyond this throws, it never allows.
 */
import { type RequestContext, requestContext } from "./context";
import type { Policy, PolicyKind } from "./policyDocument";
import type { Grant } from "./principal";
import { accountOf, callerAccount, checkRequest, type Request } from "./request";
import { type Candidate, grantTo, isAboutAction, mismatches } from "./statement";

/** All policies that apply to a request. */
export interface AppliedPolicies {
  /** Attached to the user or role, inline ones included. */
  readonly identity?: readonly Policy[];
  readonly boundary?: Policy;
  /** Given when the role was taken. */
  readonly session?: readonly Policy[];
  /** Attached to the resource: `resource`, `key` or `trust`. */
  readonly resource?: Policy;
}

/** Kinds of policies as decisions name them: `resource` is any that is attached to the resource. */
export type Layer = "identity" | "boundary" | "session" | "resource";

/** Policies that had to allow, and did not. Within one account either `identity` or `resource` would have sufficed. */
export interface Gap {
  readonly layer: Layer;
  /** Statements that allow the action, but not this request. Empty if none is about the action. */
  readonly candidates: readonly Candidate[];
}

export interface Decision {
  readonly outcome: "allowed" | "explicitly denied" | "implicitly denied";
  /** Statements that decided: all that allow, or all that deny. Empty if implicitly denied. */
  readonly statements: readonly string[];
  /** Where an Allow is missing; only if implicitly denied. */
  readonly gaps: readonly Gap[];
}

interface Allowing {
  readonly statement: string;
  readonly grant: Grant | undefined;
}

/** What the policies of one layer say. */
interface Verdict {
  readonly allowing: readonly Allowing[];
  readonly candidates: readonly Candidate[];
}

/** A role's trust and a key's policy must allow: the account's own policies do not suffice. */
const mustAllow: ReadonlySet<PolicyKind> = new Set(["trust", "key"]);

/**
 * Decides one request.
 * @throws RequestError if the request is not one that AWS could get, or lacks what a policy asks for
 */
export function evaluate(request: Request, policies: AppliedPolicies): Decision {
  checkRequest(request);
  checkKinds(policies);
  const context = requestContext(request);
  const { identity = [], boundary, session, resource } = policies;
  const all = [...identity, ...(boundary ? [boundary] : []), ...(session ?? []), ...(resource ? [resource] : [])];
  const denying = all.flatMap(({ statements }) =>
    statements.filter(
      (one) =>
        one.effect === "Deny" && isAboutAction(one, request, context) && mismatches(one, request, context).length === 0,
    ),
  );
  if (denying.length > 0) {
    return { outcome: "explicitly denied", statements: denying.map(({ name }) => name), gaps: [] };
  }
  const verdicts: Readonly<Record<Layer, Verdict>> = {
    identity: verdict(identity, request, context),
    boundary: verdict(boundary ? [boundary] : [], request, context),
    session: verdict(session ?? [], request, context),
    resource: verdict(resource ? [resource] : [], request, context),
  };
  const needed = neededLayers(request, policies, verdicts.resource);
  const doNotAllow = (layer: Layer) => verdicts[layer].allowing.length === 0;
  if (needed.some(doNotAllow)) {
    const asked = new Set<Layer>([...needed, ...(resource ? ["resource" as const] : [])]);
    const gaps = [...asked].filter(doNotAllow).map((layer) => ({ layer, candidates: verdicts[layer].candidates }));
    return { outcome: "implicitly denied", statements: [], gaps };
  }
  const statements = needed.flatMap((layer) => verdicts[layer].allowing.map(({ statement }) => statement));
  return { outcome: "allowed", statements, gaps: [] };
}

/** Layers of which each must allow. */
function neededLayers(request: Request, policies: AppliedPolicies, onResource: Verdict): readonly Layer[] {
  const own = callerAccount(request.principal);
  // Services, tokens and nobody have no policies of their own.
  if (own === undefined) return ["resource"];
  const limits: readonly Layer[] = [
    ...(policies.boundary === undefined ? [] : ["boundary" as const]),
    ...(policies.session === undefined ? [] : ["session" as const]),
  ];
  if ((accountOf(request.resource) ?? own) !== own) return ["identity", ...limits, "resource"];
  const grants = new Set(onResource.allowing.map(({ grant }) => grant));
  if (grants.has("direct")) return ["resource"];
  if (grants.has("role")) return [...limits, "resource"];
  const isRequired = policies.resource !== undefined && mustAllow.has(policies.resource.kind);
  return ["identity", ...limits, ...(isRequired ? ["resource" as const] : [])];
}

function verdict(policies: readonly Policy[], request: Request, context: RequestContext): Verdict {
  const allowing: Allowing[] = [];
  const candidates: Candidate[] = [];
  for (const statement of policies.flatMap(({ statements }) => statements)) {
    if (statement.effect !== "Allow" || !isAboutAction(statement, request, context)) continue;
    const found = mismatches(statement, request, context);
    if (found.length > 0) candidates.push({ statement: statement.name, mismatches: found });
    else allowing.push({ statement: statement.name, grant: grantTo(statement, request) });
  }
  return { allowing, candidates };
}

/** A policy in the wrong place would be read by the wrong rules. */
function checkKinds({ identity = [], boundary, session = [], resource }: AppliedPolicies): void {
  const places: readonly (readonly [Layer, readonly Policy[], readonly PolicyKind[]])[] = [
    ["identity", identity, ["identity"]],
    ["boundary", boundary ? [boundary] : [], ["boundary"]],
    ["session", session, ["session"]],
    ["resource", resource ? [resource] : [], ["resource", "key", "trust"]],
  ];
  for (const [layer, policies, kinds] of places) {
    for (const { name, kind } of policies) {
      if (!kinds.includes(kind)) throw new TypeError(`${name} is of kind ${kind}, given as ${layer}`);
    }
  }
}
