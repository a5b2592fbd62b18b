import assert from "node:assert/strict";
import { allocatable } from "../../../capacity/ec2/allocatable";
import { instanceTypes } from "../../../capacity/ec2/catalogue";
import { commonShapes, type Offer } from "../../../capacity/nodePool/podShape";

const offer = (names: readonly string[], more: Partial<Offer> = {}): Offer => ({
  allowed: new Map(),
  taints: [],
  types: instanceTypes().filter(({ type }) => names.includes(type)),
  ...more,
});
const taint = { key: "gpu", value: "true", effect: "NoSchedule" } as const;
const os = (...values: readonly string[]) => ({
  allowed: new Map([["kubernetes.io/os", { complement: false, values: new Set(values) }]]),
});

describe("the pods that two pools could both serve", () => {
  it("are as large as the smaller of their largest nodes lets them be, whatever the families", () => {
    const [shape, ...others] = commonShapes(offer(["m5.large", "m5.xlarge"]), offer(["c5.4xlarge"]));
    const m5 = allocatable(instanceTypes().find(({ type }) => type === "m5.xlarge")!);
    assert.deepEqual(
      [shape, others],
      [{ os: "linux", arch: "amd64", cpuMillis: m5.cpuMillis, memoryMiB: m5.memoryMiB }, []],
    );
  });

  it("need an architecture and an operating system that both have", () => {
    assert.deepEqual(commonShapes(offer(["m5.large"]), offer(["m7g.large"])), []);
    const both = offer(["m5.large", "m7g.large"]);
    assert.deepEqual(
      commonShapes(both, both).map(({ arch }) => arch),
      ["amd64", "arm64"],
    );
    assert.deepEqual(commonShapes(offer(["m5.large"], os("windows")), offer(["m5.large"])), []);
    assert.equal(
      commonShapes(offer(["m5.large"], os("windows")), offer(["m5.large"], os("windows")))[0]?.os,
      "windows",
    );
  });

  it("are none when a taint keeps them off one of the two; a soft taint keeps nobody off", () => {
    const tainted = offer(["m5.large"], { taints: [taint] });
    assert.deepEqual(commonShapes(tainted, offer(["m5.large"])), []);
    assert.equal(commonShapes(tainted, tainted).length, 1);
    const soft = offer(["m5.large"], { taints: [{ ...taint, effect: "PreferNoSchedule" }] });
    assert.equal(commonShapes(soft, offer(["m5.large"])).length, 1);
  });
});
