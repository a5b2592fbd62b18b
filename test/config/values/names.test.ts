import assert from "node:assert/strict";
import fc from "fast-check";
import { fitted, nameLimits } from "../../../config/values/names";

const limits = Object.values(nameLimits);

describe("fitted names", () => {
  it("knows the limits of AWS", () => {
    assert.deepEqual(nameLimits, {
      iamRole: 64,
      iamPolicy: 128,
      instanceProfile: 128,
      queue: 80,
      eventRule: 64,
      cluster: 100,
    });
  });

  it("leaves a name that fits as it is, to the last character", () => {
    assert.equal(fitted("x".repeat(64), 64), "x".repeat(64));
    assert.equal(fitted("", 64), "");
  });

  it("shortens to its beginning and a hash of all of it, always the same", () => {
    assert.equal(fitted(`KarpenterNodeRole-${"c".repeat(47)}`, 64), `KarpenterNodeRole-${"c".repeat(37)}-4ba2a5cf`);
  });

  it("keeps two long names apart that differ only at the end", () => {
    const long = "x".repeat(200);
    assert.notEqual(fitted(`${long}a`, 64), fitted(`${long}b`, 64));
  });

  it("never exceeds a limit, ends with no separator doubled, and gives the same name again", () => {
    const name = fc.string({ unit: fc.constantFrom("a", "b", "7", "-", "_", "."), minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(name, fc.constantFrom(...limits), (text, limit) => {
        const short = fitted(text, limit);
        assert.ok(short.length <= limit);
        assert.equal(short, fitted(text, limit));
        if (text.length > limit) assert.match(short, /^(.*[^-_.])?-[0-9a-f]{8}$/);
        else assert.equal(short, text);
      }),
      { seed: 20261121 },
    );
  });
});
