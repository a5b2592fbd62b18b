import { deepEqual, equal } from "node:assert/strict";
import fc from "fast-check";
import { widthOf, wrapped } from "../../../tools/cli/wrap";

describe("lines that fit a terminal", () => {
  it("break between words, two columns further in", () => {
    equal(
      wrapped("  error teams.dotori.pools: is not known; did you mean this\nshort", 40),
      "  error teams.dotori.pools: is not\n    known; did you mean this\nshort",
    );
  });

  it("leave a long word whole, and a line that fits as it is", () => {
    const word = "x".repeat(60);
    equal(wrapped(`a ${word} b`, 40), `a\n  ${word}\n  b`);
    equal(wrapped("a".repeat(40), 40), "a".repeat(40));
  });

  it("count two columns for a Hangul letter and none for a colour", () => {
    equal(wrapped(`${"가".repeat(10)} ${"나".repeat(10)}`, 40), `${"가".repeat(10)}\n  ${"나".repeat(10)}`);
    const red = `\u001b[31m${"a".repeat(20)} ${"b".repeat(19)}\u001b[39m`;
    equal(wrapped(red, 40), red);
  });

  it("lose no word and no line", () => {
    const word = fc.stringMatching(/^[ab가]{1,50}$/);
    const text = fc.array(word, { minLength: 1, maxLength: 40 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(text, fc.integer({ min: 40, max: 80 }), (given, width) => {
        deepEqual(wrapped(given, width).split(/\s+/), given.split(/\s+/));
      }),
    );
  });

  const widths: readonly (readonly [COLUMNS: string | undefined, isTTY: boolean, columns: number, width: unknown])[] = [
    ["80", false, 0, 80],
    ["80", true, 120, 80],
    [undefined, true, 120, 120],
    [undefined, false, 0, undefined],
    ["wide", true, 120, 120],
    ["5", true, 120, 40],
    ["0", true, 0, undefined],
  ];
  for (const [COLUMNS, isTTY, columns, width] of widths) {
    it(`are ${width} columns with COLUMNS ${COLUMNS} on ${isTTY ? `a terminal of ${columns}` : "no terminal"}`, () => {
      equal(widthOf({ isTTY, columns }, { COLUMNS }), width);
    });
  }
});
