import assert from "node:assert/strict";
import fc from "fast-check";
import { countedMemoryMiB, type InstanceType, instanceTypes } from "../../../capacity/ec2/catalogue";
import { parseLimits } from "../../../capacity/nodePool/limits";
import { cheapestFor, type DeclaredLoad, demandNodes, type WarmMode } from "../../../capacity/warm/demand";
import { type WarmFit, warmFit } from "../../../capacity/warm/fit";
import { warmFitFindings } from "../../../capacity/warm/fitFindings";

const perNode: WarmMode = { kind: "perNode" };
const chunks: WarmMode = { kind: "headroom", size: { cpuMillis: 1700, memoryMiB: 6000 } };

function typesNamed(...names: string[]): readonly InstanceType[] {
  return instanceTypes().filter(({ type }) => names.includes(type));
}

const m7i = typesNamed("m7i.large", "m7i.xlarge", "m7i.2xlarge");

interface Asked {
  replicas: number;
  mode?: WarmMode;
  load?: DeclaredLoad;
  types?: readonly InstanceType[];
}

function room(limits: Readonly<Record<string, string>>, { replicas, mode = perNode, load, types = m7i }: Asked) {
  return {
    demand: { mode, replicas, ...(load === undefined ? {} : { load }) },
    types,
    limits: parseLimits(limits),
    region: "us-east-1",
  };
}

function fitOf(limits: Readonly<Record<string, string>>, asked: Asked): WarmFit {
  return warmFit(room(limits, asked));
}

function findings(
  limits: Readonly<Record<string, string>>,
  asked: Asked,
  newTypes: readonly string[] = [],
): readonly string[] {
  const uncatalogued = newTypes.map((value) => ({ key: "node.kubernetes.io/instance-type", value }));
  const found = warmFitFindings({ ...room(limits, asked), path: ["windows", 0, "nodes"], uncatalogued });
  return found.map(({ level, rule, message, suggestion }) => `${level} ${rule}: ${message}; ${suggestion}`);
}

