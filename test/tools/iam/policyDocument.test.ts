// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables look like templates
import assert from "node:assert/strict";
import { requestContext } from "../../../tools/iam/context";
import { type PolicyKind, parsePolicy } from "../../../tools/iam/policyDocument";
import { policy, request } from "./cases";

const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const document = (more: object, version = "2012-10-17") => ({
  Version: version,
  Statement: [{ ...statement, ...more }],
});

describe("a policy document", () => {
  it("names its statements by Sid, else by place", () => {
    const { statements } = parsePolicy("own", "identity", {
      Statement: [{ ...statement, Sid: "Read" }, statement],
    });
    assert.deepEqual(
      statements.map(({ name }) => name),
      ["own Read", "own #2"],
    );
  });

  it("may be JSON, and may have one statement without a list", () => {
    const { statements } = parsePolicy("own", "identity", JSON.stringify({ Statement: statement }));
    assert.equal(statements.length, 1);
  });

  const refused: readonly (readonly [string, PolicyKind, unknown, string])[] = [
    ["no JSON", "identity", "{", "own: is not JSON"],
    ["a list", "identity", [], "own: is not an object"],
    ["no statement", "identity", { Version: "2012-10-17" }, "own: has no Statement"],
    ["an empty list", "identity", { Statement: [] }, "own: has no Statement"],
    [
      "an unknown version",
      "identity",
      document({}, "2012-10-18"),
      'own.Version: "2012-10-18" is not a version; write "2012-10-17"',
    ],
    [
      "an unknown element",
      "identity",
      { Statements: [] },
      "own.Statements: is not an element of a policy (Version, Id, Statement)",
    ],
    ["an Id", "identity", { ...document({}), Id: "a" }, "own.Id: is not for identity policies"],
    [
      "an unknown element of a statement",
      "identity",
      document({ Conditions: {} }),
      "own.Statement[0].Conditions: is not an element of a policy (Sid, Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition)",
    ],
    [
      "an effect in lower case",
      "identity",
      document({ Effect: "allow" }),
      'own.Statement[0].Effect: "allow" is neither "Allow" nor "Deny"',
    ],
    [
      "a Sid twice",
      "identity",
      {
        Statement: [
          { ...statement, Sid: "A" },
          { ...statement, Sid: "A" },
        ],
      },
      'own.Statement[1].Sid: "A" is there twice',
    ],
    [
      "no action",
      "identity",
      { Statement: { Effect: "Allow", Resource: "*" } },
      "own.Statement[0]: has neither Action nor NotAction",
    ],
    [
      "both Action and NotAction",
      "identity",
      document({ NotAction: "*" }),
      "own.Statement[0]: has both Action and NotAction",
    ],
    [
      "an empty list of actions",
      "identity",
      document({ Action: [] }),
      "own.Statement[0].Action: is neither a text nor a list of texts",
    ],
    [
      "an action without its service",
      "identity",
      document({ Action: "GetObject" }),
      'own.Statement[0].Action: "GetObject" is not an action; write service:Action or "*"',
    ],
    [
      "an action of any service",
      "identity",
      document({ Action: "*:Get*" }),
      'own.Statement[0].Action: "*:Get*" is not an action; write service:Action or "*"',
    ],
    [
      "no resource",
      "identity",
      { Statement: { Effect: "Allow", Action: "*" } },
      "own.Statement[0]: has neither Resource nor NotResource",
    ],
    [
      "a resource of fewer parts",
      "identity",
      document({ Resource: "arn:aws:s3:bucket" }),
      'own.Statement[0].Resource: "arn:aws:s3:bucket" is not an ARN of six parts; variables may stand in the last one only',
    ],
    [
      "a resource that ends after the account",
      "identity",
      document({ Resource: "arn:aws:sqs:us-east-1:111122223333" }),
      'own.Statement[0].Resource: "arn:aws:sqs:us-east-1:111122223333" is not an ARN of six parts',
    ],
    [
      "a variable for the account",
      "identity",
      document({ Resource: "arn:aws:sqs:us-east-1:${aws:PrincipalAccount}:queue" }),
      'own.Statement[0].Resource: "arn:aws:sqs:us-east-1:${aws:PrincipalAccount}:queue" is not an ARN of six parts; variables may stand in the last one only',
    ],
    [
      "a wildcard for the service",
      "identity",
      document({ Resource: "arn:aws:*:us-east-1:111122223333:queue" }),
      'own.Statement[0].Resource: "arn:aws:*:us-east-1:111122223333:queue" has a wildcard for the service',
    ],
    [
      "a principal",
      "identity",
      document({ Principal: "*" }),
      "own.Statement[0]: names a principal, which is not for identity policies",
    ],
    ["no principal", "resource", document({}), "own.Statement[0]: has neither Principal nor NotPrincipal"],
    [
      "a resource",
      "trust",
      document({ Action: "sts:AssumeRole", Principal: "*" }),
      "own.Statement[0].Resource: is not for trust policies",
    ],
    [
      "an action that takes no role",
      "trust",
      { Statement: { Effect: "Allow", Action: "s3:GetObject", Principal: "*" } },
      'own.Statement[0].Action: "s3:GetObject" is not an action of sts, as a trust policy wants',
    ],
    [
      "NotPrincipal",
      "trust",
      { Statement: { Effect: "Deny", Action: "sts:AssumeRole", NotPrincipal: "*" } },
      "own.Statement[0].NotPrincipal: is not for trust policies",
    ],
    [
      "NotPrincipal with Allow",
      "resource",
      document({ NotPrincipal: "*" }),
      "own.Statement[0].NotPrincipal: NotPrincipal with Allow is not modelled; name who is allowed",
    ],
    [
      "an unknown condition operator",
      "identity",
      document({ Condition: { StringEqual: { "aws:a": "b" } } }),
      'own.Statement[0].Condition.StringEqual.aws:a: "StringEqual" is not a condition operator',
    ],
  ];
  for (const [what, kind, json, message] of refused) {
    it(`is refused as a ${kind} policy with ${what}`, () => {
      assert.throws(() => parsePolicy("own", kind, json), { name: "PolicyError", message });
    });
  }
});

