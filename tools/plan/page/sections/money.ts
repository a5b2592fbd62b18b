/** What the stack costs a month, line by line. */
import type { MoneyLine } from "../../../../capacity/money/line";
import { quantityText } from "../../report/money";
import type { Bill, MoneyShare } from "../../summary/money/money";
import { type Html, html, shortened, word } from "../html";
import { fold, lines, section, table } from "../layout";
import type { View } from "../view";
import { sumText } from "./verdict";

/** Teams whose lines stand open to be unfolded one by one; more are in one fold. */
const openTeams = 24;

function lineRow({ texts, formats }: View, line: MoneyLine): readonly (Html | string)[] {
  const { money, frame } = texts;
  const { usdPerMonth, reason, source, date, spot, own } = line;
  const notes = [
    ...(spot === undefined
      ? []
      : [money.spot(formats.usd(spot.usdPerMonth), spot.saving, spot.interruptions, spot.date)]),
    ...(own === undefined ? [] : [`${money.own(formats.usd(own.usdPerMonth))} (${own.source}, ${own.date})`]),
    ...(reason === undefined ? [] : [reason]),
  ];
  return [
    word(line.item),
    shortened(quantityText(line)),
    usdPerMonth === null ? frame.notKnown : formats.usd(usdPerMonth),
    html`${source !== undefined && shortened(`${source}${date === undefined ? "" : `, ${date}`}`)}${notes.map((note) => html`<br><span class="dim">${shortened(note)}</span>`)}`,
  ];
}

function billTable(view: View, caption: string, bill: Bill): Html {
  const { money } = view.texts;
  if (bill.lines.length === 0) return html`<p class="dim">${caption}: ${money.noLines}</p>`;
  return html`<h4>${caption}: ${sumText(view, bill)}</h4>
${table({
  caption,
  columns: [
    { heading: money.item },
    { heading: money.quantity },
    { heading: money.price, isNumber: true },
    { heading: money.source },
  ],
  rows: bill.lines.map((line) => lineRow(view, line)),
})}`;
}

/** The lines of one share of the bill, in a fold. */
function shareLines(view: View, who: string, { planned, atCeilings }: MoneyShare): Html {
  const { money } = view.texts;
  return fold(
    html`${money.linesOf(who)} <span class="dim">${sumText(view, planned)} · ${sumText(view, atCeilings)}</span>`,
    billTable(view, money.planned, planned),
    billTable(view, money.atCeilings, atCeilings),
  );
}

/** Sums by team with the total, each share's lines, what is not counted and what the amounts rest on. */
export function moneySection(view: View): Html {
  const { plan, texts, formats } = view;
  const { money, frame } = texts;
  const { hours, region, from, platform, teams, planned, atCeilings, notCounted, assumptions } = plan.money;
  const shares = [
    { who: frame.platform, share: platform as MoneyShare },
    ...teams.map((share) => ({ who: frame.team(share.name), share: share as MoneyShare })),
  ];
  const row = (name: string, now: string, most: string) => [word(name), now, most];
  const extra = (name: string, key: "spotUsdPerMonth" | "ownUsdPerMonth") =>
    planned[key] === undefined && atCeilings[key] === undefined
      ? []
      : [
          row(
            name,
            formats.usd(planned[key] ?? planned.usdPerMonth),
            formats.usd(atCeilings[key] ?? atCeilings.usdPerMonth),
          ),
        ];
  const folds = shares.map(({ who, share }) => shareLines(view, who, share));
  const more = folds.slice(openTeams);
  return section(
    "money",
    money.heading,
    html`<p class="intro">${money.intro(hours, region, from)}</p>`,
    html`<figure class="picture" id="money-picture" hidden><figcaption>${money.picture}</figcaption></figure>`,
    table({
      caption: money.picture,
      columns: [
        { heading: money.who },
        { heading: money.planned, isNumber: true },
        { heading: money.atCeilings, isNumber: true },
      ],
      rows: shares.map(({ who, share }) => row(who, sumText(view, share.planned), sumText(view, share.atCeilings))),
      sums: [
        row(money.total, sumText(view, planned, true), sumText(view, atCeilings, true)),
        ...extra(money.withSpot, "spotUsdPerMonth"),
        ...extra(money.atOwn, "ownUsdPerMonth"),
      ],
    }),
    folds.slice(0, openTeams),
    more.length > 0 && fold(frame.more(more.length), more),
    notCounted.length > 0 && [
      html`<h3>${money.byUse}</h3><p class="intro">${money.byUseIntro}</p>`,
      lines(
        notCounted.map(
          ({ item, unit, usdPerUnit }) =>
            html`${word(item)}: ${usdPerUnit === null ? frame.notKnown : money.aUnit(`$${usdPerUnit}`, unit)}`,
        ),
      ),
    ],
    html`<h3>${money.assumptions}</h3>`,
    html`<div lang="en">${lines(assumptions.map(word))}</div>`,
  );
}
