import assert from "node:assert/strict";
import { regions } from "../../../capacity/ec2/catalogue";
import {
  endpointServiceCandidates,
  endpointServiceName,
  partitionOfArn,
  partitionOfRegion,
} from "../../../capacity/ec2/partitions";
import { isRegion, knownRegions } from "../../../capacity/ec2/regions";

describe("partitions", () => {
  it("has one for every region, and all of the catalogue's are AWS's own", () => {
    assert.deepEqual(
      knownRegions.filter((region) => !isRegion(region)),
      [],
    );
    assert.deepEqual([...new Set(regions.map((region) => partitionOfRegion(region)?.name))], ["aws"]);
  });

  for (const [region, partition] of [
    ["cn-northwest-1", "aws-cn"],
    ["us-gov-east-1", "aws-us-gov"],
    ["us-iso-west-1", "aws-iso"],
    ["us-isob-east-1", "aws-iso-b"],
    ["eu-isoe-west-1", "aws-iso-e"],
    ["us-isof-south-1", "aws-iso-f"],
    ["eusc-de-east-1", "aws-eusc"],
    ["us-east1", undefined],
    ["useast-1", undefined],
    ["us-east-1a", undefined],
  ] as const) {
    it(`${region} is of ${partition ?? "none"}`, () => assert.equal(partitionOfRegion(region)?.name, partition));
  }

  it("reads an ARN's", () => {
    assert.equal(partitionOfArn("arn:aws-cn:iam::aws:policy/x")?.dnsSuffix, "amazonaws.com.cn");
    assert.equal(partitionOfArn("arn:aws-nowhere:iam::aws:policy/x"), undefined);
  });
});

describe("endpoint services", () => {
  const prefixed = ["autoscaling", "ec2", "ecr.api", "ecr.dkr", "eks", "sqs", "sts", "s3"];
  const plain = ["ssm", "kms", "logs", "secretsmanager", "elasticloadbalancing"];

  it("have cn. in front in China where AWS has it there, and not elsewhere", () => {
    for (const service of prefixed)
      assert.equal(endpointServiceName("cn-north-1", service, "interface"), `cn.com.amazonaws.cn-north-1.${service}`);
    for (const service of plain)
      assert.equal(endpointServiceName("cn-north-1", service, "interface"), `com.amazonaws.cn-north-1.${service}`);
    assert.equal(endpointServiceName("cn-north-1", "s3", "gateway"), "com.amazonaws.cn-north-1.s3");
  });

  it("begin with com.amazonaws in AWS's own regions and GovCloud", () => {
    assert.equal(endpointServiceName("eu-west-1", "eks-auth", "interface"), "com.amazonaws.eu-west-1.eks-auth");
    assert.equal(endpointServiceName("us-gov-west-1", "sts", "interface"), "com.amazonaws.us-gov-west-1.sts");
  });

  it("are looked up where the table does not say, under both names", () => {
    for (const [region, service] of [
      ["cn-north-1", "eks-auth"],
      ["cn-north-1", "arc-zonal-shift"],
      ["eusc-de-east-1", "ec2"],
      ["us-iso-east-1", "ec2"],
    ] as const)
      assert.equal(endpointServiceName(region, service, "interface"), undefined);
    assert.deepEqual(endpointServiceCandidates("cn-north-1", "eks-auth"), [
      "com.amazonaws.cn-north-1.eks-auth",
      "cn.com.amazonaws.cn-north-1.eks-auth",
    ]);
    assert.deepEqual(endpointServiceCandidates("eusc-de-east-1", "ec2"), [
      "com.amazonaws.eusc-de-east-1.ec2",
      "eu.amazonaws.eusc-de-east-1.ec2",
    ]);
  });
});
