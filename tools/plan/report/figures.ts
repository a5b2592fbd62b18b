/** Ceilings as text, in the units that people use. */
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
  usdPerHourAtUsEast1,
}: Ceiling): Readonly<Record<string, string>> {
  const price = usdPerHour ?? usdPerHourAtUsEast1;
  return {
    cpu: cpuMillis === null ? unlimited : rounded(cpuMillis / 1000, 1),
    memory: memoryBytes === null ? unlimited : `${rounded(memoryBytes / 2 ** 30, 1)} Gi`,
    nodes: nodes === null ? unlimited : String(nodes),
    gpu: gpu === null ? unlimited : String(gpu),
    "USD per hour":
      price === null
        ? cpuMillis === null && nodes === null
          ? unlimited
          : unknown
        : `${price.toFixed(2)}${usdPerHour === null ? " (at us-east-1 prices)" : ""}`,
  };
}

/** Columns of a table of ceilings, in order. */
export const ceilingHeadings = ["cpu", "memory", "nodes", "gpu", "USD per hour"] as const;

/** "1 resource", "2 resources". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
