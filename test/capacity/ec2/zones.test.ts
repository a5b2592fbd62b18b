import { deepEqual, equal } from "node:assert/strict";
import { regions } from "../../../capacity/ec2/catalogue";
import { knownZones, usualZones } from "../../../capacity/ec2/zones";

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
});
