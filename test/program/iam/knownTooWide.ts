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
const podRoles = ["karpenter-controller", "cluster-late-aws-ebs-csi-driver"];
const takings = ["sts:AssumeRole", "sts:TagSession"];

export const knownTooWide: readonly TooWide[] = [
  {
    titles: [
      "sqs:SendMessage, rule of the other cluster",
      "sqs:SendMessage, rule of nobody",
      "sqs:SendMessage, rule of the same name in the other region",
      "sqs:SendMessage, rule of the same name in the other account",
    ],
    reason: "the queue's policy names EventBridge without aws:SourceArn or aws:SourceAccount: anybody's rule may send",
  },
  {
    titles: ["sqs:SendMessage, SQS for the account", "sqs:SendMessage, SQS for the other account"],
    reason: "the queue's policy names SQS, as Karpenter's template does; nothing here sends as SQS",
  },
  {
    titles: podRoles.flatMap((role) =>
      takings.flatMap((action) => [
        `${action} of ${role}, cluster of the same name in the other region`,
        `${action} of ${role}, cluster of the same name in the other account`,
      ]),
    ),
    reason: "Pod Identity's trust names the cluster by its name, without aws:SourceArn or aws:SourceAccount",
  },
  {
    titles: ["sts:AssumeRole of network-flow-logs, flow log of the other account"],
    reason: "the trust names VPC flow logs without aws:SourceAccount, which the VPC user guide recommends",
  },
  {
    titles: launches.flatMap((action) => shareable.map((kind) => `${action} on ${kind}, other cluster`)),
    reason:
      "Karpenter's template has no condition: existing subnets and security groups need no tag of the cluster's. A launch still tags what it makes as the own cluster's",
  },
];
