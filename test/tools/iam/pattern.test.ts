import assert from "node:assert/strict";
import fc from "fast-check";
import { matchesArn, matchesPattern, wildcardPattern } from "../../../tools/iam/pattern";

const matches = (pattern: string, text: string) => matchesPattern(wildcardPattern(pattern), text);

/** What a pattern means, as a regular expression. */
const expression = (pattern: string) =>
  new RegExp(`^${[...pattern].map((one) => (one === "*" ? "[^]*" : one === "?" ? "[^]" : one)).join("")}$`, "u");

describe("a pattern with wildcards", () => {
  it("means what the regular expression of it means", () => {
    const alphabet = (letters: string, maxLength: number) =>
      fc.string({ unit: fc.constantFrom(...letters), maxLength });
    fc.assert(
      fc.property(alphabet("ab*?", 8), alphabet("ab", 10), (pattern, text) => {
        assert.equal(matches(pattern, text), expression(pattern).test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("takes * for nothing, too, and ? for one character of any script", () => {
    assert.deepEqual(
      [matches("*", ""), matches("a*", "a"), matches("?", ""), matches("?", "팀"), matches("?", "🚀")],
      [true, true, false, true, true],
    );
  });

  it("answers at once for many stars", () => {
    assert.equal(matches(`${"*a".repeat(40)}b`, "a".repeat(2000)), false);
  });
});

describe("a pattern for ARNs", () => {
  const matchesText = (pattern: string, arn: string) => matchesArn(wildcardPattern(pattern), arn);

  // Condition operators page, "ARN condition operators": StringLike would match this one.
  it("never lets a wildcard reach over a colon of the first five", () => {
    const far = "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt";
    assert.equal(matchesText("arn:aws:someservice:*:111122223333:finance/*", far), false);
    assert.equal(matches("arn:aws:someservice:*:111122223333:finance/*", far), true);
  });

  // Resource page, "Using wildcards in resource ARNs".
  it("lets a wildcard replace slashes and colons of the last part", () => {
    const pattern = "arn:aws:s3:::bucket/*/test/*";
    const keys = ["1/test/object", "1/2/test/3/object", "1///test///object", "/test/object", "1/test/", "a:b/test/c:d"];
    const others = ["1-test/object", "test/object", "1/2/test.jpg"];
    assert.deepEqual(
      [...keys, ...others].filter((key) => matchesText(pattern, `arn:aws:s3:::bucket/${key}`)),
      keys,
    );
  });

  it("keeps partitions apart, unless a wildcard stands for them", () => {
    const arn = "arn:aws-cn:iam::111122223333:role/node";
    assert.equal(matchesText("arn:aws:iam::111122223333:role/*", arn), false);
    assert.equal(matchesText("arn:*:iam::111122223333:role/*", arn), true);
  });

  it("needs six parts on both sides", () => {
    assert.equal(matchesText("*", "arn:aws:s3:::bucket"), false);
    assert.equal(matchesText("arn:aws:s3:::*", "bucket"), false);
  });

  it("never matches what the same text with wildcards would not", () => {
    const part = fc.string({ unit: fc.constantFrom("a", "b", ":", "*"), maxLength: 4 });
    const arn = fc.array(part, { minLength: 6, maxLength: 6 }).map((parts) => parts.join(":"));
    fc.assert(
      fc.property(arn, arn, (pattern, text) => {
        if (matchesText(pattern, text)) assert.equal(matches(pattern, text), true);
      }),
    );
  });
});
