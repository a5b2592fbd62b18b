/** What `pulumi up` leaves to others of an object that runs: replicas that KEDA has set stay while the object is updated. */
import { fieldAt, isRecord } from "../../../capacity/units/fields";
import { ownValue } from "../../../capacity/units/ownValue";
import { pathSteps } from "../../../config";
import type { KubeObject } from "../api/kubeObject";

type Steps = readonly (string | number)[];

/**
 * The object as an update sends it: fields that others set with the values that run.
 * @param paths of these fields
 * @param live the object that runs; undefined for one that is new, which keeps its own
 */
export function withLiveFields(object: KubeObject, paths: readonly string[], live: KubeObject | undefined): KubeObject {
  return paths.map(pathSteps).reduce<KubeObject>((updated, steps) => {
    const value = fieldAt(live, steps);
    return value === undefined ? updated : (withField(updated, steps, value) as KubeObject);
  }, object);
}

function withField(holder: unknown, [step, ...rest]: Steps, value: unknown): unknown {
  if (step === undefined) return value;
  if (!isRecord(holder)) return holder;
  return { ...holder, [step]: withField(ownValue(holder, String(step)), rest, value) };
}
