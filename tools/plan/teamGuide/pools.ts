/** The parts of a team guide on its pools: limits, and what they may cost. */
import { labelKeys } from "../../../capacity/kubernetes/labels";
import type { MoneySum } from "../../../capacity/money/line";
import type { PoolConfig, TeamConfig } from "../../../config";
import type { PlannedTeam } from "../summary/ceilings";
import type { PlannedMoney } from "../summary/money/money";
import { bytesText, countText, quantityText, vcpuText } from "./amounts";
import type { Amount, ResourceName, Strings } from "./sentences";
import { type Block, code, paragraph, type Section } from "./text";

/** Resources of limits with a name of their own. */
const resourceNames: Readonly<Record<string, ResourceName>> = {
  cpu: "cpu",
  memory: "memory",
  nodes: "nodes",
  "nvidia.com/gpu": "gpu",
};

/** "64 vCPU, 256 GiB of memory" */
export function limitsText({ limits }: PoolConfig, say: Strings): string {
  const bounded = Object.entries(limits);
  if (bounded.length === 0) return say.noLimits;
  return bounded
    .map(([resource, quantity]) => {
      const amount = quantityText(resource, quantity);
      return Object.hasOwn(resourceNames, resource)
        ? say.amountOf(resourceNames[resource]!, amount)
        : `${resource} ${amount}`;
    })
    .join(", ");
}

function architecturesOf(pool: PoolConfig): string {
  return pool.requirements.flatMap(({ key, values = [] }) => (key === labelKeys.arch ? values : [])).join(", ");
}

function ceiling({ ceiling: { cpuMillis, memoryBytes, nodes } }: PlannedTeam, say: Strings): Block {
  const or = (name: ResourceName, amount: number | null, text: (amount: number) => string) =>
    amount === null ? say.unlimited(name) : say.amountOf(name, text(amount));
  return paragraph(
    say.ceiling(or("cpu", cpuMillis, vcpuText), or("memory", memoryBytes, bytesText), or("nodes", nodes, countText)),
  );
}

export function poolsSection(team: TeamConfig, planned: PlannedTeam | undefined, say: Strings): Section | undefined {
  if (team.pools.length === 0) return undefined;
  const { pool, capacityTypes, architectures, weight, limits } = say.poolColumns;
  const rows = team.pools.map((each) => [
    [code(each.nodePoolName)],
    each.capacityTypes.map((type) => say.capacityTypes[type] ?? type).join(", "),
    architecturesOf(each),
    String(each.weight ?? 0),
    [{ value: limitsText(each, say) }],
  ]);
  return {
    heading: say.pools,
    blocks: [
      { kind: "table", header: [pool, capacityTypes, architectures, weight, limits], rows },
      ...(planned === undefined ? [] : [ceiling(planned, say)]),
    ],
  };
}

const usd = (amount: number) => amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const amountOf = ({ usdPerMonth, notKnown }: MoneySum): Amount => ({
  usd: usd(usdPerMonth),
  atLeast: notKnown.length > 0,
});

/** Days of the prices of a team's lines: one, or the first and the last. */
function datesOf(lines: readonly { readonly date?: string }[]): readonly string[] {
  const dates = [...new Set(lines.flatMap(({ date }) => (date === undefined || date === "" ? [] : [date])))].sort();
  return dates.length < 2 ? dates : [dates[0]!, dates.at(-1)!];
}

/** What the team's own pools cost, as the plan's section on money has it. */
export function costSection(
  team: TeamConfig,
  planned: PlannedTeam | undefined,
  money: PlannedMoney | undefined,
  say: Strings,
): Section | undefined {
  const share = money?.teams.find(({ name }) => name === team.name);
  if (team.pools.length === 0 || share === undefined || money === undefined) return undefined;
  const { planned: now, atCeilings: most } = share;
  const notKnown = [...new Set([...now.notKnown, ...most.notKnown])];
  const perHour = planned?.ceiling.usdPerHour ?? null;
  const dates = datesOf([...now.lines, ...most.lines]);
  const own = most.lines.find((line) => line.own !== undefined)?.own;
  return {
    heading: say.cost,
    blocks: [
      ...(perHour === null ? [] : [say.perHour(usd(perHour))]),
      say.perMonth(amountOf(now), amountOf(most), money.hours, dates.length === 0 ? [money.from] : dates),
      ...(most.spotUsdPerMonth === undefined ? [] : [say.withSpot(usd(most.spotUsdPerMonth))]),
      ...(most.ownUsdPerMonth === undefined || own === undefined
        ? []
        : [
            say.withOwnPrices(
              usd(now.ownUsdPerMonth ?? now.usdPerMonth),
              usd(most.ownUsdPerMonth),
              `${own.source}, ${own.date}`,
            ),
          ]),
      ...(notKnown.length === 0 ? [] : [say.notKnown(notKnown.join(", "))]),
      say.onTop,
    ].map(paragraph),
  };
}
