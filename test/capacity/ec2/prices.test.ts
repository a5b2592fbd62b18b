import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { instanceTypes, instanceTypesIn } from "../../../capacity/ec2/catalogue";
import { priceList, priceListFolder } from "../../../capacity/ec2/priceList";
import { noPriceReason, onDemandPrice, onDemandUsdPerHour, priceBasis, spotPrice } from "../../../capacity/ec2/prices";

const listed = readdirSync(priceListFolder).map((name) => name.replace(".json", ""));

describe("prices", () => {
  it("are those of the region, with source and date", () => {
    // aws.amazon.com/ec2/pricing: Seoul is dearer than Virginia
    assert.equal(onDemandUsdPerHour("m7i.xlarge", "us-east-1"), 0.2016);
    assert.deepEqual(onDemandPrice("m7i.xlarge", "ap-northeast-2"), {
      usdPerHour: 0.2478,
      source:
        "AWS bulk price list, as recorded in github.com/varad-more/ec2-instance-advisor, docs/data/ec2_aws_snapshot.csv",
      date: "2026-03-15",
    });
  });

  it("of bare metal are those at shared tenancy, from an older list", () => {
    const metal = onDemandPrice("m7i.metal-24xl", "us-east-1");
    assert.deepEqual([metal?.usdPerHour, metal?.date], [4.8384, "2025-04-04"]);
    // which Karpenter's list has at dedicated tenancy only: it says so
    assert.match(onDemandPrice("c8i.metal-48xl", "us-east-1")!.source, /bare metal at dedicated tenancy/);
  });

  it("are known for 34 regions, none of them in China", () => {
    assert.equal(listed.length, 34);
    assert.deepEqual(
      listed.filter((region) => region.startsWith("cn-")),
      [],
    );
    assert.equal(onDemandPrice("m5.large", "cn-north-1"), undefined);
    assert.equal(noPriceReason([{ type: "m5.large" }], "cn-north-1"), "no prices of cn-north-1 are known");
  });

  it("are positive, and of the region that the file's name says", () => {
    for (const region of listed) {
      assert.equal(priceList(region)?.region, region);
      for (const { source, date, licence, usdPerHour } of priceList(region)!.onDemand) {
        assert.match(date, /^20\d\d-\d\d-\d\d$/);
        assert.ok(source !== "" && licence !== "");
        const prices = Object.values(usdPerHour).flatMap((sizes) => Object.values(sizes));
        assert.deepEqual(
          prices.filter((price) => !(price > 0.002 && price < 500)),
          [],
          region,
        );
      }
    }
  });

  it("are known or estimated for all but a few types that a region offers", () => {
    const without = (region: string) => {
      const types = instanceTypesIn(region)!.filter(({ type }) => onDemandPrice(type, region) === undefined);
      return [...new Set(types.map(({ family }) => family))];
    };
    // newer than us-east-1's list
    assert.deepEqual(without("us-east-1"), ["g7", "r9g", "r9gd", "t8i"]);
    // bare metal of i8g, and families that have no older one of the maker in Seoul
    assert.deepEqual(without("ap-northeast-2"), ["i8g", "i8ge", "t8i", "u7in-24tb", "x8aedz"]);
    assert.deepEqual(without("me-south-1"), []);
  });

  it("are not guessed for a type that the region does not offer, or that does not exist", () => {
    assert.equal(onDemandPrice("x8i.large", "me-south-1"), undefined);
    assert.equal(onDemandPrice("m7i.nonsense", "us-east-1"), undefined);
    assert.equal(onDemandPrice("constructor.constructor", "us-east-1"), undefined);
    assert.equal(onDemandPrice("m5.large", "../../catalogue"), undefined);
  });

  it("of spot are the list's less the saving, with the band and the list as the bound", () => {
    // Seoul on 2025-06-28: m7i.xlarge 69% below 0.2478, band 4
    const spot = spotPrice("m7i.xlarge", "ap-northeast-2");
    assert.deepEqual(
      [spot?.usdPerHour, spot?.savingPercent, spot?.interruptions, spot?.date, spot?.onDemand.usdPerHour],
      [0.076818, 69, ">20%", "2025-06-28", 0.2478],
    );
    assert.equal(spotPrice("m7i.xlarge", "cn-north-1"), undefined);
  });

  it("say what several rest on: the oldest date, and which are estimates", () => {
    const types = ["m7i.xlarge", "m5.metal", "i7ie.xlarge"].map((type) => ({ type }));
    assert.deepEqual(priceBasis(types, "ap-northeast-2"), {
      region: "ap-northeast-2",
      date: "2025-04-04",
      estimated: ["i7ie.xlarge"],
    });
    assert.equal(priceBasis(instanceTypes(), "cn-north-1"), undefined);
  });
});
