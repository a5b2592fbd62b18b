/** The AWS region that pools speak of. */
import { labelKeys, normalizedKey } from "../../capacity/kubernetes/labels";
import { recordOf, textOf } from "../../capacity/units/fields";
import type { SourcePool } from "./model";

/** The region of the first zone, or region, that a pool names, else of a group's ARN; undefined where none does. */
export function zoneRegion(pools: readonly SourcePool[]): string | undefined {
  for (const { value } of pools.flatMap((pool) => pool.requirements)) {
    const [first = ""] = value.operator === "In" ? (value.values ?? []) : [];
    const key = normalizedKey(value.key);
    if (key === labelKeys.region && first !== "") return first;
    const region = key === labelKeys.zone ? /^([a-z]{2,4}(-[a-z]+)+-\d)[a-z]$/.exec(first)?.[1] : undefined;
    if (region !== undefined) return region;
  }
  return pools.map(({ object }) => arnRegion(object.value)).find((region) => region !== undefined);
}

/** The region of a group's own ARN. */
function arnRegion(value: unknown): string | undefined {
  const { nodegroupArn, AutoScalingGroupARN } = recordOf(value);
  return /^arn:[^:]+:(eks|autoscaling):([a-z0-9-]+):/.exec(textOf(nodegroupArn) || textOf(AutoScalingGroupARN))?.[2];
}
