/** Ways to hold a pool's warm capacity beside each other: a table of figures, and what is to be said of each. */
import { comparisonMeaning, comparisonNotes, engineHeadings, engineLines, engineRows } from "../../report/compareWarm";
import type { PlannedComparison } from "../../summary/compareWarmSchema";
import { type Html, html, shortened, word } from "../html";
import { fold, lines, section, table } from "../layout";
import type { View } from "../view";

/** A comparison after the other. */
export function compareWarmSection({ texts }: View, comparisons: readonly PlannedComparison[]): Html {
  const own = texts.compareWarm;
  return section(
    "compareWarm",
    own.heading,
    html`<p class="intro">${own.intro}</p>`,
    comparisons.map((comparison) => comparisonPart(comparison)),
  );
}

function comparisonPart(comparison: PlannedComparison): Html {
  const [first, ...numbers] = engineHeadings;
  return html`<h3>${word(comparison.text)}</h3>
<div lang="en"><p>${shortened(comparisonMeaning(comparison))}</p>
${table({
  caption: comparisonMeaning(comparison),
  columns: [{ heading: first }, ...numbers.map((heading) => ({ heading, isNumber: true }))],
  rows: engineRows(comparison),
})}
${comparison.engines.map((engine) => fold(engine.title, lines(engineLines(engine).map((line) => shortened(line.trim())))))}
${lines(comparisonNotes(comparison).map((line) => shortened(line)))}</div>`;
}
