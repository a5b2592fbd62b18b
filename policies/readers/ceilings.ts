/** Ceilings compared with a rule's settings, for a pool, a team or a cluster. */
import type { Ceiling } from "../../capacity/nodePool/ceiling";
import { cpuMillis, cpuText, memoryBytes, memoryText } from "../../capacity/units/quantity";
import { cpu, memory, whole } from "../frame/setting";

export interface CeilingSettings {
  readonly maxCpu: string;
  readonly maxMemory: string;
  readonly maxNodes: number;
  readonly maxGpu: number;
}

/** The settings of a rule about ceilings. @param whose completes "Most CPU …" */
export const ceilingSettings = (whose: string, initial: CeilingSettings) => ({
  maxCpu: cpu(initial.maxCpu, `Most CPU ${whose} may reach.`),
  maxMemory: memory(initial.maxMemory, `Most memory ${whose} may reach.`),
  maxNodes: whole(initial.maxNodes, `Most nodes ${whose} may reach.`),
  maxGpu: whole(initial.maxGpu, `Most GPUs ${whose} may reach.`),
});

interface Figure {
  readonly key: "cpuMillis" | "memoryBytes" | "nodes" | "gpu";
  readonly setting: keyof CeilingSettings;
  readonly noun: string;
  readonly most: (settings: CeilingSettings) => number;
  readonly show: (value: number) => string;
}

const figures: readonly Figure[] = [
  { key: "cpuMillis", setting: "maxCpu", noun: "CPU", most: (to) => cpuMillis(to.maxCpu), show: cpuText },
  {
    key: "memoryBytes",
    setting: "maxMemory",
    noun: "memory",
    most: (to) => memoryBytes(to.maxMemory),
    show: memoryText,
  },
  { key: "nodes", setting: "maxNodes", noun: "nodes", most: (to) => to.maxNodes, show: String },
  { key: "gpu", setting: "maxGpu", noun: "GPUs", most: (to) => to.maxGpu, show: String },
];

export interface Excess {
  readonly figure: Figure["key"];
  /** `1200 CPU; the ceiling is 1000 (maxCpu)`, or `any amount of nodes; …`. */
  readonly text: string;
  /** Whether the figure is not bounded or not known, rather than above the ceiling. */
  readonly unbounded: boolean;
  /** `nodes, whose ceiling is 1000 (maxNodes)`: for what is not known. */
  readonly open: string;
}

/** Every figure that is above its ceiling, or without any bound. */
export function excesses(reached: Ceiling, settings: CeilingSettings): Excess[] {
  return figures.flatMap(({ key, setting, noun, most, show }) => {
    const value = reached[key];
    const ceiling = most(settings);
    if (value !== null && value <= ceiling) return [];
    const limit = `ceiling is ${show(ceiling)} (${setting})`;
    const amount =
      value === null ? `any amount of ${noun}` : `${show(value)} ${noun === "memory" ? "of memory" : noun}`;
    return [
      { figure: key, text: `${amount}; the ${limit}`, unbounded: value === null, open: `${noun}, whose ${limit}` },
    ];
  });
}

/** A figure as a list of contributions shows it. */
export function figureText(figure: Figure["key"], value: number | null): string {
  const { show } = figures.find(({ key }) => key === figure)!;
  return value === null ? "unbounded" : show(value);
}

/** `general 64, gpu 32`: parts by size, the ten largest. */
export function contributionsText(parts: readonly { name: string; text: string; size: number }[]): string {
  const shown = [...parts].sort((a, b) => b.size - a.size || a.name.localeCompare(b.name)).slice(0, 10);
  const more = parts.length - shown.length;
  return `${shown.map(({ name, text }) => `${name} ${text}`).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
