/** What is watched for Karpenter, and the names of the queue and its rules: also for tools, without Pulumi. */
import { fitted, nameLimits } from "../../config";

/** Events on which Karpenter acts. Source: Karpenter 1.14 CloudFormation, five rules. */
export const interruptionEvents = {
  health: { source: "aws.health", detailType: "AWS Health Event" },
  spot: { source: "aws.ec2", detailType: "EC2 Spot Instance Interruption Warning" },
  rebalance: { source: "aws.ec2", detailType: "EC2 Instance Rebalance Recommendation" },
  "state-change": { source: "aws.ec2", detailType: "EC2 Instance State-change Notification" },
  "capacity-reservation": {
    source: "aws.ec2",
    detailType: "EC2 Capacity Reservation Instance Interruption Warning",
  },
} as const;

/** Name of the queue: the cluster's, as Karpenter's template has it. */
export function interruptionQueueName(clusterName: string): string {
  return fitted(clusterName, nameLimits.queue);
}

/** Name of the rule for an event. @param event a key of {@link interruptionEvents} */
export function interruptionRuleName(event: string, clusterName: string): string {
  return fitted(`Karpenter-${event}-${clusterName}`, nameLimits.eventRule);
}
