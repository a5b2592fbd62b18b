/** Pools against the EC2 catalogue: whether their instances exist, and whether the limits leave room for one node. */

import { catalogueDate, countedMemoryMiB, type InstanceType } from "../../../capacity/ec2/catalogue";
import { labelKeys, normalizedKey } from "../../../capacity/kubernetes/labels";
import { allows } from "../../../capacity/kubernetes/requirement";
import { atLimits } from "../../../capacity/nodePool/atLimits";
import { parseLimits } from "../../../capacity/nodePool/limits";
import { minValuesShortfalls } from "../../../capacity/nodePool/minValues";
import { poolSelection, type Selection } from "../../../capacity/nodePool/selection";
import type { PoolSettings } from "../../schema/pool";
import type { PoolConfig } from "../../stack";
import { poolRule, type Rule, repeated } from "../rule";
import { givenNames, namesUnknown, unknownName } from "./catalogueNames";
import { whyNoType } from "./noType";
import { saysSettingsTwice } from "./settingOfKey";
import { elsewhere } from "./zones";

/** Keys by which a pool chooses instances, in the order in which to look when no type is left. */
const choices = [
  "instanceTypes",
  "instanceFamilies",
  "instanceSizes",
  "instanceCategories",
  "instanceGenerations",
  "requirements",
  "labels",
  "architectures",
  "capacityTypes",
] as const;

/** The key to look at when no type is left: the pool's own first, since what it inherits suits other pools. */
export function choiceOf(pool: PoolConfig): { path: string; value: unknown } {
  const said = choices.filter((name) => pool.settings[name] !== undefined);
  const key = said.find((name) => isWritten(pool, name)) ?? said[0];
  return key === undefined
    ? { path: pool.path, value: undefined }
    : { path: pool.pathOf(key), value: pool.settings[key] };
}

/** Whether the pool sets the key itself, rather than inheriting it or leaving it out. */
export function isWritten(pool: PoolConfig, key: keyof PoolSettings): boolean {
  return pool.settings[key] !== undefined && pool.pathOf(key) === `${pool.path}.${key}`;
}

