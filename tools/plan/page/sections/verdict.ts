/** The first screen: what the verdict is, how much there is and what it may cost. */
import type { MoneySum } from "../../../../capacity/money/line";
import { sortedViolations } from "../../report/verdict";
import { warmPools } from "../../report/warm";
import { isRefused } from "../../summary/plan";
import { type Html, html, word } from "../html";
import { lines } from "../layout";
import type { View } from "../view";

/** The sentence under the verdict. */
function verdictSentence({ plan, texts }: View): string {
  if (isRefused(plan)) return texts.verdict.refused(plan.findings.filter(({ level }) => level === "error").length);
  const { decided, undecided } = sortedViolations(plan);
  const count = (level: string) => decided.filter((each) => each.level === level).length;
  return texts.verdict.violations({
    mandatory: count("mandatory"),
    advisory: count("advisory"),
    remediate: count("remediate"),
    undecided: undecided.length,
  });
}

/** An amount, "at least" so much where something has none. */
export function sumText({ texts, formats, plan }: View, { usdPerMonth, notKnown }: MoneySum, isTotal = false): string {
  const amount = formats.usd(usdPerMonth);
  const isBound = notKnown.length > 0 || (isTotal && plan.money.notCounted.length > 0);
  return isBound ? texts.frame.atLeast(amount) : amount;
}

function tile(label: string, amount: string, unit: string, note: string): Html {
  return html`<div class="tile"><dt>${label} <small>${unit}</small></dt><dd><strong>${amount}</strong> <small>${note}</small></dd></div>
`;
}

function tiles(view: View): Html {
  const { plan, texts, formats } = view;
  const { verdict, frame } = texts;
  const { usdPerHour, cpuMillis, nodes } = plan.cluster.ceiling;
  const isOpen = usdPerHour === null && cpuMillis === null && nodes === null;
  const perHour = usdPerHour === null ? (isOpen ? frame.unlimited : frame.notKnown) : formats.usd(usdPerHour);
  const warm = warmPools(plan).map((pool) => pool.warm.cost?.usdPerWeek ?? null);
  const known = warm.filter((usd) => usd !== null);
  const warmSum = formats.usd(known.reduce((sum, usd) => sum + usd, 0));
  return html`<dl class="tiles">
${tile(verdict.planned, sumText(view, plan.money.planned, true), verdict.aMonth, verdict.plannedNote)}
${tile(verdict.atCeilings, sumText(view, plan.money.atCeilings, true), verdict.aMonth, verdict.atCeilingsNote)}
${tile(verdict.perHour, perHour, verdict.anHour, verdict.perHourNote)}
${
  warm.length > 0 &&
  tile(
    verdict.warm,
    known.length === 0 ? frame.notKnown : known.length < warm.length ? frame.atLeast(warmSum) : warmSum,
    verdict.aWeek,
    verdict.warmNote,
  )
}</dl>`;
}

const marks = { pass: "✓", warn: "!", fail: "✕", refused: "✕" } as const;

/** The verdict with its reasons in numbers, and the amounts. */
export function verdictSection(view: View): Html {
  const { plan, texts } = view;
  const refused = isRefused(plan);
  const verdict = refused ? "refused" : plan.policies.verdict;
  const pools = plan.teams.reduce((sum, { pools }) => sum + pools.length, plan.cluster.sharedPools.length);
  const counts = texts.verdict.counts({ resources: plan.resources.length, teams: plan.teams.length, pools });
  return html`<section id="verdict" class="verdict" aria-labelledby="verdict-heading">
<h2 id="verdict-heading" class="unseen">${texts.verdict.heading}</h2>
<p class="badge ${verdict}"><span class="mark" aria-hidden="true">${marks[verdict]}</span> ${texts.verdict.verdicts[verdict]}</p>
<p class="lead">${verdictSentence(view)}${!refused && html`<br><span class="dim">${counts}</span>`}</p>
${!refused && tiles(view)}
${
  plan.decidedByAws.length > 0 &&
  html`<details><summary>${texts.verdict.checkedLater} (${plan.decidedByAws.length})</summary>${lines(plan.decidedByAws.map(word))}</details>`
}
</section>`;
}
