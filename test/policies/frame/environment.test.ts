import { deepEqual, equal } from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { bindsHere } from "../../../policies/frame/environment";
import { stackValue } from "../../../policies/frame/stackValue";

describe("the stack's config, as rules read it", () => {
  it("is read once, by namespace and key", () => {
    pulumi.runtime.setConfig("frame:first", "1");
    const read = () => [stackValue("first", "frame"), stackValue("second", "frame"), stackValue("first", "other")];
    deepEqual(read(), ["1", undefined, undefined]);
    pulumi.runtime.setConfig("frame:first", "2");
    pulumi.runtime.setConfig("frame:second", "2");
    deepEqual(read(), ["1", undefined, undefined]);
  });

  it("loosens no rule that binds everywhere", () => {
    equal(bindsHere("everywhere"), true);
  });
});
