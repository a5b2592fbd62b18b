import assert from "node:assert/strict";
import fc from "fast-check";
import { Netmask } from "netmask";
import { checkStackConfig } from "../../../config";
import { overlaps, parseCidr } from "../../../config/values/cidr";
import { mostZones, secondaryRange, vpcPrefix, zoneRanges } from "../../../config/values/subnets";
import { context } from "../arbitraries";
import { quiet } from "../violation";

/** Every VPC range that a stack may have. */
const vpcCidr = fc.tuple(fc.nat(2 ** 32 - 1), fc.integer(vpcPrefix)).map(([address, prefix]) => {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
  return new Netmask(octets.join("."), prefix).toString();
});
const ordinals = Array.from({ length: mostZones }, (_, ordinal) => ordinal);
const rangesOf = (vpc: string, zones: number) =>
  ordinals.slice(0, zones).flatMap((ordinal) => Object.values(zoneRanges(vpc, ordinal)));
const seed = 20261121;

describe("subnetPlan", () => {
  it("lays a /16 out as the docs say", () => {
    assert.deepEqual(zoneRanges("10.0.0.0/16", 0), {
      private: "10.0.0.0/19",
      public: "10.0.192.0/22",
      intra: "10.0.224.0/22",
    });
    assert.deepEqual(zoneRanges("10.0.0.0/16", 5), {
      private: "10.0.160.0/19",
      public: "10.0.212.0/22",
      intra: "10.0.244.0/22",
    });
  });

  it("never lets two ranges overlap nor leave the VPC, in any VPC and with every number of zones", () => {
    fc.assert(
      fc.property(vpcCidr, fc.integer({ min: 2, max: mostZones }), (vpc, zones) => {
        const ranges = rangesOf(vpc, zones).map(parseCidr);
        assert.equal(ranges.length, 3 * zones);
        for (const [index, range] of ranges.entries()) {
          assert.ok(parseCidr(vpc).contains(range));
          for (const other of ranges.slice(index + 1)) assert.equal(overlaps(range, other), false);
        }
      }),
      { seed },
    );
  });

  it("moves no range when a stack grows from two zones to six", () => {
    fc.assert(
      fc.property(vpcCidr, (vpc) => {
        for (let zones = 2; zones < mostZones; zones++) {
          assert.deepEqual(rangesOf(vpc, zones + 1).slice(0, 3 * zones), rangesOf(vpc, zones));
        }
      }),
      { seed },
    );
  });

  it("gives every subnet AWS's least of 16 addresses in the least VPC, a /22, and would not in a /23", () => {
    const least = (vpc: string) => Math.min(...rangesOf(vpc, mostZones).map((range) => parseCidr(range).size));
    assert.equal(least("10.0.0.0/22"), 16);
    assert.equal(least("10.0.0.0/23"), 8);
    const errors = (cidr: string) =>
      checkStackConfig(quiet({ network: { cidr } }), context).findings.map(({ rule }) => rule);
    assert.deepEqual(errors("10.0.0.0/22"), []);
    assert.deepEqual(errors("10.0.0.0/23"), ["vpc-range-has-room"]);
  });

  it("divides the second range into eighths, which do not overlap either", () => {
    assert.deepEqual(
      ordinals.map((ordinal) => secondaryRange("100.64.0.0/16", ordinal)),
      ["100.64.0.0/19", "100.64.32.0/19", "100.64.64.0/19", "100.64.96.0/19", "100.64.128.0/19", "100.64.160.0/19"],
    );
  });
});