describe("warmFit", () => {
  it("takes the larger of warm nodes and load in per-node mode, their sum in headroom mode", () => {
    const [large, xlarge] = [m7i[1]!, m7i[2]!];
    assert.deepEqual([large.type, xlarge.type], ["m7i.large", "m7i.xlarge"]);
    const nodes = (mode: WarmMode, replicas: number, load: DeclaredLoad, type = large) =>
      demandNodes(type, { mode, replicas: replicas, load });
    assert.deepEqual([nodes(perNode, 5, { nodes: 3 }), nodes(perNode, 5, { nodes: 8 })], [5, 8]);
    assert.deepEqual([nodes(chunks, 5, { nodes: 3 }), nodes(chunks, 5, { nodes: 3 }, xlarge)], [8, 6]);
    assert.equal(nodes(perNode, 1, { cpuMillis: 1931, memoryMiB: 0 }), 2, "a node of m7i.large has 1930m");
    assert.equal(nodes(perNode, 1, { cpuMillis: 0, memoryMiB: 6903 }), 1);
    assert.equal(
      nodes({ kind: "headroom", size: { cpuMillis: 1931, memoryMiB: 1 } }, 1, { nodes: 0 }),
      Number.POSITIVE_INFINITY,
    );
    assert.equal(nodes(chunks, 0, { nodes: 3 }), 3);
  });

  it("computes on the cheapest admitted type", () => {
    assert.equal(cheapestFor(m7i, { mode: perNode, replicas: 5 }, "us-east-1")?.type, "m7i.large");
    assert.equal(cheapestFor(m7i, { mode: perNode, replicas: 5 }, "ap-northeast-2")?.type, "m7i.large");
    assert.deepEqual(fitOf({ cpu: "100" }, { replicas: 5 }).cheapest, {
      type: "m7i.large",
      nodes: 5,
      cpu: 10,
      memoryMiB: 37885,
      fits: true,
    });
  });

  it("refuses with the figures what even the smallest type does not fit", () => {
    assert.deepEqual(findings({ cpu: "9" }, { replicas: 5 }), [
      "error warm-capacity-fits: does not fit: limits.cpu 9 leaves room for 4 nodes of 5, whatever types Karpenter chooses; raise limits.cpu or keep fewer warm",
    ]);
    assert.deepEqual(findings({ cpu: "10" }, { replicas: 5, types: typesNamed("m7i.large") }), []);
    assert.deepEqual(fitOf({ memory: "37884Mi" }, { replicas: 5 }).shortfalls, [
      { limit: "memory", stated: "37884Mi", what: "nodes", asked: 5, most: 4 },
    ]);
    assert.deepEqual(fitOf({ memory: "37885Mi" }, { replicas: 5 }).shortfalls, []);
    assert.deepEqual(fitOf({ nodes: "4" }, { replicas: 5 }).shortfalls, [
      { limit: "nodes", stated: "4", what: "nodes", asked: 5, most: 4 },
    ]);
    assert.deepEqual(
      fitOf({ nodes: "5" }, { replicas: 5, load: { nodes: 6 } }).shortfalls.map(({ asked }) => asked),
      [6],
    );
    assert.deepEqual(fitOf({ cpu: "8" }, { replicas: 4, mode: chunks, load: { nodes: 1 } }).shortfalls, [
      { limit: "cpu", stated: "8", what: "placeholders", asked: 4, most: 3 },
    ]);
  });

  it("refuses nothing that fits some mix of types", () => {
    // 2 + 4 vCPUs take 1 + 2 chunks, where neither size alone takes three in 6
    assert.deepEqual(
      fitOf({ cpu: "6" }, { replicas: 3, mode: chunks, types: typesNamed("m7i.large", "m7i.xlarge") }).shortfalls,
      [],
    );
  });

  it("refuses a placeholder that fits on no type, and only warns where a type without figures is admitted", () => {
    const giant: WarmMode = { kind: "headroom", size: { cpuMillis: 8000, memoryMiB: 1 } };
    const message =
      "fits: fits on no type that the pool admits: a placeholder is larger than any of them offers; make it smaller";
    assert.deepEqual(findings({ cpu: "100" }, { replicas: 1, mode: giant }), [`error warm-capacity-${message}`]);
    assert.deepEqual(findings({ cpu: "100" }, { replicas: 1, mode: giant }, ["g4ad.xlarge"]), [
      `warning warm-capacity-surely-${message}`,
    ]);
    assert.deepEqual(
      findings({ cpu: "1" }, { replicas: 1 }, ["g4ad.xlarge"]).map((text) => text.split(" ")[0]),
      ["warning"],
    );
  });

  it("warns when Karpenter's accounting stalls a batch, and says which sizes would not", () => {
    // 20 vCPUs: 8, 8 and 4 are planned, then nothing is left
    assert.deepEqual(fitOf({ cpu: "20" }, { replicas: 5 }).batches, { wanted: 5, first: 3, count: 2 });
    assert.deepEqual(findings({ cpu: "20" }, { replicas: 5 }), [
      "warning warm-capacity-in-one-batch: is slow to reach: Karpenter takes each new node for the largest type the pool admits, so its first batch plans 3 of 5 and needs 2 batches (limits cpu 20); admit types of at most 4 vCPU, or raise the limits",
    ]);
    assert.deepEqual(findings({ cpu: "20" }, { replicas: 5, types: typesNamed("m7i.large", "m7i.xlarge") }), []);
    assert.deepEqual(findings({ cpu: "40" }, { replicas: 5 }), []);
    assert.deepEqual(
      fitOf({ cpu: "20" }, { replicas: 5, load: { nodes: 4 } }).batches,
      { wanted: 1, first: 1, count: 1 },
      "the load's nodes are there",
    );
    assert.deepEqual(fitOf({}, { replicas: 500 }).batches, { wanted: 500, first: 500, count: 1 });
  });

  it("has nothing to say where nothing is replicas or nothing is known", () => {
    assert.deepEqual(
      [findings({ cpu: "1" }, { replicas: 0 }), findings({ cpu: "1" }, { replicas: 5, types: [] })],
      [[], []],
    );
  });

  it("never calls short what counting nodes of one type can do", () => {
    const limits = fc.record({ cpu: fc.integer({ min: 1, max: 60 }), memoryGi: fc.integer({ min: 4, max: 120 }) });
    const types = fc.uniqueArray(
      fc.constantFrom(...typesNamed("m7i.large", "m7i.xlarge", "c7i.xlarge", "r7i.xlarge", "t3.medium")),
      { minLength: 1 },
    );
    const mode = fc.constantFrom(perNode, chunks);
    fc.assert(
      fc.property(
        types,
        limits,
        mode,
        fc.integer({ min: 1, max: 12 }),
        fc.nat(4),
        (types, { cpu, memoryGi }, mode, replicas, own) => {
          const asked = { replicas, mode, types, load: { nodes: own } };
          const single = types.some((type) => {
            const nodes = demandNodes(type, { mode, replicas: replicas, load: { nodes: own } });
            return nodes * type.vcpu <= cpu && nodes * countedMemoryMiB(type) <= memoryGi * 1024;
          });
          if (single) assert.deepEqual(fitOf({ cpu: `${cpu}`, memory: `${memoryGi}Gi` }, asked).shortfalls, []);
        },
      ),
    );
  });
});
