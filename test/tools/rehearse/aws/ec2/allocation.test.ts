import { deepEqual, equal } from "node:assert/strict";
import { allocate, type Candidate } from "../../../../../tools/rehearse/aws/ec2/allocation";
import { Capacity } from "../../../../../tools/rehearse/aws/ec2/capacity";

const candidate = (type: string, zone: string, more: Partial<Candidate> = {}): Candidate => ({
  template: "lt",
  type,
  zone,
  subnet: `subnet-${zone}`,
  capacityType: "on-demand",
  image: undefined,
  priority: undefined,
  usdPerHour: 1,
  ...more,
});

const candidates = [
  candidate("m7i.large", "a", { usdPerHour: 0.2, priority: 1 }),
  candidate("c7i.large", "a", { usdPerHour: 0.1, priority: 3 }),
  candidate("r7i.large", "b", { usdPerHour: 0.3, priority: 2 }),
];

const chosen = (strategy: string, capacity: Capacity, from: readonly Candidate[] = candidates) =>
  allocate(from, strategy, capacity).chosen?.type;

describe("which override a fleet launches", () => {
  it("is the cheapest one", () => {
    equal(chosen("lowest-price", new Capacity()), "c7i.large");
    equal(chosen("price-capacity-optimized", new Capacity()), "c7i.large");
  });

  it("is the one of the best priority where the strategy says so", () => {
    equal(chosen("prioritized", new Capacity()), "m7i.large");
    equal(chosen("capacity-optimized-prioritized", new Capacity()), "m7i.large");
  });

  it("is one without a price only where no other is left", () => {
    const unpriced = candidate("x9.large", "a", { usdPerHour: undefined });
    equal(chosen("lowest-price", new Capacity(), [unpriced, ...candidates]), "c7i.large");
    equal(chosen("lowest-price", new Capacity(), [unpriced]), "x9.large");
  });

  it("is the next one when capacity is exhausted, with an error for each that was better", () => {
    const capacity = new Capacity();
    capacity.exhaust({ types: ["c7i.*"], zones: ["a"] });
    const { chosen: found, errors } = allocate(candidates, "lowest-price", capacity);
    deepEqual(
      [found?.type, errors.map(({ code, candidate: { type } }) => [code, type])],
      ["m7i.large", [["InsufficientInstanceCapacity", "c7i.large"]]],
    );
  });

  it("is none when all is exhausted, with an error for each", () => {
    const capacity = new Capacity();
    capacity.exhaust({ capacityTypes: ["on-demand"] });
    const { chosen: found, errors } = allocate(candidates, "lowest-price", capacity);
    deepEqual([found, errors.length], [undefined, 3]);
  });

  it("exhausts only what fits all that is written", () => {
    const capacity = new Capacity();
    capacity.exhaust({ types: ["c7i.large"], zones: ["b"] });
    capacity.exhaust({ types: ["c7i.large"], capacityTypes: ["spot"] });
    capacity.exhaust({ types: ["c7i.larg"] });
    equal(chosen("lowest-price", capacity), "c7i.large");
  });

  it("says that a subnet is full, and that spot lacks its role", () => {
    const capacity = new Capacity();
    capacity.fill("subnet-a");
    equal(capacity.shortage(candidate("m7i.large", "a"))?.code, "InsufficientFreeAddressesInSubnet");
    equal(capacity.shortage(candidate("m7i.large", "b")), undefined);
    capacity.hasSpotRole = false;
    const spot = candidate("m7i.large", "b", { capacityType: "spot" });
    equal(capacity.shortage(spot)?.code, "AuthFailure.ServiceLinkedRoleCreationNotPermitted");
    equal(capacity.shortage(candidate("m7i.large", "b")), undefined);
  });
});
