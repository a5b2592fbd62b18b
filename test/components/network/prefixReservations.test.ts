import assert from "node:assert/strict";
import { parseCidr } from "../../../config/values/cidr";
import { reservedRanges, vpcPrefix, zoneRanges } from "../../../config/values/subnets";
import { ofType, planOf, resource } from "../../support/plans";

const type = "aws:ec2/subnetCidrReservation:SubnetCidrReservation";

describe("reservations of subnets for prefixes", () => {
  const reservationsOf = async (name: string, network: object) => {
    const plan = await planOf(name, { network, teams: {} }, "settled");
    return { plan, made: ofType(plan, type).map(({ name: label, inputs }) => [label, inputs.cidrBlock]) };
  };

  it("are none unless they are asked for", async () => {
    assert.deepEqual((await reservationsOf("reserves-nothing", { zones: 2 })).made, []);
  });

  it("are of the subnets of nodes: their upper half, and the quarter below it under a name of its own", async () => {
    const { plan, made } = await reservationsOf("reserves-private", { zones: 2, prefixReservation: "threeQuarters" });
    assert.deepEqual(made, [
      ["network-private-1-prefixes-half", "10.0.16.0/20"],
      ["network-private-1-prefixes-quarter", "10.0.8.0/21"],
      ["network-private-2-prefixes-half", "10.0.48.0/20"],
      ["network-private-2-prefixes-quarter", "10.0.40.0/21"],
    ]);
    const { inputs, dependencies } = resource(plan, type, "network-private-2-prefixes-half");
    const subnet = resource(plan, "aws:ec2/subnet:Subnet", "network-private-2");
    assert.deepEqual([inputs.reservationType, dependencies], ["prefix", [subnet.urn]]);
  });

  it("are of the second range's subnets where nodes are there", async () => {
    const second = { zones: 2, secondaryCidr: "100.64.0.0/16", prefixReservation: "half" };
    assert.deepEqual((await reservationsOf("reserves-second", second)).made, [
      ["network-pods-1-prefixes-half", "100.64.16.0/20"],
      ["network-pods-2-prefixes-half", "100.64.48.0/20"],
    ]);
  });

  it("are those that are listed in a VPC that exists", async () => {
    const existing = {
      vpcId: "vpc-0123456789abcdef0",
      privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-1a2b3c4d"],
      prefixReservations: [{ subnetId: "subnet-1a2b3c4d", cidr: "10.0.64.0/20" }],
    };
    const { plan, made } = await reservationsOf("reserves-listed", { existing });
    assert.deepEqual(made, [["network-subnet-1a2b3c4d-10-0-64-0-20", "10.0.64.0/20"]]);
    assert.equal(resource(plan, type, String(made[0]![0])).inputs.subnetId, "subnet-1a2b3c4d");
  });

  it("lie inside their subnet, apart, on whole prefixes, in the smallest VPC too", () => {
    for (let prefix = vpcPrefix.min; prefix <= vpcPrefix.max; prefix++) {
      const subnet = zoneRanges(`10.0.0.0/${prefix}`, 5).private;
      const ranges = Object.values(reservedRanges(subnet, "threeQuarters")).map(parseCidr);
      assert.ok(
        ranges.every((range) => parseCidr(subnet).contains(range) && range.bitmask <= 28),
        subnet,
      );
      assert.ok(!ranges[0]!.contains(ranges[1]!) && !ranges[1]!.contains(ranges[0]!), subnet);
      assert.equal(ranges.reduce((sum, { size }) => sum + size, 0) * 4, parseCidr(subnet).size * 3);
    }
  });
});
