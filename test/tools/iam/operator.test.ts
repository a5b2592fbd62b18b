// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables look like templates
import assert from "node:assert/strict";
import fc from "fast-check";
import { operators } from "../../../tools/iam/operator";

/** Whether the operator's condition is true of one value, its negation included. */
function holds(name: string, written: string, asked: string, keys: Readonly<Record<string, string>> = {}): boolean {
  const { matcher, negated } = operators[name]!;
  return matcher(written, "2012-10-17")(asked, (key) => keys[key]) !== negated;
}

/** By operator: the policy's value, values of requests that it is true of, and values that it is not. */
const cases: Readonly<Record<string, readonly [string, readonly string[], readonly string[]]>> = {
  StringEquals: ["Team*", ["Team*"], ["team*", "Teams", ""]],
  StringNotEquals: ["Team*", ["team*", "Teams", ""], ["Team*"]],
  StringEqualsIgnoreCase: ["Team*", ["team*", "TEAM*"], ["teams"]],
  StringNotEqualsIgnoreCase: ["Team*", ["teams"], ["team*", "TEAM*"]],
  StringLike: ["Team-?*", ["Team-1", "Team-12"], ["Team-", "team-1"]],
  StringNotLike: ["Team-?*", ["Team-", "team-1"], ["Team-1", "Team-12"]],
  NumericEquals: ["10", ["10", "10.0"], ["9.99", "11"]],
  NumericNotEquals: ["10", ["9.99", "11"], ["10", "10.0"]],
  NumericLessThan: ["10", ["9", "-10"], ["10", "11"]],
  NumericLessThanEquals: ["10", ["9", "10"], ["10.01", "100"]],
  NumericGreaterThan: ["10", ["10.01", "100"], ["9", "10"]],
  NumericGreaterThanEquals: ["10", ["10", "11"], ["9", "-10"]],
  DateEquals: ["2020-01-01T00:00:00Z", ["2020-01-01", "1577836800", "2020-01-01T09:00:00+09:00"], ["2020-01-02"]],
  DateNotEquals: ["2020-01-01T00:00:00Z", ["2020-01-02"], ["2020-01-01", "1577836800"]],
  DateLessThan: ["2020-01-01", ["2019-12-31T23:59:59Z"], ["2020-01-01T00:00:00Z"]],
  DateLessThanEquals: ["2020-01-01", ["2020-01-01T00:00:00Z"], ["2020-01-01T00:00:01Z"]],
  DateGreaterThan: ["2020-01-01", ["2020-01-01T00:00:01Z"], ["2020-01-01T00:00:00Z"]],
  DateGreaterThanEquals: ["2020-01-01", ["2020-01-01T00:00:00Z"], ["2019-12-31T23:59:59Z"]],
  Bool: ["false", ["false"], ["true"]],
  BinaryEquals: ["QmluYXJ5", ["QmluYXJ5"], ["YmluYXJ5"]],
  IpAddress: ["203.0.113.0/24", ["203.0.113.0", "203.0.113.255"], ["203.0.112.255", "203.0.114.0", "2001:db8::1"]],
  NotIpAddress: ["203.0.113.0/24", ["203.0.114.0", "2001:db8::1"], ["203.0.113.7"]],
  ArnEquals: [
    "arn:aws:events:*:111122223333:rule/*",
    ["arn:aws:events:eu-west-1:111122223333:rule/a/b"],
    ["arn:aws:events:eu-west-1:444455556666:rule/a", "arn:aws-cn:events:cn-north-1:111122223333:rule/a", "rule/a"],
  ],
  ArnLike: [
    "arn:aws:events:*:111122223333:rule/*",
    ["arn:aws:events:eu-west-1:111122223333:rule/a/b"],
    ["arn:aws:events:eu-west-1:444455556666:rule/a", "arn:aws:events:a:b:111122223333:rule/a"],
  ],
  ArnNotEquals: [
    "arn:aws:events:*:111122223333:rule/*",
    ["arn:aws:events:eu-west-1:444455556666:rule/a"],
    ["arn:aws:events:eu-west-1:111122223333:rule/a"],
  ],
  ArnNotLike: [
    "arn:aws:events:*:111122223333:rule/*",
    ["arn:aws:events:eu-west-1:444455556666:rule/a"],
    ["arn:aws:events:eu-west-1:111122223333:rule/a"],
  ],
};

