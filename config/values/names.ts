/** Physical names within AWS's limits, whatever the cluster is called. */
import { createHash } from "node:crypto";

/** Longest names, in characters. Sources: IAM quotas, SQS and EventBridge naming rules, EKS CreateCluster. */
export const nameLimits = {
  iamRole: 64,
  iamPolicy: 128,
  instanceProfile: 128,
  queue: 80,
  eventRule: 64,
  cluster: 100,
} as const;

/** Characters of the hash that keeps shortened names apart. */
const hashLength = 8;

/**
 * The name itself where it fits, else its beginning and a hash of all of it: long names that differ only at the end stay
 * apart, and a name always gives the same result.
 */
export function fitted(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, hashLength);
  return `${name.slice(0, limit - hashLength - 1).replace(/[-_.]+$/, "")}-${hash}`;
}
