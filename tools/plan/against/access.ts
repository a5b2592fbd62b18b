/** Whose pods may land where only since, or no longer after, a change. */

import type { Changes } from "../summary/changesSchema";
import type { PlacementSummary, PlannedPlacement } from "../summary/placement";

type Outcome = PlannedPlacement["outcome"];
type Changed = Changes["access"]["gained"][number];

/** Further up is freer. */
const rank: Readonly<Record<Outcome, number>> = { refused: 0, avoided: 1, allowed: 2 };

/** Placement of a side, and who its teams are. */
export interface AccessSide {
  readonly placement: PlacementSummary["placement"];
  readonly teams: readonly string[];
}

const nodesKey = ({ kind, name }: PlannedPlacement["nodes"]): string => `${kind} ${name}`;

/** Outcomes by nodes and team. Refused pairs, which a large table leaves out, are not among them. */
function outcomes({ placement }: AccessSide): ReadonlyMap<string, ReadonlyMap<string, Outcome>> {
  const byNodes = new Map<string, Map<string, Outcome>>();
  for (const { nodes, teams, outcome } of placement.rows) {
    const byTeam = byNodes.get(nodesKey(nodes)) ?? new Map<string, Outcome>();
    byNodes.set(nodesKey(nodes), byTeam);
    for (const team of teams) byTeam.set(team, outcome);
  }
  return byNodes;
}

/** Changes of placement, in the order of nodes and teams. */
export function accessChanges(before: AccessSide, after: AccessSide): Changes["access"] {
  const [old, now] = [outcomes(before), outcomes(after)];
  const nodes = new Map(
    [...before.placement.rows, ...after.placement.rows].map((row) => [nodesKey(row.nodes), row.nodes]),
  );
  const teams = [...new Set([...before.teams, ...after.teams])].sort();
  const outcomeOf = (side: AccessSide, table: typeof old, key: string, team: string): Outcome | null => {
    const byTeam = table.get(key);
    if (byTeam === undefined || !side.teams.includes(team)) return null;
    const own = key === nodesKey({ kind: "team", name: team });
    // a large table leaves out refused pairs, and each team with itself
    return byTeam.get(team) ?? (side.placement.complete ? null : own ? "allowed" : "refused");
  };
  const gained: Changed[] = [];
  const lost: Changed[] = [];
  for (const key of [...nodes.keys()].sort()) {
    for (const team of teams) {
      const [one, other] = [outcomeOf(before, old, key, team), outcomeOf(after, now, key, team)];
      const difference = (other === null ? 0 : rank[other]) - (one === null ? 0 : rank[one]);
      if (difference === 0) continue;
      (difference > 0 ? gained : lost).push({ nodes: nodes.get(key)!, team, before: one, after: other });
    }
  }
  return { gained, lost };
}
