import assert from "node:assert/strict";
import { pricedLine, sumLines, sumOf, unpricedLine } from "../../../capacity/money/line";
import { nodeLines } from "../../../capacity/money/poolLines";
import { servicePrice } from "../../../capacity/money/servicePrices";
import { nodeVolumes, volumeLines } from "../../../capacity/money/volumes";

const price = (usd: number) => ({ usd, source: "a list", date: "2026-03-15" });
const item = (name: string, quantity: number) => ({ item: name, quantity, unit: "hours" });

describe("lines of a bill", () => {
  it("add up in whole cents, and name what has no amount", () => {
    const lines = [
      pricedLine(item("a", 3), price(0.1), ""),
      pricedLine(item("b", 1), price(0.204), ""),
      unpricedLine(item("c", 1), "nobody knows"),
    ];
    assert.deepEqual(
      lines.map(({ usdPerMonth }) => usdPerMonth),
      [0.3, 0.2, null],
    );
    assert.deepEqual(sumLines(lines), { usdPerMonth: 0.5, notKnown: ["c"] });
    assert.deepEqual(sumOf([sumLines(lines), sumLines(lines.slice(0, 1))]), { usdPerMonth: 0.8, notKnown: ["c"] });
    assert.deepEqual(sumLines([]), { usdPerMonth: 0, notKnown: [] });
  });

  it("take the prices of services from the region's own sources", () => {
    const nat = servicePrice("natHour", "ap-northeast-2");
    assert.deepEqual([nat?.usd, nat?.date], [0.059, "2026-11-25"]);
    assert.match(nat!.source, /clont-app\/clont/);
    assert.equal(servicePrice("natHour", "cn-north-1"), undefined);
    assert.equal(servicePrice("eksHour", "eu-west-2"), undefined);
    assert.equal(servicePrice("eksHour", "constructor"), undefined);
  });
});

describe("volumes of nodes", () => {
  it("are Karpenter's own unless the node class has others", () => {
    assert.deepEqual(nodeVolumes({ amiFamily: "AL2023", mappings: undefined }), [{ gib: 20, type: "gp3" }]);
    assert.deepEqual(nodeVolumes({ amiFamily: "Bottlerocket", mappings: undefined }), [
      { gib: 4, type: "gp3" },
      { gib: 20, type: "gp3" },
    ]);
    assert.equal(nodeVolumes({ amiFamily: "Custom", mappings: undefined }), undefined);
    const mappings = [{ ebs: { volumeSize: "100Gi", volumeType: "gp3", iops: 4000, throughput: 225 } }];
    const large = { gib: 100, type: "gp3", iops: 4000, throughput: 225 };
    assert.deepEqual(nodeVolumes({ amiFamily: "AL2023", mappings }), [large]);
    const unknown = [{ ebs: { volumeSize: "[unknown]" } }];
    assert.equal(nodeVolumes({ amiFamily: "AL2023", mappings: unknown }), undefined);
  });

  it("cost more with IOPS and throughput beyond what gp3 includes", () => {
    // us-east-1: 2 x 100 GB at 0.08, 2 x 1000 IOPS at 0.005, 2 x 100 MiB/s at 0.04
    const large = [{ gib: 100, type: "gp3", iops: 4000, throughput: 225 }];
    assert.deepEqual(
      volumeLines(2, large, "nodes", "us-east-1").map(({ item, quantity, usdPerMonth }) => [
        item,
        quantity,
        usdPerMonth,
      ]),
      [
        ["volumes of nodes", 200, 16],
        ["volumes of nodes beyond 3,000 IOPS", 2000, 10],
        ["volumes of nodes beyond 125 MiB/s", 200, 8],
      ],
    );
    const [, iops] = volumeLines(2, large, "nodes", "ap-northeast-2");
    assert.equal(iops?.reason, "no price of gp3 volumes beyond 3,000 IOPS is known for ap-northeast-2");
  });

  it("have no amount for another kind, or a size that nobody knows", () => {
    const reason = (volumes: Parameters<typeof volumeLines>[1]) =>
      volumeLines(1, volumes, "nodes", "us-east-1")[0]?.reason;
    assert.equal(reason([{ gib: 100, type: "io2" }]), "no price of io2 volumes is known");
    assert.equal(reason(undefined), "the AMI or a snapshot decides their size");
    assert.deepEqual(volumeLines(0, undefined, "nodes", "us-east-1"), []);
  });
});

describe("nodes of a pool", () => {
  const pool = { name: "batch", region: "ap-northeast-2", spot: true, volumes: [] };

  it("have the list price, and what spot was on average beside it", () => {
    // 100 h of m7i.xlarge at 0.2478 in Seoul; spot saved 69% by 2025-06-28, interrupted >20%
    const [line] = nodeLines(pool, "warm nodes", "m7i.xlarge", 100);
    assert.deepEqual(
      [line?.usdPerMonth, line?.spot?.usdPerMonth, line?.spot?.saving, line?.spot?.interruptions, line?.spot?.date],
      [24.78, 7.68, "69%", ">20%", "2025-06-28"],
    );
    assert.equal(sumLines([line!]).spotUsdPerMonth, 7.68);
    assert.equal(nodeLines({ ...pool, spot: false }, "nodes", "m7i.xlarge", 100)[0]?.spot, undefined);
  });

  it("have no amount in a region without prices", () => {
    const [line] = nodeLines({ ...pool, region: "cn-north-1" }, "nodes", "m5.large", 730);
    assert.deepEqual([line?.usdPerMonth, line?.reason], [null, "no price of m5.large in cn-north-1 is known"]);
    const [nowhere] = nodeLines({ ...pool, region: undefined }, "nodes", "m5.large", 730);
    assert.match(nowhere!.reason!, /neither the pool's zones nor the stack's aws:region/);
  });
});
