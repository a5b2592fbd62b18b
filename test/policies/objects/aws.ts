/** AWS resources that pass every rule. */
import { type Resource, unknown } from "../../support/analyzer";
import { changed, type Fields } from "./changed";

export const stack: Resource = { type: "pulumi:pulumi:Stack", name: "nodepools-test" };

/** The EKS cluster as the AWS provider is asked for it. */
export function eksCluster(name: string, changes: Fields = {}, parent?: Resource): Resource {
  const good = {
    name,
    version: "1.35",
    vpcConfig: { endpointPrivateAccess: true, endpointPublicAccess: false, subnetIds: ["subnet-1", "subnet-2"] },
    encryptionConfig: { resources: ["secrets"], provider: { keyArn: "arn:aws:kms:us-east-1:111122223333:key/k" } },
    enabledClusterLogTypes: ["api", "audit", "authenticator"],
    deletionProtection: true,
  };
  return { type: "aws:eks/cluster:Cluster", name, inputs: changed(good, changes), ...(parent ? { parent } : {}) };
}

/** A document's text; unknown stands for a document that preview does not know. */
const documentOf = (statements: unknown): unknown =>
  statements === unknown ? unknown : JSON.stringify({ Version: "2012-10-17", Statement: statements });

export const policy = (name: string, statements: unknown): Resource => ({
  type: "aws:iam/policy:Policy",
  name,
  inputs: { name, policy: documentOf(statements) },
});

export const role = (name: string, trust: unknown, inline: readonly unknown[] = []): Resource => ({
  type: "aws:iam/role:Role",
  name,
  inputs: {
    name,
    assumeRolePolicy: documentOf(trust),
    inlinePolicies: inline.map((statements, index) => ({ name: `p${index}`, policy: documentOf(statements) })),
  },
});

export const queue = (name: string, changes: Fields = {}): Resource => ({
  type: "aws:sqs/queue:Queue",
  name,
  inputs: changed({ name, messageRetentionSeconds: 300, sqsManagedSseEnabled: true }, changes),
});

export const allowEvents = {
  Effect: "Allow",
  Principal: { Service: "events.amazonaws.com" },
  Action: "sqs:SendMessage",
  Resource: "arn:aws:sqs:us-east-1:111122223333:q",
};

export const denyHttp = {
  Effect: "Deny",
  Principal: "*",
  Action: "sqs:*",
  Resource: "arn:aws:sqs:us-east-1:111122223333:q",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

export const queuePolicy = (name: string, of: Resource, ...statements: unknown[]): Resource => ({
  type: "aws:sqs/queuePolicy:QueuePolicy",
  name,
  inputs: { queueUrl: unknown, policy: statements[0] === unknown ? unknown : documentOf(statements) },
  uses: { queueUrl: [of], policy: [of] },
});

export const eventRule = (name: string, changes: Fields = {}): Resource => ({
  type: "aws:cloudwatch/eventRule:EventRule",
  name,
  inputs: changed(
    {
      eventPattern: JSON.stringify({ source: ["aws.ec2"], "detail-type": ["EC2 Spot Instance Interruption Warning"] }),
    },
    changes,
  ),
});

export const eventTarget = (name: string, rule: string, of?: Resource): Resource => ({
  type: "aws:cloudwatch/eventTarget:EventTarget",
  name,
  inputs: { rule, arn: unknown },
  ...(of === undefined ? {} : { uses: { rule: [of] } }),
});

export const vpc = (name: string): Resource => ({
  type: "aws:ec2/vpc:Vpc",
  name,
  inputs: { cidrBlock: "10.0.0.0/16" },
});

export const flowLog = (name: string, of: Resource): Resource => ({
  type: "aws:ec2/flowLog:FlowLog",
  name,
  inputs: { vpcId: unknown, trafficType: "ALL" },
  uses: { vpcId: [of] },
});

export const subnet = (name: string, inputs: Fields): Resource => ({ type: "aws:ec2/subnet:Subnet", name, inputs });

export const nodeGroup = (name: string, ...subnets: Resource[]): Resource => ({
  type: "aws:eks/nodeGroup:NodeGroup",
  name,
  inputs: { subnetIds: subnets.map(() => unknown) },
  uses: { subnetIds: subnets },
});
