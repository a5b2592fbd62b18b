/** The pools of a plan, as the report names them. */
import type { Plan } from "../summary/plan";

/** A pool, and whose it is: "team dotori, pool dotori-general". */
export interface TitledPool {
  readonly title: string;
  readonly pool: Plan["teams"][number]["pools"][number];
}

/** Every pool of the plan, teams first. */
export function titledPools({ teams, cluster }: Plan): readonly TitledPool[] {
  const of = (owner: string, pools: Plan["teams"][number]["pools"]) =>
    pools.map((pool) => ({ title: `${owner}pool ${pool.name}`, pool }));
  return [...teams.flatMap(({ name, pools }) => of(`team ${name}, `, pools)), ...of("shared ", cluster.sharedPools)];
}
