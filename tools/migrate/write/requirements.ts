/** Requirements of a pool as settings where there is one for them, else as they are. */

import type { InstanceType } from "../../../capacity/ec2/catalogue";
import { labelKeys, normalizedKey } from "../../../capacity/kubernetes/labels";
import { allowedByKey, allows, type Requirement } from "../../../capacity/kubernetes/requirement";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { settingKeys } from "../../../config";
import type { SourcePool } from "../model";
import type { Origin, Said, Steps } from "../source/sourceObject";
import type { Draft } from "./draft";

/** Values of the settings that no requirement may narrow: they are written out. */
const closedValues = {
  capacityTypes: ["reserved", "spot", "on-demand"],
  architectures: ["amd64", "arm64"],
} as const;

type ClosedSetting = keyof typeof closedValues;

/** By label key, the setting that is a list of its values and that requirements may stand beside. */
const openSettings = new Map(
  Object.entries(settingKeys).flatMap(([setting, key]) =>
    Object.hasOwn(closedValues, setting) ? [] : [[key as string, setting] as const],
  ),
);

/** Highest generation that `instanceGenerations` takes. */
const highestGeneration = 20;

/** Why a pool makes no node, or undefined. */
export function emptyChoice(pool: SourcePool): Origin | undefined {
  for (const [setting, values] of Object.entries(closedValues)) {
    const own = requirementsOn(pool, settingKeys[setting as ClosedSetting]);
    const last = own.at(-1);
    if (last !== undefined && allowedValues(own, values).length === 0) return last.from;
  }
  return undefined;
}

/** Whether the pool's nodes run Windows, by its requirements. */
export function excludesLinux(pool: SourcePool): Origin | undefined {
  const own = requirementsOn(pool, labelKeys.os);
  return own.length > 0 && allowedValues(own, ["linux"]).length === 0 ? own[0]!.from : undefined;
}

/** The requirements, and node labels that Karpenter takes for requirements, in one list. */
export function requirementsOfPool(pool: SourcePool): readonly Said<Requirement>[] {
  const fromLabels = pool.labels.flatMap(({ value: [key, value], from }) =>
    isChoice(key) ? [{ value: { key, operator: "In" as const, values: [value] }, from }] : [],
  );
  return [...pool.requirements, ...fromLabels];
}

/** Label keys by which a pool names its types; without any of them an API may have a choice of its own. */
const choosingKeys: readonly string[] = [
  labelKeys.instanceType,
  labelKeys.instanceFamily,
  labelKeys.instanceCategory,
  labelKeys.instanceGeneration,
];

function isGeneral({ defaults }: SourcePool, requirements: readonly Said<Requirement>[]): boolean {
  return defaults.general && !requirements.some(({ value }) => choosingKeys.includes(normalizedKey(value.key)));
}

/** What the general choice of types asks for. */
const generalRequirements: readonly Requirement[] = [
  { key: labelKeys.instanceCategory, operator: "In", values: ["c", "m", "r"] },
  { key: labelKeys.instanceGeneration, operator: "Gt", values: ["2"] },
];

/** What decides which types a pool admits. */
function admittedBy(pool: SourcePool): readonly Requirement[] {
  const said = requirementsOfPool(pool);
  return [...said.map(({ value }) => value), ...(isGeneral(pool, said) ? generalRequirements : [])];
}

/** The types of the region that a pool admits; none where the catalogue knows none of them. */
export function admittedTypes(pool: SourcePool, region: string): readonly InstanceType[] {
  return poolSelection({ requirements: admittedBy(pool), labels: {} }, region).types;
}

/** Whether a label's key is that of a setting, which the config takes as a requirement only. */
export function isChoice(key: string): boolean {
  const normal = normalizedKey(key);
  return (
    Object.values<string>(settingKeys).includes(normal) ||
    [labelKeys.os, labelKeys.instanceGeneration].includes(normal as never)
  );
}

function requirementsOn(pool: SourcePool, key: string): readonly Said<Requirement>[] {
  return requirementsOfPool(pool).filter(({ value }) => normalizedKey(value.key) === key);
}

function allowedValues(requirements: readonly Said<Requirement>[], values: readonly string[]): readonly string[] {
  const [allowed] = allowedByKey(requirements.map(({ value }) => value)).values();
  return values.filter((value) => allowed === undefined || allows(allowed, value));
}

/** Writes the requirements of a pool. @param hasReservations whether its node class selects capacity reservations */
export function writeRequirements(draft: Draft, at: Steps, pool: SourcePool, hasReservations: boolean): void {
  const said = requirementsOfPool(pool).filter(({ from }) => draft.mayPut(from));
  for (const setting of Object.keys(closedValues) as ClosedSetting[])
    writeClosed(draft, at, pool, said, setting, hasReservations);
  const rest = said.filter(({ value, from }) => {
    const key = normalizedKey(value.key);
    if (Object.keys(closedValues).some((setting) => settingKeys[setting as ClosedSetting] === key)) return false;
    if (key !== labelKeys.os) return true;
    draft.ledger.carried(from, [...at, "nodeClass", "amiFamily"]);
    return false;
  });
  for (const requirement of rest) writeOpen(draft, at, requirement, rest);
  keepWide(draft, at, pool, rest);
}

