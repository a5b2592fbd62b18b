import assert from "node:assert/strict";
import { requestContext } from "../../../tools/iam/context";
import { checkRequest, type Principal, type Request } from "../../../tools/iam/request";
import { account, request, session, user } from "./cases";

// Global condition keys page (reference_policies_condition-keys).
describe("the condition keys of a request", () => {
  const keysOf = (more: Partial<Request>, ...names: readonly string[]) => {
    const context = requestContext(request(more));
    return Object.fromEntries(
      names.flatMap((name) => (context.get(name) === undefined ? [] : [[name, context.get(name)]])),
    );
  };
  const ofPrincipal = (principal: Principal) =>
    keysOf(
      { principal },
      "aws:PrincipalArn",
      "aws:PrincipalAccount",
      "aws:PrincipalType",
      "aws:PrincipalIsAWSService",
      "aws:PrincipalServiceName",
      "aws:PrincipalTag/team",
      "aws:username",
    );

  it("say who asks: for a session its role, for a service no account", () => {
    assert.deepEqual(ofPrincipal({ ...user, tags: { Team: "blue" } } as Principal), {
      "aws:PrincipalArn": `arn:aws:iam::${account}:user/carlos`,
      "aws:PrincipalAccount": account,
      "aws:PrincipalType": "User",
      "aws:PrincipalIsAWSService": "false",
      "aws:PrincipalTag/team": "blue",
      "aws:username": "carlos",
    });
    assert.deepEqual(ofPrincipal(session), {
      "aws:PrincipalArn": `arn:aws:iam::${account}:role/ops/auditor`,
      "aws:PrincipalAccount": account,
      "aws:PrincipalType": "AssumedRole",
      "aws:PrincipalIsAWSService": "false",
    });
    assert.deepEqual(ofPrincipal({ kind: "service", service: "events.amazonaws.com" }), {
      "aws:PrincipalIsAWSService": "true",
      "aws:PrincipalServiceName": "events.amazonaws.com",
    });
  });

  it("say what a token claims, by its issuer", () => {
    const issuer = "oidc.eks.us-east-1.amazonaws.com/id/ABC";
    const principal: Principal = {
      kind: "webIdentity",
      provider: `arn:aws:iam::${account}:oidc-provider/${issuer}`,
      claims: { aud: "sts.amazonaws.com", sub: "system:serviceaccount:kube-system:karpenter" },
    };
    assert.deepEqual(keysOf({ principal }, `${issuer}:aud`, `${issuer}:sub`), {
      [`${issuer}:aud`]: "sts.amazonaws.com",
      [`${issuer}:sub`]: "system:serviceaccount:kube-system:karpenter",
    });
  });

  it("say what is tagged, and with which keys", () => {
    const more = {
      resource: { arn: `arn:aws:ec2:us-east-1:${account}:instance/i-1`, tags: { Name: "a" } },
      requestTags: { Name: "b", team: "blue" },
      region: "us-east-1",
    };
    assert.deepEqual(
      keysOf(
        more,
        "aws:ResourceTag/Name",
        "aws:RequestTag/Name",
        "aws:TagKeys",
        "aws:ResourceAccount",
        "aws:RequestedRegion",
      ),
      {
        "aws:ResourceTag/Name": "a",
        "aws:RequestTag/Name": "b",
        "aws:TagKeys": ["Name", "team"],
        "aws:ResourceAccount": account,
        "aws:RequestedRegion": "us-east-1",
      },
    );
  });

  it("say nothing of what the call does not have", () => {
    const names = ["aws:TagKeys", "aws:ResourceAccount", "aws:RequestedRegion", "aws:ResourceTag/Name"];
    assert.deepEqual(keysOf({ resource: { arn: "*" } }, ...names), {});
  });

  it("say that the call uses TLS, unless it does not", () => {
    assert.deepEqual(keysOf({}, "aws:SecureTransport"), { "aws:SecureTransport": "true" });
    assert.deepEqual(keysOf({ secureTransport: false }, "aws:SecureTransport"), { "aws:SecureTransport": "false" });
  });

  it("are not there twice", () => {
    const twice = (more: Partial<Request>) => () => requestContext(request(more));
    assert.throws(twice({ requestTags: { team: "a", Team: "b" } }), {
      name: "RequestError",
      message: "the request has aws:RequestTag/Team twice; keys are compared without case",
    });
    assert.throws(twice({ context: { "aws:securetransport": "true" } }), {
      name: "RequestError",
      message: "the request has aws:securetransport twice; keys are compared without case",
    });
  });

  it("that AWS always has are never taken for missing", () => {
    assert.throws(() => requestContext(request()).get("aws:CurrentTime"), {
      name: "RequestError",
      message: "a policy asks for aws:CurrentTime, which every request to AWS has; say it in request.context",
    });
    const context = { "aws:CurrentTime": "2020-01-01T00:00:00Z" };
    assert.equal(requestContext(request({ context })).get("aws:currenttime"), "2020-01-01T00:00:00Z");
  });
});

describe("a request", () => {
  const refused: readonly (readonly [Partial<Request>, string])[] = [
    [{ action: "GetObject" }, '"GetObject" is not an action; write service:Action'],
    [{ action: "s3:Get*" }, '"s3:Get*" is not an action; write service:Action'],
    [
      { principal: { kind: "roleSession", roleArn: `arn:aws:iam::${account}:user/carlos`, sessionName: "a" } },
      `"arn:aws:iam::${account}:user/carlos" is not the ARN of a role`,
    ],
    [
      { resource: { arn: "arn:aws-cn:s3:::bucket" } },
      `arn:aws:iam::${account}:user/carlos cannot reach arn:aws-cn:s3:::bucket: no request leaves its partition`,
    ],
  ];
  for (const [more, message] of refused) {
    it(`is refused: ${message}`, () => {
      assert.throws(() => checkRequest(request(more)), { name: "RequestError", message });
    });
  }
});
