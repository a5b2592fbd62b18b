import type { Violation } from "../../violation";

const network = (settings: object) => ({ network: settings });
const existing = { vpcId: "vpc-0123456789abcdef0", privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-1a2b3c4d"] };

export const networkViolations: readonly Violation[] = [
  {
    rule: "existing-vpc-stands-alone",
    config: network({ existing, nat: "single" }),
    paths: ["network.nat"],
    text: 'network.nat: "single" has no effect on an existing VPC; delete it, or network.existing',
    good: network({ existing }),
  },
  {
    rule: "existing-subnets-differ",
    config: network({ existing: { ...existing, privateSubnetIds: ["subnet-1a2b3c4d", "subnet-1a2b3c4d"] } }),
    paths: ["network.existing.privateSubnetIds[1]"],
    good: network({ existing }),
  },
  {
    rule: "zones-differ",
    config: network({ zones: ["us-east-1a", "us-east-1b", "us-east-1a"] }),
    paths: ["network.zones[2]"],
    good: network({ zones: ["us-east-1a", "us-east-1b"] }),
  },
  {
    rule: "zones-are-in-the-region",
    config: network({ zones: ["us-east-1a", "us-west-2b"] }),
    paths: ["network.zones[1]"],
    text: 'network.zones[1]: "us-west-2b" is not in aws:region us-east-1; write "us-east-1b"',
    good: network({ zones: ["us-east-1a", "us-east-1b"] }),
  },
  {
    rule: "zones-are-known",
    config: network({ zones: ["ap-northeast-2a", "ap-northeast-2e"] }),
    paths: ["network.zones[1]"],
    text: 'network.zones[1]: "ap-northeast-2e" is not a zone of ap-northeast-2 that is known here (ap-northeast-2a, ap-northeast-2b, ap-northeast-2c, ap-northeast-2d); use one that `aws ec2 describe-availability-zones` lists in your account',
    good: network({ zones: ["ap-northeast-2a", "ap-northeast-2d"] }),
    context: { region: "ap-northeast-2" },
    goodContext: { region: "ap-northeast-2" },
  },
  {
    // Some accounts have it, others have not; of a region that the catalogue does not know nothing is said.
    rule: "zones-are-known",
    config: network({ zones: ["ap-northeast-1b", "ap-northeast-1f"] }),
    paths: ["network.zones[1]"],
    good: network({ zones: ["mx-central-1a", "mx-central-1f"] }),
    goodAlso: ["region-is-known"],
    context: { region: "ap-northeast-1" },
    goodContext: { region: "mx-central-1" },
  },
  {
    rule: "zones-are-named-in-production",
    config: { environment: "production", network: { zones: 3 } },
    paths: ["network.zones"],
    good: { environment: "production", network: { zones: ["us-east-1a", "us-east-1b"] } },
  },
  {
    rule: "endpoints-differ",
    config: network({ interfaceEndpoints: ["sts", "sts"], gatewayEndpoints: ["s3", "dynamodb", "s3"] }),
    paths: ["network.interfaceEndpoints[1]", "network.gatewayEndpoints[2]"],
    good: network({ interfaceEndpoints: ["sts"], gatewayEndpoints: ["s3"] }),
  },
  {
    rule: "endpoints-are-known",
    config: network({ interfaceEndpoints: ["ssm", "ssmmesages"] }),
    paths: ["network.interfaceEndpoints[1]"],
    text: 'network.interfaceEndpoints[1]: "ssmmesages" is not among the endpoint services known here: if AWS has none of this name, `pulumi up` fails; did you mean "ssmmessages"?',
    good: network({ interfaceEndpoints: ["ssm", "ssmmessages", "ec2messages"] }),
  },
];
