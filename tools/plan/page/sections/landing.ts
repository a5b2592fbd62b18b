/** Whose pods may land on which nodes, and who works in several teams. */
import { type Html, html, shortened, word } from "../html";
import { lines, section, table } from "../layout";
import type { LandingTexts } from "../strings/landing";
import type { View } from "../view";

type Rows = View["plan"]["placement"]["rows"];
type Nodes = Rows[number]["nodes"];

function nodesText({ kind, name }: Nodes, own: LandingTexts): string {
  return kind === "team" ? name : kind === "shared" ? own.shared(name) : own.bootstrap;
}

const marks = { allowed: "✓", avoided: "~", refused: "✕" } as const;

/** A row for each team's pods, a column for each kind of nodes. */
function matrix({ texts }: View, rows: Rows): readonly Html[] {
  const own = texts.landing;
  const notes = [
    ...new Set(rows.filter(({ outcome }) => outcome === "refused").map(({ refusedBy }) => refusedBy.join(", "))),
  ];
  const places = new Map(rows.map(({ nodes }) => [JSON.stringify(nodes), nodesText(nodes, own)]));
  const cells = new Map<string, Html>();
  for (const { nodes, teams, outcome, refusedBy } of rows) {
    const note = outcome === "refused" ? ` ${notes.indexOf(refusedBy.join(", ")) + 1}` : "";
    const cell = html`<span class="outcome ${outcome}"><span aria-hidden="true">${marks[outcome]}</span> ${own.outcomes[outcome]}${note}</span>`;
    for (const team of teams) cells.set(JSON.stringify([team, JSON.stringify(nodes)]), cell);
  }
  const teams = [...new Set(rows.flatMap((row) => row.teams))].sort();
  const isAvoided = rows.some(({ outcome }) => outcome === "avoided");
  return [
    table({
      caption: own.heading,
      columns: [
        { heading: own.podsOf },
        ...[...places.values()].map((heading) => ({ heading: shortened(heading, 80) })),
      ],
      rows: teams.map((team) => [
        word(team),
        ...[...places.keys()].map((at) => cells.get(JSON.stringify([team, at])) ?? ""),
      ]),
    }),
    lines([
      ...notes.map((note, index) => own.refusedBy(index + 1, shortened(note === "" ? own.byTaints : note))),
      ...(isAvoided ? [own.avoidedMeans] : []),
    ]) ?? html``,
  ];
}

/** Most names in a cell. */
const shownTeams = 30;

/** What is allowed, where a matrix would have a million cells. */
function openWays({ texts }: View, rows: Rows): readonly Html[] {
  const own = texts.landing;
  return [
    html`<p class="intro">${own.onlyOpen}</p>`,
    table({
      caption: own.heading,
      columns: [{ heading: own.nodesOf }, { heading: own.podsOf }, { heading: own.teams }],
      rows: rows
        .filter(({ outcome }) => outcome !== "refused")
        .map(({ nodes, teams, outcome }) => [
          word(nodesText(nodes, own)),
          html`<span class="outcome ${outcome}"><span aria-hidden="true">${marks[outcome]}</span> ${own.outcomes[outcome]}</span>`,
          html`${shortened(teams.slice(0, shownTeams).join(", "))}${teams.length > shownTeams && `, ${texts.frame.more(teams.length - shownTeams)}`}`,
        ]),
    }),
  ];
}

/** The matrix, or what is allowed; then principals of several teams. */
export function landingSection(view: View): Html {
  const { plan, texts } = view;
  const own = texts.landing;
  const { complete, rows } = plan.placement;
  return section(
    "landing",
    own.heading,
    html`<p class="intro">${own.intro}</p>`,
    rows.length === 0 ? html`<p class="empty">${own.none}</p>` : complete ? matrix(view, rows) : openWays(view, rows),
    plan.sharedPrincipals.length > 0 && [
      html`<h3>${own.principals}</h3>`,
      lines(
        plan.sharedPrincipals.map(
          ({ principal, policy, teams }) =>
            html`<code>${shortened(principal)}</code> ${own.principal(shortened(policy, 200), shortened(teams.join(", ")))}`,
        ),
      ),
    ],
  );
}
