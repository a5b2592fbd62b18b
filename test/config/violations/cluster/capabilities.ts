import type { Violation } from "../../violation";

const of = (capabilities: object) => ({ cluster: { capabilities } });
const argocd = { idcInstanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef" };
const admins = [{ role: "ADMIN", identities: [{ type: "SSO_GROUP", id: "11111111-2222-3333-4444-555555555555" }] }];

export const capabilityViolations: readonly Violation[] = [
  {
    rule: "capabilities-are-in-the-partition",
    config: of({ kro: {} }),
    context: { region: "cn-north-1" },
    also: ["region-is-known"],
    paths: ["cluster.capabilities"],
    text: 'cluster.capabilities: ["kro"] may not be offered in cn-north-1: AWS names its commercial regions only, and this one is of the partition aws-cn; ask AWS before you deploy it, or delete it',
    good: of({ kro: {} }),
  },
  {
    rule: "capability-entries-differ",
    config: of({
      ack: { policies: ["arn:aws:iam::123456789012:policy/a", "arn:aws:iam::123456789012:policy/a"] },
      argocd: { ...argocd, rbacRoleMappings: [...admins, ...admins] },
    }),
    paths: ["cluster.capabilities.ack.policies[1]", "cluster.capabilities.argocd.rbacRoleMappings[1].role"],
    good: of({
      ack: { policies: ["arn:aws:iam::123456789012:policy/a", "arn:aws:iam::123456789012:policy/b"] },
      argocd: { ...argocd, rbacRoleMappings: [...admins, { ...admins[0], role: "VIEWER" }] },
    }),
  },
  {
    rule: "ack-may-do-something",
    config: of({ ack: {} }),
    paths: ["cluster.capabilities.ack.policies"],
    good: of({ ack: { policies: ["arn:aws:iam::123456789012:policy/ack-buckets"] } }),
  },
  {
    rule: "argocd-has-users",
    config: of({ argocd }),
    paths: ["cluster.capabilities.argocd.rbacRoleMappings"],
    good: of({ argocd: { ...argocd, rbacRoleMappings: admins } }),
  },
];
