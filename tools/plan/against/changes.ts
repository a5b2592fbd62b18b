/** What a change does, from the two sides of it. */
import { defaultRegion } from "../engine/deployment";
import { shown, type Value } from "../engine/property";
import type { RegisteredResource } from "../engine/resource";
import { accountId, digits } from "../standins/standIn";
import { ceilingSummary } from "../summary/ceilings";
import type { Against, Changes, PoolRolls } from "../summary/changesSchema";
import { type ConfigPlaces, noPlaces } from "../summary/configPlace";
import { type PlacementSummary, placementSummary } from "../summary/placement";
import { abruptChanges } from "./abrupt/abrupt";
import { accessChanges } from "./access";
import { DriftReader } from "./drift";
import { pairs } from "./matching";
import { type Ceilings, moneyChange, windowChanges } from "./money";
import { lostNodeAccess } from "./nodeAccess";
import { nodeClassWaits } from "./nodeClassWait";
import { poolSides, zonesOf } from "./poolSides";
import { poolChanges } from "./pools";
import { renamedPools, renamedTeams } from "./renames";
import { isSet, isWhole } from "./replacement/table";
import { isUnknownText, madeTexts, resourceChanges } from "./resources";
import type { Side } from "./side";
import type { Comparing } from "./values";
import { violationChanges } from "./violations";

/** Both sides. */
export interface ChangesInput {
  readonly against: Against;
  readonly before: Side;
  readonly after: Side;
  /** When the plan is made, in milliseconds since 1970. @default now */
  readonly now?: number | undefined;
  /** Of the new side's config. @default none are known */
  readonly places?: ConfigPlaces | undefined;
}

interface Summed extends Side {
  readonly ceilings: Ceilings;
  readonly placement: PlacementSummary["placement"];
  readonly teamNames: readonly string[];
  readonly pools: ReturnType<typeof poolSides>;
  readonly zones: readonly string[];
}

function summed(side: Side, now: number): Summed {
  const { summary } = side;
  const ceilings = summary ?? ceilingSummary(side.resources, side.region ?? defaultRegion, now);
  return {
    ...side,
    ceilings,
    placement: (summary ?? placementSummary(side.resources)).placement,
    teamNames: ceilings.teams.map(({ name }) => name),
    pools: poolSides(side.resources, ceilings),
    zones: zonesOf(side.resources),
  };
}

/** What a change does. */
export function changesOf({
  against,
  before: one,
  after: other,
  now = Date.now(),
  places = noPlaces,
}: ChangesInput): Changes {
  const region = other.region ?? one.region;
  const before = summed({ ...one, region: one.region ?? region }, now);
  const after = summed({ ...other, region }, now);
  const matched = pairs(before.resources, after.resources);
  const changed = resourceChanges(matched, {
    comparing: comparingFor(after, against.kind === "state"),
    derivesFrom: derivesFrom(after, against.kind === "state"),
  });
  const onlyIn = (side: Summed, rest: Summed) => [...side.pools.values()].filter(({ name }) => !rest.pools.has(name));
  const missing = (side: Summed, rest: Summed) => side.teamNames.filter((name) => !rest.teamNames.includes(name));
  const teamsOfOneSide = { gone: missing(before, after), come: missing(after, before) };
  const renamed = renamedPools(onlyIn(before, after), onlyIn(after, before), teamsOfOneSide);
  const teams = renamedTeams(teamsOfOneSide, renamed, before.pools, after.pools);
  const stackSide = ({ resources, region: of = defaultRegion, zones }: Summed) => ({ resources, region: of, zones });
  const waits = nodeClassWaits(before.pools, after.pools, changed.resources);
  const lostAccess = lostNodeAccess({ before, after, resources: changed.resources });
  const changedPools = poolChanges({
    before: before.pools,
    after: after.pools,
    zones: { before: before.zones, after: after.zones },
    region: { before: before.region ?? defaultRegion, after: after.region ?? defaultRegion },
    resources: new Map(changed.resources.map((each) => [each.urn, each])),
    renamed,
    nodeClassWaits: waits,
    nodeAccessGoes: lostAccess !== undefined,
    drifts: new DriftReader(stackSide(before), stackSide(after), changed.resources),
  });
  const pools = changedPools.map(({ pool }) => pool);
  const abruptSide = (side: Summed) => ({
    resources: side.resources,
    pools: side.pools,
    teams: side.teamNames,
    zones: side.zones,
    region: side.region,
  });
  const abrupt = abruptChanges({
    before: abruptSide(before),
    after: abruptSide(after),
    resources: changed.resources,
    pools: changedPools,
    renamedPools: renamed,
    renamedTeams: teams,
    nodeClassWaits: waits,
    lostNodeAccess: lostAccess,
    places,
  });
  const formerUrns = new Map(matched.map((pair) => [pair.after?.urn ?? "", pair.before?.urn ?? ""]));
  const { resources, same, cannotTell, ignored } = changed;
  const count = (action: Changes["resources"][number]["action"]) =>
    resources.filter((each) => each.action === action).length;
  const rolls = (what: PoolRolls) => pools.filter((pool) => pool.rolls === what).length;
  return {
    against,
    summary: {
      isSame: resources.length === 0 && cannotTell.length === 0,
      create: count("create"),
      update: count("update"),
      replace: count("replace"),
      updateOrReplace: count("update-or-replace"),
      delete: count("delete"),
      same,
      cannotTell: cannotTell.length,
      ignored,
      pools: {
        none: rolls("none"),
        some: rolls("some"),
        drift: rolls("drift"),
        replaced: rolls("replaced"),
        gone: rolls("gone"),
        new: rolls("new"),
        unknown: rolls("unknown"),
      },
    },
    abrupt,
    resources,
    pools,
    money: moneyChange(before.ceilings, after.ceilings),
    policies: violationChanges(before.violations, after.violations ?? [], (urn) => formerUrns.get(urn) || urn),
    access: accessChanges(
      { placement: before.placement, teams: before.teamNames },
      { placement: after.placement, teams: after.teamNames },
    ),
    windows: windowChanges(before.ceilings, after.ceilings),
  };
}

/** Zone names are answers of a stand-in in either mode. */
const zoneKeys: ReadonlySet<string | number> = new Set(["availabilityZone"]);

function comparingFor({ resources, mode }: Side, isState: boolean): (resource: RegisteredResource) => Comparing {
  const made = new Set(isState && mode === "settled" ? resources.flatMap((each) => [...madeTexts(each)]) : []);
  return (resource) => ({
    isStandIn: (text, steps) =>
      isState &&
      (text.includes(accountId) ||
        zoneKeys.has(steps.at(-1) ?? "") ||
        text === `${resource.name}-${digits(resource.urn, 7)}` ||
        [...made].some((each) => text.includes(each))),
    isSet: (steps) => isSet(resource.type, steps),
    isDefault: () => false,
    isThere: (steps) => isWhole(resource.type, steps),
  });
}

/** Whether a value comes from what only a resource's creation makes known. A plan against a state has the state's answers. */
function derivesFrom({ mode }: Side, isState: boolean): (value: Value, resource: RegisteredResource) => boolean {
  const texts = new Map<string, ReadonlySet<string>>();
  return (value, resource) => {
    if (mode !== "settled" && (!isState || isUnknownText(value))) return isUnknownText(value);
    let made = texts.get(resource.urn);
    if (made === undefined) {
      made = madeTexts(resource);
      texts.set(resource.urn, made);
    }
    const text = shown(value);
    return typeof text === "string" && [...made].some((each) => text.includes(each));
  };
}
