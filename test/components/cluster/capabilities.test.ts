import assert from "node:assert/strict";
import { evaluate } from "../../../tools/iam/evaluate";
import { plannedRole } from "../../../tools/iam/plannedRole";
import { notCounted } from "../../../tools/plan/summary/money/platform";
import { ofType, planOf, resource } from "../../support/plans";

const type = "aws:eks/capability:Capability";
const policy = "arn:aws:iam::123456789012:policy/ack-buckets";
const argocd = {
  idcInstanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
  idcRegion: "eu-west-1",
  rbacRoleMappings: [
    { role: "ADMIN", identities: [{ type: "SSO_GROUP", id: "11111111-2222-3333-4444-555555555555" }] },
  ],
};
const all = { ack: { policies: [policy] }, kro: {}, argocd };
const planned = () => planOf("capabilities", { cluster: { capabilities: all }, teams: {} }, "settled");

describe("EKS capabilities", () => {
  it("are none unless they are named", async () => {
    assert.deepEqual(ofType(await planOf("no-capabilities", { teams: {} }), type), []);
  });

  it("are made as they are named, each with a role, and Argo CD with its users", async () => {
    const plan = await planned();
    const made = ofType(plan, type).map(({ name, inputs }) => [name, inputs.capabilityName, inputs.type]);
    assert.deepEqual(made.sort(), [
      ["cluster-capability-ack", "ack", "ACK"],
      ["cluster-capability-argocd", "argocd", "ARGOCD"],
      ["cluster-capability-kro", "kro", "KRO"],
    ]);
    const { configuration, deletePropagationPolicy, roleArn } = resource(
      plan,
      type,
      "cluster-capability-argocd",
    ).inputs;
    const { idcInstanceArn, idcRegion, rbacRoleMappings } = argocd;
    assert.deepEqual(configuration, { argoCd: { awsIdc: { idcInstanceArn, idcRegion }, rbacRoleMappings } });
    assert.equal(deletePropagationPolicy, "RETAIN");
    assert.match(String(roleArn), /role\/cluster-capability-argocd-/);
    const ack = resource(plan, type, "cluster-capability-ack");
    assert.ok(ack.dependencies.some((urn) => urn.endsWith(`RolePolicyAttachment::cluster-capability-ack-${policy}`)));
  });

  it("take their role by EKS's capabilities alone, with tags of the session", async () => {
    const { resources } = await planned();
    const { arn, trust } = plannedRole(resources, "cluster-capability-kro", {
      partition: "aws",
      accountId: "123456789012",
    });
    const taken = (action: string, service: string) =>
      evaluate({ principal: { kind: "service", service }, action, resource: { arn } }, { resource: trust }).outcome;
    const own = "capabilities.eks.amazonaws.com";
    assert.deepEqual(
      [
        taken("sts:AssumeRole", own),
        taken("sts:TagSession", own),
        taken("sts:SetSourceIdentity", own),
        taken("sts:AssumeRole", "eks.amazonaws.com"),
      ],
      ["allowed", "allowed", "implicitly denied", "implicitly denied"],
    );
  });

  it("are named among what is not counted", () => {
    const capability = { type, name: "kro", inputs: {}, parent: "p", read: false };
    assert.deepEqual(notCounted([capability as never], "us-east-1"), [
      { item: "EKS capabilities, and by what they manage", unit: "hour", usdPerUnit: null },
    ]);
  });
});
