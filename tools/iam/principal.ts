/** The Principal element. Source: IAM user guide, reference_policies_elements_principal and ..._notprincipal. */
import { parseArn } from "./arn";
import { PolicyError } from "./policyError";
import { arnOf, callerAccount, type Principal } from "./request";

/**
 * How far a resource's policy that names somebody helps within one account. `direct` suffices by itself; `role` is
 * limited by the role's boundary and by session policies; `account` only lets the account's own policies decide.
 * Source: IAM user guide, reference_policies_evaluation-logic, "Resource-based policies".
 */
export type Grant = "direct" | "role" | "account";

type Named =
  | { readonly kind: "everyone" }
  | { readonly kind: "account"; readonly account: string }
  | { readonly kind: "arn"; readonly arn: string }
  | { readonly kind: "service"; readonly service: string }
  | { readonly kind: "provider"; readonly provider: string };

export interface Principals {
  /** For reasons: `events.amazonaws.com`, `*`. */
  readonly written: readonly string[];
  /** The widest grant to whoever asks; undefined if the element does not mean them. */
  grant(principal: Principal): Grant | undefined;
}

const widest = ["direct", "role", "account"] as const;

/** @throws PolicyError naming a principal that IAM would refuse */
export function parsePrincipal(element: unknown, where: string): Principals {
  const named = namedPrincipals(element, where);
  return {
    written: named.map(text),
    grant: (principal) => {
      const grants = named.map((one) => grant(one, principal));
      return widest.find((one) => grants.includes(one));
    },
  };
}

/**
 * A Deny for all but these. A user is exempt only together with the account, a session only together with role and
 * account: AWS says that it may check them one after the other, so fewer are taken as not exempt.
 * @throws PolicyError with Allow, which AWS advises against and most services refuse
 */
export function parseNotPrincipal(element: unknown, effect: "Allow" | "Deny", where: string): Principals {
  if (effect === "Allow") throw new PolicyError(where, "NotPrincipal with Allow is not modelled; name who is allowed");
  const named = namedPrincipals(element, where);
  const isListed = (kind: Named["kind"], value: string) =>
    named.some((one) => one.kind === kind && text(one) === value);
  const isExempt = (principal: Principal): boolean => {
    if (named.some(({ kind }) => kind === "everyone")) return true;
    switch (principal.kind) {
      case "user":
        return isListed("arn", principal.arn) && isListed("account", callerAccount(principal)!);
      case "roleSession":
        return (
          isListed("arn", arnOf(principal)) &&
          isListed("arn", principal.roleArn) &&
          isListed("account", callerAccount(principal)!)
        );
      case "service":
        return isListed("service", principal.service);
      case "webIdentity":
        return isListed("provider", principal.provider);
      case "anonymous":
        return false;
    }
  };
  return {
    written: named.map((one) => `not ${text(one)}`),
    grant: (principal) => (isExempt(principal) ? undefined : "direct"),
  };
}

function grant(named: Named, principal: Principal): Grant | undefined {
  switch (named.kind) {
    case "everyone":
      return "direct";
    case "account":
      return callerAccount(principal) === named.account ? "account" : undefined;
    case "arn":
      if (principal.kind === "roleSession" && principal.roleArn === named.arn) return "role";
      if (principal.kind !== "user" && principal.kind !== "roleSession") return undefined;
      return arnOf(principal) === named.arn ? "direct" : undefined;
    case "service":
      return principal.kind === "service" && principal.service === named.service ? "direct" : undefined;
    case "provider":
      return principal.kind === "webIdentity" && principal.provider === named.provider ? "direct" : undefined;
  }
}

function text(named: Named): string {
  switch (named.kind) {
    case "everyone":
      return "*";
    case "account":
      return named.account;
    case "arn":
      return named.arn;
    case "service":
      return named.service;
    case "provider":
      return named.provider;
  }
}

/** What each key of the element may name. */
const kinds: Readonly<Record<string, (value: string, where: string) => Named>> = {
  AWS: awsPrincipal,
  Service: (value, where) => {
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(value))
      throw new PolicyError(where, `"${value}" is not a service principal`);
    return { kind: "service", service: value };
  },
  Federated: (value, where) => {
    if (!/^[^\s*?]+$/.test(value)) throw new PolicyError(where, `"${value}" is not an identity provider`);
    return { kind: "provider", provider: value };
  },
};

function namedPrincipals(element: unknown, where: string): readonly Named[] {
  if (element === "*") return [{ kind: "everyone" }];
  if (typeof element !== "object" || element === null || Array.isArray(element)) {
    throw new PolicyError(where, `${JSON.stringify(element)} is not a principal; write "*" or {"AWS": ...}`);
  }
  const named = Object.entries(element).flatMap(([kind, value]: [string, unknown]) => {
    const read = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (read === undefined) throw new PolicyError(where, `"${kind}" is not a kind of principal that is modelled`);
    const all: readonly unknown[] = Array.isArray(value) ? value : [value];
    return all.map((one) => {
      if (typeof one !== "string") throw new PolicyError(`${where}.${kind}`, `${JSON.stringify(one)} is not a text`);
      return read(one, `${where}.${kind}`);
    });
  });
  if (named.length === 0) throw new PolicyError(where, "names nobody");
  return named;
}

/** An account by number or root's ARN, a user, a role, or one session. Wildcards are for everyone or nobody. */
function awsPrincipal(value: string, where: string): Named {
  if (value === "*") return { kind: "everyone" };
  if (/^\d{12}$/.test(value)) return { kind: "account", account: value };
  if (/[*?]/.test(value)) throw new PolicyError(where, `"${value}" has a wildcard, which IAM takes as "*" alone only`);
  const arn = value.startsWith("arn:") ? parsed(value, where) : undefined;
  if (arn?.service === "iam" && arn.resource === "root") return { kind: "account", account: arn.account };
  const isNamed =
    (arn?.service === "iam" && /^(user|role)\/./.test(arn.resource)) ||
    (arn?.service === "sts" && /^(assumed-role|federated-user)\/./.test(arn.resource));
  if (!isNamed) throw new PolicyError(where, `"${value}" is not the ARN of an account, user, role or session`);
  return { kind: "arn", arn: value };
}

function parsed(value: string, where: string) {
  try {
    return parseArn(value);
  } catch (error) {
    if (error instanceof RangeError) throw new PolicyError(where, error.message);
    throw error;
  }
}