// Condition operators page (reference_policies_elements_condition_operators).
describe("the condition operators", () => {
  it("are all in this table", () => {
    assert.deepEqual(Object.keys(cases).sort(), Object.keys(operators).sort());
  });

  for (const [name, [written, yes, no]] of Object.entries(cases)) {
    it(`${name} "${written}" tells both sides apart`, () => {
      const wrong = [
        ...yes.filter((asked) => !holds(name, written, asked)),
        ...no.filter((asked) => holds(name, written, asked)),
      ];
      assert.deepEqual(wrong, []);
    });
  }

  it("that are negated are the opposite of those that are not", () => {
    const pairs = Object.keys(operators).filter((name) => operators[name]!.negated);
    const positive = (name: string) => name.replace("Not", "");
    assert.deepEqual(
      pairs.filter((name) => operators[positive(name)]?.negated !== false),
      [],
    );
    const text = fc.string({ unit: fc.constantFrom("a", "A", "*", "?"), maxLength: 4 });
    fc.assert(
      fc.property(
        fc.constantFrom(...pairs.filter((name) => name.startsWith("String"))),
        text,
        text,
        (name, one, other) => {
          assert.notEqual(holds(name, one, other), holds(positive(name), one, other));
        },
      ),
    );
  });

  it("IpAddress without a prefix is that address, in both versions of IP", () => {
    assert.equal(holds("IpAddress", "203.0.113.7", "203.0.113.7"), true);
    assert.equal(holds("IpAddress", "203.0.113.7", "203.0.113.8"), false);
    assert.equal(holds("IpAddress", "2001:db8::1", "2001:DB8:0:0::1"), true);
    assert.equal(holds("IpAddress", "2001:db8:1234:5678::/64", "2001:db8:1234:5678:ffff::"), true);
    assert.equal(holds("IpAddress", "2001:db8:1234:5678::/64", "2001:db8:1234:5679::"), false);
  });

  it("String and Arn take policy variables", () => {
    const keys = { "aws:PrincipalAccount": "111122223333" };
    const role = "arn:aws:iam::${aws:PrincipalAccount}:role/*";
    assert.equal(holds("ArnLike", role, "arn:aws:iam::111122223333:role/a", keys), true);
    assert.equal(holds("ArnLike", role, "arn:aws:iam::444455556666:role/a", keys), false);
    assert.equal(holds("StringEquals", "${aws:PrincipalAccount}", "111122223333", keys), true);
  });

  // Variables page, "Policy variables with no value".
  it("find nothing equal to, like, or unlike a variable without a value but the negated ones", () => {
    const withNothing = (name: string, written: string, asked: string) => holds(name, written, asked, {});
    const arn = "arn:aws:iam::${aws:PrincipalAccount}:role/a";
    assert.deepEqual(
      [
        withNothing("StringEquals", "${aws:PrincipalTag/team}", ""),
        withNothing("StringLike", "*${aws:PrincipalTag/team}", "x"),
        withNothing("ArnLike", arn, "arn:aws:iam:::role/a"),
        withNothing("StringNotEquals", "${aws:PrincipalTag/team}", ""),
        withNothing("ArnNotLike", arn, "arn:aws:iam:::role/a"),
      ],
      [false, false, false, true, true],
    );
  });

  const refused: readonly (readonly [string, string, string])[] = [
    ["NumericEquals", "ten", '"ten" is not a number'],
    ["Bool", "yes", '"yes" is neither "true" nor "false"'],
    ["BinaryEquals", "no base64!", '"no base64!" is not base64'],
    ["DateEquals", "yesterday", '"yesterday" is not a date; write 2020-01-01T00:00:01Z or seconds since 1970'],
    ["DateEquals", "2020-02-30", '"2020-02-30" is not a date; write 2020-01-01T00:00:01Z or seconds since 1970'],
    [
      "DateEquals",
      "2020-01-01T00:00",
      '"2020-01-01T00:00" is not a date; write 2020-01-01T00:00:01Z or seconds since 1970',
    ],
    [
      "IpAddress",
      "203.0.113.0/33",
      '"203.0.113.0/33" is not an IP address or range; write 203.0.113.0/24 or 2001:db8::/32',
    ],
    ["IpAddress", "203.0.113", '"203.0.113" is not an IP address or range; write 203.0.113.0/24 or 2001:db8::/32'],
    ["ArnLike", "*", '"*" is not an ARN of six parts'],
    ["ArnEquals", "rule/a", '"rule/a" is not an ARN of six parts'],
    [
      "NumericEquals",
      "${aws:EpochTime}",
      '"${aws:EpochTime}" has a policy variable, which only String and Arn operators take',
    ],
    ["Bool", "${aws:x}", '"${aws:x}" has a policy variable, which only String and Arn operators take'],
  ];
  for (const [name, written, message] of refused) {
    it(`${name} refuses "${written}"`, () => {
      assert.throws(() => operators[name]!.matcher(written, "2012-10-17"), { name: "RangeError", message });
    });
  }
});
