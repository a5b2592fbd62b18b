// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables look like templates
import assert from "node:assert/strict";
import fc from "fast-check";
import { parseConditions } from "../../../tools/iam/condition";
import type { KeyValue, RequestContext } from "../../../tools/iam/context";
import { operators } from "../../../tools/iam/operator";

function context(keys: Readonly<Record<string, KeyValue>>): RequestContext {
  const lower = new Map(Object.entries(keys).map(([key, value]) => [key.toLowerCase(), value]));
  return { get: (key) => lower.get(key.toLowerCase()) };
}

function holds(element: object, keys: Readonly<Record<string, KeyValue>>): boolean {
  return parseConditions(element, "2012-10-17", "Condition").every((one) => one.holds(context(keys)));
}

/** A value of the policy that each family of operators takes. */
const sample = (name: string): string =>
  name.includes("Numeric")
    ? "1"
    : name.includes("Date")
      ? "2020-01-01"
      : name.includes("Arn")
        ? "arn:aws:s3:::a"
        : name.includes("Ip")
          ? "203.0.113.7"
          : name === "Bool"
            ? "true"
            : "YQ==";

describe("the Condition element", () => {
  // Condition page and "conditions with multiple keys or values".
  it("needs every operator and every key, and of a key's values one", () => {
    const element = {
      StringEquals: { "aws:PrincipalTag/department": ["hr", "legal"], "aws:PrincipalAccount": "111122223333" },
      Bool: { "aws:SecureTransport": true },
    };
    const all = {
      "aws:PrincipalTag/department": "legal",
      "aws:PrincipalAccount": "111122223333",
      "aws:SecureTransport": "true",
    };
    assert.equal(holds(element, all), true);
    assert.equal(holds(element, { ...all, "aws:PrincipalTag/department": "sales" }), false);
    assert.equal(holds(element, { ...all, "aws:PrincipalAccount": "444455556666" }), false);
    assert.equal(holds(element, { ...all, "aws:SecureTransport": "false" }), false);
  });

  it("is true of a negated operator only if none of the values matches", () => {
    const element = { StringNotEquals: { "aws:PrincipalAccount": ["111122223333", "444455556666"] } };
    assert.equal(holds(element, { "aws:PrincipalAccount": "777788889999" }), true);
    assert.equal(holds(element, { "aws:PrincipalAccount": "444455556666" }), false);
  });

  it("finds keys without regard to case, values with it", () => {
    const element = { StringEquals: { "aws:resourcetag/team": "Blue" } };
    assert.equal(holds(element, { "aws:ResourceTag/Team": "Blue" }), true);
    assert.equal(holds(element, { "aws:ResourceTag/Team": "blue" }), false);
  });

  it("takes numbers and booleans of JSON for their texts", () => {
    assert.equal(holds({ NumericLessThanEquals: { "s3:max-keys": 10 } }, { "s3:max-keys": "10" }), true);
    assert.equal(holds({ Null: { "aws:TokenIssueTime": true } }, {}), true);
  });
});

describe("a condition whose key is missing", () => {
  // Condition operators page, "Important": false, true for operators that want no match, and true with IfExists.
  for (const [name, { negated }] of Object.entries(operators)) {
    it(`is ${negated} for ${name}, true for ${name}IfExists`, () => {
      assert.equal(holds({ [name]: { "aws:key": sample(name) } }, {}), negated);
      assert.equal(holds({ [`${name}IfExists`]: { "aws:key": sample(name) } }, {}), true);
    });
  }

  it("is the same with and without IfExists once the key is there", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 3 });
    const names = Object.keys(operators).filter((name) => name.startsWith("String"));
    fc.assert(
      fc.property(fc.constantFrom(...names), text, text, (name, written, asked) => {
        const of = (operator: string) => holds({ [operator]: { "aws:key": written } }, { "aws:key": asked });
        assert.equal(of(`${name}IfExists`), of(name));
      }),
    );
  });

  // The same page, the example of RunInstances: image and subnet have no instance type.
  it("does not stop a statement about several types of resources that uses IfExists", () => {
    const types = ["t2.*", "m3.*"];
    const instance = { "ec2:InstanceType": "t2.micro" };
    assert.equal(holds({ StringLike: { "ec2:InstanceType": types } }, {}), false);
    assert.equal(holds({ StringLikeIfExists: { "ec2:InstanceType": types } }, {}), true);
    assert.equal(holds({ StringLikeIfExists: { "ec2:InstanceType": types } }, instance), true);
    assert.equal(holds({ StringLikeIfExists: { "ec2:InstanceType": ["m3.*"] } }, instance), false);
  });
});

