import assert from "node:assert/strict";
import {
  catalogueDate,
  countedMemoryMiB,
  type InstanceType,
  instanceTypes,
  instanceTypesIn,
  isUnlisted,
  regions,
} from "../../../capacity/ec2/catalogue";

function named(name: string): InstanceType {
  const type = instanceTypes().find(({ type }) => type === name);
  assert.ok(type, name);
  return type;
}

describe("catalogue", () => {
  it("knows a general type whole", () => {
    assert.deepEqual(named("m7i.xlarge"), {
      type: "m7i.xlarge",
      family: "m7i",
      category: "m",
      generation: "7",
      size: "xlarge",
      arch: "amd64",
      vcpu: 4,
      memoryMiB: 16384,
      manufacturer: "intel",
      hypervisor: "nitro",
      burstable: false,
      bareMetal: false,
      flex: false,
      spot: true,
      maxEnis: 4,
      cardEnis: 4,
      ipv4PerEni: 15,
      localNvmeGB: undefined,
      gpu: undefined,
    });
  });

  it("knows GPUs by Karpenter's names, per GPU memory and the disks beside them", () => {
    const { gpu, localNvmeGB, vcpu } = named("g4dn.12xlarge");
    assert.deepEqual(gpu, { name: "t4", manufacturer: "nvidia", count: 4, memoryMiB: 16384 });
    assert.deepEqual([localNvmeGB, vcpu], [900, 48]);
    assert.equal(named("g7e.2xlarge").gpu?.name, "rtx-pro-server-6000");
    assert.equal(named("g6f.xlarge").gpu?.count, 0);
  });

  it("splits names as Karpenter's AWS provider does", () => {
    const parts = (name: string) => {
      const { category, generation, family, size, flex } = named(name);
      return [category, generation, family, size, flex];
    };
    assert.deepEqual(parts("u-6tb1.112xlarge"), ["u", "1", "u-6tb1", "112xlarge", false]);
    assert.deepEqual(parts("u7i-12tb.224xlarge"), ["u", "7", "u7i-12tb", "224xlarge", false]);
    assert.deepEqual(parts("p6-b200.48xlarge"), ["p", "6", "p6-b200", "48xlarge", false]);
    assert.deepEqual(parts("c7i-flex.large"), ["c", "7", "c7i-flex", "large", true]);
    assert.deepEqual(parts("trn1n.32xlarge"), ["trn", "1", "trn1n", "32xlarge", false]);
    assert.deepEqual(parts("im4gn.large"), ["im", "4", "im4gn", "large", false]);
    assert.deepEqual(parts("r8gd.metal-24xl"), ["r", "8", "r8gd", "metal-24xl", false]);
  });

  it("finds category and generation in every type's name", () => {
    const without = instanceTypes().filter(
      ({ category, generation }) => category === undefined || generation === undefined,
    );
    assert.deepEqual(without, []);
  });

  it("counts as NVMe what Karpenter labels so: i3 under Xen is, x1 is not", () => {
    assert.equal(named("i3.large").localNvmeGB, 475);
    assert.equal(named("x1.16xlarge").localNvmeGB, undefined);
    assert.equal(named("m3.medium").localNvmeGB, undefined);
  });

  it("gives bare metal an empty hypervisor, as Karpenter's label has it", () => {
    const others = instanceTypes().filter(({ hypervisor, bareMetal }) => bareMetal !== (hypervisor === ""));
    assert.deepEqual(others, []);
  });

  it("has each type once, by name, without Mac types", () => {
    const names = instanceTypes().map(({ type }) => type);
    assert.equal(names.length, 1386);
    assert.deepEqual(names, [...new Set(names)].sort());
    assert.deepEqual(
      names.filter((name) => name.startsWith("mac")),
      [],
    );
  });

  it("knows what each of its 30 regions offers", () => {
    assert.equal(regions.length, 30);
    assert.deepEqual(
      ["us-east-1", "ap-northeast-2", "me-south-1"].map((region) => instanceTypesIn(region)?.length),
      [1366, 754, 254],
    );
    assert.equal(instanceTypesIn("us-east-9"), undefined);
    assert.equal(instanceTypesIn("constructor"), undefined);
  });

  it("says of when its figures are", () => {
    assert.equal(catalogueDate, "2026-07-06");
  });

  it("tells types it lacks figures for from types that do not exist", () => {
    assert.deepEqual(["dl1.24xlarge", "g4ad.xlarge", "g4ad.nonsense", "m7i.xlarge"].map(isUnlisted), [
      true,
      true,
      false,
      false,
    ]);
  });

  it("counts memory as Karpenter's limits do", () => {
    // facts/overprovisioning.md 4.4: allocatable is this less 11 x maxPods + 255 + 100
    const allocatable = (name: string, maxPods: number) => countedMemoryMiB(named(name)) - (11 * maxPods + 355);
    assert.deepEqual(
      [allocatable("m7i.large", 29), allocatable("m7g.xlarge", 58), allocatable("t3.medium", 17)],
      [6903, 14103, 3246],
    );
    assert.equal(countedMemoryMiB(named("m5.large")), 7577);
  });
});
