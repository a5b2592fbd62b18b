/** Who calls: sessions of roles that were handed out, by their access key. */
import { randomBytes } from "node:crypto";
import type { Policy } from "../../../iam/policyDocument";
import type { Principal } from "../../../iam/request";

/** A planned role, as far as calls of it are judged. */
export interface Role {
  /** As the plan names it: "karpenter-controller". */
  readonly name: string;
  readonly arn: string;
  readonly trust: Policy;
  readonly identity: readonly Policy[];
  /** Path of the component that the policies come from, for findings. */
  readonly component: string;
}

export interface Session {
  readonly principal: Extract<Principal, { kind: "roleSession" }>;
  readonly role: Role;
}

/** Keys of a session, as STS hands them out. */
export interface Credentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  /** ISO 8601. */
  readonly Expiration: string;
}

/** How long a session is valid: longer than any run. */
const hours = 6;

export class Sessions {
  private readonly byKey = new Map<string, Session>();

  open(role: Role, sessionName: string): Credentials {
    const AccessKeyId = `ASIA${randomBytes(8).toString("hex").toUpperCase()}`;
    this.byKey.set(AccessKeyId, { principal: { kind: "roleSession", roleArn: role.arn, sessionName }, role });
    return {
      AccessKeyId,
      SecretAccessKey: randomBytes(20).toString("hex"),
      SessionToken: randomBytes(32).toString("base64"),
      Expiration: new Date(Date.now() + hours * 3600_000).toISOString(),
    };
  }

  find(accessKey: string | undefined): Session | undefined {
    return accessKey === undefined ? undefined : this.byKey.get(accessKey);
  }
}
