/** Bars that need no program: a share of what is allowed, as an image beside its text. */
import { type Html, html } from "./html";

/** Patterns that the bars and the pictures fill with, once in a page: no picture tells things apart by colour alone. */
export const patterns = html`<svg class="unseen" width="0" height="0" aria-hidden="true" focusable="false"><defs>
<pattern id="stripes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="stripe-ground" width="6" height="6"/><rect class="stripe" width="2.5" height="6"/></pattern>
<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect class="hatch" width="1.6" height="5"/></pattern>
<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse"><circle class="dot" cx="1.5" cy="1.5" r="1.1"/></pattern>
</defs></svg>`;

/** Narrower than this nobody sees a bar. */
const leastPercent = 1.5;

/**
 * A bar of a figure against its most. The text beside it says the same, so readers of the screen skip it.
 * @param most what is allowed; undefined draws no bar
 * @param value null where nothing bounds the figure
 */
export function bar(value: number | null, most: number | undefined): Html | undefined {
  if (most === undefined) return undefined;
  const isAbove = value === null || value > most;
  const share = isAbove ? 100 : most === 0 ? 0 : (value / most) * 100;
  const width = value === 0 ? 0 : Math.max(leastPercent, Math.min(100, share));
  return html`<svg class="bar${isAbove && " above"}" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="6"/><rect class="share" width="${Math.round(width * 10) / 10}" height="6"/></svg>`;
}