// Multivalued context keys page and its examples page.
describe("a set operator", () => {
  const onTags = (operator: string, values: readonly string[]) => ({ [operator]: { "aws:TagKeys": values } });
  const of = (element: object, ...tags: readonly string[]) => holds(element, { "aws:TagKeys": tags });

  it("ForAllValues wants each value of the request to match one of the policy's", () => {
    const element = onTags("ForAllValues:StringEquals", ["PostDateTime", "Message", "Tags"]);
    assert.equal(of(element, "PostDateTime", "Tags"), true);
    assert.equal(of(element, "PostDateTime", "UserName"), false);
  });

  it("ForAnyValue wants one of them to match", () => {
    const element = onTags("ForAnyValue:StringEquals", ["ID", "PostDateTime"]);
    assert.equal(of(element, "UserName", "Message", "PostDateTime"), true);
    assert.equal(of(element, "UserName"), false);
  });

  it("negated, wants all, or one, to match none", () => {
    const all = onTags("ForAllValues:StringNotLike", ["key1*"]);
    assert.equal(of(all, "key2:audit", "personal"), true);
    assert.equal(of(all, "key1:legal", "personal"), false);
    const any = onTags("ForAnyValue:StringNotEquals", ["key1"]);
    assert.equal(of(any, "key1", "key2"), true);
    assert.equal(of(any, "key1"), false);
  });

  it("is true of no values with ForAllValues, false with ForAnyValue, an empty text being no value", () => {
    const empty: readonly Readonly<Record<string, KeyValue>>[] = [
      {},
      { "aws:TagKeys": [] },
      { "aws:TagKeys": "" },
      { "aws:TagKeys": [""] },
    ];
    for (const operator of ["StringEquals", "StringNotEquals"]) {
      assert.deepEqual(
        empty.map((keys) => holds(onTags(`ForAllValues:${operator}`, ["a"]), keys)),
        [true, true, true, true],
      );
      assert.deepEqual(
        empty.map((keys) => holds(onTags(`ForAnyValue:${operator}`, ["a"]), keys)),
        [false, false, false, false],
      );
    }
  });

  it("with Null false beside it wants at least one value", () => {
    const element = { Null: { "aws:TagKeys": "false" }, ...onTags("ForAllValues:StringLike", ["key1*"]) };
    assert.equal(of(element, "key1-a"), true);
    assert.equal(of(element), false);
    assert.equal(holds(element, {}), false);
  });

  it("with IfExists is true of a missing key only", () => {
    const element = onTags("ForAnyValue:StringEqualsIfExists", ["a"]);
    assert.equal(holds(element, {}), true);
    assert.equal(of(element), false);
    assert.equal(of(element, "b"), false);
  });

  it("on one value is the plain operator", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "*"), minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom("StringLike", "StringNotEquals"), text, text, (name, written, asked) => {
        const [all, any, plain] = ["ForAllValues:", "ForAnyValue:", ""].map((set) =>
          holds({ [`${set}${name}`]: { "aws:key": written } }, { "aws:key": asked }),
        );
        assert.deepEqual([all, any], [plain, plain]);
      }),
    );
  });
});

describe("the operator Null", () => {
  // Condition operators page, "Condition operator to check existence of condition keys".
  it("true wants the key to be missing, false to have a value", () => {
    const of = (value: string, keys: Readonly<Record<string, KeyValue>>) =>
      holds({ Null: { "aws:TokenIssueTime": value } }, keys);
    const there = { "aws:TokenIssueTime": "2020-01-01T00:00:01Z" };
    assert.deepEqual(
      [
        of("true", {}),
        of("true", there),
        of("false", {}),
        of("false", there),
        of("false", { "aws:TokenIssueTime": "" }),
      ],
      [true, false, false, true, false],
    );
  });
});

describe("a condition that nobody can answer", () => {
  const refused: readonly (readonly [object, string])[] = [
    [{ StringEqual: { "aws:a": "b" } }, 'Condition.StringEqual.aws:a: "StringEqual" is not a condition operator'],
    [{ stringEquals: { "aws:a": "b" } }, 'Condition.stringEquals.aws:a: "stringEquals" is not a condition operator'],
    [{ NullIfExists: { "aws:a": "true" } }, 'Condition.NullIfExists.aws:a: "NullIfExists" is not a condition operator'],
    [
      { "ForAllValues:Null": { "aws:a": "true" } },
      'Condition.ForAllValues:Null.aws:a: "ForAllValues:Null" is not a condition operator',
    ],
    [
      { "ForEachValue:StringEquals": { "aws:a": "b" } },
      'Condition.ForEachValue:StringEquals.aws:a: "ForEachValue:StringEquals" is not a condition operator',
    ],
    [{ toString: { "aws:a": "b" } }, 'Condition.toString.aws:a: "toString" is not a condition operator'],
    [{ StringEquals: { a: "b" } }, 'Condition.StringEquals.a: "a" is not a condition key; write prefix:key'],
    [{ StringEquals: { "aws:a": [] } }, "Condition.StringEquals.aws:a: has no value"],
    [{ StringEquals: { "aws:a": [null] } }, "Condition.StringEquals.aws:a: null is not a text"],
    [{ StringEquals: ["aws:a"] }, "Condition.StringEquals: is not an object"],
    [{ Bool: { "aws:a": ["true", "false"] } }, "Condition.Bool.aws:a: has 2 values; it takes one"],
    [{ Null: { "aws:a": "no" } }, 'Condition.Null.aws:a: "no" is neither "true" nor "false"'],
    [{ NumericEquals: { "aws:a": "b" } }, 'Condition.NumericEquals.aws:a: "b" is not a number'],
    [{ StringEquals: { "aws:a": "${x" } }, 'Condition.StringEquals.aws:a: "${x" has no closing brace'],
  ];
  for (const [element, message] of refused) {
    it(`is refused: ${JSON.stringify(element)}`, () => {
      assert.throws(() => parseConditions(element, "2012-10-17", "Condition"), { name: "PolicyError", message });
    });
  }

  it("needs a set operator for a key with several values, and no variable of one", () => {
    const keys = { "aws:TagKeys": ["a"], "aws:key": "a" };
    assert.throws(() => holds({ StringEquals: { "aws:TagKeys": "a" } }, keys), {
      name: "RequestError",
      message: "aws:TagKeys has several values; StringEquals needs ForAllValues: or ForAnyValue: before it",
    });
    assert.throws(() => holds({ StringEquals: { "aws:key": "${aws:TagKeys}" } }, keys), {
      name: "RequestError",
      message: "aws:TagKeys has several values, so it cannot be a policy variable",
    });
  });

  it("needs a value of the operator's type in the request", () => {
    assert.throws(() => holds({ NumericEquals: { "s3:max-keys": "1" } }, { "s3:max-keys": "many" }), {
      name: "RequestError",
      message: 's3:max-keys: "many" is not a number',
    });
  });
});
