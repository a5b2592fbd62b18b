/** Waits that a run need not sit through, each change said. */
import { durationSeconds } from "../../../capacity/units/duration";
import type { KubeObject } from "../api/kubeObject";
import { objectName } from "../api/kubeObject";
import type { ScenarioFile } from "./schema";
import { withWindows } from "./window";

type Shorten = NonNullable<ScenarioFile["shorten"]>;

/** What a run waits instead, in the words of the objects; the order of events stays the same. */
export const shortened = { cooldownPeriod: "5s", pollingInterval: "2s", consolidateAfter: "3s" } as const;

export interface Shortened {
  readonly object: KubeObject;
  readonly changes: readonly string[];
}

function chosen(shorten: Shorten, key: keyof Shorten): string | undefined {
  const value = shorten[key] ?? shortened[key];
  return value === "keep" ? undefined : value;
}

function shortPool(pool: KubeObject, shorten: Shorten): Shortened {
  const planned: unknown = pool.spec.disruption?.consolidateAfter;
  const value = chosen(shorten, "consolidateAfter");
  if (typeof planned !== "string" || planned === "Never" || value === undefined) return { object: pool, changes: [] };
  if (durationSeconds(planned) <= durationSeconds(value)) return { object: pool, changes: [] };
  return {
    object: { ...pool, spec: { ...pool.spec, disruption: { ...pool.spec.disruption, consolidateAfter: value } } },
    changes: [`${objectName(pool)}: consolidateAfter ${planned} is ${value}`],
  };
}

/** KEDA's own defaults, for what a ScaledObject leaves out. Source: KEDA 2.20 scaledobject_types.go. */
const kedaDefaults = { cooldownPeriod: 300, pollingInterval: 30 } as const;

function shortScaledObject(scaled: KubeObject, shorten: Shorten, now: Date): Shortened {
  const changes: string[] = [];
  let { spec } = scaled;
  for (const key of ["cooldownPeriod", "pollingInterval"] as const) {
    const value = chosen(shorten, key);
    const planned: number = spec[key] ?? kedaDefaults[key];
    if (value === undefined || planned <= durationSeconds(value)) continue;
    spec = { ...spec, [key]: durationSeconds(value) };
    changes.push(`${objectName(scaled)}: ${key} ${planned} s is ${durationSeconds(value)} s`);
  }
  // closed until a step opens it: what a run shows must not hang on the hour at which it runs
  const windows = withWindows(scaled, false, now);
  for (const { trigger, before } of windows.changes)
    changes.push(`${objectName(scaled)}: window ${trigger}, ${before}, is closed until a step opens it`);
  return { object: { ...scaled, spec: { ...spec, triggers: windows.triggers } }, changes };
}

/** An object as the run plays it. */
export function shortenWaits(object: KubeObject, shorten: Shorten, now: Date): Shortened {
  if (object.kind === "NodePool") return shortPool(object, shorten);
  if (object.kind === "ScaledObject") return shortScaledObject(object, shorten, now);
  return { object, changes: [] };
}
