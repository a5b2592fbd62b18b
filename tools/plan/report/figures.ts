/** Ceilings as text, in the units that people use. */
import type { PriceBasis } from "../../../capacity/ec2/prices";
import type { Ceiling } from "../../../capacity/nodePool/ceiling";

/** In place of a figure that nothing bounds, and of a price that is not known. */
export const unlimited = "unlimited";
export const unknown = "not known";

function rounded(amount: number, places: number): string {
  return String(Number(amount.toFixed(places)));
}

/** The texts of a ceiling by heading. */
export function ceilingTexts({
  cpuMillis,
  memoryBytes,
  nodes,
  gpu,
  usdPerHour,
}: Ceiling): Readonly<Record<string, string>> {
  return {
    cpu: cpuMillis === null ? unlimited : rounded(cpuMillis / 1000, 1),
    memory: memoryBytes === null ? unlimited : `${rounded(memoryBytes / 2 ** 30, 1)} Gi`,
    nodes: nodes === null ? unlimited : String(nodes),
    gpu: gpu === null ? unlimited : String(gpu),
    "USD per hour":
      usdPerHour === null ? (cpuMillis === null && nodes === null ? unlimited : unknown) : usdPerHour.toFixed(2),
  };
}

/** Columns of a table of ceilings, in order. */
export const ceilingHeadings = ["cpu", "memory", "nodes", "gpu", "USD per hour"] as const;

/** Whose prices figures rest on, and of when: `prices of ap-northeast-2, 2026-03-15, 2 of them estimates`. */
export function priceBasisText({ region, date, estimated }: PriceBasis): string {
  const estimates = estimated.length === 0 ? "" : `, ${counted(estimated.length, "estimate")} among them`;
  return `prices of ${region} as of ${date}${estimates}`;
}

/** Hours, or hours times nodes: "160.62", "45". */
export function hoursText(hours: number): string {
  return rounded(hours, 2);
}

/** "1 resource", "2 resources". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
