/**
 * Calls that the planned policies allow today, and should not. The table holds this list exactly: whoever narrows a policy
 * takes the rows out of it.
 */

export interface TooWide {
  /** Titles of rows, in the partitions that have them. */
  readonly titles: readonly string[];
  readonly reason: string;
}

const launches = ["ec2:CreateFleet", "ec2:RunInstances"];
const shareable = ["security-group", "subnet", "capacity-reservation", "placement-group"];

export const knownTooWide: readonly TooWide[] = [
  {
    titles: launches.flatMap((action) => shareable.map((kind) => `${action} on ${kind}, other cluster`)),
    reason:
      "Karpenter's template has no condition: existing subnets and security groups need no tag of the cluster's. A launch still tags what it makes as the own cluster's",
  },
];