function writeClosed(
  draft: Draft,
  at: Steps,
  pool: SourcePool,
  said: readonly Said<Requirement>[],
  setting: ClosedSetting,
  hasReservations: boolean,
): void {
  const own = said.filter(({ value }) => normalizedKey(value.key) === settingKeys[setting]);
  const steps = [...at, setting];
  if (own.length === 0) {
    const byDefault = pool.defaults[setting];
    draft.set(steps, [
      ...(setting === "capacityTypes" && hasReservations && byDefault.includes("spot") ? ["reserved"] : []),
      ...byDefault,
    ]);
    return;
  }
  const all: readonly string[] = closedValues[setting];
  const isOpen = own.every(({ value }) => value.operator !== "In");
  // whoever names no kind by In never asked for reservations that the node class does not select
  const values = allowedValues(own, all).filter((value) => value !== "reserved" || !isOpen || hasReservations);
  for (const requirement of own) {
    draft.put(steps, requirement, inOrderOf(own, values));
    if (requirement.value.minValues !== undefined)
      draft.ledger.noEquivalent(
        { ...requirement.from, steps: [...requirement.from.steps, "minValues"] },
        `asks for a choice among ${setting}, which have no such key`,
        "leave it out, or ask for a choice of instance families",
      );
  }
}

/** The values as the first list of them has them. */
function inOrderOf(own: readonly Said<Requirement>[], values: readonly string[]): readonly string[] {
  const first = own.find(({ value }) => value.operator === "In")?.value.values ?? [];
  return [...values].sort((a, b) => first.indexOf(a) - first.indexOf(b));
}

function writeOpen(draft: Draft, at: Steps, said: Said<Requirement>, all: readonly Said<Requirement>[]): void {
  const { operator, values = [], minValues } = said.value;
  const key = normalizedKey(said.value.key);
  const setting = openSettings.get(key);
  const isOnly = all.filter(({ value }) => normalizedKey(value.key) === key).length === 1;
  if (setting !== undefined && isOnly && operator === "In" && minValues === undefined && values.length > 0) {
    draft.put([...at, setting], said, [...new Set(values)]);
    return;
  }
  const atLeast = key === labelKeys.instanceGeneration && isOnly ? leastGeneration(said.value) : undefined;
  if (atLeast !== undefined) draft.put([...at, "instanceGenerations"], said, { atLeast });
  else draft.put(draft.next([...at, "requirements"]), said, written(said.value));
}

/** The requirement with its values each once and as text. */
function written({ key, operator, values, minValues }: Requirement): Requirement {
  return {
    key: normalizedKey(key),
    operator,
    ...(values === undefined ? {} : { values: [...new Set(values)] }),
    ...(minValues === undefined ? {} : { minValues }),
  };
}

function leastGeneration({ operator, values = [], minValues }: Requirement): number | undefined {
  if ((operator !== "Gt" && operator !== "Gte") || minValues !== undefined || !/^\d{1,2}$/.test(values[0] ?? ""))
    return undefined;
  const least = Number(values[0]) + (operator === "Gt" ? 1 : 0);
  return least >= 1 && least <= highestGeneration ? least : undefined;
}

/** A pool of the config that says nothing of categories, generations or hypervisors takes less than any. */
function keepWide(draft: Draft, at: Steps, pool: SourcePool, rest: readonly Said<Requirement>[]): void {
  const keys = new Set(rest.map(({ value }) => normalizedKey(value.key)));
  const namesTypes = ["instanceTypes", "instanceFamilies"].some((setting) => draft.get([...at, setting]) !== undefined);
  const any = (key: string) => draft.set(draft.next([...at, "requirements"]), { key, operator: "Exists" });
  if (isGeneral(pool, rest)) {
    // the webhook's words, which are the program's default as well
    draft.set([...at, "instanceCategories"], ["c", "m", "r"]);
    draft.set([...at, "instanceGenerations"], { atLeast: 3 });
    if (pool.typesUnknown === true)
      draft.ledger.decided(
        [...at, "instanceCategories"],
        `c, m and r of generation 3 and newer for ${String(draft.get([...at, "architectures"]))}: what a pool takes by default, since the source does not name its types`,
      );
  } else if (!namesTypes) {
    if (!keys.has(labelKeys.instanceCategory)) any(labelKeys.instanceCategory);
    if (!keys.has(labelKeys.instanceGeneration)) any(labelKeys.instanceGeneration);
  }
  const { types } = poolSelection({ requirements: rest.map(({ value }) => value), labels: {} }, undefined);
  if (!keys.has(labelKeys.instanceHypervisor) && types.some(({ hypervisor }) => hypervisor === "xen"))
    any(labelKeys.instanceHypervisor);
}
