import assert from "node:assert/strict";
import fc from "fast-check";
import { countedMemoryMiB, type InstanceType, instanceTypes } from "../../../capacity/ec2/catalogue";
import { onDemandUsdPerHour } from "../../../capacity/ec2/prices";
import type { Requirement } from "../../../capacity/kubernetes/requirement";
import { type Ceiling, poolCeiling } from "../../../capacity/nodePool/ceiling";
import { parseLimits } from "../../../capacity/nodePool/limits";
import { poolSelection } from "../../../capacity/nodePool/selection";

function typesNamed(...names: string[]): readonly InstanceType[] {
  return instanceTypes().filter(({ type }) => names.includes(type));
}

function ceiling(
  limits: Readonly<Record<string, string>>,
  names: string[],
  region = "us-east-1",
  replicas?: number,
): Ceiling {
  return poolCeiling({ limits: parseLimits(limits, replicas), types: typesNamed(...names), region });
}

const gib = 2 ** 30;
const nothing = { cpuMillis: 0, memoryBytes: 0, nodes: 0, gpu: 0, usdPerHour: 0 };
const priceBasis = { region: "us-east-1", date: "2026-03-15", estimated: [] };

describe("ceiling", () => {
  it("counts whole nodes: 101 CPU of m5.large are 50 nodes", () => {
    const fifty = {
      cpuMillis: 100_000,
      memoryBytes: 400 * gib,
      nodes: 50,
      gpu: 0,
      usdPerHour: 4.8,
      priceBasis,
    };
    assert.deepEqual(ceiling({ cpu: "101" }, ["m5.large"]), fifty);
    assert.deepEqual(ceiling({ cpu: "100" }, ["m5.large"]), fifty);
    assert.equal(ceiling({ cpu: "99999m" }, ["m5.large"]).nodes, 49);
  });

  it("takes the tightest of several limits", () => {
    assert.deepEqual(ceiling({ cpu: "100", memory: "1000Gi", nodes: "7" }, ["m5.large"]), {
      cpuMillis: 14_000,
      memoryBytes: 56 * gib,
      nodes: 7,
      gpu: 0,
      usdPerHour: 0.672,
      priceBasis,
    });
  });

  it("counts memory as limits do, so that more nodes fit than the listed memory suggests", () => {
    // Karpenter counts 7577Mi of the 8192Mi that EC2 lists for m5.large
    assert.equal(ceiling({ memory: "128Gi" }, ["m5.large"]).nodes, 17);
    assert.equal(ceiling({ memory: "128Gi" }, ["m5.large"]).memoryBytes, 128 * gib);
    assert.equal(ceiling({ memory: "7577Mi" }, ["m5.large"]).nodes, 1);
    assert.deepEqual(ceiling({ memory: "7576Mi" }, ["m5.large"]), nothing);
  });

  it("leaves out types that do not fit under every limit by themselves", () => {
    const both = ["m5.large", "m5.24xlarge"];
    assert.equal(ceiling({ cpu: "95", nodes: "1" }, both).cpuMillis, 2000);
    assert.equal(ceiling({ cpu: "96", nodes: "1" }, both).cpuMillis, 96_000);
    assert.deepEqual(ceiling({ cpu: "1" }, both), nothing);
    assert.deepEqual(ceiling({ cpu: "0" }, both), nothing);
  });

  it("has no bound without limits, and says so", () => {
    const open = {
      cpuMillis: null,
      memoryBytes: null,
      nodes: null,
      gpu: 0,
      usdPerHour: null,
      usdPerHourReason: "no limit bounds the pool",
    };
    assert.deepEqual(ceiling({}, ["m5.large"]), open);
    assert.deepEqual(ceiling({ pods: "100", "ephemeral-storage": "1Ti" }, ["m5.large"]), open);
  });

  it("reaches nothing when no type is admitted", () => {
    assert.deepEqual(ceiling({}, []), nothing);
  });

  it("claims no more than the limits say when a type without figures is admitted", () => {
    const types = typesNamed("m5.large");
    const uncatalogued = [{ key: "node.kubernetes.io/instance-type", value: "g4ad.xlarge" }];
    assert.deepEqual(poolCeiling({ limits: parseLimits({ cpu: "101" }), types, uncatalogued, region: "us-east-1" }), {
      cpuMillis: 101_000,
      memoryBytes: null,
      nodes: null,
      gpu: null,
      usdPerHour: null,
      usdPerHourReason: "the catalogue of EC2 types has no g4ad.xlarge",
    });
  });

  it("bounds a static pool by limits.nodes, and by its replicas without", () => {
    assert.equal(ceiling({}, ["m5.large"], "us-east-1", 5).nodes, 5);
    assert.equal(ceiling({ nodes: "3" }, ["m5.large"], "us-east-1", 5).nodes, 3);
    assert.equal(ceiling({ nodes: "8" }, ["m5.large"], "us-east-1", 5).nodes, 8);
    assert.equal(ceiling({}, ["m5.large"], "us-east-1", 0).usdPerHour, 0);
  });

  it("bounds GPUs by their limit, by the other limits, or not at all", () => {
    assert.equal(ceiling({ "nvidia.com/gpu": "9" }, ["g4dn.12xlarge"]).gpu, 8);
    assert.equal(ceiling({ cpu: "96" }, ["g4dn.12xlarge"]).gpu, 8);
    assert.equal(ceiling({ "nvidia.com/gpu": "8" }, ["g4dn.12xlarge", "m5.large"]).gpu, 8);
    assert.equal(ceiling({ "nvidia.com/gpu": "8" }, ["g4dn.12xlarge", "m5.large"]).nodes, null);
    assert.equal(ceiling({ "amd.com/gpu": "8" }, ["g4dn.12xlarge"]).gpu, null);
    assert.deepEqual(ceiling({ "nvidia.com/gpu": "3" }, ["g4dn.12xlarge"]), nothing);
  });

  it("takes the prices of the pool's region, and never another region's", () => {
    // 0.2478 USD in Seoul, 0.2016 in us-east-1
    const seoul = ceiling({ cpu: "4" }, ["m7i.xlarge"], "ap-northeast-2");
    assert.equal(seoul.usdPerHour, 0.2478);
    assert.deepEqual(seoul.priceBasis, { region: "ap-northeast-2", date: "2026-03-15", estimated: [] });
    const beijing = ceiling({ cpu: "4" }, ["m7i.xlarge"], "cn-north-1");
    assert.deepEqual([beijing.usdPerHour, beijing.priceBasis], [null, undefined]);
    assert.equal(beijing.usdPerHourReason, "no prices of cn-north-1 are known");
  });

  it("marks the types whose price is an estimate", () => {
    const both = ceiling({ nodes: "1" }, ["m7i.xlarge", "i7ie.xlarge"], "ap-northeast-2");
    assert.deepEqual(both.priceBasis?.estimated, ["i7ie.xlarge"]);
  });

  it("names a few of the types that have no price", () => {
    const few = ceiling({ cpu: "8" }, ["m5.large", "r9g.large"]);
    assert.equal(few.usdPerHour, null);
    assert.equal(few.usdPerHourReason, "no price in us-east-1 is known for r9g.large");
    const many = ceiling({ cpu: "8" }, ["r9g.large", "r9g.medium", "r9g.xlarge", "r9gd.large", "r9gd.medium"]);
    assert.equal(
      many.usdPerHourReason,
      "no price in us-east-1 is known for r9g.large, r9g.medium, r9g.xlarge and 2 more",
    );
    assert.equal(ceiling({ cpu: "2" }, ["m5.large", "r9g.8xlarge"]).usdPerHour, 0.096, "one too large for the limit");
  });

  it("takes no notice of a limit that is not a quantity, but of the others", () => {
    assert.deepEqual(ceiling({ cpu: "lots", nodes: "2" }, ["m5.large"]), ceiling({ nodes: "2" }, ["m5.large"]));
    assert.equal(ceiling({ nodes: "-1" }, ["m5.large"], "us-east-1", 5).nodes, 5);
  });

  it("bounds GPUs that no figures are known of by the limit on their maker's, as Karpenter compares them", () => {
    const gpus = (limits: Readonly<Record<string, string>>, ...names: readonly string[]) => {
      const uncatalogued = names.map((value) => ({ key: "node.kubernetes.io/instance-type", value }));
      const types = typesNamed("m5.large");
      return poolCeiling({ limits: parseLimits(limits), types, uncatalogued, region: "us-east-1" }).gpu;
    };
    assert.deepEqual([gpus({ "nvidia.com/gpu": "8" }, "p99.large"), gpus({ cpu: "64" }, "p99.large")], [8, null]);
    // an NVIDIA limit stops no AMD GPU of g4ad; dl1 has none at all
    assert.deepEqual(
      [gpus({ "nvidia.com/gpu": "8" }, "g4ad.xlarge"), gpus({ "amd.com/gpu": "4" }, "g4ad.xlarge")],
      [null, 4],
    );
    assert.equal(gpus({ "nvidia.com/gpu": "8", "amd.com/gpu": "4" }, "g4ad.xlarge", "p99.large"), 12);
    assert.equal(gpus({ cpu: "96" }, "dl1.24xlarge"), 0);
  });

  it("answers the same question the same, and a different one differently", () => {
    const types = typesNamed("m5.large");
    const nodes = (cpu: string) => poolCeiling({ limits: parseLimits({ cpu }), types, region: "us-east-1" }).nodes;
    assert.deepEqual([nodes("8"), nodes("4"), nodes("8")], [4, 2, 4]);
  });

  const priced = instanceTypes().filter(({ type }) => onDemandUsdPerHour(type, "us-east-1") !== undefined);
  const small = priced.filter(({ vcpu, memoryMiB }) => vcpu <= 8 && memoryMiB <= 65536);
  const limits = fc.record(
    {
      cpu: fc.integer({ min: 0, max: 24 }),
      memoryGi: fc.integer({ min: 0, max: 96 }),
      nodes: fc.integer({ min: 0, max: 6 }),
    },
    { requiredKeys: ["cpu"] },
  );

  it("is exact for a single type, by counting nodes one by one", () => {
    fc.assert(
      fc.property(fc.constantFrom(...priced), limits, (type, { cpu, memoryGi = 1e6, nodes = 1e6 }) => {
        let count = 0;
        const fits = (more: number) =>
          more * type.vcpu <= cpu && more * countedMemoryMiB(type) <= memoryGi * 1024 && more <= nodes;
        while (fits(count + 1)) count++;
        const reached = poolCeiling({
          limits: parseLimits({ cpu: `${cpu}`, memory: `${memoryGi}Gi`, nodes: `${nodes}` }),
          types: [type],
          region: "us-east-1",
        });
        const usdPerHour = Math.round(count * onDemandUsdPerHour(type.type, "us-east-1")! * 1e6) / 1e6;
        assert.deepEqual(
          [reached.nodes, reached.cpuMillis, reached.usdPerHour],
          [count, count * type.vcpu * 1000, usdPerHour],
        );
      }),
    );
  });

  it("is never below what some mix of whole nodes reaches", () => {
    const types = fc.uniqueArray(fc.constantFrom(...small), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(types, limits, (types, { cpu, memoryGi = 1e6, nodes = 6 }) => {
        const reached = poolCeiling({
          limits: parseLimits({ cpu: `${cpu}`, memory: `${memoryGi}Gi`, nodes: `${nodes}` }),
          types,
          region: "us-east-1",
        });
        const grow = (vcpu: number, memoryMiB: number, count: number, usd: number, from: number): void => {
          assert.ok(reached.cpuMillis! >= vcpu * 1000 && reached.nodes! >= count && reached.usdPerHour! >= usd - 1e-9);
          assert.ok(reached.memoryBytes! >= memoryMiB * 2 ** 20);
          for (const [index, type] of types.entries()) {
            const next = [vcpu + type.vcpu, memoryMiB + countedMemoryMiB(type)] as const;
            if (index < from || next[0] > cpu || next[1] > memoryGi * 1024 || count === nodes) continue;
            grow(...next, count + 1, usd + onDemandUsdPerHour(type.type, "us-east-1")!, index);
          }
        };
        grow(0, 0, 0, 0, 0);
      }),
    );
  });

  it("computes a thousand different pools in a second or so", () => {
    const general: readonly Requirement[] = [
      { key: "karpenter.k8s.aws/instance-category", operator: "In", values: ["c", "m", "r"] },
      { key: "karpenter.k8s.aws/instance-generation", operator: "Gte", values: ["3"] },
    ];
    const started = process.cpuUsage();
    for (let pool = 0; pool < 1000; pool++) {
      const team: Requirement = { key: "example.com/team", operator: "In", values: [`team-${pool}`] };
      const selection = poolSelection({ requirements: [...general, team], labels: {} }, "eu-west-1");
      poolCeiling({ ...selection, limits: parseLimits({ cpu: `${100 + pool}`, memory: `${1000 + pool}Gi` }) });
    }
    // not what a clock says: other test files run beside this one
    const cpuMs = process.cpuUsage(started).user / 1000;
    assert.ok(cpuMs < 3000, `${cpuMs} ms`); // three times the aim, for slow runners
  });
});
