/** The tree of resources, which a program draws, and their number by type. */
import { shortType } from "../../report/tree";
import { type Html, html, prose, shortened } from "../html";
import { fold, section, table } from "../layout";
import type { View } from "../view";

/** The frame of the tree, and the table that says how much of what there is. */
export function resourcesSection({ plan, texts, formats }: View): Html {
  const own = texts.resources;
  const counts = new Map<string, number>();
  for (const { type } of plan.resources) {
    const name = shortType(type);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return section(
    "resources",
    own.heading,
    html`<p class="intro">${prose(own.intro)}</p>
<noscript><p class="empty">${own.needsScript}</p></noscript>
<div id="explorer" class="explorer" hidden>
<div>
<label class="unseen" for="resource-filter">${own.filter}</label>
<input type="search" id="resource-filter" placeholder="${own.filter}" autocomplete="off">
<p class="dim" id="resource-count" role="status"></p>
<div id="resource-tree" role="tree" aria-label="${own.tree}" tabindex="0"></div>
</div>
<div id="resource-details" role="region" aria-label="${own.details}"><p class="empty">${own.noResource}</p></div>
</div>`,
    fold(
      `${own.byType} (${rows.length})`,
      table({
        caption: own.byType,
        columns: [{ heading: own.type }, { heading: own.count, isNumber: true }],
        rows: rows.map(([type, count]) => [html`<code>${shortened(type, 300)}</code>`, formats.number(count)]),
      }),
    ),
  );
}
