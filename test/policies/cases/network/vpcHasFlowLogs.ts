import { type Case, developmentStack } from "../../case";
import { flowLog, vpc } from "../../objects";

export const cases: readonly Case[] = [
  { title: "accepts a VPC with a flow log", resources: [vpc("a"), flowLog("a", vpc("a"))] },
  { title: "accepts none in development", resources: [vpc("a")], stack: developmentStack },
  {
    title: "refuses none in production",
    resources: [vpc("a")],
    violates: [
      'VPC "a": its flow log is missing. To fix it, add an aws.ec2.FlowLog for the VPC; to CloudWatch they cost about 0.50 USD per GB.',
    ],
  },
  {
    title: "refuses another VPC's flow log",
    resources: [vpc("a"), vpc("b"), flowLog("b", vpc("b"))],
    violates: [
      'VPC "a": its flow log is missing. To fix it, add an aws.ec2.FlowLog for the VPC; to CloudWatch they cost about 0.50 USD per GB.',
    ],
  },
  {
    title: "refuses none everywhere when the config says so",
    resources: [vpc("a")],
    config: { in: "everywhere" },
    stack: developmentStack,
    violates: [
      'VPC "a": its flow log is missing. To fix it, add an aws.ec2.FlowLog for the VPC; to CloudWatch they cost about 0.50 USD per GB.',
    ],
  },
];
