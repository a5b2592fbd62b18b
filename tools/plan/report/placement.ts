/** Who may land on whose nodes, for people: a table of all pairs, or of what is open where there are many teams. */
import type { PlacementRow, PlacementTable } from "../../../capacity/tenancy/placement";
import type { Plan } from "../summary/plan";

/** Names of a line before it is cut. */
const shownTeams = 12;

export interface PairTable {
  /** Header first; a row for each team that makes pods, a column for each place they may land on. */
  readonly rows: readonly (readonly string[])[];
  /** What the figures behind "no" stand for. */
  readonly notes: readonly string[];
}

function placeText({ kind, name }: PlacementRow["onto"]): string {
  return kind === "team" ? name : kind === "shared" ? `shared ${name}` : "bootstrap nodes";
}

/** All pairs as a table; undefined when the plan left some out, or there are none. */
export function pairTable({ complete, rows }: PlacementTable): PairTable | undefined {
  if (!complete || rows.length === 0) return undefined;
  const notes: string[] = [];
  const places = [...new Set(rows.map(({ onto }) => placeText(onto)))];
  const cells = new Map<string, string>();
  for (const { onto, from, outcome, by } of rows) {
    const note = by.join(", ");
    if (outcome === "no" && !notes.includes(note)) notes.push(note);
    const text = outcome === "no" ? `no ${notes.indexOf(note) + 1}` : outcome;
    for (const team of from) cells.set(`${team} ${placeText(onto)}`, text);
  }
  const teams = [...new Set(rows.flatMap(({ from }) => from))].sort();
  return {
    rows: [
      ["pods of", ...places],
      ...teams.map((team) => [team, ...places.map((at) => cells.get(`${team} ${at}`) ?? "")]),
    ],
    notes: notes.map((note, index) => `no ${index + 1}: refused by ${note}`),
  };
}

/** What is open between teams, a line for each place. */
export function openWays({ rows }: PlacementTable): readonly string[] {
  return rows
    .filter(({ outcome }) => outcome !== "no")
    .map(({ onto, from, outcome }) => {
      const more = from.length - shownTeams;
      const teams = more > 0 ? `${from.slice(0, shownTeams).join(", ")} and ${more} more` : from.join(", ");
      return `${placeText(onto)}: ${teams}${outcome === "avoided" ? " (when nothing else is left)" : ""}`;
    });
}

/** What changes for other teams when one comes or goes. */
export function principalLines({ sharedPrincipals }: Plan): readonly string[] {
  return sharedPrincipals.map(
    ({ principal, policy, teams }) =>
      `${principal} works in ${teams.join(", ")}: its association with ${policy} changes when one of them comes or goes`,
  );
}
