import assert from "node:assert/strict";
import { parseNotPrincipal, parsePrincipal } from "../../../tools/iam/principal";
import type { Principal } from "../../../tools/iam/request";
import { account, otherAccount, session, sessionArn, user } from "./cases";

const service: Principal = { kind: "service", service: "events.amazonaws.com" };
const provider = `arn:aws:iam::${account}:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/ABC`;
const token: Principal = { kind: "webIdentity", provider, claims: {} };
const anonymous: Principal = { kind: "anonymous" };
const everybody = { user, session, service, token, anonymous };

const roleArn = `arn:aws:iam::${account}:role/ops/auditor`;
const userArn = `arn:aws:iam::${account}:user/carlos`;

/** Who is meant, and how directly. */
function grants(element: unknown): Readonly<Record<string, string>> {
  const principals = parsePrincipal(element, "Principal");
  return Object.fromEntries(
    Object.entries(everybody).flatMap(([name, principal]) => {
      const grant = principals.grant(principal);
      return grant === undefined ? [] : [[name, grant]];
    }),
  );
}

// Principal page (reference_policies_elements_principal).
describe("the Principal element", () => {
  it("with * means everybody, AWS's services and nobody in particular included", () => {
    const all = { user: "direct", session: "direct", service: "direct", token: "direct", anonymous: "direct" };
    assert.deepEqual(grants("*"), all);
    assert.deepEqual(grants({ AWS: "*" }), all);
  });

  it("with an account, by number or root, leaves it to the account's own policies", () => {
    const own = { user: "account", session: "account" };
    assert.deepEqual(grants({ AWS: account }), own);
    assert.deepEqual(grants({ AWS: `arn:aws:iam::${account}:root` }), own);
    assert.deepEqual(grants({ AWS: otherAccount }), {});
  });

  it("with a role means its sessions, with a session or user that one directly", () => {
    assert.deepEqual(grants({ AWS: roleArn }), { session: "role" });
    assert.deepEqual(grants({ AWS: sessionArn }), { session: "direct" });
    assert.deepEqual(grants({ AWS: userArn }), { user: "direct" });
    assert.deepEqual(grants({ AWS: [account, roleArn, userArn] }), { session: "role", user: "direct" });
  });

  it("with another path, partition or session means somebody else", () => {
    const others = [
      `arn:aws:iam::${account}:role/auditor`,
      `arn:aws-cn:iam::${account}:role/ops/auditor`,
      sessionArn.replace("monday", "tuesday"),
      userArn.replace("carlos", "Carlos"),
    ];
    assert.deepEqual(grants({ AWS: others }), {});
  });

  it("with a service or a provider means exactly that", () => {
    assert.deepEqual(grants({ Service: ["sqs.amazonaws.com", "events.amazonaws.com"] }), { service: "direct" });
    assert.deepEqual(grants({ Service: "events.amazonaws.com.cn" }), {});
    assert.deepEqual(grants({ Federated: provider }), { token: "direct" });
    assert.deepEqual(grants({ Federated: provider.replace("ABC", "ABCD") }), {});
  });

  const refused: readonly (readonly [unknown, string])[] = [
    [account, `Principal: "${account}" is not a principal; write "*" or {"AWS": ...}`],
    [{}, "Principal: names nobody"],
    [{ AWS: [] }, "Principal: names nobody"],
    [{ AWS: 1 }, "Principal.AWS: 1 is not a text"],
    [{ CanonicalUser: "79a59d" }, 'Principal: "CanonicalUser" is not a kind of principal that is modelled'],
    [
      { AWS: `arn:aws:iam::${account}:role/*` },
      `Principal.AWS: "arn:aws:iam::${account}:role/*" has a wildcard, which IAM takes as "*" alone only`,
    ],
    [
      { AWS: `arn:aws:iam::${account}:group/ops` },
      `Principal.AWS: "arn:aws:iam::${account}:group/ops" is not the ARN of an account, user, role or session`,
    ],
    [{ AWS: "AROAEXAMPLE" }, 'Principal.AWS: "AROAEXAMPLE" is not the ARN of an account, user, role or session'],
    [{ Service: "*" }, 'Principal.Service: "*" is not a service principal'],
    [{ Federated: "*" }, 'Principal.Federated: "*" is not an identity provider'],
  ];
  for (const [element, message] of refused) {
    it(`is refused: ${JSON.stringify(element)}`, () => {
      assert.throws(() => parsePrincipal(element, "Principal"), { name: "PolicyError", message });
    });
  }
});

// NotPrincipal page (reference_policies_elements_notprincipal), "NotPrincipal with Deny".
describe("the NotPrincipal element", () => {
  const denied = (element: unknown) => {
    const principals = parseNotPrincipal(element, "Deny", "NotPrincipal");
    return Object.entries(everybody).flatMap(([name, principal]) => (principals.grant(principal) ? [name] : []));
  };

  it("exempts a user only with the account, a session only with role and account", () => {
    const root = `arn:aws:iam::${account}:root`;
    assert.deepEqual(denied({ AWS: [userArn, root] }), ["session", "service", "token", "anonymous"]);
    assert.deepEqual(denied({ AWS: userArn }), ["user", "session", "service", "token", "anonymous"]);
    assert.deepEqual(denied({ AWS: [sessionArn, roleArn, root] }), ["user", "service", "token", "anonymous"]);
    assert.deepEqual(denied({ AWS: [sessionArn, root] }), ["user", "session", "service", "token", "anonymous"]);
  });

  it("exempts services and providers by name", () => {
    assert.deepEqual(denied({ Service: "events.amazonaws.com", Federated: provider }), [
      "user",
      "session",
      "anonymous",
    ]);
  });
});
