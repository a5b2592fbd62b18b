import assert from "node:assert/strict";
import fc from "fast-check";
import { editDistance, nearest } from "../../../capacity/units/spelling";

const word = fc.string({ maxLength: 12 });

describe("spelling", () => {
  it("counts insertions, deletions, replacements and swaps, and no letter case", () => {
    assert.deepEqual(
      [
        ["spot", "spot"],
        ["Spot", "spot"],
        ["limts", "limits"],
        ["limiits", "limits"],
        ["limitz", "limits"],
        ["limist", "limits"],
        ["", "spot"],
        ["kitten", "sitting"],
      ].map(([from, to]) => editDistance(from!, to!)),
      [0, 0, 1, 1, 1, 1, 4, 3],
    );
  });

  it("measures the same both ways, and 0 for the same word alone", () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        assert.equal(editDistance(a, b), editDistance(b, a));
        assert.equal(editDistance(a, b) === 0, a.toLowerCase() === b.toLowerCase());
      }),
      { seed: 20261121 },
    );
  });

  it("takes a word of which at most a third differs, the first of equally near ones", () => {
    assert.equal(nearest("poolDefault", ["pools", "poolDefaults"]), "poolDefaults");
    assert.equal(nearest("abcxyz", ["abcdef"]), undefined);
    assert.equal(nearest("abcdxy", ["abcdef"]), "abcdef");
    assert.equal(nearest("ac", ["ab", "ad"]), "ab");
    assert.equal(nearest("spot", []), undefined);
  });

  it("is quick with a whole file in place of a word", () => {
    const start = Date.now();
    assert.equal(nearest("x".repeat(200_000), ["development", "production"]), undefined);
    assert.ok(Date.now() - start < 500);
  });
});
