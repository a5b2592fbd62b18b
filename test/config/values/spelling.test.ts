import assert from "node:assert/strict";
import { didYouMean } from "../../../config/values/spelling";

describe("suggestions", () => {
  it("lists what is allowed while that is a dozen at most", () => {
    const twelve = Array.from({ length: 12 }, (_, index) => `w${index}`);
    assert.equal(didYouMean("Spot", ["spot", "on-demand"]), 'did you mean "spot"? (spot, on-demand)');
    assert.equal(didYouMean("zebra", ["spot", "on-demand"]), "allowed: spot, on-demand");
    assert.equal(didYouMean("zebra", twelve), `allowed: ${twelve.join(", ")}`);
    assert.equal(didYouMean("zebra", [...twelve, "w12"]), "see docs/config.md for what is known");
    assert.equal(didYouMean("w-12", [...twelve, "w12"]), 'did you mean "w12"?');
  });
});
