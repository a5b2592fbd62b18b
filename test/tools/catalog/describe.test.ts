import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type CatalogueFile, cataloguePath, catalogueText, readCatalogue } from "../../../tools/catalog/catalogueFile";
import { readDescribed, withDescribed } from "../../../tools/catalog/describe";
import { textFile } from "../../support/planned";

/** As `aws ec2 describe-instance-types` has one. */
const described = (InstanceType: string, more: object = {}) => ({
  InstanceType,
  CurrentGeneration: true,
  SupportedUsageClasses: ["on-demand", "spot"],
  BareMetal: false,
  Hypervisor: "nitro",
  ProcessorInfo: { SupportedArchitectures: ["arm64"], Manufacturer: "AWS" },
  VCpuInfo: { DefaultVCpus: 4 },
  MemoryInfo: { SizeInMiB: 16384 },
  InstanceStorageSupported: false,
  NetworkInfo: {
    MaximumNetworkInterfaces: 4,
    DefaultNetworkCardIndex: 0,
    NetworkCards: [{ NetworkCardIndex: 0, MaximumNetworkInterfaces: 4 }],
    Ipv4AddressesPerInterface: 15,
  },
  BurstablePerformanceSupported: false,
  ...more,
});

const read = (content: unknown) => readDescribed(textFile("described.json", JSON.stringify(content)));
const small = (): CatalogueFile => {
  const file = readCatalogue();
  return { ...file, types: file.types.filter(([type]) => ["m5.large", "m7i.xlarge"].includes(type)) };
};

describe("npm run catalog -- --describe", () => {
  it("writes the catalogue as it is", () => {
    assert.equal(catalogueText(readCatalogue()), readFileSync(cataloguePath, "utf8"));
  });

  it("adds a type that EC2 describes, with its disks and GPUs", () => {
    const gpu = described("g99.xlarge", {
      ProcessorInfo: { SupportedArchitectures: ["i386", "x86_64"], Manufacturer: "Intel" },
      InstanceStorageSupported: true,
      InstanceStorageInfo: { TotalSizeInGB: 250, NvmeSupport: "required" },
      GpuInfo: { Gpus: [{ Name: "RTX PRO 6000", Manufacturer: "NVIDIA", Count: 2, MemoryInfo: { SizeInMiB: 98304 } }] },
    });
    const metal = described("m99g.metal", {
      BareMetal: true,
      Hypervisor: undefined,
      SupportedUsageClasses: ["on-demand"],
    });
    const { file, added } = withDescribed(
      small(),
      "ap-northeast-2",
      read({ InstanceTypes: [gpu, metal] }),
      "2026-11-25",
    );
    assert.deepEqual(added, ["g99.xlarge", "m99g.metal"]);
    assert.deepEqual(
      file.types.filter(([type]) => added.includes(type)),
      [
        [
          "g99.xlarge",
          "amd64",
          4,
          16384,
          "intel",
          "nitro",
          "s",
          4,
          4,
          15,
          250,
          ["rtx-pro-6000", "nvidia", 2, 98304],
          "D",
        ],
        ["m99g.metal", "arm64", 4, 16384, "aws", "", "m", 4, 4, 15, null, null, "D"],
      ],
    );
    assert.equal(
      file.sources["described in ap-northeast-2"],
      "aws ec2 describe-instance-types, 2026-11-25: g99.xlarge, m99g.metal",
    );
  });

  it("keeps the figures of known types, and takes the offers of the region from a list of them", () => {
    const offers = {
      InstanceTypeOfferings: [{ InstanceType: "m5.large", LocationType: "region", Location: "ap-northeast-2" }],
    };
    const content = { InstanceTypes: [described("m5.large"), described("m99.large")], ...offers };
    const { file, added, offered, gone } = withDescribed(small(), "ap-northeast-2", read(content), "2026-11-25");
    assert.deepEqual([added, offered, gone], [["m99.large"], [], ["m7i.xlarge"]]);
    const rows = new Map(file.types.map((row) => [row[0], row]));
    assert.deepEqual(
      rows.get("m5.large"),
      small().types.find(([type]) => type === "m5.large"),
    );
    assert.equal(rows.get("m99.large")?.[12], "", "described, and not offered");
    assert.ok(!rows.get("m7i.xlarge")![12].includes("D"));
  });

  it("takes which zones offer a type from offerings by zone id, and keeps what other accounts see", () => {
    const offers = (...each: readonly (readonly [type: string, zone: string])[]) => ({
      InstanceTypeOfferings: each.map(([InstanceType, Location]) => ({
        InstanceType,
        LocationType: "availability-zone-id",
        Location,
      })),
    });
    const seoul = (file: CatalogueFile, type: string) =>
      /D\d*/.exec(file.types.find(([name]) => name === type)![12])?.[0];
    const content = offers(
      ["m5.large", "apne2-az1"],
      ["m5.large", "apne2-az2"],
      ["m5.large", "apne2-az3"],
      ["m7i.xlarge", "apne2-az2"],
      ["m99.large", "apne2-tpe1-az1"],
    );
    const rows = { InstanceTypes: [described("m98.large"), described("m99.large")], ...content };
    const { file, offered, gone, moved } = withDescribed(small(), "ap-northeast-2", read(rows), "2026-11-25");
    // the account does not see az4, where the catalogue has both
    assert.deepEqual([offered, gone, moved], [[], [], ["m7i.xlarge"]]);
    assert.deepEqual([seoul(file, "m5.large"), seoul(file, "m7i.xlarge"), file.zones.D], ["D", "D24", "1234"]);
    assert.deepEqual(
      ["m98.large", "m99.large"].map((type) => seoul(file, type)),
      [undefined, undefined],
      "described, and in no zone of the region",
    );
    const fifth = offers(["m5.large", "apne2-az5"]);
    const grown = withDescribed(file, "ap-northeast-2", read(fifth), "2026-11-25").file;
    assert.deepEqual([seoul(grown, "m5.large"), seoul(grown, "m7i.xlarge"), grown.zones.D], ["D", "D24", "12345"]);
  });

  it("gives a region that is new the next letter", () => {
    const { file, offered } = withDescribed(
      small(),
      "mx-central-1",
      read({ InstanceTypeOfferings: [{ InstanceType: "m5.large" }] }),
      "2026-11-25",
    );
    assert.deepEqual([file.regions.e, offered], ["mx-central-1", ["m5.large"]]);
    assert.ok(file.types.find(([type]) => type === "m5.large")![12].endsWith("e"));
  });

  it("names a type that lacks a figure, and leaves Macs out", () => {
    const { rows, incomplete } = read({
      InstanceTypes: [described("m99.large", { MemoryInfo: undefined }), described("mac9.metal")],
    });
    assert.deepEqual([rows, incomplete], [[], ["m99.large (MemoryInfo.SizeInMiB)"]]);
  });

  it("refuses a file that is something else", () => {
    assert.throws(
      () => read({ Reservations: [] }),
      /has neither InstanceTypes nor InstanceTypeOfferings; give the output of/,
    );
    assert.throws(() => readDescribed("/no/such/file"), /^UsageError: \/no\/such\/file: no such file$/);
    assert.throws(() => readDescribed(textFile("a.json", "{")), /is not JSON/);
  });
});
