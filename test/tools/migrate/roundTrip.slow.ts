import assert from "node:assert/strict";
import { validConfigs } from "../../config/fix";
import { checkRoundTrip } from "./roundTrip";

/** As in roundTrip.test.ts, on more configs. */
const runs = 150;

describe("what many stacks say of their pools", () => {
  it("comes back from the manifests that the program makes of it, or is told of", () => {
    const pools = validConfigs(runs, 20261127).reduce((sum, config) => sum + checkRoundTrip(config), 0);
    assert.ok(pools > runs / 3, `${pools} pools`);
  });
});
