import { deepEqual, throws } from "node:assert/strict";
import { cpuMillis } from "../../../capacity/units/quantity";
import { parsed } from "../../../policies/readers/parsed";

describe("what a parser returns", () => {
  it("is a value, or the message of a RangeError", () => {
    deepEqual(
      parsed(() => cpuMillis("1500m")),
      { value: 1500 },
    );
    deepEqual(
      parsed(() => {
        throw new RangeError("not valid");
      }),
      { error: "not valid" },
    );
  });

  it("is not any other error: that is a bug of ours", () => {
    throws(
      () =>
        parsed(() => {
          throw new TypeError("a bug");
        }),
      new TypeError("a bug"),
    );
  });
});
