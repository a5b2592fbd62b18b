/** Ceilings in the units that people reckon with. */
import type { Ceiling } from "../../../capacity/nodePool/ceiling";

const unbounded = "no bound";
const unknown = "not known";

function rounded(amount: number, places: number): string {
  return String(Number(amount.toFixed(places)));
}

/** The figures of a ceiling by their headings. */
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
    cpu: cpuMillis === null ? unbounded : rounded(cpuMillis / 1000, 1),
    memory: memoryBytes === null ? unbounded : `${rounded(memoryBytes / 2 ** 30, 1)} Gi`,
    nodes: nodes === null ? unbounded : String(nodes),
    gpu: gpu === null ? unbounded : String(gpu),
    "USD per hour":
      price === null
        ? cpuMillis === null && nodes === null
          ? unbounded
          : unknown
        : `${price.toFixed(2)}${usdPerHour === null ? " (at us-east-1 prices)" : ""}`,
  };
}

export const ceilingHeadings = ["cpu", "memory", "nodes", "gpu", "USD per hour"] as const;

/** "1 resource", "2 resources". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
