/** What EC2 answers and moto cannot: AMIs, spot prices, capacity reservations and placement groups. */
import { instanceTypes, instanceTypesIn } from "../../../../capacity/ec2/catalogue";
import { ec2Answer, type HttpAnswer } from "../front/answer";
import type { Parameter, Parameters } from "../front/call";
import { listOf, recordOf, textOf } from "../front/needs/need";
import type { Images } from "./images";

/** Filters by name. */
function filtersOf(list: Parameter | undefined): ReadonlyMap<string, readonly string[]> {
  return new Map(
    listOf(list)
      .map(recordOf)
      .map(({ Name, Value }) => [textOf(Name), listOf(Value).map(textOf)]),
  );
}

/** Newest image of a test is as good as any: Karpenter prefers newer ones, and all are of one day here. */
const creationDate = "2026-11-01T00:00:00.000Z";

export function describeImages(parameters: Parameters, images: Images, account: string): HttpAnswer {
  const ids = listOf(parameters.ImageId).map(textOf);
  const found = images
    .described(filtersOf(parameters.Filter), listOf(parameters.Owner).map(textOf), account)
    .filter(({ id }) => ids.length === 0 || ids.includes(id));
  return ec2Answer("DescribeImages", {
    imagesSet: found.map(({ id, name, architecture, owner, tags, rootDevice }) => ({
      imageId: id,
      name,
      architecture,
      imageOwnerId: owner,
      imageState: "available",
      creationDate,
      isPublic: owner === "amazon",
      rootDeviceName: rootDevice,
      rootDeviceType: "ebs",
      virtualizationType: "hvm",
      hypervisor: "xen",
      tagSet: Object.entries(tags).map(([key, value]) => ({ key, value })),
    })),
  });
}

/** Prices of all types in all zones, now. @param prices USD per hour by type */
export function describeSpotPrices(prices: ReadonlyMap<string, number>, zones: readonly string[]): HttpAnswer {
  const timestamp = new Date().toISOString();
  return ec2Answer("DescribeSpotPriceHistory", {
    spotPriceHistorySet: [...prices].flatMap(([instanceType, usd]) =>
      zones.map((availabilityZone) => ({
        instanceType,
        productDescription: "Linux/UNIX",
        spotPrice: usd.toFixed(6),
        timestamp,
        availabilityZone,
      })),
    ),
    nextToken: "",
  });
}

/** All types that the region has, in each zone; all of the catalogue where nobody knows which these are. */
export function describeOfferings(region: string, zones: readonly string[]): HttpAnswer {
  return ec2Answer("DescribeInstanceTypeOfferings", {
    instanceTypeOfferingSet: (instanceTypesIn(region) ?? instanceTypes()).flatMap(({ type }) =>
      zones.map((location) => ({ instanceType: type, locationType: "availability-zone", location })),
    ),
  });
}

/** The groups that the call asks for: moto lacks them, and the stack says that they exist. */
export function describePlacementGroups(parameters: Parameters): HttpAnswer {
  const group = (name: string, id: string) => ({
    groupName: name,
    groupId: id,
    strategy: "cluster",
    state: "available",
  });
  return ec2Answer("DescribePlacementGroups", {
    placementGroupSet: [
      ...listOf(parameters.GroupName).map((name) => group(textOf(name), "pg-0123456789abcdef0")),
      ...listOf(parameters.GroupId).map((id) => group(textOf(id), textOf(id))),
    ],
  });
}

/** A call that finds nothing: moto lacks it, and a rehearsal has none of them. */
export const emptySets: Readonly<Record<string, string>> = {
  DescribeCapacityReservations: "capacityReservationSet",
};
