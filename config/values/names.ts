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

/** Source: EKS CreateCluster. */
export const clusterNamePattern = /^[0-9A-Za-z][A-Za-z0-9_-]*$/;

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

/**
 * What account-wide names end with: `platform-eu-west-1`. IAM has one list of names for all regions, so that a cluster of the
 * same name in a second region needs the region in them.
 * @param region undefined leaves it out
 */
export function accountWideName(clusterName: string, region: string | undefined): string {
  return region === undefined ? clusterName : `${clusterName}-${region}`;
}

/** Physical names that are unique in an account, by what they are of. */
export const accountWideNames = {
  nodeRole: (name: string) => fitted(`KarpenterNodeRole-${name}`, nameLimits.iamRole),
  controllerRole: (name: string) => fitted(`KarpenterController-${name}`, nameLimits.iamRole),
  controllerPolicy: (name: string, policy: string) =>
    fitted(`KarpenterController${policy}Policy-${name}`, nameLimits.iamPolicy),
  /** Neither a namespace nor a service account has an underscore. */
  podRole: (name: string, namespace: string, serviceAccount: string) =>
    fitted(`PodIdentity-${namespace}_${serviceAccount}-${name}`, nameLimits.iamRole),
  instanceProfile: (name: string) => fitted(`KarpenterNodeInstanceProfile-${name}`, nameLimits.instanceProfile),
} as const;
