import assert from "node:assert/strict";
import { decisionText } from "../../../tools/iam/decisionText";
import { type AppliedPolicies, evaluate } from "../../../tools/iam/evaluate";
import { account, policy, request, session } from "./cases";

describe("the text of a decision", () => {
  const asked = request({
    principal: session,
    action: "ec2:CreateTags",
    resource: { arn: `arn:aws:ec2:us-east-1:${account}:instance/i-1`, tags: { owner: "them" } },
    requestTags: { Name: "a", team: "blue" },
  });
  const text = (policies: AppliedPolicies) => decisionText(asked, evaluate(asked, policies));
  const by = `arn:aws:sts::${account}:assumed-role/auditor/monday`;
  const what = `ec2:CreateTags on arn:aws:ec2:us-east-1:${account}:instance/i-1 by ${by}`;

  it("names the statements that decided", () => {
    assert.equal(text({ identity: [policy("identity", { Sid: "All" })] }), `${what} is allowed by identity All`);
    assert.equal(
      text({ identity: [policy("identity", { Sid: "All" }, { Effect: "Deny" })] }),
      `${what} is explicitly denied by identity #2`,
    );
  });

  it("says of each statement that nearly allowed what it wants instead", () => {
    const identity = policy(
      "identity",
      { Sid: "Elsewhere", Resource: ["arn:aws:ec2:eu-west-1:*:instance/*", "arn:aws:ec2:eu-west-1:*:volume/*"] },
      {
        Sid: "Own",
        Condition: {
          StringEquals: { "aws:ResourceTag/owner": ["us", "ours"] },
          StringLike: { "aws:ResourceTag/pool": "*" },
          "ForAllValues:StringEquals": { "aws:TagKeys": ["Name"] },
        },
      },
    );
    assert.equal(
      text({ identity: [identity], boundary: policy("boundary", { Action: "s3:*" }) }),
      [
        `${what} is implicitly denied`,
        "  no identity policy allows it",
        `    identity Elsewhere: Resource is "arn:aws:ec2:eu-west-1:*:instance/*" or "arn:aws:ec2:eu-west-1:*:volume/*", not "arn:aws:ec2:us-east-1:${account}:instance/i-1"`,
        '    identity Own: aws:ResourceTag/owner is "them", StringEquals wants "us" or "ours"; aws:ResourceTag/pool is missing, StringLike wants "*"; aws:TagKeys is ["Name","team"], ForAllValues:StringEquals wants "Name"',
        "  no permissions boundary allows the action on anything",
      ].join("\n"),
    );
  });
});
