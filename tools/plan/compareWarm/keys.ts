/** What to write in the stack's config to have an engine keep a pool's warm capacity. */
import gte from "semver/functions/gte";
import { cpuMillis, memoryBytes } from "../../../capacity/units/quantity";
import type { WarmEngineName } from "../../../capacity/warm/engines";
import type { PoolConfig, StackConfig, WarmConfig } from "../../../config";
import type { PlannedEngine } from "../summary/compareWarmSchema";
import { gates } from "./needs";

type Variant = PlannedEngine["config"][number];
type Value = Variant["set"][number]["value"];

/** A pool, and how much of it is to be kept. */
export interface KeysInput {
  readonly pool: PoolConfig & { readonly warm: WarmConfig };
  readonly stack: StackConfig;
  /** The most placeholders at a time. */
  readonly placeholders: number;
  /** Nodes of a static pool for them. */
  readonly nodes: number;
}

/** What the pool's `warm` says besides how many and when. */
type Written = NonNullable<PoolConfig["written"]["warm"]>;

/** The variants of an engine; a stack file with one of them is accepted, and that engine keeps its nodes. */
export function keysOf(engine: WarmEngineName, input: KeysInput): readonly Variant[] {
  const { pool, placeholders, nodes } = input;
  const { path, written } = pool;
  const warm: Partial<Written> = written.warm ?? {};
  const { load, images } = warm;
  const carried = { ...(load === undefined ? {} : { load }), ...(images === undefined ? {} : { images }) };
  const pins = present(pool, ["pin", "ceiling"]);
  switch (engine) {
    case "windows": {
      const amount = pool.warm.mode.kind === "perNode" ? { nodes: placeholders } : { spare: largestSpare(warm) };
      const hours = { days: "weekdays", from: "09:00", to: "18:00", timezone: "UTC", ...amount };
      const kept = sizeOf(warm);
      return [variant("with hours, such as", [[`${path}.warm`, { ...kept, windows: [hours], ...carried }]], pins)];
    }
    case "always":
      return [variant("", [[`${path}.warm`, { ...amountOf(input), ...carried }]], pins)];
    case "capacityBuffer": {
      const { images: _, ...without } = carried as { load?: unknown; images?: unknown };
      return [
        variant(
          "",
          [
            ...gateKeys("capacityBuffer", input.stack),
            [`${path}.warm`, { engine: "capacityBuffer", ...amountOf(input), ...without }],
          ],
          pins,
        ),
      ];
    }
    case "pin":
      return [
        variant(
          "",
          [
            [`${path}.pin`, placeholders],
            [`${path}.ceiling`, true],
            ...(Object.keys(carried).length === 0 ? [] : [[`${path}.warm`, carried] as const]),
          ],
          Object.keys(carried).length === 0 ? present(pool, ["warm"]) : [],
          ["`pin` is for a while: the plan warns of it until it is deleted; nodes above it that run already stay"],
        ),
      ];
    case "static": {
      const removed = present(pool, ["warm", "pin", "ceiling", "weight"]);
      const replaced =
        "Karpenter refuses `replicas` on a NodePool that exists: give the pool another name, and its nodes are replaced";
      const limited = (most: number, title: string) =>
        variant(
          title,
          [...gateKeys("static", input.stack), [`${path}.replicas`, nodes], [`${path}.limits`, { nodes: most }]],
          removed,
          [replaced],
        );
      return [
        limited(nodes + 1, "with room for one more, so that nodes can be replaced"),
        limited(nodes, "with limits.nodes at the number: a drifted node stays, unless gate terminateFirstDrift is on"),
      ];
    }
  }
}

function variant(
  title: string,
  set: readonly (readonly [path: string, value: unknown])[],
  remove: readonly string[],
  notes: readonly string[] = [],
): Variant {
  // values of a stack file, which is JSON
  return { title, set: set.map(([path, value]) => ({ path, value: value as Value })), remove, notes };
}

/** Paths of the keys that the pool has. */
function present({ path, written }: PoolConfig, keys: readonly ("warm" | "pin" | "ceiling" | "weight")[]) {
  return keys.filter((key) => written[key] !== undefined).map((key) => `${path}.${key}`);
}

/** So much at any time, as the pool counts it. */
function amountOf({ pool, placeholders }: KeysInput): Partial<Written> {
  const warm = pool.written.warm ?? {};
  if (pool.warm.mode.kind === "perNode") return { always: placeholders };
  return { ...sizeOf(warm), spare: largestSpare(warm) };
}

function sizeOf({ placeholder }: Partial<Written>): Partial<Written> {
  return placeholder === undefined ? {} : { placeholder };
}

/** The spare room that takes the most placeholders: of the pool at any time, or of a window. */
function largestSpare({ placeholder, spare, windows = [] }: Partial<Written>): Written["spare"] {
  if (placeholder === undefined) return undefined;
  const times = (amount: NonNullable<Written["spare"]>) =>
    Math.max(
      cpuMillis(String(amount.cpu)) / cpuMillis(String(placeholder.cpu)),
      memoryBytes(amount.memory) / memoryBytes(placeholder.memory),
    );
  const spares = [spare, ...windows.map((window) => window.spare)].flatMap((amount) => amount ?? []);
  return spares.reduce((most, amount) => (times(amount) > times(most) ? amount : most), spares[0]!);
}

/** Keys under `karpenter` that an alpha engine still needs. */
function gateKeys(engine: keyof typeof gates, stack: StackConfig): readonly (readonly [string, unknown])[] {
  const { key, since } = gates[engine];
  const { version, featureGates } = stack.karpenter;
  return [
    ...(gte(version, since) ? [] : [["karpenter.version", since] as const]),
    ...(featureGates[key] ? [] : [[`karpenter.featureGates.${key}`, true] as const]),
  ];
}
