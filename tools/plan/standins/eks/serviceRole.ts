/** The cluster's own role. Source: pulumi-eks v4.3.0, nodejs/eks/servicerole.ts. */
import { createHash } from "node:crypto";
import { plain, type Sourced } from "../construction";
import { aws, type Parts } from "./parts";

export async function serviceRole({
  name,
  component,
  tags,
  partition,
  child,
}: Parts): Promise<{ arn: Sourced; ready: readonly string[] }> {
  const full = `${name}-eksRole`;
  const componentMade = await child(
    "eks:index:ServiceRole",
    full,
    {
      service: plain("eks.amazonaws.com"),
      description: plain("Allows EKS to manage clusters on your behalf."),
      managedPolicyArns: plain([
        {
          id: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
          arn: `arn:${partition}:iam::aws:policy/AmazonEKSClusterPolicy`,
        },
      ]),
      tags,
      assumeRoleActions: plain(["sts:AssumeRole", "sts:TagSession"]),
    },
    { custom: false, parent: component.urn },
  );
  const parent = { parent: componentMade.urn, ...aws };
  const trust = {
    Version: "2012-10-17",
    Statement: [
      { Action: ["sts:AssumeRole", "sts:TagSession"], Effect: "Allow", Principal: { Service: ["eks.amazonaws.com"] } },
    ],
  };
  const role = await child(
    "aws:iam/role:Role",
    `${full}-role`,
    {
      description: plain("Allows EKS to manage clusters on your behalf."),
      assumeRolePolicy: plain(JSON.stringify(trust)),
      tags,
    },
    parent,
  );
  const policyHash = createHash("sha1")
    .update("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy")
    .digest("hex")
    .slice(0, 8);
  const attachment = await child(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    `${full}-${policyHash}`,
    { policyArn: plain(`arn:${partition}:iam::aws:policy/AmazonEKSClusterPolicy`), role: role.id },
    parent,
  );
  return { arn: role.output("arn"), ready: [role.urn, attachment.urn] };
}
