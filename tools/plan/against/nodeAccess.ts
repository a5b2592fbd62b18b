/**
 * What running nodes need to stay in the cluster, and lose at the end of the same `pulumi up`: the engine deletes the old half
 * of what is replaced last, and waits for no drift of Karpenter's.
 * Sources: EKS user guide, delete-managed-node-group: nodes whose role is mapped no more turn NotReady; EKS API,
 * DeleteAccessEntry, of types other than STANDARD; IAM API, DeleteInstanceProfile, which breaks whatever runs on an instance
 * with the profile.
 */
import type { RegisteredResource } from "../engine/resource";
import type { ChangedResource } from "../summary/changesSchema";
import { clusterType } from "./poolSides";

const entryType = "aws:eks/accessEntry:AccessEntry";
const profileType = "aws:iam/instanceProfile:InstanceProfile";

/** Both sides, as far as it matters here. */
export interface NodeAccessInput {
  readonly before: { readonly resources: readonly RegisteredResource[]; readonly region: string | undefined };
  readonly after: { readonly region: string | undefined };
  readonly resources: readonly ChangedResource[];
}

/**
 * The access entry of Karpenter's nodes, or else their instance profile, where it goes while their cluster stays; undefined
 * also where the stack moves to another cluster or region.
 */
export function lostNodeAccess({ before, after, resources }: NodeAccessInput): ChangedResource | undefined {
  const going = resources.filter(({ action }) => action === "replace" || action === "delete");
  const moves = before.region !== after.region || going.some(({ type }) => type === clusterType);
  if (moves) return undefined;
  const nodeEntries = new Set(
    before.resources.flatMap(({ type, urn, inputs }) =>
      type === entryType && inputs.type === "EC2_LINUX" ? [urn] : [],
    ),
  );
  const entry = going.find(({ urn, formerUrn = urn }) => nodeEntries.has(formerUrn));
  if (entry?.paths.some(({ path }) => path === "clusterName")) return undefined;
  return entry ?? going.find(({ type }) => type === profileType);
}

/** Whether it is the access entry, and so the role, or the instance profile alone. */
export function isAccessEntry({ type }: ChangedResource): boolean {
  return type === entryType;
}
