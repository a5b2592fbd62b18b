/** Shortens the waits of pools and ScaledObjects, so that a run takes minutes and not hours. */
import { durationSeconds } from "../../../capacity/units/duration";
import { recordOf, textOf } from "../../../capacity/units/fields";
import { ownValue } from "../../../capacity/units/ownValue";
import { type KubeObject, kinds, objectName } from "../api/kubeObject";
import type { ScenarioFile } from "./schema";
import { withWindows } from "./window";

type Shorten = NonNullable<ScenarioFile["shorten"]>;

/** Durations of a run, by the objects' own fields; the order of events stays the same. */
export const shortened = { cooldownPeriod: "5s", pollingInterval: "2s", consolidateAfter: "3s" } as const;

export interface Shortened {
  readonly object: KubeObject;
  /** What differs from the plan, one sentence each. */
  readonly changes: readonly string[];
}

function chosen(shorten: Shorten, key: keyof Shorten): string | undefined {
  const value = shorten[key] ?? ownValue(shortened, key);
  return value === "keep" ? undefined : value;
}

/** Undefined for what is not a duration: the server then refuses the object in its own words. */
function secondsOf(value: unknown): number | undefined {
  if (typeof value !== "string") return undefined;
  try {
    return durationSeconds(value);
  } catch {
    return undefined;
  }
}

/** The shorter wait; undefined where the planned one is not longer. "Never" is longer than any, and stays where none was asked for. */
function shorterThan(planned: unknown, value: string | undefined, neverStays: boolean): string | undefined {
  const seconds = secondsOf(planned);
  if (seconds === undefined || value === undefined || seconds <= durationSeconds(value)) return undefined;
  return neverStays && seconds === Number.POSITIVE_INFINITY ? undefined : value;
}

function shortPool(pool: KubeObject, shorten: Shorten): Shortened {
  const spec = recordOf(pool.spec);
  const disruption = recordOf(spec.disruption);
  const template = recordOf(spec.template);
  const ofNode = recordOf(template.spec);
  const consolidateAfter = shorterThan(disruption.consolidateAfter, chosen(shorten, "consolidateAfter"), true);
  const expireAfter = shorterThan(ofNode.expireAfter, chosen(shorten, "expireAfter"), false);
  const changes = [
    ...(consolidateAfter === undefined
      ? []
      : [`consolidateAfter is ${consolidateAfter} instead of ${textOf(disruption.consolidateAfter)}`]),
    ...(expireAfter === undefined ? [] : [`expireAfter is ${expireAfter} instead of ${textOf(ofNode.expireAfter)}`]),
  ].map((change) => `${objectName(pool)}: ${change}`);
  if (changes.length === 0) return { object: pool, changes };
  return {
    object: {
      ...pool,
      spec: {
        ...spec,
        ...(consolidateAfter === undefined ? {} : { disruption: { ...disruption, consolidateAfter } }),
        ...(expireAfter === undefined ? {} : { template: { ...template, spec: { ...ofNode, expireAfter } } }),
      },
    },
    changes,
  };
}

/** KEDA's own defaults in seconds, for what a ScaledObject leaves out. Source: KEDA 2.20 scaledobject_types.go. */
const kedaDefaults = { cooldownPeriod: 300, pollingInterval: 30 } as const;

function shortScaledObject(scaled: KubeObject, shorten: Shorten, now: Date): Shortened {
  const changes: string[] = [];
  let spec = recordOf(scaled.spec);
  for (const key of ["cooldownPeriod", "pollingInterval"] as const) {
    const value = chosen(shorten, key);
    const planned = spec[key] ?? kedaDefaults[key];
    if (value === undefined || typeof planned !== "number" || planned <= durationSeconds(value)) continue;
    spec = { ...spec, [key]: durationSeconds(value) };
    changes.push(`${objectName(scaled)}: ${key} is ${durationSeconds(value)} s instead of ${planned} s`);
  }
  // closed until a step opens it: what a run shows must not depend on the hour at which it runs
  const windows = withWindows(scaled, false, now);
  if (windows.changes.length > 0) spec = { ...spec, triggers: windows.triggers };
  for (const { trigger, before } of windows.changes)
    changes.push(`${objectName(scaled)}: window ${trigger}, ${before}, is closed until a step opens it`);
  return { object: { ...scaled, spec }, changes };
}

/**
 * An object as a run uses it: a NodePool or ScaledObject with shorter waits, the latter with its windows closed; any other
 * as it is.
 * @param shorten other durations than `shortened`, from the scenario
 */
export function shortenWaits(object: KubeObject, shorten: Shorten, now: Date): Shortened {
  if (kinds.nodePool.is(object)) return shortPool(object, shorten);
  if (kinds.scaledObject.is(object)) return shortScaledObject(object, shorten, now);
  return { object, changes: [] };
}
