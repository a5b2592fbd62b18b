import { deepEqual, equal, throws } from "node:assert/strict";
import { Field, Undecided } from "../../../policies/frame/field";
import { covers, hasWildcard, identityDocuments, principalsOf, statementsOf } from "../../../policies/readers/iam";
import { unknown } from "../../support/analyzer";

const document = (Statement: unknown) => new Field(JSON.stringify({ Version: "2012-10-17", Statement }), "policy");

describe("an IAM document", () => {
  it("has statements, in a list or alone, with single strings for lists", () => {
    const statement = {
      Effect: "Allow",
      Action: "sqs:SendMessage",
      Resource: ["arn:a", "arn:b"],
      Condition: { StringEquals: { "aws:SourceAccount": "1", "aws:PrincipalTag/team": ["a", "b"] } },
    };
    const [alone] = statementsOf(document(statement));
    const [, second] = statementsOf(document([{ Effect: "Deny" }, statement]));
    equal(alone?.place.path, "policy.Statement");
    equal(second?.place.path, "policy.Statement[1]");
    for (const read of [alone, second]) {
      const { place: _, ...rest } = read!;
      deepEqual(rest, {
        isAllow: true,
        actions: ["sqs:SendMessage"],
        resources: ["arn:a", "arn:b"],
        conditions: [
          { operator: "StringEquals", key: "aws:SourceAccount", values: ["1"] },
          { operator: "StringEquals", key: "aws:PrincipalTag/team", values: ["a", "b"] },
        ],
      });
    }
    equal(statementsOf(document([{ Effect: "Deny" }]))[0]?.isAllow, false);
  });

  it("has none where it is missing, not JSON or without a statement, and throws where it is unknown", () => {
    deepEqual([new Field(undefined), new Field("{"), new Field("{}")].flatMap(statementsOf), []);
    throws(() => statementsOf(new Field(unknown, "policy")), new Undecided("policy"));
  });

  it("is the policy of an identity, and each inline policy of a role", () => {
    const paths = (inputs: object) => identityDocuments(new Field(inputs)).map(({ path }) => path);
    deepEqual(paths({ policy: "{}" }), ["policy"]);
    deepEqual(paths({ inlinePolicies: [{ policy: "{}" }, {}] }), [
      "policy",
      "inlinePolicies[0].policy",
      "inlinePolicies[1].policy",
    ]);
    deepEqual(paths({ inlinePolicies: unknown }), ["policy", "inlinePolicies"]);
  });
});

describe("IAM actions", () => {
  it("cover others by their wildcards, whatever the case, and take nothing else for a pattern", () => {
    const covering = ["*", "sqs:*", "SQS:SendMessage", "sqs:Send*", "sqs:SendMessag?"];
    const other = ["sqs:", "sqs:SendMessage2", "sqs:SendMessag", "s.s:SendMessage", "sqs:Send?", "ec2:*"];
    deepEqual(
      [...covering, ...other].filter((action) => covers(action, "sqs:SendMessage")),
      covering,
    );
  });

  it("have a wildcard in * and ?", () => {
    deepEqual(["ec2:*", "ec2:Run?", "ec2:RunInstances"].map(hasWildcard), [true, true, false]);
  });
});

describe("the principals of a statement", () => {
  it("are kinds with names, and * for everyone in either spelling", () => {
    const of = (Principal: unknown) => principalsOf(new Field({ Principal }));
    deepEqual(of({ Service: ["a.amazonaws.com", "b.amazonaws.com"], AWS: "arn:aws:iam::1:root" }), [
      "Service a.amazonaws.com",
      "Service b.amazonaws.com",
      "AWS arn:aws:iam::1:root",
    ]);
    deepEqual([of("*"), of({ AWS: "*" }), of({ AWS: ["*"] }), of(undefined)], [["*"], ["*"], ["*"], []]);
  });
});
