import assert from "node:assert/strict";
import { compareVersions } from "../../../config/values/version";

describe("compareVersions", () => {
  it("compares numbers, not letters", () => {
    assert.ok(compareVersions("1.9.0", "1.13.0") < 0);
    assert.ok(compareVersions("1.36", "1.9") > 0);
    assert.ok(compareVersions("2.0.0", "1.99.99") > 0);
  });

  it("counts a missing third number as 0", () => {
    assert.equal(compareVersions("1.14", "1.14.0"), 0);
    assert.ok(compareVersions("1.14.1", "1.14") > 0);
    assert.ok(compareVersions("1.13.9", "1.14") < 0);
  });
});
