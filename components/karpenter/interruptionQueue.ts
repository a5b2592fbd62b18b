/** The queue from which Karpenter learns that EC2 is about to interrupt a node. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsSettings } from "../iam/account";
import { interruptionEvents, interruptionQueueName, interruptionRuleName } from "./interruptionQueueInputs";

/** Seconds that an unread event is kept: an older warning is about a node that is already gone. Source: the same template. */
const retentionSeconds = 300;

export interface InterruptionQueueArgs extends AwsSettings {
  /** Cluster whose nodes are watched; the queue takes its name, as Karpenter's template does. */
  readonly clusterName: string;
}

/** The SQS queue that Karpenter reads, and the EventBridge rules that fill it. */
export class InterruptionQueue extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:InterruptionQueue";
  /** Name for the Helm value `settings.interruptionQueue`, known in preview. */
  readonly queueName: string;
  /** Built from known parts, so that the policy documents with it are readable in preview. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: InterruptionQueueArgs, opts?: pulumi.ComponentResourceOptions) {
    const { account, tags } = args;
    const queueName = interruptionQueueName(args.clusterName);
    super(InterruptionQueue.__pulumiType, name, { queueName }, opts);
    const own = { parent: this };
    const queue = new aws.sqs.Queue(
      name,
      { name: queueName, messageRetentionSeconds: retentionSeconds, sqsManagedSseEnabled: true, tags: { ...tags } },
      own,
    );
    this.queueName = queueName;
    this.arn = pulumi.interpolate`arn:${account.partition}:sqs:${account.region}:${account.accountId}:${queueName}`;
    const ruleName = (event: string) => interruptionRuleName(event, args.clusterName);
    const ruleArns = Object.keys(interruptionEvents).map(
      (event) =>
        pulumi.interpolate`arn:${account.partition}:events:${account.region}:${account.accountId}:rule/${ruleName(event)}`,
    );
    const access = new aws.sqs.QueuePolicy(name, { queueUrl: queue.url, policy: queuePolicy(this.arn, ruleArns) }, own);
    for (const [event, { source, detailType }] of Object.entries(interruptionEvents)) {
      const rule = new aws.cloudwatch.EventRule(
        `${name}-${event}`,
        {
          name: ruleName(event),
          description: `${detailType}, for Karpenter of EKS cluster ${args.clusterName}`,
          eventPattern: JSON.stringify({ source: [source], "detail-type": [detailType] }),
          tags: { ...tags },
        },
        own,
      );
      new aws.cloudwatch.EventTarget(
        `${name}-${event}`,
        { rule: rule.name, arn: queue.arn, targetId: "KarpenterInterruptionQueueTarget" },
        { ...own, dependsOn: access },
      );
    }
    this.registerOutputs({ queueName, arn: this.arn });
  }
}

/** Only EventBridge for the queue's own rules may send, and nobody without TLS. Karpenter's template lets any rule send. */
function queuePolicy(arn: pulumi.Output<string>, ruleArns: readonly pulumi.Output<string>[]): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Id: "EC2InterruptionPolicy",
    Statement: [
      {
        Sid: "AllowEvents",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: arn,
        Condition: { ArnEquals: { "aws:SourceArn": [...ruleArns] } },
      },
      {
        Sid: "DenyHTTP",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: arn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
}
