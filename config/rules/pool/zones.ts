/** The zones of pools: whether they are the network's. */
import { catalogueDate } from "../../../capacity/ec2/catalogue";
import { zoneIdPrefix } from "../../../capacity/ec2/regions";
import { zoneIds } from "../../../capacity/ec2/zones";
import { labelKeys, normalizedKey } from "../../../capacity/kubernetes/labels";
import { entryPath } from "../../finding";
import type { PoolConfig } from "../../stack";
import { poolRule, type Report, type Rule } from "../rule";

export const poolZoneRules: readonly Rule[] = [
  poolRule("pool-zones-are-the-networks", "error", (pool, report, { network, region }) => {
    for (const { zone, path } of givenZones(pool)) {
      if (network.kind === "created" && typeof network.zones !== "number") {
        if (network.zones.includes(zone)) continue;
        report({
          path,
          value: zone,
          message: `has no subnet; network.zones are ${network.zones.join(", ")}`,
          suggestion: "use one of these",
          absentFrom: ["network.zones"],
        });
      } else if (region !== undefined && zone.slice(0, -1) !== region) {
        report({
          path,
          value: zone,
          message: `is not in aws:region ${region}`,
          suggestion: `write "${region}${zone.at(-1)}"`,
        });
      }
    }
  }),
  poolRule("offerings-are-of-the-region", "error", (pool, report, { region }) => {
    if (region === undefined) return;
    for (const found of elsewhere(pool, region)) report(found);
  }),
  poolRule("zone-ids-are-known", "warning", (pool, report, { region }) => {
    const known = region === undefined ? undefined : zoneIds(region);
    if (region === undefined || known === undefined) return;
    for (const { key, value, path } of chosen(pool)) {
      if (key !== labelKeys.zoneId || !value.startsWith(zoneIdPrefix(region)) || known.includes(value)) continue;
      report({
        path,
        value,
        message: `is not the id of a zone of ${region} in the catalogue of ${catalogueDate} (${known.join(", ")}): what EC2 offers there is not checked`,
        suggestion: "use one that `aws ec2 describe-availability-zones` lists in your account",
      });
    }
  }),
  poolRule("pool-zones-are-sure", "warning", (pool, report, { network, region }) => {
    const zones = givenZones(pool).filter(({ zone }) => region === undefined || zone.slice(0, -1) === region);
    if (zones.length === 0 || (network.kind === "created" && typeof network.zones !== "number")) return;
    const written = pool.settings.zones === undefined ? undefined : pool.pathOf("zones");
    report({
      path: written ?? zones[0]!.path,
      value: written === undefined ? zones[0]!.zone : pool.settings.zones,
      ...(network.kind === "created"
        ? {
            message: `may have no subnet: network.zones is a number (${network.zones}), so AWS's list decides`,
            suggestion: "name the zones in network.zones",
          }
        : { message: "may have no subnet: the zones of network.existing's subnets cannot be seen from here" }),
    });
  }),
];

/** A value that the pool's nodes must have, and where it is written. */
interface Chosen {
  /** Normalized. */
  readonly key: string;
  readonly value: string;
  readonly path: string;
}

/** What the pool names by a requirement with In or a label. */
function chosen(pool: PoolConfig): readonly Chosen[] {
  const { requirements = [], labels = {} } = pool.settings;
  return [
    ...requirements.flatMap(({ key, operator, values = [] }, index) => {
      const at = `${pool.pathOf("requirements")}[${index}].values`;
      return operator === "In"
        ? values.map((value, each) => ({ key: normalizedKey(key), value, path: `${at}[${each}]` }))
        : [];
    }),
    ...Object.entries(labels).map(([key, value]) => ({
      key: normalizedKey(key),
      value,
      path: entryPath(pool.pathOf("labels"), key),
    })),
  ];
}

/** Regions and zone ids that the pool names, and that are not of the stack's region. */
export function elsewhere(pool: PoolConfig, region: string): readonly Parameters<Report>[0][] {
  const prefix = zoneIdPrefix(region);
  return chosen(pool).flatMap(({ key, value, path }) => {
    if (key === labelKeys.region && value !== region)
      return [
        { path, value, message: `is not aws:region ${region}: the pool makes no node there`, suggestion: "delete it" },
      ];
    if (key === labelKeys.zoneId && !value.startsWith(prefix)) {
      const suggestion = `ids of its zones begin with ${prefix}`;
      return [{ path, value, message: `is not the id of a zone in aws:region ${region}`, suggestion }];
    }
    return [];
  });
}

/** Zones that the pool names, in its setting or in a requirement with In. */
export function givenZones(pool: PoolConfig): readonly { zone: string; path: string }[] {
  return [
    ...(pool.settings.zones ?? []).map((zone, index) => ({ zone, path: `${pool.pathOf("zones")}[${index}]` })),
    ...(pool.settings.requirements ?? []).flatMap(({ key, operator, values = [] }, index) =>
      operator === "In" && normalizedKey(key) === labelKeys.zone
        ? values.map((zone, at) => ({ zone, path: `${pool.pathOf("requirements")}[${index}].values[${at}]` }))
        : [],
    ),
  ];
}
