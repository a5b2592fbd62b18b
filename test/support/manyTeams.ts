/** A plan of many teams, made from a plan of a few: what a page or a report does with them, without planning them. */
import { sumOf } from "../../capacity/money/line";
import type { Plan } from "../../tools/plan/plan";

/** A copy of data with one word in place of another, everywhere. */
function renamed<T>(data: T, from: string, to: string): T {
  return JSON.parse(JSON.stringify(data).replaceAll(from, to)) as T;
}

/**
 * The plan with so many copies of a team instead of the team, each with its resources, pools and money.
 * @param team whose name stands in nothing that is not the team's
 */
export function manyTeams(plan: Plan, team: string, count: number): Plan {
  const names = Array.from({ length: count }, (_, index) => `team-${String(index + 1).padStart(4, "0")}`);
  const isOf = ({ urn }: { readonly urn: string }) => urn.split("::").at(-1)!.split(/[-/]/).includes(team);
  const copies = <T>(part: readonly T[]) => names.flatMap((name) => part.map((each) => renamed(each, team, name)));
  const own = plan.resources.filter(isOf);
  const moneyTeams = [
    ...plan.money.teams.filter(({ name }) => name !== team),
    ...copies(plan.money.teams.filter(({ name }) => name === team)),
  ];
  const others = plan.resources.filter((each) => !isOf(each));
  return {
    ...plan,
    resources: [...others, ...copies(own)],
    teams: [
      ...plan.teams.filter(({ name }) => name !== team),
      ...copies(plan.teams.filter(({ name }) => name === team)),
    ],
    money: {
      ...plan.money,
      teams: moneyTeams,
      planned: sumOf([plan.money.platform.planned, ...moneyTeams.map(({ planned }) => planned)]),
      atCeilings: sumOf([plan.money.platform.atCeilings, ...moneyTeams.map(({ atCeilings }) => atCeilings)]),
    },
    placement: {
      complete: false,
      rows: names.map((name) => ({
        nodes: { kind: "team", name },
        teams: [name],
        outcome: "allowed",
        refusedBy: [],
      })),
    },
  };
}
