/** What keeps other pods off a team's nodes: its taint on all of its pools, which the config calls isolation. */
import type { Taint } from "../../../capacity/nodePool/spec";
import { teamKey } from "../../../capacity/tenancy/labels";
import type { SourcePool } from "../model";

/** Effect of the program's taint on a team's nodes. */
const effects = { enforced: "NoSchedule", prefer: "PreferNoSchedule", none: undefined } as const;

export type Isolation = keyof typeof effects;

/** The isolation of a team: none unless each of its pools has the team's taint, with the same effect. */
export function isolationOf(team: string, pools: readonly SourcePool[]): Isolation {
  const has = (isolation: Isolation) =>
    pools.every(({ taints }) => taints.some(({ value }) => isTeamTaint(value, team, isolation)));
  return (["enforced", "prefer"] as const).find(has) ?? "none";
}

/** Whether a taint is the one that the program sets for a team. */
export function isTeamTaint({ key, value, effect }: Taint, team: string, isolation: Isolation): boolean {
  return key === teamKey && value === team && effect === effects[isolation];
}
