/** Placement for people: a table of all pairs, or with many teams a list of what is allowed. */
import type { PlannedPlacement } from "../summary/placement";
import type { Plan } from "../summary/plan";

type PlacementTable = Plan["placement"];

/** Most names in a line. */
const shownTeams = 12;

/** A table of teams and nodes. */
export interface PairTable {
  /** Header first; a row for each team's pods, a column for each kind of nodes. */
  readonly rows: readonly (readonly string[])[];
  /** What the numbers after "no" mean. */
  readonly notes: readonly string[];
}

function placeText({ kind, name }: PlannedPlacement["nodes"]): string {
  return kind === "team" ? name : kind === "shared" ? `shared ${name}` : "bootstrap nodes";
}

/** All pairs as a table; undefined when the plan left some out, or there are none. */
export function pairTable({ complete, rows }: PlacementTable): PairTable | undefined {
  if (!complete || rows.length === 0) return undefined;
  const notes: string[] = [];
  const places = [...new Set(rows.map(({ nodes }) => placeText(nodes)))];
  const cells = new Map<string, string>();
  for (const { nodes, teams, outcome, refusedBy } of rows) {
    const note = refusedBy.join(", ");
    if (outcome === "refused" && !notes.includes(note)) notes.push(note);
    const text = outcome === "refused" ? `no ${notes.indexOf(note) + 1}` : outcome === "allowed" ? "yes" : "avoided";
    for (const team of teams) cells.set(`${team} ${placeText(nodes)}`, text);
  }
  const teams = [...new Set(rows.flatMap((row) => row.teams))].sort();
  return {
    rows: [
      ["pods of", ...places],
      ...teams.map((team) => [team, ...places.map((at) => cells.get(`${team} ${at}`) ?? "")]),
    ],
    notes: notes.map((note, index) => `no ${index + 1}: refused by ${note}`),
  };
}

/** What is allowed between teams, a line for each kind of nodes. */
export function openWays({ rows }: PlacementTable): readonly string[] {
  return rows
    .filter(({ outcome }) => outcome !== "refused")
    .map(({ nodes, teams, outcome }) => {
      const more = teams.length - shownTeams;
      const names = more > 0 ? `${teams.slice(0, shownTeams).join(", ")} and ${more} more` : teams.join(", ");
      return `${placeText(nodes)}: ${names}${outcome === "avoided" ? " (when nothing else is left)" : ""}`;
    });
}

/** What changes for other teams when one is added or removed. */
export function principalLines({ sharedPrincipals }: Plan): readonly string[] {
  return sharedPrincipals.map(
    ({ principal, policy, teams }) =>
      `${principal} works in ${teams.join(", ")}: its association with ${policy} changes when one of them is added or removed`,
  );
}
