import { deepEqual, equal, ok } from "node:assert/strict";
import { instanceTypesIn, regions } from "../../../capacity/ec2/catalogue";
import { knownZones, usualZones, zoneIds, zoneIdsOf } from "../../../capacity/ec2/zones";

describe("zones of a region", () => {
  it("by name are those that some account sees: two of three in us-west-1, a to d in Seoul", () => {
    const letters = (region: string) => knownZones(region)?.map((zone) => zone.replace(region, ""));
    deepEqual(["us-west-1", "ap-northeast-1", "ap-northeast-2", "eu-west-1"].map(letters), [
      ["a", "b", "c"],
      ["a", "b", "c", "d"],
      ["a", "b", "c", "d"],
      ["a", "b", "c"],
    ]);
    deepEqual(usualZones("us-west-1"), ["us-west-1a", "us-west-1c"]);
    for (const region of regions) equal(new Set(knownZones(region)).size, knownZones(region)!.length, region);
  });

  it("are not known where the catalogue does not know the region", () => {
    deepEqual([knownZones("mx-central-1"), knownZones("constructor")], [undefined, undefined]);
  });

  it("by id are those that the catalogue knows, which no account need see all of", () => {
    deepEqual(zoneIds("ap-northeast-2"), ["apne2-az1", "apne2-az2", "apne2-az3", "apne2-az4"]);
    deepEqual(zoneIds("us-west-1"), ["usw1-az1", "usw1-az3"]);
    deepEqual([zoneIds("mx-central-1"), zoneIdsOf("m5.large", "mx-central-1")], [undefined, undefined]);
    for (const region of regions) ok(zoneIds(region)!.length <= knownZones(region)!.length, region);
  });

  it("offer types by id: g6.xlarge in three of Seoul's four, p5.48xlarge in one", () => {
    deepEqual(zoneIdsOf("g6.xlarge", "ap-northeast-2"), ["apne2-az1", "apne2-az3", "apne2-az4"]);
    deepEqual(zoneIdsOf("p5.48xlarge", "ap-northeast-2"), ["apne2-az1"]);
    deepEqual(zoneIdsOf("trn1.2xlarge", "us-east-1"), ["use1-az5", "use1-az6"]);
    deepEqual(zoneIdsOf("m5.large", "ap-northeast-2"), zoneIds("ap-northeast-2"));
    const inSecond = instanceTypesIn("ap-northeast-2")!.filter(({ type }) =>
      zoneIdsOf(type, "ap-northeast-2")!.includes("apne2-az2"),
    );
    equal(inSecond.length, 583);
    for (const region of regions)
      for (const { type } of instanceTypesIn(region)!) {
        const ids = zoneIdsOf(type, region)!;
        deepEqual(
          ids,
          zoneIds(region)!.filter((id) => ids.includes(id)),
          `${type} in ${region}`,
        );
        ok(ids.length > 0, `${type} in ${region}`);
      }
  });
});
