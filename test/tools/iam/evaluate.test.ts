// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables look like templates
import assert from "node:assert/strict";
import fc from "fast-check";
import { type AppliedPolicies, evaluate, type Layer } from "../../../tools/iam/evaluate";
import { type Policy, parsePolicy } from "../../../tools/iam/policyDocument";
import type { Principal, Request } from "../../../tools/iam/request";
import { account, otherAccount, policy, request, session, sessionArn, user } from "./cases";

/** The outcome, with the layers that lack an Allow or the statements that decided. */
function decided(asked: Request, policies: AppliedPolicies): string {
  const { outcome, statements, gaps } = evaluate(asked, policies);
  const lacking = gaps.map(({ layer }: { readonly layer: Layer }) => layer);
  return [outcome, ...(gaps.length > 0 ? lacking : statements)].join(": ");
}

const userArn = `arn:aws:iam::${account}:user/carlos`;
const roleArn = `arn:aws:iam::${account}:role/ops/auditor`;
const everything = policy("identity", {});
const nothing = policy("identity", { Action: "iam:GetUser" });

describe("a request within one account", () => {
  it("is denied where no policy says anything", () => {
    assert.equal(decided(request(), {}), "implicitly denied: identity");
  });

  // Evaluation logic page, "Example identity-based and resource-based policy evaluation".
  it("is allowed by either policy, and denied by a Deny of either", () => {
    const identity = parsePolicy("own", "identity", {
      Version: "2012-10-17",
      Statement: [
        { Sid: "List", Effect: "Allow", Action: "s3:List*", Resource: "arn:aws:s3:::*" },
        { Sid: "Self", Effect: "Allow", Action: "s3:*", Resource: ["arn:aws:s3:::carlos", "arn:aws:s3:::carlos/*"] },
        { Sid: "NoLogs", Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::*log*" },
      ],
    });
    const bucket = (name: string) =>
      parsePolicy("bucket", "resource", {
        Version: "2012-10-17",
        Statement: {
          Sid: "Carlos",
          Effect: "Allow",
          Principal: { AWS: userArn },
          Action: "s3:*",
          Resource: `arn:aws:s3:::${name}/*`,
        },
      });
    const put = (name: string) =>
      decided(request({ action: "s3:PutObject", resource: { arn: `arn:aws:s3:::${name}/key` } }), {
        identity: [identity],
        resource: bucket(name),
      });
    assert.equal(put("carlos-logs"), "explicitly denied: own NoLogs");
    assert.equal(put("carlos"), "allowed: bucket Carlos");
    assert.equal(put("shared"), "allowed: bucket Carlos");
    assert.equal(
      decided(request({ action: "s3:PutObject", resource: { arn: "arn:aws:s3:::shared/key" } }), {
        identity: [identity],
      }),
      "implicitly denied: identity",
    );
  });

  // The same page, "The difference between explicit and implicit denies".
  it("is denied explicitly whatever else allows it", () => {
    const identity = [
      policy("identity", { Action: ["iam:Get*", "iam:List*"] }, { Effect: "Deny", Action: "iam:*Report" }),
      policy("identity", { Action: "iam:GenerateCredentialReport" }),
    ];
    const of = (action: string) => decided(request({ action, resource: { arn: "*" } }), { identity });
    assert.equal(of("iam:GetUser"), "allowed: identity #1");
    assert.equal(of("iam:CreatePolicy"), "implicitly denied: identity");
    assert.equal(of("iam:GenerateCredentialReport"), "explicitly denied: identity #2");
    assert.equal(of("iam:GetOrganizationsAccessReport"), "explicitly denied: identity #2");
  });

  // Permissions boundaries page (access_policies_boundaries).
  it("is allowed only by what boundary and session policies allow, too", () => {
    const boundary = policy("boundary", { Action: ["s3:*", "ec2:*"] });
    const createUser = request({ action: "iam:CreateUser", resource: { arn: "*" } });
    const both = policy("identity", { Action: ["iam:CreateUser", "s3:*"] });
    assert.equal(decided(createUser, { identity: [both] }), "allowed: identity #1");
    assert.equal(decided(createUser, { identity: [both], boundary }), "implicitly denied: boundary");
    assert.equal(decided(createUser, { boundary }), "implicitly denied: identity: boundary");
    assert.equal(decided(request(), { identity: [both], boundary }), "allowed: identity #1: boundary #1");
    assert.equal(
      decided(request(), { identity: [both], boundary, session: [policy("session", { Action: "s3:PutObject" })] }),
      "implicitly denied: session",
    );
    assert.equal(
      decided(request(), { identity: [both], boundary: policy("boundary", {}, { Effect: "Deny", Action: "s3:*" }) }),
      "explicitly denied: boundary #2",
    );
  });

  it("is allowed by one of several session policies, and by none of an empty list", () => {
    const sessions = [policy("session", { Action: "ec2:*" }), policy("session", { Action: "s3:*" })];
    assert.equal(decided(request(), { identity: [everything], session: sessions }), "allowed: identity #1: session #1");
    assert.equal(decided(request(), { identity: [everything], session: [] }), "implicitly denied: session");
  });

  describe("by a policy of the resource", () => {
    // Evaluation logic page, the table "Resource-based policies and implicit denies in other policy types (same account)".
    const limits = {
      none: {},
      boundary: { boundary: policy("boundary", { Action: "ec2:*" }) },
      session: { session: [policy("session", { Action: "ec2:*" })] },
    };
    const table: readonly (readonly [string, Principal, unknown, Readonly<Record<string, string>>])[] = [
      ["a user", user, { AWS: userArn }, { none: "allowed", boundary: "allowed" }],
      ["a user's account", user, { AWS: account }, { none: "denied", boundary: "denied" }],
      ["everybody, to a user", user, "*", { none: "allowed", boundary: "allowed" }],
      ["a role", session, { AWS: roleArn }, { none: "allowed", boundary: "denied", session: "denied" }],
      ["a session", session, { AWS: sessionArn }, { none: "allowed", boundary: "allowed", session: "allowed" }],
      ["everybody, to a session", session, "*", { none: "allowed", boundary: "allowed", session: "allowed" }],
      ["a session's account", session, { AWS: account }, { none: "denied", boundary: "denied", session: "denied" }],
      ["a role of the same name and another path", session, { AWS: roleArn.replace("ops/", "") }, { none: "denied" }],
    ];
    for (const [whom, principal, element, expected] of table) {
      it(`that names ${whom}: ${JSON.stringify(expected)}`, () => {
        const found = Object.keys(expected).map((limit) => {
          const policies = { identity: [nothing], ...limits[limit as keyof typeof limits] };
          const resource = policy("resource", { Principal: element });
          const { outcome } = evaluate(request({ principal }), { ...policies, resource });
          return [limit, outcome === "allowed" ? "allowed" : "denied"];
        });
        assert.deepEqual(Object.fromEntries(found), expected);
      });
    }

    it("is no way around a Deny of the caller's own", () => {
      const identity = [policy("identity", { Effect: "Deny", Action: "s3:*" })];
      const resource = policy("resource", { Principal: { AWS: userArn } });
      assert.equal(decided(request(), { identity, resource }), "explicitly denied: identity #1");
    });

    it("denies whom the caller's own policies allow", () => {
      const resource = policy("resource", {
        Effect: "Deny",
        Principal: "*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      });
      const of = (secureTransport: boolean) =>
        decided(request({ secureTransport }), { identity: [everything], resource });
      assert.equal(of(true), "allowed: identity #1");
      assert.equal(of(false), "explicitly denied: resource #1");
    });
  });
});

// Cross-account page (reference_policies_evaluation-logic-cross-account).
describe("a request to another account", () => {
  const resource = { arn: "arn:aws:s3:::production/key", account: otherAccount };
  const put = request({ resource });
  const trusting = policy("resource", { Principal: { AWS: userArn } });

  it("needs both accounts", () => {
    assert.equal(decided(put, { identity: [everything], resource: trusting }), "allowed: identity #1: resource #1");
    assert.equal(decided(put, { identity: [everything] }), "implicitly denied: resource");
    assert.equal(decided(put, { identity: [nothing], resource: trusting }), "implicitly denied: identity");
    assert.equal(decided(put, {}), "implicitly denied: identity: resource");
  });

  it("is as good when the resource's policy names the account or everybody", () => {
    for (const principal of [{ AWS: account }, "*"]) {
      const named = policy("resource", { Principal: principal });
      assert.equal(decided(put, { identity: [everything], resource: named }), "allowed: identity #1: resource #1");
      assert.equal(decided(put, { identity: [nothing], resource: named }), "implicitly denied: identity");
    }
  });

  it("is limited by boundary and session policies even for a named session", () => {
    const named = policy("resource", { Principal: { AWS: sessionArn } });
    const asked = request({ principal: session, resource });
    const boundary = policy("boundary", { Action: "ec2:*" });
    assert.equal(decided(asked, { identity: [everything], resource: named }), "allowed: identity #1: resource #1");
    assert.equal(decided(asked, { identity: [everything], boundary, resource: named }), "implicitly denied: boundary");
  });

  it("is one by the account in the ARN", () => {
    const arn = `arn:aws:sqs:us-east-1:${otherAccount}:queue`;
    const asked = request({ action: "sqs:SendMessage", resource: { arn } });
    assert.equal(decided(asked, { identity: [everything] }), "implicitly denied: resource");
  });

  it("is none where the ARN has no account, as for AMIs", () => {
    const asked = request({ action: "ec2:RunInstances", resource: { arn: "arn:aws:ec2:us-east-1::image/ami-1" } });
    assert.equal(decided(asked, { identity: [everything] }), "allowed: identity #1");
  });
});

describe("taking a role", () => {
  const take = (principal: Principal, more: Partial<Request> = {}) =>
    request({ principal, action: "sts:AssumeRole", resource: { arn: roleArn }, ...more });

  // Evaluation logic page: trust policies "must explicitly allow access".
  it("needs the role's trust, within one account, too", () => {
    const trust = policy("trust", { Principal: { Service: "ec2.amazonaws.com" } });
    assert.equal(decided(take(user), { identity: [everything], resource: trust }), "implicitly denied: resource");
  });

  it("needs no more than the trust for whom it names, and the own policies where it names the account", () => {
    const named = policy("trust", { Principal: { AWS: userArn } });
    const root = policy("trust", { Principal: { AWS: account } });
    assert.equal(decided(take(user), { resource: named }), "allowed: trust #1");
    assert.equal(decided(take(user), { resource: root }), "implicitly denied: identity");
    assert.equal(decided(take(user), { identity: [everything], resource: root }), "allowed: identity #1: trust #1");
  });

  it("from another account needs both", () => {
    const far = take(user, { resource: { arn: roleArn.replace(account, otherAccount) } });
    const trust = policy("trust", { Principal: { AWS: account } });
    assert.equal(decided(far, { identity: [everything], resource: trust }), "allowed: identity #1: trust #1");
    assert.equal(decided(far, { resource: trust }), "implicitly denied: identity");
  });

  it("by a service asks the trust alone, with the keys that tell on whose behalf", () => {
    const trust = policy("trust", {
      Principal: { Service: "vpc-flow-logs.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: { "aws:SourceArn": `arn:aws:ec2:us-east-1:${account}:vpc-flow-log/*` },
      },
    });
    const by = (owner: string) =>
      take(
        { kind: "service", service: "vpc-flow-logs.amazonaws.com" },
        {
          context: {
            "aws:SourceAccount": owner,
            "aws:SourceArn": `arn:aws:ec2:us-east-1:${owner}:vpc-flow-log/fl-1`,
          },
        },
      );
    assert.equal(decided(by(account), { resource: trust }), "allowed: trust #1");
    assert.equal(decided(by(otherAccount), { resource: trust }), "implicitly denied: resource");
  });

  it("by a token asks the trust alone, with the token's claims", () => {
    const issuer = "oidc.eks.us-east-1.amazonaws.com/id/ABC";
    const provider = `arn:aws:iam::${account}:oidc-provider/${issuer}`;
    const trust = policy("trust", {
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: provider },
      Condition: { StringEquals: { [`${issuer}:sub`]: "system:serviceaccount:kube-system:karpenter" } },
    });
    const by = (sub: string, from = provider) =>
      take(
        { kind: "webIdentity", provider: from, claims: { sub, aud: "sts.amazonaws.com" } },
        { action: "sts:AssumeRoleWithWebIdentity" },
      );
    const own = "system:serviceaccount:kube-system:karpenter";
    assert.equal(decided(by(own), { resource: trust }), "allowed: trust #1");
    assert.equal(decided(by(`${own}2`), { resource: trust }), "implicitly denied: resource");
    assert.equal(decided(by(own, `${provider}2`), { resource: trust }), "implicitly denied: resource");
  });
});

describe("a KMS key", () => {
  // KMS developer guide, key-policies: without the account's root in it, IAM policies do not count.
  it("is used by the account's own policies only where its policy names the account", () => {
    const asked = request({ action: "kms:Decrypt", resource: { arn: `arn:aws:kms:us-east-1:${account}:key/a` } });
    const delegating = policy("key", { Principal: { AWS: `arn:aws:iam::${account}:root` } });
    const closed = policy("key", { Principal: { AWS: `arn:aws:iam::${account}:role/admin` } });
    assert.equal(decided(asked, { identity: [everything], resource: delegating }), "allowed: identity #1: key #1");
    assert.equal(decided(asked, { identity: [everything], resource: closed }), "implicitly denied: resource");
  });
});

describe("policy variables in a decision", () => {
  // Variables page, "Specifying default values" and "Policy variables with no value".
  it("open to a team its own bucket, and to others the default", () => {
    const identity = [policy("identity", { Resource: "arn:aws:s3:::data-${aws:PrincipalTag/team, 'company-wide'}" })];
    const of = (bucket: string, tags: Readonly<Record<string, string>>) =>
      evaluate(request({ principal: { ...user, tags } as Principal, resource: { arn: `arn:aws:s3:::${bucket}` } }), {
        identity,
      }).outcome;
    assert.deepEqual(
      [of("data-yellow", { team: "yellow" }), of("data-company-wide", { team: "yellow" }), of("data-company-wide", {})],
      ["allowed", "implicitly denied", "allowed"],
    );
  });

  it("deny by a negated operator where the variable has no value", () => {
    const identity = [
      policy(
        "identity",
        {},
        {
          Effect: "Deny",
          Condition: { StringNotEquals: { "aws:ResourceTag/team": "${aws:PrincipalTag/team}" } },
        },
      ),
    ];
    const of = (tags: Readonly<Record<string, string>>) =>
      decided(
        request({
          principal: { ...user, tags } as Principal,
          resource: { arn: "arn:aws:s3:::bucket", tags: { team: "blue" } },
        }),
        { identity },
      );
    assert.equal(of({ team: "blue" }), "allowed: identity #1");
    assert.equal(of({}), "explicitly denied: identity #2");
  });
});

describe("why a request is denied", () => {
  it("is said of every statement that is about the action, part by part", () => {
    const identity = parsePolicy("own", "identity", {
      Version: "2012-10-17",
      Statement: [
        { Sid: "Elsewhere", Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::other/*" },
        {
          Sid: "Tagged",
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: "*",
          Condition: {
            StringEquals: { "aws:ResourceTag/team": ["blue", "red"] },
            Bool: { "aws:SecureTransport": "true" },
          },
        },
        { Sid: "Other", Effect: "Allow", Action: "ec2:*", Resource: "*" },
      ],
    });
    assert.deepEqual(evaluate(request(), { identity: [identity] }).gaps, [
      {
        layer: "identity",
        candidates: [
          {
            statement: "own Elsewhere",
            mismatches: [{ element: "Resource", asked: "arn:aws:s3:::bucket/key", written: ["arn:aws:s3:::other/*"] }],
          },
          {
            statement: "own Tagged",
            mismatches: [
              {
                element: "Condition",
                operator: "StringEquals",
                key: "aws:ResourceTag/team",
                asked: undefined,
                written: ["blue", "red"],
              },
            ],
          },
        ],
      },
    ]);
  });

  it("names the policy of the resource, too, since either would have sufficed", () => {
    const resource = policy("resource", { Principal: { AWS: otherAccount } });
    assert.deepEqual(evaluate(request(), { resource }).gaps, [
      { layer: "identity", candidates: [] },
      {
        layer: "resource",
        candidates: [
          { statement: "resource #1", mismatches: [{ element: "Principal", asked: userArn, written: [otherAccount] }] },
        ],
      },
    ]);
  });
});

describe("any policies", () => {
  const statements = fc.record({
    Effect: fc.constantFrom("Allow", "Deny"),
    Action: fc.constantFrom("*", "s3:*", "s3:GetObject", "s3:Put*", "ec2:*"),
    Resource: fc.constantFrom("*", "arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/other"),
    Condition: fc.constantFrom({}, { Null: { "aws:TagKeys": "true" } }, { Bool: { "aws:SecureTransport": "false" } }),
  });
  const lists = fc.array(statements, { minLength: 1, maxLength: 4 });
  const isAllowed = (policies: AppliedPolicies) => evaluate(request(), policies).outcome === "allowed";

  it("allow more with an Allow more, and less with a Deny more", () => {
    fc.assert(
      fc.property(lists, statements, (list, one) => {
        const before = isAllowed({ identity: [policy("identity", ...list)] });
        const after = isAllowed({ identity: [policy("identity", ...list, one)] });
        if (before !== after) assert.equal(after, one.Effect === "Allow");
      }),
    );
  });

  it("allow nothing more with a boundary or a session policy", () => {
    fc.assert(
      fc.property(lists, lists, (list, limit) => {
        const identity: readonly Policy[] = [policy("identity", ...list)];
        const limited = { identity, boundary: policy("boundary", ...limit), session: [policy("session", ...limit)] };
        if (isAllowed(limited)) assert.equal(isAllowed({ identity }), true);
      }),
    );
  });

  it("decide the same in any order, in one document or several", () => {
    fc.assert(
      fc.property(lists, (list) => {
        const one = isAllowed({ identity: [policy("identity", ...list)] });
        const several = [...list].reverse().map((statement) => policy("identity", statement));
        assert.equal(isAllowed({ identity: several }), one);
      }),
    );
  });
});

describe("a policy in the wrong place", () => {
  it("is a bug of the caller's", () => {
    assert.throws(() => evaluate(request(), { identity: [policy("boundary", {})] }), {
      name: "TypeError",
      message: "boundary is of kind boundary, given as identity",
    });
    assert.throws(() => evaluate(request(), { resource: policy("identity", {}) }), {
      name: "TypeError",
      message: "identity is of kind identity, given as resource",
    });
  });
});
