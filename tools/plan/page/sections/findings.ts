/** Findings and violations with file and line. */
import { nameOf, typeOf } from "../../engine/urn";
import type { Located } from "../../report/located";
import { shortType } from "../../report/tree";
import { placeText, sortedViolations } from "../../report/verdict";
import { type Html, html, shortened, word } from "../html";
import { fold, section, table } from "../layout";
import type { View } from "../view";

/** Rows that stand open; more are folded. */
const openRows = 50;

function placeOf({ file, line, column }: Located): Html | string {
  if (file === undefined) return "";
  return html`<code class="place">${shortened(file)}${line !== undefined && `:${line}:${column ?? 1}`}</code>`;
}

/** A message as it was written; in English on every page. */
export function message(text: string): Html {
  return html`<span class="message" lang="en">${shortened(text)}</span>`;
}

function findingItem({ texts, plan }: View, each: Located): Html {
  const { findings } = texts;
  const isNew = plan.changes !== undefined && !each.isOld && each.rule.startsWith("policy/");
  return html`<li class="finding ${each.level}">
<p><span class="level">${findings.levels[each.level]}</span>${isNew && html` <span class="new">${findings.isNew}</span>`} <code>${shortened(each.rule)}</code> ${placeOf(each)}</p>
<p class="about"><bdi>${shortened(each.about)}</bdi></p>
<p>${message(each.message)}</p>
</li>
`;
}

/** Everything that was found, worst first, and what no rule can tell yet. */
export function findingsSection(view: View): Html {
  const { texts, located, plan } = view;
  const { findings, frame } = texts;
  const { undecided } = sortedViolations(plan);
  const item = (each: Located) => findingItem(view, each);
  const more = located.slice(openRows);
  return section(
    "findings",
    findings.heading,
    html`<p class="intro">${findings.intro}</p>`,
    located.length === 0
      ? html`<p class="empty">${findings.none}</p>`
      : html`<ul class="findings">${located.slice(0, openRows).map(item)}</ul>`,
    more.length > 0 && fold(frame.more(more.length), html`<ul class="findings">${more.map(item)}</ul>`),
    undecided.length > 0 &&
      fold(
        findings.undecided(undecided.length),
        table({
          caption: findings.undecided(undecided.length),
          columns: [{ heading: findings.rule }, { heading: findings.about }, { heading: findings.message }],
          rows: undecided.map((each) => [
            html`<code>${each.policy}</code>`,
            html`${word(`${shortType(typeOf(each.urn))} ${nameOf(each.urn)}`)}<br><span class="dim">${shortened(placeText(each))}</span>`,
            message(each.message),
          ]),
        }),
      ),
  );
}
