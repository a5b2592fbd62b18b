/** What the policies allow a pool, a team and the cluster to reach: the ends of the ceiling bars. */
import type { CeilingFigure } from "../../../../capacity/nodePool/ceilingSum";
import { ownValue } from "../../../../capacity/units/ownValue";
import { cpuMillis, memoryBytes } from "../../../../capacity/units/quantity";
import type { Value } from "../../engine/property";
import type { Plan } from "../../summary/plan";
import { readable } from "./readable";

/** The most of each figure; a figure is absent where no policy that was asked bounds it. */
export type Allowed = Partial<Record<CeilingFigure, number>>;

/** Of whom. */
export type Scope = "pool" | "team" | "cluster";

/** Settings of the ceiling rules by figure, with what reads them. */
const settings = {
  cpuMillis: ["within-ceiling", "maxCpu", quantity(cpuMillis)],
  memoryBytes: ["within-ceiling", "maxMemory", quantity(memoryBytes)],
  nodes: ["within-ceiling", "maxNodes", amount],
  gpu: ["within-ceiling", "maxGpu", amount],
  usdPerHour: ["price-within-ceiling", "maxUsdPerHour", amount],
} as const satisfies Readonly<Record<CeilingFigure, readonly [string, string, (value: Value) => number | undefined]>>;

function amount(value: Value): number | undefined {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function quantity(parse: (text: string) => number) {
  return (value: Value): number | undefined =>
    typeof value === "string" ? readable(() => amount(parse(value))) : undefined;
}

/** What the policies of the plan allow; nothing for a plan that does not say what its policies ran with. */
export function allowed({ policies: { rules = [] } }: Plan, scope: Scope): Allowed {
  const found = Object.entries(settings).flatMap(([figure, [rule, setting, read]]) => {
    const { level, settings: given } = rules.find(({ name }) => name === `${scope}-${rule}`) ?? {};
    const value = level === undefined || level === "disabled" ? undefined : ownValue(given ?? {}, setting);
    const most = value === undefined ? undefined : read(value);
    return most === undefined ? [] : [[figure, most] as const];
  });
  return Object.fromEntries(found);
}