export const instanceRules: readonly Rule[] = [
  poolRule("instance-names-are-known", "warning", (pool, report, { region }) => {
    // then the error of some-type-meets-the-requirements says it
    if (makesNone(pool, region)) return;
    for (const name of givenNames(pool)) {
      const unknown = unknownName(name, region);
      if (unknown !== undefined) report({ path: name.path, value: name.value, ...unknown });
    }
  }),
  poolRule("choices-differ", "error", (pool, report) => {
    for (const key of [...listSettings, "zones"] as const) {
      for (const { item, index } of repeated<string>(pool.settings[key] ?? [], String)) {
        report({
          path: `${pool.pathOf(key)}[${index}]`,
          value: item,
          message: "is named twice",
          suggestion: "delete one",
        });
      }
    }
  }),
  poolRule("some-type-meets-the-requirements", "error", (pool, report, { region }) => {
    if (region === undefined || !makesNone(pool, region)) return;
    if (saysSettingsTwice(pool) || elsewhere(pool, region).length > 0) return;
    for (const found of whyNoType(pool, region, choiceOf(pool))) report(found);
  }),
  poolRule("some-known-type-meets-the-requirements", "warning", (pool, report, { region }) => {
    const selection = selectionOf(pool, region);
    if (selection === undefined || !admitsNone(selection, region) || makesNone(pool, region)) return;
    if (selection.unlisted.length > 0) return;
    report({
      ...choiceOf(pool),
      message: `and the pool's other requirements admit no EC2 type of the catalogue of ${catalogueDate}; newer types may exist`,
    });
  }),
  poolRule("min-values-exist", "error", (pool, report, { region, karpenter }) => {
    const selection = selectionOf(pool, region);
    if (selection?.exact !== true || selection.types.length === 0 || namesUnknown(pool)) return;
    if (isBestEffort(karpenter.values)) return;
    for (const { key, minValues, found } of minValuesShortfalls(selection)) {
      const index = (pool.settings.requirements ?? []).findIndex(
        (requirement) => normalizedKey(requirement.key) === key && requirement.minValues === minValues,
      );
      report({
        path: `${pool.pathOf("requirements")}[${index}].minValues`,
        value: minValues,
        message: `asks for ${minValues} values of ${key} and the admitted types have ${found}: Karpenter then makes no node`,
        suggestion: `write ${found} or fewer`,
      });
    }
  }),
  poolRule("limits-let-a-node-start", "error", (pool, report, { region }) => {
    const types = onlyTypes(pool, region);
    const bounds = parseLimits(pool.limits).filter(({ name }) => name === "cpu" || name === "memory");
    if (types.length === 0 || bounds.length < 2) return;
    if (types.some((type) => bounds.every(({ capacity, taken }) => taken(type) <= capacity))) return;
    const smallest = types.reduce((a, b) =>
      b.vcpu < a.vcpu || (b.vcpu === a.vcpu && b.memoryMiB < a.memoryMiB) ? b : a,
    );
    // inherited limits suit the other pools; this one chooses larger types and needs its own
    const inherited = !isWritten(pool, "limits") && choices.some((key) => isWritten(pool, key));
    const memoryGiB = Math.ceil(countedMemoryMiB(smallest) / 1024);
    report({
      path: inherited ? `${pool.path}.limits` : pool.pathOf("limits"),
      value: pool.settings.limits,
      message: `${inherited ? "of poolDefaults " : ""}is below every admitted type; the smallest, ${smallest.type}, counts ${smallest.vcpu} vCPU and ${countedMemoryMiB(smallest)}Mi: the pool never makes a node`,
      suggestion: `write cpu "${smallest.vcpu}" and memory "${memoryGiB}Gi" at least`,
    });
  }),
  poolRule("spot-has-choice", "warning", (pool, report, { region }) => {
    const selection = selectionOf(pool, region);
    const index = pool.capacityTypes.indexOf("spot");
    if (index < 0 || selection?.exact !== true || selection.types.length === 0 || namesUnknown(pool)) return;
    const { launchable } = atLimits({ types: selection.types, limits: parseLimits(pool.limits) });
    const spot = launchable.filter((type) => type.spot);
    // that no type fits the limits is an error of its own
    if (launchable.length === 0 || spot.length >= fewestSpotTypes) return;
    const within = launchable.length < selection.types.length ? " within the pool's limits" : "";
    report({
      path: `${pool.pathOf("capacityTypes")}[${index}]`,
      value: "spot",
      message: `has ${spot.length} ${spot.length === 1 ? "type" : "types"} to choose from${within}; with fewer than ${fewestSpotTypes} there is often none to have, and interruptions are frequent`,
      suggestion: "admit more types",
    });
  }),
];

/** Settings of a pool that are lists of names. */
const listSettings = [
  "architectures",
  "instanceCategories",
  "instanceFamilies",
  "instanceSizes",
  "instanceTypes",
] as const;

/** Fewer types than this and Karpenter itself warns (provider, launch flexibility). */
const fewestSpotTypes = 5;

function isBestEffort({ settings }: Readonly<Record<string, unknown>>): boolean {
  return (
    typeof settings === "object" &&
    settings !== null &&
    "minValuesPolicy" in settings &&
    settings.minValuesPolicy === "BestEffort"
  );
}

/** The types that a node can be; none while the catalogue does not know them all. */
export function onlyTypes(pool: PoolConfig, region: string | undefined): readonly InstanceType[] {
  const selection = selectionOf(pool, region);
  if (!selection?.regionKnown || selection.unlisted.length > 0 || namesUnknown(pool)) return [];
  return selection.types;
}

/** Whether no type that the stack's region offers can be launched: Karpenter makes no nodes in another region. */
function admitsNone({ types, allowed }: Selection, region: string | undefined): boolean {
  const regions = allowed.get(labelKeys.region);
  return types.length === 0 || (regions !== undefined && !allows(regions, region));
}

/**
 * Whether the pool never makes a node: the catalogue knows the region, and none of its types is left. Labels that the catalogue
 * does not know can only narrow the types further.
 */
export function makesNone(pool: PoolConfig, region: string | undefined): boolean {
  const selection = selectionOf(pool, region);
  return selection?.regionKnown === true && selection.unlisted.length === 0 && admitsNone(selection, region);
}

/** What the pool's nodes may be; undefined while a requirement lacks its values or the region is not named. */
export function selectionOf(pool: PoolConfig, region: string | undefined): Selection | undefined {
  const complete = (pool.settings.requirements ?? []).every(
    ({ operator, values }) => operator === "Exists" || operator === "DoesNotExist" || values !== undefined,
  );
  return region === undefined || !complete ? undefined : poolSelection(pool, region);
}
