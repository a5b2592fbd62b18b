import assert from "node:assert/strict";
import { type PlannedResource, plannedRole } from "../../../tools/iam/plannedRole";
import { account } from "./cases";

const trust = { Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } } };
const all = { Statement: { Effect: "Allow", Action: "*", Resource: "*" } };

const role = (more: object = {}): PlannedResource => ({
  type: "aws:iam/role:Role",
  name: "node",
  inputs: { name: "node-1", assumeRolePolicy: JSON.stringify(trust), ...more },
});
const policy = (name: string): PlannedResource => ({
  type: "aws:iam/policy:Policy",
  name,
  inputs: { name: `${name}-1`, policy: JSON.stringify(all) },
});
const attachment = (policyArn: string, to = "node-1"): PlannedResource => ({
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  name: policyArn,
  inputs: { role: to, policyArn },
});
const inline: PlannedResource = {
  type: "aws:iam/rolePolicy:RolePolicy",
  name: "logs",
  inputs: { role: "node-1", policy: JSON.stringify(all) },
};
const own = (name: string) => `arn:aws-cn:iam::${account}:policy/${name}-1`;

const read = (resources: readonly PlannedResource[], name = "node") =>
  plannedRole(resources, name, { partition: "aws-cn", accountId: account });

describe("a planned role", () => {
  it("has the policies that are attached to it, not those that are only planned", () => {
    const found = read([
      role({ permissionsBoundary: own("limit") }),
      policy("read"),
      policy("write"),
      policy("other"),
      attachment(own("read")),
      attachment(own("other"), "somebody-else"),
      attachment("arn:aws-cn:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy"),
      inline,
    ]);
    assert.deepEqual(
      {
        arn: found.arn,
        trust: found.trust.kind,
        identity: found.identity.map(({ name }) => name),
        awsManaged: found.awsManaged,
        boundaryArn: found.boundaryArn,
      },
      {
        arn: `arn:aws-cn:iam::${account}:role/node-1`,
        trust: "trust",
        identity: ["read", "logs"],
        awsManaged: ["AmazonEBSCSIDriverPolicy"],
        boundaryArn: own("limit"),
      },
    );
  });

  it("has its path in its ARN, and no boundary unless one is named", () => {
    const { arn, boundaryArn } = read([role({ path: "/ops/" })]);
    assert.deepEqual([arn, boundaryArn], [`arn:aws-cn:iam::${account}:role/ops/node-1`, undefined]);
  });

  const refused: readonly (readonly [string, readonly PlannedResource[], string])[] = [
    ["is missing", [], "the plan has no role called node"],
    [
      "has policies in a way that is not read",
      [role({ inlinePolicies: [] })],
      "the role node has inlinePolicies, which are not read",
    ],
    ["has a policy of nowhere", [role(), attachment(own("gone"))], "policy/gone-1 is attached, but not in the plan"],
  ];
  for (const [what, resources, message] of refused) {
    it(`is refused if it ${what}`, () => {
      assert.throws(() => read(resources), { name: "RangeError", message });
    });
  }
});
