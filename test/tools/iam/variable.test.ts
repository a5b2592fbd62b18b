// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables look like templates
import assert from "node:assert/strict";
import { matchesPattern } from "../../../tools/iam/pattern";
import { expand, parseTemplate } from "../../../tools/iam/variable";

// Variables page (reference_policies_variables).
describe("a policy variable", () => {
  const keys: Readonly<Record<string, string>> = { "aws:username": "adele", "aws:PrincipalTag/team": "a*" };
  const matches = (template: string, text: string, version: "2012-10-17" | "2008-10-17" = "2012-10-17") => {
    const pattern = expand(parseTemplate(template, version, true), (key) => keys[key]);
    return pattern === undefined ? undefined : matchesPattern(pattern, text);
  };

  it("is replaced by the value of its key", () => {
    assert.equal(matches("home/${aws:username}/*", "home/adele/x"), true);
    assert.equal(matches("home/${aws:username}/*", "home/carlos/x"), false);
  });

  it("is literal text in a policy of the older version, which is the default", () => {
    assert.equal(matches("${aws:username}", "adele", "2008-10-17"), false);
    assert.equal(matches("${aws:username}", "${aws:username}", "2008-10-17"), true);
  });

  it("takes its default when the key is missing, and only then", () => {
    assert.equal(matches("${aws:PrincipalTag/none, 'company-wide'}", "company-wide"), true);
    assert.equal(matches("${aws:username, 'company-wide'}", "company-wide"), false);
    assert.equal(matches("${aws:PrincipalTag/none, ''}x", "x"), true);
  });

  it("leaves nothing to compare with when the key is missing without a default", () => {
    assert.equal(matches("*${aws:PrincipalTag/none}", "anything"), undefined);
  });

  it("brings no wildcards of the request's", () => {
    assert.equal(matches("${aws:PrincipalTag/team}", "abc"), false);
    assert.equal(matches("${aws:PrincipalTag/team}", "a*"), true);
  });

  it("writes the characters that would mean something else", () => {
    assert.equal(matches("${*}${?}${$}", "*?$"), true);
    assert.equal(matches("${*}${?}${$}", "ab$"), false);
  });

  const malformed = {
    "${aws:username": '"${aws:username" has no closing brace',
    "${}": "\"${}\" is not a policy variable; write ${prefix:key}, ${prefix:key, 'default'}, ${*}, ${?} or ${$}",
    "${username}":
      "\"${username}\" is not a policy variable; write ${prefix:key}, ${prefix:key, 'default'}, ${*}, ${?} or ${$}",
    "${aws:username, none}":
      "\"${aws:username, none}\" is not a policy variable; write ${prefix:key}, ${prefix:key, 'default'}, ${*}, ${?} or ${$}",
  };
  for (const [text, message] of Object.entries(malformed)) {
    it(`is not ${text}`, () => {
      assert.throws(() => parseTemplate(text, "2012-10-17", true), { name: "RangeError", message });
    });
  }
});
