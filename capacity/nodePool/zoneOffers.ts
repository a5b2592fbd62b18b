/**
 * Whether the zones of a pool offer what it admits. A stack names zones by name, EC2 offers types by zone id, and which id a
 * name has differs by account: certain is what holds whichever of the region's zones a pool's are.
 * Source: provider v1.15.1 pkg/providers/instancetype/instancetype.go, which takes offerings by zone.
 */
import type { InstanceType } from "../ec2/catalogue";
import { eksZoneIds, zoneIdsOf } from "../ec2/zones";
import { labelKeys } from "../kubernetes/labels";
import { allows } from "../kubernetes/requirement";
import { enumeration } from "../units/enumeration";
import { memoizeBy } from "../units/memoize";
import type { Selection } from "./selection";

/** The zones with subnets for nodes: their names, or how many at least where AWS's list or a VPC that exists decides which. */
export type NodeZones = readonly string[] | number;

/** What of a selection decides where its nodes are. */
type Placed = Pick<Selection, "allowed" | "region" | "unknownZoneIds">;

/** How many of the zones a pool's nodes may be in, by name. Where only their number is known, those that it names are among them. */
export function zoneCount({ allowed }: Pick<Selection, "allowed">, zones: NodeZones): number {
  const named = allowed.get(labelKeys.zone);
  if (named === undefined) return typeof zones === "number" ? zones : zones.length;
  if (typeof zones !== "number") return zones.filter((zone) => allows(named, zone)).length;
  return named.complement ? Math.max(0, zones - named.values.size) : Math.min(zones, named.values.size);
}

/** Every way to take so many of the items. */
function choices(items: readonly string[], count: number): readonly (readonly string[])[] {
  if (count >= items.length) return [items];
  if (count === 0) return [[]];
  const [first, ...others] = items;
  return [...choices(others, count - 1).map((rest) => [first!, ...rest]), ...choices(others, count)];
}

const choicesIn = memoizeBy(
  (region: string, count: number) => `${region} ${count}`,
  (region, count) => choices(eksZoneIds(region) ?? [], count),
);

/**
 * The ids that the zones of a pool may have, each possibility once: 20 at most. Those that the pool asks for by id are among
 * them: who writes ids knows the account.
 * @returns undefined where the catalogue does not know the zones, of the region or of an id that is asked for
 */
function possibleZones(placed: Placed, zones: NodeZones): readonly (readonly string[])[] | undefined {
  const { region, allowed, unknownZoneIds } = placed;
  if (region === undefined || eksZoneIds(region) === undefined || unknownZoneIds.length > 0) return undefined;
  const byId = allowed.get(labelKeys.zoneId);
  const count = zoneCount(placed, zones);
  if (byId === undefined) return choicesIn(region, count);
  if (!byId.complement) return choices([...byId.values], count);
  return choicesIn(region, count).map((ids) => ids.filter((id) => allows(byId, id)));
}

/** A check on types, such as whether enough of them are left. */
type Check<One> = (types: readonly One[]) => boolean;

/** What of a pool's types is certain, whichever of the region's zones the pool's are. */
export interface ZoneOffers {
  /** Whether one of the pool's zones offers the type. */
  readonly isSure: (type: InstanceType) => boolean;
  /** The check on those types only that the pool's zones offer; a check that more types never fail. */
  readonly whichever: <One extends { readonly type: InstanceType }>(check: Check<One>) => Check<One>;
}

const allOffered: ZoneOffers = { isSure: () => true, whichever: (check) => check };

/** @param zones undefined takes it that all types are offered, as in a region whose zones are not known */
export function zoneOffers(placed: Placed, zones: NodeZones | undefined): ZoneOffers {
  const possible = zones === undefined ? undefined : possibleZones(placed, zones);
  if (possible === undefined) return allOffered;
  const known = new Map<string, readonly string[]>();
  const isOffered = ({ type }: InstanceType, ids: readonly string[]) => {
    const offering = known.get(type) ?? zoneIdsOf(type, placed.region!)!;
    known.set(type, offering);
    return offering.some((id) => ids.includes(id));
  };
  const isSure = (type: InstanceType) => possible.every((ids) => isOffered(type, ids));
  return {
    isSure,
    whichever: (check) => (types) =>
      // most types are offered everywhere, and what they meet needs no look at each possibility
      check(types.filter(({ type }) => isSure(type))) ||
      possible.every((ids) => check(types.filter(({ type }) => isOffered(type, ids)))),
  };
}

/** Why it is not certain that the pool's zones offer the types; no full stop. */
export function zoneDoubt(types: readonly InstanceType[], placed: Placed, zones: NodeZones): string {
  const { region = "", allowed } = placed;
  const all = eksZoneIds(region) ?? [];
  const named = allowed.get(labelKeys.zone);
  const names =
    named !== undefined && !named.complement
      ? [...named.values]
      : typeof zones === "number"
        ? undefined
        : zones.filter((zone) => named === undefined || allows(named, zone));
  const where = names === undefined ? "the zones of its subnets" : enumeration(names);
  const some = types.filter(({ type }) => all.some((id) => !zoneIdsOf(type, region)!.includes(id)));
  const offering = all.filter((id) => types.some(({ type }) => zoneIdsOf(type, region)!.includes(id)));
  const what =
    some.length <= 2 ? enumeration(some.map(({ type }) => type)) : `${some[0]!.type} and ${some.length - 1} more types`;
  const are = some.length === 1 ? "is" : "are";
  const offered =
    offering.length < all.length
      ? `${what} ${are} offered in ${offering.length} of ${all.length} zones of ${region} (${enumeration(offering)})`
      : `${what} ${are} not offered in every zone of ${region}`;
  return `${offered}, and which id ${where} ${names?.length === 1 ? "has" : "have"} differs by account (\`aws ec2 describe-availability-zones\` tells)`;
}
