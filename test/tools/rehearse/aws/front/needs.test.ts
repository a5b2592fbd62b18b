import { deepEqual } from "node:assert/strict";
import type { Call, Parameters } from "../../../../../tools/rehearse/aws/front/call";
import type { Existing, LaunchTemplate } from "../../../../../tools/rehearse/aws/front/needs/need";
import { needsOf } from "../../../../../tools/rehearse/aws/front/needs/needs";

const place = { partition: "aws", region: "us-east-1", account: "123456789012" };
const tags = { "karpenter.sh/nodepool": "a" };
const tagList = [{ Key: "karpenter.sh/nodepool", Value: "a" }];

const template: LaunchTemplate = {
  id: "lt-1",
  name: "karpenter.k8s.aws/1",
  tags,
  data: {
    ImageId: "ami-1",
    SecurityGroupId: ["sg-1"],
    IamInstanceProfile: { Name: "profile" },
    Placement: { GroupName: "close-together" },
    CapacityReservationSpecification: { CapacityReservationTarget: { CapacityReservationId: "cr-1" } },
    TagSpecification: [{ ResourceType: "network-interface", Tag: tagList }],
  },
};

const existing: Existing = {
  tags: async (ids) => new Map(ids.map((id) => [id, tags])),
  template: (name) => (name === template.name || name === template.id ? template : undefined),
  profile: async (name) => ({
    arn: `arn:aws:iam::123456789012:instance-profile/karpenter/${name}`,
    tags,
    roles: ["arn:aws:iam::123456789012:role/node"],
  }),
};

async function needs(service: string, operation: string, parameters: Parameters) {
  const call: Call = { service, region: place.region, operation, parameters, accessKey: "k", protocol: "ec2" };
  return (await needsOf(call, place, existing)).map(({ action, resource, context = {} }) =>
    [action, resource.arn.replace(/^arn:aws:/, ""), ...Object.values(context)].join(" "),
  );
}

describe("what a call needs", () => {
  it("is for CreateFleet also RunInstances on all that the launch uses and makes, CreateTags, and PassRole", async () => {
    const found = await needs("ec2", "CreateFleet", {
      LaunchTemplateConfigs: [
        {
          LaunchTemplateSpecification: { LaunchTemplateName: template.name },
          Overrides: [{ SubnetId: "subnet-1", InstanceType: "m7i.large" }],
        },
      ],
      TargetCapacitySpecification: { DefaultTargetCapacityType: "spot" },
      TagSpecification: ["instance", "fleet"].map((ResourceType) => ({ ResourceType, Tag: tagList })),
    });
    const own = "ec2:us-east-1:123456789012:";
    const both = (action: string, places: readonly string[] = []) => [
      `${action} ${own}launch-template/lt-1`,
      `${action} ec2:us-east-1::image/ami-1`,
      `${action} ${own}subnet/subnet-1`,
      `${action} ${own}security-group/sg-1`,
      ...places.map((arn) => `${action} ${own}${arn}`),
      `${action} ${own}instance/*`,
      `${action} ${own}volume/*`,
      `${action} ${own}network-interface/*`,
      `${action} ${own}spot-instances-request/*`,
    ];
    deepEqual(found, [
      ...both("ec2:CreateFleet"),
      `ec2:CreateFleet ${own}fleet/*`,
      `ec2:CreateTags ${own}instance/* CreateFleet`,
      `ec2:CreateTags ${own}network-interface/* CreateFleet`,
      `ec2:CreateTags ${own}fleet/* CreateFleet`,
      ...both("ec2:RunInstances", ["placement-group/close-together", "capacity-reservation/cr-1"]),
      `ec2:CreateTags ${own}instance/* RunInstances`,
      `ec2:CreateTags ${own}network-interface/* RunInstances`,
      "iam:PassRole iam::123456789012:role/node ec2.amazonaws.com",
    ]);
  });

  it("is the action on each named resource, with the tags it has", async () => {
    deepEqual(await needs("ec2", "TerminateInstances", { InstanceId: ["i-1", "i-2"] }), [
      "ec2:TerminateInstances ec2:us-east-1:123456789012:instance/i-1",
      "ec2:TerminateInstances ec2:us-east-1:123456789012:instance/i-2",
    ]);
    deepEqual(await needs("ec2", "DeleteLaunchTemplate", { LaunchTemplateId: "lt-1" }), [
      "ec2:DeleteLaunchTemplate ec2:us-east-1:123456789012:launch-template/lt-1",
    ]);
    deepEqual(await needs("ec2", "CreateTags", { ResourceId: ["i-1"], Tag: tagList }), [
      "ec2:CreateTags ec2:us-east-1:123456789012:instance/i-1",
    ]);
  });

  it("is no resource for what is described", async () => {
    deepEqual(await needs("ec2", "DescribeImages", {}), ["ec2:DescribeImages *"]);
    deepEqual(await needs("pricing", "GetProducts", {}), ["pricing:GetProducts *"]);
  });

  it("is PassRole too when a profile gets a role", async () => {
    deepEqual(await needs("iam", "AddRoleToInstanceProfile", { InstanceProfileName: "p", RoleName: "node" }), [
      "iam:AddRoleToInstanceProfile iam::123456789012:instance-profile/karpenter/p",
      "iam:PassRole iam::123456789012:role/node ec2.amazonaws.com",
    ]);
  });

  it("tells AWS's own parameters from the account's", async () => {
    deepEqual(await needs("ssm", "GetParameter", { Name: "/aws/service/eks/x" }), [
      "ssm:GetParameter ssm:us-east-1::parameter/aws/service/eks/x",
    ]);
    deepEqual(await needs("ssm", "GetParameter", { Name: "golden" }), [
      "ssm:GetParameter ssm:us-east-1:123456789012:parameter/golden",
    ]);
  });

  it("is the queue by its URL or name, and the cluster by its name", async () => {
    const arn = "sqs:us-east-1:123456789012:dev";
    deepEqual(await needs("sqs", "ReceiveMessage", { QueueUrl: "http://127.0.0.1:1/123456789012/dev" }), [
      `sqs:ReceiveMessage ${arn}`,
    ]);
    deepEqual(await needs("sqs", "GetQueueUrl", { QueueName: "dev" }), [`sqs:GetQueueUrl ${arn}`]);
    deepEqual(await needs("eks", "DescribeCluster", { name: "dev" }), [
      "eks:DescribeCluster eks:us-east-1:123456789012:cluster/dev",
    ]);
  });
});
