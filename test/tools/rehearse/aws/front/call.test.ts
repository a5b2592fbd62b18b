import { deepEqual, equal } from "node:assert/strict";
import { nested, readCall } from "../../../../../tools/rehearse/aws/front/call";

const signature = (service: string, region = "us-east-1") => ({
  authorization: `AWS4-HMAC-SHA256 Credential=ASIAKEY/20261125/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

describe("calls as they reach the front layer", () => {
  it("reads EC2's query parameters as nested values and lists, in the order of their numbers", () => {
    const query =
      "Action=CreateFleet&Version=2016-11-15&LaunchTemplateConfigs.1.Overrides.2.InstanceType=b&LaunchTemplateConfigs.1.Overrides.10.InstanceType=c&LaunchTemplateConfigs.1.Overrides.1.InstanceType=a";
    const call = readCall({
      method: "POST",
      path: "/",
      headers: { ...signature("ec2"), "content-type": "application/x-www-form-urlencoded" },
      body: query,
    });
    deepEqual(call, {
      service: "ec2",
      region: "us-east-1",
      operation: "CreateFleet",
      accessKey: "ASIAKEY",
      protocol: "ec2",
      parameters: {
        LaunchTemplateConfigs: [{ Overrides: [{ InstanceType: "a" }, { InstanceType: "b" }, { InstanceType: "c" }] }],
      },
    });
  });

  it("leaves out IAM's `member`", () => {
    deepEqual(nested(new URLSearchParams("Tags.member.1.Key=k&Tags.member.1.Value=v")), {
      Tags: [{ Key: "k", Value: "v" }],
    });
  });

  it("reads JSON calls by their target, and REST calls by method and path", () => {
    const json = readCall({
      method: "POST",
      path: "/",
      headers: { ...signature("ssm"), "x-amz-target": "AmazonSSM.GetParameter" },
      body: '{"Name":"/a"}',
    });
    deepEqual(
      [json?.service, json?.operation, json?.parameters, json?.protocol],
      ["ssm", "GetParameter", { Name: "/a" }, "json"],
    );
    const rest = readCall({
      method: "GET",
      path: "/clusters/my-cluster",
      headers: signature("eks", "cn-north-1"),
      body: "",
    });
    deepEqual(
      [rest?.operation, rest?.parameters, rest?.region],
      ["DescribeCluster", { name: "my-cluster" }, "cn-north-1"],
    );
  });

  it("does not guess at others", () => {
    equal(readCall({ method: "PUT", path: "/buckets/x", headers: {}, body: "" }), undefined);
  });
});
