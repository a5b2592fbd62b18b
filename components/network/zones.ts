/** Availability zones of the VPC's subnets. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { zonesWithoutEks } from "../../capacity/ec2/zones";
import type { CreatedNetwork } from "../../config";

/**
 * The zone of each ordinal: as the config names it, or from AWS's list of zones that need no opt-in and that EKS accepts.
 * @throws RunError in the output, if EKS cannot place a control plane in one that is named, or the region has fewer such
 * zones than the config asks for
 */
export function zoneNames(network: CreatedNetwork, opts: pulumi.InvokeOptions): readonly pulumi.Input<string>[] {
  const { zones } = network;
  return typeof zones === "number" ? countedZones(zones, opts) : namedZones(zones, opts);
}

function countedZones(count: number, opts: pulumi.InvokeOptions): readonly pulumi.Input<string>[] {
  const { names } = aws.getAvailabilityZonesOutput(
    {
      state: "available",
      filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
      excludeZoneIds: [...zonesWithoutEks.values()],
    },
    opts,
  );
  return Array.from({ length: count }, (_, ordinal) =>
    names.apply((offered) => {
      const zone = offered[ordinal];
      if (zone !== undefined) return zone;
      throw new pulumi.RunError(
        `network.zones: ${count} zones are asked for and this region offers ${offered.length} (${offered.join(", ")}); write ${offered.length} or fewer`,
      );
    }),
  );
}

/** Which name has which id is AWS's to say: it numbers the zones for each account. */
function namedZones(zones: readonly string[], opts: pulumi.InvokeOptions): readonly pulumi.Input<string>[] {
  const without = zonesWithoutEks.get(zones[0]?.slice(0, -1) ?? "");
  if (without === undefined) return zones;
  const { names } = aws.getAvailabilityZonesOutput(
    { filters: [{ name: "zone-id", values: [without] }], allAvailabilityZones: true },
    opts,
  );
  return zones.map((zone, index) =>
    names.apply((refused) => {
      const message = refusedZoneMessage(index, zone, refused, without);
      if (message === undefined) return zone;
      throw new pulumi.RunError(message);
    }),
  );
}

/**
 * What to say of a named zone; undefined where EKS accepts it.
 * @param refused names that the zones have in this account where EKS places no control plane
 */
export function refusedZoneMessage(
  index: number,
  zone: string,
  refused: readonly string[],
  id: string,
): string | undefined {
  if (!refused.includes(zone)) return undefined;
  return `network.zones[${index}]: ${zone} is ${id} in this account, where EKS places no control plane; name another zone`;
}
