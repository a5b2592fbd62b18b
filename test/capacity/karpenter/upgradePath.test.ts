import assert from "node:assert/strict";
import { runsOn, upgradePath } from "../../../capacity/karpenter/upgradePath";

describe("upgradePath", () => {
  it("takes one minor after the other, and names the Karpenter that the first of them needs", () => {
    assert.deepEqual(upgradePath("1.34", "1.12.1"), [
      { kubernetes: "1.35", standardUntil: "2027-03-27" },
      { kubernetes: "1.36", karpenter: "1.13.1" },
      { kubernetes: "1.37", karpenter: "1.15.1", isAwaited: true },
    ]);
  });

  it("names no Karpenter that runs already, and none where none is known", () => {
    const bare = [{ kubernetes: "1.36" }, { kubernetes: "1.37", isAwaited: true }];
    assert.deepEqual(upgradePath("1.35", "1.15.1"), bare);
    assert.deepEqual(upgradePath("1.35", undefined), bare);
  });

  it("ends with the newest minor", () => {
    assert.deepEqual(upgradePath("1.37", "1.15.1"), []);
  });
});

describe("runsOn", () => {
  it("goes by what a release has compiled in", () => {
    assert.deepEqual(
      [runsOn("1.15.1", "1.37"), runsOn("1.14.1", "1.37"), runsOn("1.15.1", "1.25"), runsOn("1.99.0", "1.35")],
      [true, false, false, undefined],
    );
  });
});
