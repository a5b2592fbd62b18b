/**
 * AWS's partitions: what ARNs, host names and endpoint services are called there. Everything that is built from a region
 * goes through this table. Sources: botocore partitions.json; AWS PrivateLink guide, "AWS services that integrate with AWS
 * PrivateLink"; AWS China user guide, "Amazon VPC" (endpoint services); seen 2026-11-25.
 */

export interface Partition {
  /** As in ARNs: `arn:aws-cn:`. */
  readonly name: string;
  /** Behind host names, and behind EC2's service principal. */
  readonly dnsSuffix: string;
  /** What every region of it looks like. */
  readonly pattern: RegExp;
  /** Regions that the catalogue of instance types does not list. */
  readonly furtherRegions: readonly string[];
}

export const partitions: readonly Partition[] = [
  {
    name: "aws-cn",
    dnsSuffix: "amazonaws.com.cn",
    pattern: /^cn-[a-z]+-\d+$/,
    furtherRegions: ["cn-north-1", "cn-northwest-1"],
  },
  {
    name: "aws-us-gov",
    dnsSuffix: "amazonaws.com",
    pattern: /^us-gov-[a-z]+-\d+$/,
    furtherRegions: ["us-gov-east-1", "us-gov-west-1"],
  },
  {
    name: "aws-iso",
    dnsSuffix: "c2s.ic.gov",
    pattern: /^us-iso-[a-z]+-\d+$/,
    furtherRegions: ["us-iso-east-1", "us-iso-west-1"],
  },
  {
    name: "aws-iso-b",
    dnsSuffix: "sc2s.sgov.gov",
    pattern: /^us-isob-[a-z]+-\d+$/,
    furtherRegions: ["us-isob-east-1", "us-isob-west-1"],
  },
  {
    name: "aws-iso-e",
    dnsSuffix: "cloud.adc-e.uk",
    pattern: /^eu-isoe-[a-z]+-\d+$/,
    furtherRegions: ["eu-isoe-west-1"],
  },
  {
    name: "aws-iso-f",
    dnsSuffix: "csp.hci.ic.gov",
    pattern: /^us-isof-[a-z]+-\d+$/,
    furtherRegions: ["us-isof-east-1", "us-isof-south-1"],
  },
  {
    name: "aws-eusc",
    dnsSuffix: "amazonaws.eu",
    pattern: /^eusc-[a-z]{2}-[a-z]+-\d+$/,
    furtherRegions: ["eusc-de-east-1"],
  },
  {
    name: "aws",
    dnsSuffix: "amazonaws.com",
    pattern: /^(us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d+$/,
    furtherRegions: ["ap-east-2", "ap-southeast-6", "ap-southeast-7", "mx-central-1"],
  },
];

/** The partition of a region; undefined for what no region of AWS looks like. */
export function partitionOfRegion(region: string): Partition | undefined {
  return partitions.find(({ pattern }) => pattern.test(region));
}

/** The partition of an ARN, by its name; undefined for a text that is no ARN of a known one. */
export function partitionOfArn(arn: string): Partition | undefined {
  return partitions.find(({ name }) => name === arn.split(":")[1]);
}

/** Kind of a VPC endpoint. */
export type EndpointKind = "interface" | "gateway";

/** Services of China whose interface endpoints have `cn.` in front of their name; those of the others have not. */
const chinaPrefixed: readonly string[] = ["autoscaling", "ec2", "ecr.api", "ecr.dkr", "eks", "s3", "sqs", "sts"];
const chinaPlain: readonly string[] = ["elasticloadbalancing", "kms", "logs", "secretsmanager", "ssm"];

const plainPrefix = "com.amazonaws";

/**
 * Name of the endpoint service that stands in for an AWS service, such as `com.amazonaws.us-east-1.ec2`; undefined where
 * AWS's own list decides, which {@link endpointServiceCandidates} narrows.
 */
export function endpointServiceName(region: string, service: string, kind: EndpointKind): string | undefined {
  switch (partitionOfRegion(region)?.name) {
    case "aws":
    case "aws-us-gov":
      return `${plainPrefix}.${region}.${service}`;
    case "aws-cn":
      if (kind === "gateway" || chinaPlain.includes(service)) return `${plainPrefix}.${region}.${service}`;
      return chinaPrefixed.includes(service) ? `cn.${plainPrefix}.${region}.${service}` : undefined;
    default:
      return undefined;
  }
}

/** The names that an endpoint service can have in a region: AWS's usual one, and the partition's domain turned round. */
export function endpointServiceCandidates(region: string, service: string): readonly string[] {
  const suffix = partitionOfRegion(region)?.dnsSuffix ?? "amazonaws.com";
  const turned = suffix.split(".").reverse().join(".");
  return [...new Set([plainPrefix, turned])].map((prefix) => `${prefix}.${region}.${service}`);
}
