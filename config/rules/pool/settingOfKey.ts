/** Labels that settings of a pool set, and what may stand beside a setting. */
import { labelKeys, normalizedKey } from "../../../capacity/kubernetes/labels";
import { ownValue } from "../../../capacity/units/ownValue";
import { settingKeys } from "../../resolve/requirements";
import type { PoolConfig } from "../../stack";

/** By label: the setting that sets it on nodes; a label beside the setting would intersect with it. */
export const settingOfKey: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(settingKeys).map(([setting, key]) => [key, setting])),
  [labelKeys.instanceGeneration]: "instanceGenerations",
  [labelKeys.os]: "nodeClass.amiFamily",
};

/** Those of them that a requirement may not narrow either; the others it may, with NotIn for example. */
export const oneWaySettings: readonly string[] = ["capacityTypes", "architectures", "nodeClass.amiFamily"];

/** Whether a requirement may not be about the label, since a setting is. */
export function isOneWay(key: string): boolean {
  return oneWaySettings.includes(ownValue(settingOfKey, normalizedKey(key)) ?? "");
}

/** Whether the pool says by a requirement or a label what a setting says: that nothing is left then needs no second error. */
export function saysSettingsTwice({ settings }: PoolConfig): boolean {
  return (
    (settings.requirements ?? []).some(({ key }) => isOneWay(key)) ||
    Object.keys(settings.labels ?? {}).some((key) => Object.hasOwn(settingOfKey, normalizedKey(key)))
  );
}