describe("the elements Action and Resource", () => {
  const isAbout = (element: Readonly<Record<string, unknown>>, action: string, arn = "arn:aws:s3:::bucket/key") => {
    const asked = request({ action, resource: { arn } });
    const [one] = policy("identity", element).statements;
    const context = requestContext(asked);
    return one!.actions.matches(action, context) && one!.resources!.matches(arn, context);
  };

  it("compare actions without case, with wildcards", () => {
    assert.equal(isAbout({ Action: "S3:get*" }, "s3:GetObject"), true);
    assert.equal(isAbout({ Action: ["s3:Get?bject", "s3:Put*"] }, "s3:GetObject"), true);
    assert.equal(isAbout({ Action: "s3:Get" }, "s3:GetObject"), false);
    assert.equal(isAbout({ Action: "ec2:*" }, "s3:GetObject"), false);
  });

  // NotAction page: everything but what is listed, services that are not meant included.
  it("take NotAction and NotResource for all that is not listed", () => {
    assert.equal(isAbout({ NotAction: "iam:*" }, "s3:GetObject"), true);
    assert.equal(isAbout({ NotAction: "s3:*" }, "s3:GetObject"), false);
    assert.equal(isAbout({ NotResource: ["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/*"] }, "s3:GetObject"), false);
    assert.equal(isAbout({ NotResource: "arn:aws:s3:::bucket" }, "s3:GetObject"), true);
  });

  it("compare resources with case", () => {
    assert.equal(isAbout({ Resource: "arn:aws:s3:::Bucket/*" }, "s3:GetObject"), false);
  });

  // Variables page, "Policy variables with no value": such a resource matches none, in NotResource as well.
  it("find no resource where a variable has no value", () => {
    const own = "arn:aws:s3:::bucket/${aws:PrincipalTag/team}*";
    assert.equal(isAbout({ Resource: own }, "s3:GetObject"), false);
    assert.equal(isAbout({ NotResource: own }, "s3:GetObject"), true);
    assert.equal(isAbout({ Resource: "arn:aws:s3:::bucket/${aws:PrincipalTag/team, 'key'}" }, "s3:GetObject"), true);
  });
});
