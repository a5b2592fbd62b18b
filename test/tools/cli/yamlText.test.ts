import assert from "node:assert/strict";
import { yamlText } from "../../../tools/cli/yamlText";

describe("YAML for users", () => {
  it("has no anchors and aliases, however often a value is the same object", () => {
    const shared = { cpu: "1" };
    assert.equal(yamlText({ a: shared, b: [shared] }), 'a:\n  cpu: "1"\nb:\n  - cpu: "1"\n');
  });

  it("keeps long lines whole, and control characters as escapes", () => {
    const long = "word ".repeat(40).trim();
    assert.equal(yamlText({ a: long, b: "x\u009by" }), `a: ${long}\nb: "x\\x9by"\n`);
  });
});
