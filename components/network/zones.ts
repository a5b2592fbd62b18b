/** Availability zones of the VPC's subnets. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { CreatedNetwork } from "../../config";

/** Zones where EKS cannot place a control plane. Source: EKS user guide, network requirements. */
const zonesWithoutEks = ["use1-az3", "usw1-az2", "cac1-az3"];

/**
 * The zone of each ordinal: as the config names it, or from AWS's list of zones that need no opt-in and that EKS accepts.
 * @throws RunError in the output, if the region has fewer such zones than the config asks for
 */
export function zoneNames(network: CreatedNetwork, opts: pulumi.InvokeOptions): readonly pulumi.Input<string>[] {
  if (typeof network.zones !== "number") return network.zones;
  const count = network.zones;
  const { names } = aws.getAvailabilityZonesOutput(
    {
      state: "available",
      filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
      excludeZoneIds: zonesWithoutEks,
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
