/** A card for each team and one for the platform. */
import type { Ceiling } from "../../../../capacity/nodePool/ceiling";
import type { PlannedPool, PlannedTeam } from "../../summary/ceilings";
import type { MoneyShare } from "../../summary/money/money";
import { type Html, html, shortened, word } from "../html";
import { fold, section, table } from "../layout";
import type { CeilingName } from "../strings/teams";
import type { View } from "../view";
import { sumText } from "./verdict";

/** Cards that stand open; more are folded, so that a page of a thousand teams is quick. */
const openCards = 24;

/** Cards in one fold. */
const foldedCards = 50;

/** A figure of a ceiling as text. */
export function ceilingText({ texts, formats }: View, name: CeilingName, ceiling: Ceiling): string {
  const { frame } = texts;
  const { cpuMillis, memoryBytes, nodes, gpu, usdPerHour } = ceiling;
  const bounded = (figure: number | null, text: (figure: number) => string) =>
    figure === null ? frame.unlimited : text(figure);
  const byName: Readonly<Record<CeilingName, () => string>> = {
    cpu: () => bounded(cpuMillis, (millis) => formats.number(millis / 1000)),
    memory: () => bounded(memoryBytes, formats.memory),
    nodes: () => bounded(nodes, (count) => formats.number(count)),
    gpu: () => bounded(gpu, (count) => formats.number(count)),
    usdPerHour: () =>
      usdPerHour !== null
        ? formats.usd(usdPerHour)
        : cpuMillis === null && nodes === null
          ? frame.unlimited
          : frame.notKnown,
  };
  return byName[name]();
}

const shownFigures = ["cpu", "memory", "nodes", "gpu", "usdPerHour"] as const satisfies readonly CeilingName[];

/** The figures of a card; GPUs only where there may be any. */
function figures(view: View, ceiling: Ceiling): Html {
  const { teams } = view.texts;
  const shown = shownFigures.filter((name) => name !== "gpu" || ceiling.gpu !== 0);
  return html`<dl class="figures">${shown.map(
    (name) => html`<div><dt>${teams.figures[name]}</dt><dd>${ceilingText(view, name, ceiling)}</dd></div>`,
  )}</dl>`;
}

function poolTable(view: View, caption: string, pools: readonly PlannedPool[]): Html {
  const { teams, frame } = view.texts;
  return table({
    caption,
    columns: [
      { heading: frame.pool },
      ...shownFigures.map((name) => ({ heading: teams.figures[name], isNumber: true })),
    ],
    rows: pools.map((pool) => [word(pool.name), ...shownFigures.map((name) => ceilingText(view, name, pool.ceiling))]),
  });
}

function amounts(view: View, share: MoneyShare | undefined): Html | undefined {
  const { money } = view.texts;
  if (share === undefined) return undefined;
  return html`<p class="amounts"><span><small>${money.planned}</small> ${sumText(view, share.planned)}</span> <span><small>${money.atCeilings}</small> ${sumText(view, share.atCeilings)}</span></p>`;
}

/** Findings that the config of a team decides. */
function findingsOf({ located, texts }: View, { name, pools }: PlannedTeam): string {
  const key = pools[0]?.path?.replace(/\.pools\[\d+\]$/, "") ?? `teams.${name}`;
  const own = located.filter(
    ({ about }) => about === key || about.startsWith(`${key}.`) || about.startsWith(`${key} `),
  );
  const count = (level: string) => own.filter((each) => each.level === level).length;
  return texts.teams.findings(count("error"), count("warning"));
}

function teamCard(view: View, team: PlannedTeam, share: MoneyShare | undefined): Html {
  const { texts } = view;
  const { teams } = texts;
  const found = findingsOf(view, team);
  return html`<article class="card" id="team-${team.name}">
<h3>${word(team.name)}${found !== "" && html` <a class="flag" href="#findings">${found}</a>`}</h3>
${amounts(view, share)}
${team.pools.length === 0 ? html`<p class="dim">${teams.noPools}</p>` : figures(view, team.ceiling)}
${team.sharedPools.length > 0 && html`<p class="dim">${teams.mayUse}: ${shortened(team.sharedPools.join(", "))}</p>`}
${team.pools.length > 0 && fold(`${teams.poolsTable} (${team.pools.length})`, poolTable(view, `${texts.frame.team(team.name)}: ${teams.poolsTable}`, team.pools))}
</article>
`;
}

function platformCard(view: View): Html {
  const { plan, texts } = view;
  const { teams, frame } = texts;
  const { ceiling, sharedPools } = plan.cluster;
  return html`<article class="card platform" id="platform">
<h3>${frame.platform}</h3>
${amounts(view, plan.money.platform as MoneyShare)}
<p class="dim">${teams.platformIntro}</p>
${figures(view, ceiling)}
${sharedPools.length > 0 && [html`<p class="dim">${teams.sharedRule}</p>`, fold(`${teams.poolsTable} (${sharedPools.length})`, poolTable(view, `${frame.platform}: ${teams.poolsTable}`, sharedPools))]}
</article>
`;
}

/** The platform first, then the teams by name. */
export function teamsSection(view: View): Html {
  const { plan, texts } = view;
  const { teams } = texts;
  const shares = new Map(plan.money.teams.map((share) => [share.name, share as MoneyShare]));
  const card = (team: PlannedTeam) => teamCard(view, team, shares.get(team.name));
  const folded: Html[] = [];
  for (let at = openCards; at < plan.teams.length; at += foldedCards) {
    const part = plan.teams.slice(at, at + foldedCards);
    const [first, last] = [part[0]!.name, part.at(-1)!.name];
    folded.push(fold(teams.fold(first, last, part.length), html`<div class="cards">${part.map(card)}</div>`));
  }
  return section(
    "teams",
    teams.heading,
    html`<p class="intro">${teams.intro}</p>`,
    html`<div class="cards">${platformCard(view)}${plan.teams.slice(0, openCards).map(card)}</div>`,
    folded,
  );
}
