import assert from "node:assert/strict";
import { ofType, planOfFile, resource } from "../../support/plans";

const json = (value: unknown) => JSON.parse(String(value)) as Record<string, unknown>;

describe("the interruption queue", () => {
  it("watches exactly the five events that its documentation names", async () => {
    const plan = await planOfFile("Pulumi.dev.yaml");
    const patterns = ofType(plan, "aws:cloudwatch/eventRule:EventRule").map(({ inputs }) => json(inputs.eventPattern));
    assert.deepEqual(patterns.map((pattern) => `${String(pattern.source)}: ${String(pattern["detail-type"])}`).sort(), [
      "aws.ec2: EC2 Capacity Reservation Instance Interruption Warning",
      "aws.ec2: EC2 Instance Rebalance Recommendation",
      "aws.ec2: EC2 Instance State-change Notification",
      "aws.ec2: EC2 Spot Instance Interruption Warning",
      "aws.health: AWS Health Event",
    ]);
  });

  it("reads its queue over TLS only, and only EventBridge fills it, for its own rules", async () => {
    const plan = await planOfFile("Pulumi.dev.yaml");
    const queueArn = "arn:aws:sqs:us-east-1:123456789012:nodepools-dev";
    assert.deepEqual(json(resource(plan, "aws:sqs/queuePolicy:QueuePolicy", "karpenter-interruption").inputs.policy), {
      Version: "2012-10-17",
      Id: "EC2InterruptionPolicy",
      Statement: [
        {
          Sid: "AllowEvents",
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: queueArn,
          Condition: {
            ArnEquals: {
              "aws:SourceArn": ["health", "spot", "rebalance", "state-change", "capacity-reservation"].map(
                (event) => `arn:aws:events:us-east-1:123456789012:rule/Karpenter-${event}-nodepools-dev`,
              ),
            },
          },
        },
        {
          Sid: "DenyHTTP",
          Effect: "Deny",
          Principal: "*",
          Action: "sqs:*",
          Resource: queueArn,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
    const { inputs } = resource(plan, "aws:sqs/queue:Queue", "karpenter-interruption");
    assert.deepEqual(
      [inputs.name, inputs.sqsManagedSseEnabled, inputs.messageRetentionSeconds],
      ["nodepools-dev", true, 300],
    );
  });
});
