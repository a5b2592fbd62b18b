import { deepEqual } from "node:assert/strict";
import { Field } from "../../../policies/frame/field";
import type { Condition, Statement } from "../../../policies/readers/iam";
import { isReviewed } from "../../../policies/readers/reviewedStatements";

const statement = (actions: readonly string[], conditions: readonly Condition[] = []): Statement => ({
  place: new Field({}),
  isAllow: true,
  actions,
  resources: [],
  conditions,
});

const terminate = (operator: string, owner: string, ...values: string[]): Statement =>
  statement(
    ["ec2:TerminateInstances"],
    [
      { operator, key: `aws:ResourceTag/kubernetes.io/cluster/${owner}`, values },
      { operator: "StringLike", key: "aws:ResourceTag/karpenter.sh/nodepool", values: ["*"] },
    ],
  );

const instances = "arn:aws:ec2:eu-west-1:*:instance/*";

describe("a statement with wildcards is reviewed", () => {
  const reviewed = (of: Statement, resource: string) => isReviewed(of, resource);

  it("with the conditions of Karpenter's own template, in every partition and region, and for every cluster", () => {
    deepEqual(
      [
        instances,
        "arn:aws-cn:ec2:cn-north-1:*:instance/*",
        "arn:aws-us-gov:ec2:us-gov-east-1:*:launch-template/*",
      ].filter((resource) => reviewed(terminate("StringEquals", "blue", "owned"), resource)).length,
      3,
    );
  });

  it("not without one of them, or with one that is wider", () => {
    const variants = [
      statement(["ec2:TerminateInstances"]),
      terminate("StringLike", "blue", "owned"),
      terminate("StringEquals", "*", "owned"),
      terminate("StringEquals", "blue", "*"),
      terminate("StringEquals", "blue", "owned", "shared"),
      terminate("StringEquals", "blue"),
    ];
    deepEqual(
      variants.filter((of) => reviewed(of, instances)),
      [],
    );
  });

  it("with further conditions, which only narrow it", () => {
    const { actions, conditions } = terminate("StringEquals", "blue", "owned");
    const narrower = { operator: "StringEquals", key: "aws:RequestedRegion", values: ["eu-west-1"] };
    deepEqual(reviewed(statement(actions, [...conditions, narrower]), instances), true);
  });

  it("not for other resources, with another action, or without any", () => {
    const { conditions } = terminate("StringEquals", "blue", "owned");
    deepEqual(
      [
        reviewed(terminate("StringEquals", "blue", "owned"), "*"),
        reviewed(terminate("StringEquals", "blue", "owned"), "arn:aws:ec2:*:*:instance/*"),
        reviewed(statement(["ec2:TerminateInstances", "ec2:StopInstances"], conditions), instances),
        reviewed(statement([], conditions), instances),
      ],
      [false, false, false, false],
    );
  });
});
