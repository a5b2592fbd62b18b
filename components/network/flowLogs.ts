/** Flow logs of a created VPC. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../iam/account";
import { attachedRole, serviceTrust } from "../iam/role";
import type { CreatedVpc } from "./vpc";

/** Days that flow logs are kept: long enough to look into an incident, and storage does not grow without end. */
const retentionDays = 30;

/** Sends all traffic's records to a log group of CloudWatch (about 0.50 USD per GB), by a role of their own. */
export function flowLogs(vpc: CreatedVpc, account: Account, permissionsBoundary: string | undefined): void {
  const { tags, opts } = vpc;
  const name = `${vpc.name}-flow-logs`;
  const group = new aws.cloudwatch.LogGroup(name, { retentionInDays: retentionDays, tags }, opts);
  const trust = serviceTrust("vpc-flow-logs.amazonaws.com", account.accountId);
  const { role } = attachedRole(name, { account, trust, managedPolicies: [], permissionsBoundary, tags }, opts.parent);
  new aws.iam.RolePolicy(
    name,
    {
      role: role.id,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
            Resource: pulumi.interpolate`${group.arn}:*`,
          },
        ],
      }),
    },
    opts,
  );
  new aws.ec2.FlowLog(
    name,
    { vpcId: vpc.id, trafficType: "ALL", logDestination: group.arn, iamRoleArn: role.arn, tags },
    opts,
  );
}
