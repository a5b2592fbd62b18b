/** When Karpenter may replace nodes, for each pool that says so. */
import type { PlannedMaintenance } from "../../summary/maintenance";
import { type Html, html, shortened, word } from "../html";
import { section, table } from "../layout";
import type { View } from "../view";

/** A pool with its maintenance. */
export interface MaintainedPool {
  readonly name: string;
  readonly maintenance: PlannedMaintenance;
}

/** The pools of a plan that have maintenance, teams' first. */
export function maintainedPools({ plan }: View): readonly MaintainedPool[] {
  return [...plan.teams.flatMap(({ pools }) => pools), ...plan.cluster.sharedPools].flatMap(({ name, maintenance }) =>
    maintenance === undefined ? [] : [{ name, maintenance }],
  );
}

/** A row for each pool; what is lost and what is not bound stand beside the times. */
export function maintenanceSection({ texts }: View, pools: readonly MaintainedPool[]): Html {
  const own = texts.maintenance;
  return section(
    "maintenance",
    own.heading,
    html`<p class="intro">${own.intro}</p>`,
    table({
      caption: own.heading,
      columns: [{ heading: own.pool }, { heading: own.windows }, { heading: own.lost }, { heading: own.notBound }],
      rows: pools.map(({ name, maintenance }) => {
        const { windows, minutesLost, minutesPerYear, lostBecause, minutesLostToBudgets, lostTo, notBound } =
          maintenance;
        const lost = minutesLost + minutesLostToBudgets;
        return [
          word(name),
          lost >= minutesPerYear
            ? own.never
            : windows.map(({ text, timezone }) => own.window(text, timezone)).join(", "),
          html`${own.minutes(lost, minutesPerYear)}${minutesLostToBudgets > 0 && html` <span class="dim">${minutesLostToBudgets}: ${lostTo.join(", ")}</span>`}${lostBecause !== undefined && html` <span class="dim">${shortened(lostBecause)}</span>`}`,
          notBound.join(", "),
        ];
      }),
    }),
  );
}
