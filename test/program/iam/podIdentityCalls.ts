/** What a role for pods may do: take the role that the config names, and nothing else. */
import { type Policy, parsePolicy } from "../../../tools/iam/policyDocument";
import { clusterArn, elsewhere } from "./place";
import type { Row } from "./row";
import { type Stack, targetRoleArn } from "./stack";

const role = "pod-identities-dotori/reports";

/** The role's own policies. */
export const podIdentityPolicies = (stack: Stack): readonly Policy[] => stack.role(role).identity;

/** The trust of the target role as docs/security.md has it. */
function targetTrust({ place, role: roleOf }: Stack): Policy {
  return parsePolicy("target trust", "trust", {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: roleOf(role).arn },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
          StringEquals: {
            "aws:RequestTag/eks-cluster-arn": clusterArn(place),
            "aws:RequestTag/kubernetes-namespace": "dotori",
            "aws:RequestTag/kubernetes-service-account": "reports",
          },
        },
      },
    ],
  });
}

export function podIdentityRows(stack: Stack): readonly Row[] {
  const { place } = stack;
  const own = stack.role(role);
  const target = targetRoleArn(place.partition);
  const open = parsePolicy("open trust", "trust", {
    Statement: { Effect: "Allow", Principal: { AWS: own.arn }, Action: "sts:*" },
  });
  const row = (
    action: string,
    arn: string,
    variation: string,
    expected: Row["expected"],
    more: Partial<Tagged> = {},
  ) => {
    const { cluster = clusterArn(place), account = "reports", trust = open } = more;
    return {
      title: `${action} by ${role}, ${variation}`,
      request: {
        principal: { kind: "roleSession", roleArn: own.arn, sessionName: "eks-reports" },
        action,
        resource: { arn },
        requestTags: {
          "eks-cluster-arn": cluster,
          "kubernetes-namespace": "dotori",
          "kubernetes-service-account": account,
        },
      },
      policies: { identity: own.identity, resource: trust },
      expected,
    } satisfies Row;
  };
  const documented = targetTrust(stack);
  const other = elsewhere(place)["other region"];
  return [
    ...["sts:AssumeRole", "sts:TagSession"].flatMap((action) => [
      row(action, target, "its target", "allowed"),
      row(action, target, "its target by the documented trust", "allowed", { trust: documented }),
      row(action, target, "documented trust, other cluster", "denied", {
        trust: documented,
        cluster: clusterArn(other),
      }),
      row(action, target, "documented trust, other service account", "denied", { trust: documented, account: "web" }),
      row(action, `${target}-admin`, "a longer name", "denied"),
    ]),
    row("sts:SetSourceIdentity", target, "its target", "denied"),
  ];
}

interface Tagged {
  readonly cluster: string;
  readonly account: string;
  readonly trust: Policy;
}
