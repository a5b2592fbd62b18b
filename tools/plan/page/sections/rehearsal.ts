/** What happened when the planned objects met a real control plane. */
import { type Html, html, shortened, word } from "../html";
import { fold, lines, section, table } from "../layout";
import type { ShownRehearsal } from "../rehearsal/read";
import type { View } from "../view";

/** Rows of the timeline that the table has; the picture has them all. */
const shownEvents = 2000;

function about({ texts, formats, plan }: View, rehearsal: ShownRehearsal): readonly (Html | string)[] {
  const own = texts.rehearsal;
  const { project, stack, admitted, price, ran } = rehearsal;
  const [rehearsed, planned] = [`${project}/${stack}`, `${plan.project}/${plan.stack}`];
  return [
    ...(ran.length === 0 ? [] : [html`${own.ran} ${ran.map((text, index) => [index === 0 ? "" : "; ", word(text)])}`]),
    own.admitted(admitted),
    ...(price === null
      ? []
      : [
          own.price(
            formats.number(price.nodeSeconds / 3600, 3),
            formats.usd(price.usd),
            formats.usd(price.highestUsdPerHour),
          ),
        ]),
    ...(rehearsed === planned ? [] : [html`<strong>${shortened(own.otherStack(rehearsed, planned), 400)}</strong>`]),
  ];
}

/** Verdict, findings, the picture of the timeline and its table. */
export function rehearsalSection(view: View, rehearsal: ShownRehearsal): Html {
  const { texts, formats } = view;
  const own = texts.rehearsal;
  const { project, stack, scenario, verdict, findings, notChecked, timeline } = rehearsal;
  return section(
    "rehearsal",
    own.heading,
    html`<p class="intro">${word(own.intro(`${project}/${stack}`, scenario ?? own.admissionOnly))}</p>
<p class="badge ${verdict}"><span class="mark" aria-hidden="true">${verdict === "pass" ? "✓" : "✕"}</span> ${own.verdicts[verdict]}</p>`,
    lines(about(view, rehearsal)),
    findings.length > 0 && [
      html`<h3>${own.findings}</h3>`,
      lines(
        findings.map(
          ({ check, subject, field, message }) =>
            html`<code>${shortened(check, 200)}</code> ${word(subject)} ${word(field)}: <span class="message" lang="en">${shortened(message)}</span>`,
        ),
      ),
    ],
    timeline.length === 0
      ? html`<p class="empty">${own.noEvents}</p>`
      : [
          html`<figure class="picture" id="rehearsal-picture" hidden><figcaption>${own.timeline}</figcaption></figure>`,
          fold(
            `${own.timeline} (${timeline.length})`,
            table({
              caption: own.timeline,
              columns: [{ heading: own.seconds, isNumber: true }, { heading: own.kind }, { heading: own.what }],
              rows: timeline
                .slice(0, shownEvents)
                .map(({ seconds, kind, text }) => [formats.number(seconds), own.kinds[kind], word(text)]),
            }),
            timeline.length > shownEvents &&
              html`<p class="dim">${texts.frame.more(timeline.length - shownEvents)}</p>`,
          ),
        ],
    notChecked.length > 0 && fold(`${own.notChecked} (${notChecked.length})`, lines(notChecked.map(word))),
  );
}
