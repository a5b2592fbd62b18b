import { deepEqual, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../support/plans";

/** Colours by name, light and dark, as the style sheet lists them. */
const colors = new Map(
  [
    ...readFileSync(join(root, "tools/plan/page/styles/colors.css"), "utf8").matchAll(
      /--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g,
    ),
  ].map(([, name, light, dark]) => [name!, [light!, dark!]] as const),
);

/** Relative luminance, WCAG 2.2. */
function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

describe("the colours of the page", () => {
  it("are read from the style sheet, each for light and for dark", () => {
    deepEqual([colors.size, [...colors.values()].every((pair) => pair.length === 2)], [15, true]);
  });

  // axe cannot tell where a text is scrolled out of its table, or is a single mark
  const grounds = ["page", "surface", "raised"];
  for (const text of ["text", "dim", "accent", "second", "good", "warn", "bad"])
    it(`let everyone read ${text} on every ground`, () => {
      for (const ground of grounds)
        for (const theme of [0, 1]) {
          const ratio = contrast(colors.get(text)![theme]!, colors.get(ground)![theme]!);
          ok(ratio >= 4.5, `${text} on ${ground}, ${theme === 0 ? "light" : "dark"}: ${ratio.toFixed(2)}`);
        }
    });

  it("let everyone read what is marked", () => {
    for (const tone of ["accent", "good", "warn", "bad"])
      for (const theme of [0, 1])
        ok(contrast(colors.get(tone)![theme]!, colors.get(`${tone}-soft`)![theme]!) >= 4.5, tone);
  });
});
