import assert from "node:assert/strict";
import { lazy, memoizeBy } from "../../../capacity/units/memoize";

describe("memoizeBy", () => {
  it("computes once for each key, an undefined answer too, and gives the same object again", () => {
    const asked: string[] = [];
    const letters = memoizeBy(
      (word: string) => word.toLowerCase(),
      (word) => {
        asked.push(word);
        return word === "" ? undefined : [...word];
      },
    );
    const first = letters("Spot");
    assert.equal(letters("spot"), first);
    assert.deepEqual([letters(""), letters("")], [undefined, undefined]);
    assert.deepEqual(asked, ["Spot", ""]);
  });

  it("keeps answers apart by scope, and scoped ones apart from unscoped ones", () => {
    let computed = 0;
    const count = memoizeBy(
      (scope: object | undefined, text: string) => (scope === undefined ? text : [scope, text]),
      () => ++computed,
    );
    const [a, b] = [{}, {}];
    assert.deepEqual(
      [count(a, "x"), count(b, "x"), count(a, "y"), count(undefined, "x"), count(a, "x"), count(b, "x")],
      [1, 2, 3, 4, 1, 2],
    );
  });

  it("drops the oldest answer beyond the most, and computes it again", () => {
    const asked: string[] = [];
    const same = memoizeBy(
      (word: string) => word,
      (word) => {
        asked.push(word);
        return word;
      },
      2,
    );
    for (const word of ["a", "b", "a", "c", "b", "a"]) same(word);
    assert.deepEqual(asked, ["a", "b", "c", "a"]);
  });

  it("keeps nothing of a call that throws", () => {
    let calls = 0;
    const failing = memoizeBy(
      () => "key",
      () => {
        calls++;
        if (calls === 1) throw new RangeError("not yet");
        return calls;
      },
    );
    assert.throws(failing, new RangeError("not yet"));
    assert.deepEqual([failing(), failing()], [2, 2]);
  });

  it("computes a lazy value when it is asked for, and once", () => {
    let calls = 0;
    const value = lazy(() => ++calls);
    assert.equal(calls, 0);
    assert.deepEqual([value(), value()], [1, 1]);
  });
});
