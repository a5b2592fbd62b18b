import assert from "node:assert/strict";
import { controllerPolicies } from "../../components/karpenter/controllerPolicies";
import { ofType, planOf } from "../support/plans";
import { pool } from "../support/pool";
import { linesOf } from "./nodeClassCase";

const context = {
  partition: "aws-cn",
  region: "cn-north-1",
  accountId: "123456789012",
  clusterName: "platform",
  nodeRoleArn: "arn:aws-cn:iam::123456789012:role/node",
  queueArn: undefined,
};
const awsOwn = "arn:aws-cn:ssm:cn-north-1::parameter/aws/service/*";

function readable(...amiParameters: readonly string[]): readonly string[] {
  const statements = controllerPolicies({ ...context, amiParameters }).ResourceDiscovery!.Statement;
  return statements.find(({ Action }) => Action.includes("ssm:GetParameter"))!.Resource;
}

describe("case 01: AMIs by an SSM parameter of one's own", () => {
  it("gives the controller's role the parameters that are named, and no more", () => {
    const shared = "arn:aws-cn:ssm:cn-north-1:210987654321:parameter/golden/x86_64";
    assert.deepEqual(readable(), [awsOwn]);
    assert.deepEqual(readable("/imagebuilder/golden", "plain", shared, "/imagebuilder/golden:3"), [
      awsOwn,
      "arn:aws-cn:ssm:cn-north-1:123456789012:parameter/imagebuilder/golden",
      "arn:aws-cn:ssm:cn-north-1:123456789012:parameter/plain",
      shared,
    ]);
    assert.deepEqual(readable("/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard/x/image_id"), [
      awsOwn,
    ]);
  });

  it("refuses a parameter that would be a pattern in the policy", () => {
    const file = (parameter: string) => `
config:
  aws:region: us-east-1
  nodepools:environment: development
  nodepools:nodeClassDefaults: { amiFamily: AL2023, amiSelectorTerms: [{ ssmParameter: "${parameter}" }] }
`;
    assert.deepEqual(
      linesOf(file("/golden/*")).filter((line) => line.startsWith("error")),
      [
        'error nodeClassDefaults.amiSelectorTerms[0].ssmParameter: "/golden/*" is not a valid SSM parameter; write its name, such as "/golden/al2023/arm64", or its ARN',
      ],
    );
    for (const good of ["/golden/x:12", "golden", "arn:aws:ssm:eu-west-1:123456789012:parameter/golden/x"]) {
      assert.deepEqual(
        linesOf(file(good)).filter((line) => line.startsWith("error")),
        [],
      );
    }
  });

  it("does so in the program, for the parameters of every team once", async () => {
    const nodeClass = {
      amiFamily: "AL2023",
      amiSelectorTerms: [{ ssmParameter: "/imagebuilder/golden/al2023/x86_64" }],
    };
    const plan = await planOf("ssm-parameters", {
      teams: { orders: { nodeClass, pools: [pool("general")] }, billing: { nodeClass, pools: [pool("general")] } },
    });
    const policies = ofType(plan, "aws:iam/policy:Policy").map(({ inputs }) => String(inputs.policy));
    const naming = policies.filter((text) => text.includes("ssm:GetParameter"));
    assert.equal(naming.length, 1);
    assert.equal(
      naming[0]!.split("arn:aws:ssm:us-east-1:123456789012:parameter/imagebuilder/golden/al2023/x86_64").length,
      2,
    );
  });
});
