/** What is asked of AWS: who, which action, on which resource, with which tags and condition keys. */
import { parseArn } from "./arn";
import { RequestError } from "./policyError";

export type Tags = Readonly<Record<string, string>>;

/** Who asks. The root user, federated users and SAML sessions are not modelled. */
export type Principal =
  /** With keys of its own. */
  | { readonly kind: "user"; readonly arn: string; readonly tags?: Tags }
  /** Whoever has taken a role; `tags` are the role's, and over them the session's. */
  | { readonly kind: "roleSession"; readonly roleArn: string; readonly sessionName: string; readonly tags?: Tags }
  /** AWS itself, such as `events.amazonaws.com`. On whose behalf, say `aws:SourceAccount` and `aws:SourceArn`. */
  | { readonly kind: "service"; readonly service: string }
  /** A token of an OIDC provider; its claims become the keys `<issuer>:aud`, `<issuer>:sub`. */
  | { readonly kind: "webIdentity"; readonly provider: string; readonly claims: Tags }
  | { readonly kind: "anonymous" };

export interface Resource {
  /** "*" for actions that name none, such as `ec2:DescribeInstances`. */
  readonly arn: string;
  /** Needed only where the ARN does not say it. @default the ARN's account, else the principal's */
  readonly account?: string;
  /** Tags that the resource has now; unset for one that the call makes. */
  readonly tags?: Tags;
}

export interface Request {
  readonly principal: Principal;
  /** `ec2:RunInstances`: one action on one resource. A call that needs several is several requests. */
  readonly action: string;
  readonly resource: Resource;
  /** Region that is called, as `aws:RequestedRegion`; IAM and other global services have one, too (us-east-1 in `aws`). */
  readonly region?: string;
  /** Tags that the call sets: `aws:RequestTag/...` and `aws:TagKeys`. Unset if the call can set none. */
  readonly requestTags?: Tags;
  /** @default true: AWS's SDKs use TLS */
  readonly secureTransport?: boolean;
  /** Further condition keys. A key with several values, as the service authorization reference's `ArrayOf...`, is an array. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** ARN of a user or a session; the latter has the role's name without its path. */
export function arnOf(principal: Extract<Principal, { kind: "user" | "roleSession" }>): string {
  if (principal.kind === "user") return principal.arn;
  const { partition, account, resource } = parseArn(principal.roleArn);
  if (!resource.startsWith("role/")) throw new RequestError(`"${principal.roleArn}" is not the ARN of a role`);
  const role = resource.slice(resource.lastIndexOf("/") + 1);
  return `arn:${partition}:sts::${account}:assumed-role/${role}/${principal.sessionName}`;
}

/** Account of a resource, as far as the request says it. */
export function accountOf({ arn, account }: Resource): string | undefined {
  if (account !== undefined || arn === "*") return account;
  return parseArn(arn).account || undefined;
}

/** Account of who asks; undefined for services, tokens and nobody: they have no policies of their own. */
export function callerAccount(principal: Principal): string | undefined {
  return principal.kind === "user" || principal.kind === "roleSession" ? parseArn(arnOf(principal)).account : undefined;
}

/** @throws RequestError naming what no client could send */
export function checkRequest({ action, principal, resource }: Request): void {
  if (!/^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action)) {
    throw new RequestError(`"${action}" is not an action; write service:Action`);
  }
  const caller =
    principal.kind === "webIdentity"
      ? principal.provider
      : principal.kind === "user" || principal.kind === "roleSession"
        ? arnOf(principal)
        : undefined;
  if (caller === undefined || resource.arn === "*") return;
  const partitions = [caller, resource.arn].map((arn) => parseArn(arn).partition);
  if (partitions[0] !== partitions[1]) {
    throw new RequestError(`${caller} cannot reach ${resource.arn}: no request leaves its partition`);
  }
}
