/**
 * Condition keys of a request. Source: IAM user guide, reference_policies_condition-keys, and for web identities
 * reference_policies_iam-condition-keys.
 */
import { parseArn } from "./arn";
import { RequestError } from "./policyError";
import { accountOf, arnOf, type Principal, type Request, type Tags } from "./request";

/** A key with one value, or a multivalued key with all of its values. */
export type KeyValue = string | readonly string[];

/** Keys of one request. Their names are compared without case. */
export interface RequestContext {
  /**
   * Undefined if the request does not have the key.
   * @throws RequestError if AWS would always have it: then nobody can say what the condition would answer
   */
  get(key: string): KeyValue | undefined;
}

/** Keys that AWS has in every request, and that only the caller can know. */
const neverMissing = new Set(["aws:currenttime", "aws:epochtime", "aws:viaawsservice"]);

/**
 * The keys that AWS derives from what is asked, and those of `request.context`.
 * @throws RequestError if a key is there twice, tags that differ only in case included: IAM documents no answer for them
 */
export function requestContext(request: Request): RequestContext {
  const keys = new Map<string, KeyValue>();
  const all = [
    ...principalKeys(request.principal),
    ...tagKeys("aws:PrincipalTag", "tags" in request.principal ? request.principal.tags : undefined),
    ...resourceKeys(request),
    ...tagKeys("aws:ResourceTag", request.resource.tags),
    ...tagKeys("aws:RequestTag", request.requestTags),
    ...(request.requestTags === undefined ? [] : [["aws:TagKeys", Object.keys(request.requestTags)] as const]),
    ...(request.region === undefined ? [] : [["aws:RequestedRegion", request.region] as const]),
    ["aws:SecureTransport", String(request.secureTransport ?? true)] as const,
    ...Object.entries(request.context ?? {}),
  ];
  for (const [key, value] of all) {
    const name = key.toLowerCase();
    if (keys.has(name)) throw new RequestError(`the request has ${key} twice; keys are compared without case`);
    keys.set(name, value);
  }
  return {
    get: (key) => {
      const value = keys.get(key.toLowerCase());
      if (value === undefined && neverMissing.has(key.toLowerCase())) {
        throw new RequestError(`a policy asks for ${key}, which every request to AWS has; say it in request.context`);
      }
      return value;
    },
  };
}

type Keys = readonly (readonly [string, KeyValue])[];

function tagKeys(prefix: string, tags: Tags | undefined): Keys {
  return Object.entries(tags ?? {}).map(([tag, value]) => [`${prefix}/${tag}`, value] as const);
}

function resourceKeys({ resource }: Request): Keys {
  const account = accountOf(resource);
  return account === undefined ? [] : [["aws:ResourceAccount", account]];
}

function principalKeys(principal: Principal): Keys {
  switch (principal.kind) {
    case "user": {
      const { account, resource } = parseArn(principal.arn);
      return [
        ["aws:PrincipalArn", principal.arn],
        ["aws:PrincipalAccount", account],
        ["aws:PrincipalType", "User"],
        ["aws:PrincipalIsAWSService", "false"],
        ["aws:username", resource.slice(resource.lastIndexOf("/") + 1)],
      ];
    }
    case "roleSession":
      return [
        // The role's, not the session's.
        ["aws:PrincipalArn", principal.roleArn],
        ["aws:PrincipalAccount", parseArn(arnOf(principal)).account],
        ["aws:PrincipalType", "AssumedRole"],
        ["aws:PrincipalIsAWSService", "false"],
      ];
    case "service":
      return [
        ["aws:PrincipalIsAWSService", "true"],
        ["aws:PrincipalServiceName", principal.service],
        ["aws:PrincipalServiceNamesList", [principal.service]],
      ];
    case "webIdentity": {
      const issuer = parseArn(principal.provider).resource.replace(/^oidc-provider\//, "");
      return [
        ["aws:FederatedProvider", principal.provider],
        ...Object.entries(principal.claims).map(([claim, value]) => [`${issuer}:${claim}`, value] as const),
      ];
    }
    case "anonymous":
      return [["aws:PrincipalType", "Anonymous"]];
  }
}
