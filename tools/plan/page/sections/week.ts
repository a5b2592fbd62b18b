/** The week of each pool that has one: a picture, and the same as tables. */
import type { Budget } from "../../../../capacity/nodePool/spec";
import { isFreeze } from "../../../../capacity/windows/budgetSpans";
import { type PlannedWarm, type PlannedWeek, usualWeek, weeksDifferBy } from "../../summary/warm";
import type { WeekOfPools } from "../data/week";
import { type Html, html, shortened, word } from "../html";
import { fold, lines, section, table } from "../layout";
import type { View } from "../view";

/** Pictures that stand open; more are folded. */
const openWeeks = 12;

/** Characters of the names of pools that share a week. */
const shownNames = 50_000;

/** Id of the element that the picture of a pool is drawn in. */
export const weekId = (index: number) => `week-${index}`;

function warmTable({ texts, formats }: View, caption: string, week: PlannedWeek): Html {
  const own = texts.week;
  const row = (name: string, hours: number, nodeHours: number, most: number, steps: string) => [
    name,
    formats.number(hours, 2),
    formats.number(nodeHours, 2),
    formats.number(most),
    steps,
  ];
  return table({
    caption,
    columns: [
      { heading: own.day },
      { heading: own.hours, isNumber: true },
      { heading: own.nodeHours, isNumber: true },
      { heading: own.nodes, isNumber: true },
      { heading: own.nodesKept },
    ],
    rows: week.days.map(({ date, hours, nodeHours, maxNodes, steps }, index) =>
      row(
        `${own.days[index] ?? ""} ${date.slice(5)}`,
        hours,
        nodeHours,
        maxNodes,
        steps.map(({ from, to, nodes }) => own.step(from, to, nodes)).join(", "),
      ),
    ),
    sums: [row(texts.money.total, week.hours, week.nodeHours, week.maxNodes, "")],
  });
}

/** A budget in words, with its times by the team's clock where it has any. */
function budgetLine({ texts }: View, budget: Budget, warm: PlannedWarm | undefined): Html {
  const own = texts.week;
  const { nodes, schedule, duration, reasons } = budget;
  const local = warm?.budgets.find(
    (each) => each.schedule === schedule && each.nodes === nodes && each.duration === duration,
  );
  return html`${isFreeze(budget) ? own.freeze : own.allows(nodes)}${reasons !== undefined && ` (${own.reasons(reasons.join(", "))})`}: ${
    schedule === undefined
      ? own.always
      : html`<code>${shortened(schedule)}</code> + ${shortened(duration ?? "")} (UTC)${local !== undefined && local.localTimes.length > 0 && ` = ${local.localTimes.join(", ")} (${warm!.week.timezone})`}`
  }`;
}

/** Nodes that stay after windows beyond the usual delay, where there are any. */
function heldNote({ texts, formats }: View, warm: PlannedWarm): string | undefined {
  const own = texts.week;
  const { totalHours, staysBecause, heldNodeHours, heldTimes } = warm.scaleDownDelay;
  if (usualWeek(warm).nodesScaledDown === 0) return undefined;
  if (totalHours === null) return own.stays(staysBecause ?? "consolidateAfter is Never");
  if (heldNodeHours <= 0) return undefined;
  const times = heldTimes.length === 0 ? own.inOtherWeeks : `${heldTimes.join(", ")} (${warm.week.timezone})`;
  return own.held(times, formats.number(heldNodeHours, 2));
}

function notes(view: View, { warm, budgets }: WeekOfPools): Html | undefined {
  const own = view.texts.week;
  const { cost, nodeTypes = [], mode, week } = warm ?? {};
  const held = warm && heldNote(view, warm);
  const differsBy = warm && weeksDifferBy(warm);
  return lines([
    ...(mode === undefined ? [] : [own.mode[mode]]),
    ...(cost === undefined || cost.usdPerWeek === null || nodeTypes.length === 0
      ? []
      : [
          own.costs(
            view.formats.usd(cost.usdPerWeek),
            view.formats.usd(cost.usdPerMonth ?? 0),
            nodeTypes.map(({ name }) => name).join(", "),
          ),
        ]),
    ...(held === undefined ? [] : [held]),
    ...(differsBy === undefined ? [] : [own.differs[differsBy]]),
    ...(week === undefined || week.clockChanges.length === 0 ? [] : [own.clockChanges(week.clockChanges.join(", "))]),
    ...budgets.map((budget) => budgetLine(view, budget, warm)),
  ]);
}

function poolWeek(view: View, each: WeekOfPools, index: number): Html {
  const { texts } = view;
  const own = texts.week;
  const { pools, warm, local } = each;
  const [first, ...others] = pools.map(({ name, team }) => ({
    name,
    whose: team === undefined ? texts.frame.platform : texts.frame.team(team),
  }));
  const { name, whose } = first!;
  return html`<article class="week" id="${weekId(index)}-of">
<h3>${word(name)} <small>${word(whose)}</small></h3>
${others.length > 0 && fold(own.sameFor(others.length), html`<p>${shortened(others.map((other) => `${other.name} (${other.whose})`).join(", "), shownNames)}</p>`)}
<p class="dim clock">${own.clock(local.clock)}</p>
<div class="picture" id="${weekId(index)}" hidden></div>
${notes(view, each)}
${
  warm !== undefined &&
  fold(
    texts.frame.asTable,
    warmTable(view, `${own.tableOf(name)}: ${own.clock(local.clock)}`, warm.week),
    each.utc !== undefined && [
      html`<h4>${own.byUtc}</h4>`,
      warmTable(view, `${own.tableOf(name)}: ${own.byUtc}`, warm.weekInUtc),
    ],
  )
}
</article>
`;
}

/** The legend of the pictures: shade with number, dots, hatching. */
function legend({ texts }: View): Html {
  const swatch = (kind: string, text: string) =>
    html`<li><svg class="swatch" width="18" height="14" aria-hidden="true" focusable="false"><rect class="${kind}" width="18" height="14"/>${kind === "warm" && html`<text x="9" y="11" text-anchor="middle">2</text>`}</svg> ${text}</li>`;
  return html`<ul class="legend">${swatch("warm", texts.week.warm)}${swatch("budget", texts.week.budget)}${swatch("freeze", texts.week.freeze)}</ul>`;
}

/** The pictures with their legend; a sentence where no pool has a week. */
export function weekSection(view: View): Html {
  const { texts, weeks } = view;
  const own = texts.week;
  const content = weeks.map((each, index) => poolWeek(view, each, index));
  const more = content.slice(openWeeks);
  return section(
    "week",
    own.heading,
    html`<p class="intro">${own.intro}</p>`,
    weeks.length === 0
      ? html`<p class="empty">${own.none}</p>`
      : html`<div class="controls" id="week-controls" hidden><label><input type="checkbox" id="week-utc"> ${own.showUtc}</label></div>${legend(view)}`,
    content.slice(0, openWeeks),
    more.length > 0 && fold(texts.frame.more(more.length), more),
  );
}
