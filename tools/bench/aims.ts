/** What a plan may cost, in ratios of one run: seconds differ from machine to machine, and from hour to hour. */
import type { Cost } from "./measure";

/** Wall time of the plan with verdicts, over that of its floor. */
const mostOfFloor = 1.6;
/** From this number of teams on, the first aim counts: below it, starts are most of the time. */
const fromTeams = 100;
/** Wall time of one team's plan, over that of an empty program. */
const mostOfEmpty = 2.5;
/** Largest process, in MB; or over the floor's largest, where that is more. */
const mostMB = 500;
const mostOfFloorMB = 1.5;

/** One aim in figures. */
export interface Aim {
  readonly text: string;
  readonly value: number;
  readonly most: number;
  readonly isMet: boolean;
}

/** What was measured for a number of teams. */
export interface Measured {
  readonly teams: number;
  readonly plan: Cost;
  readonly floor: Cost;
}

/** The aims for one number of teams. */
export function aimsOf({ teams, plan, floor }: Measured, empty: Cost): readonly Aim[] {
  const label = teams === 1 ? "1 team" : `${teams} teams`;
  const allowedMB = Math.max(mostMB, mostOfFloorMB * floor.largest);
  return [
    ...(teams < fromTeams ? [] : [aim(`${label}: wall time ÷ floor`, plan.wall / floor.wall, mostOfFloor)]),
    ...(teams > 1 ? [] : [aim(`${label}: wall time ÷ empty program`, plan.wall / empty.wall, mostOfEmpty)]),
    aim(`${label}: largest process, MB`, plan.largest, allowedMB),
  ];
}

function aim(text: string, value: number, most: number): Aim {
  return { text, value, most, isMet: value <= most };
}
