/**
 * Karpenter selects by node labels as by requirements. So a requirement said again as a node label must change no answer: not
 * the types, ceiling, price, week, quotas and findings, nor what the policies say.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { poolCeiling } from "../../capacity/nodePool/ceiling";
import { poolSelection } from "../../capacity/nodePool/selection";
import { limitsOf, templateOf } from "../../capacity/nodePool/spec";
import { nodePoolSpec } from "../../components/nodePool/nodePool";
import { checkStackConfig } from "../../config";
import { resolveStack } from "../../config/resolve/stack";
import { stackSchema } from "../../config/schema/stack";
import { plannedWarm } from "../../tools/plan/summary/warm";
import { context, type RawConfig } from "../config/arbitraries";
import { quiet } from "../config/violation";
import { productionStack } from "../policies/case";
import { analyzerFor, type Resource, stopAnalyzers } from "../support/analyzer";

after(stopAnalyzers);

const now = Date.UTC(2027, 0, 1);
const region = context.region;

/** Labels that a pool may set itself, with values that types have and that none has. */
const labelValues: Readonly<Record<string, readonly string[]>> = {
  "karpenter.k8s.aws/instance-cpu": ["4", "8", "64", "65"],
  "karpenter.k8s.aws/instance-memory": ["16384", "262144"],
  "karpenter.k8s.aws/instance-cpu-manufacturer": ["aws", "amd", "intel"],
  "karpenter.k8s.aws/instance-hypervisor": ["nitro", "xen"],
  "karpenter.k8s.aws/instance-capability-flex": ["true", "false"],
  "karpenter.k8s.aws/instance-local-nvme": ["125", "1"],
  "karpenter.k8s.aws/instance-gpu-name": ["t4", "t99"],
  "karpenter.k8s.aws/instance-gpu-count": ["1", "8"],
  "karpenter.k8s.aws/instance-ebs-bandwidth": ["4750"],
  "karpenter.k8s.aws/instance-tenancy": ["default", "shared"],
  "karpenter.k8s.aws/capacity-reservation-type": ["default"],
  "karpenter.k8s.aws/placement-group-id": ["pg-0123456789abcdef0"],
  "topology.kubernetes.io/region": ["us-east-1", "us-west-2"],
  "topology.k8s.aws/zone-id": ["use1-az1"],
  "example.com/tier": ["batch"],
};

const said = fc
  .uniqueArray(fc.constantFrom(...Object.keys(labelValues)), { minLength: 1, maxLength: 3 })
  .chain((keys) => fc.tuple(...keys.map((key) => fc.tuple(fc.constant(key), fc.constantFrom(...labelValues[key]!)))));

/** The rest of the pool, which stays as it is. */
const rest = fc.record(
  {
    instanceCategories: fc.constantFrom(["m"], ["c", "m", "r"], ["g", "p"]),
    instanceGenerations: fc.constantFrom({ atLeast: 5 }, { atMost: 4 }),
    capacityTypes: fc.constantFrom(["spot"], ["spot", "on-demand"]),
    requirements: fc.constantFrom(
      [{ key: "karpenter.k8s.aws/instance-cpu", operator: "Gte", values: ["8"] }],
      [{ key: "karpenter.k8s.aws/instance-family", operator: "Exists", minValues: 5 }],
    ),
    limits: fc.record({
      cpu: fc.constantFrom("8", "64", "640"),
      memory: fc.constantFrom("64Gi", "256Gi", "2560Gi"),
      gpu: fc.constantFrom(1, 8),
    }),
    warm: fc.constantFrom(
      { always: 3 },
      { windows: [{ days: "weekdays", from: "09:00", to: "18:00", timezone: "Asia/Seoul", nodes: 2 }] },
    ),
  },
  { requiredKeys: ["limits"] },
);

type Said = readonly (readonly [key: string, value: string])[];

/** A stack of two pools: one that says it in one of the two ways, and one that says nothing of its instances. */
function stack(pool: RawConfig): RawConfig {
  const other = { name: "other", limits: { cpu: "64", memory: "256Gi" } };
  return quiet({ teams: { dotori: { pools: [other, { name: "general", ...pool }] } } });
}

function asRequirements(words: Said, pool: RawConfig): RawConfig {
  const more = (pool.requirements ?? []) as readonly unknown[];
  const own = words.map(([key, value]) => ({ key, operator: "In", values: [value] }));
  return stack({ ...pool, requirements: [...own, ...more] });
}

function asLabels(words: Said, pool: RawConfig): RawConfig {
  return stack({ ...pool, labels: Object.fromEntries(words) });
}

/** What the check of the config says, places left out: they are the requirement's or the label's. */
function findings(config: RawConfig): readonly string[] {
  return checkStackConfig(config, { ...context, now })
    .findings.map(({ rule, level, message }) => {
      // Karpenter refuses the requirement and takes the label: either way no node is made
      const isRefused = rule === "requirements-know-their-values";
      // what leaves a name out is named by the key that says it
      const isNamed = rule === "named-types-can-be-launched";
      return isRefused || isNamed ? `${level} ${rule}` : `${level} ${rule}: ${message}`;
    })
    .sort();
}

/** What the config, the plan and a rehearsal make of the pool. */
function answers(config: RawConfig) {
  const { teams } = resolveStack(stackSchema.parse(config), context);
  const { pools, podCapacity, quotas } = teams[0]!;
  const pool = pools.find(({ name }) => name === "general")!;
  const spec = nodePoolSpec(pool);
  const { types, region: where, unknownKeys, uncatalogued, exact } = poolSelection(templateOf(spec), region);
  const ceiling = poolCeiling({ ...poolSelection(templateOf(spec), region), limits: limitsOf(spec) });
  assert.equal(poolSelection(pool, region).types, types, "config and plan");
  const warm = pool.warm && plannedWarm({ pool: pool.name, ...pool.warm }, asValue(spec), region, now);
  const names = types.map(({ type }) => type);
  return { names, where, unknownKeys, uncatalogued, exact, ceiling, podCapacity, quotas, warm };
}

/** As the plan has it, through JSON. */
function asValue(spec: unknown) {
  return JSON.parse(JSON.stringify(spec)) as Parameters<typeof plannedWarm>[1];
}

function nodePools(config: RawConfig): readonly Resource[] {
  const { teams } = resolveStack(stackSchema.parse(config), context);
  return teams[0]!.pools.map((pool) => ({
    type: "kubernetes:karpenter.sh/v1:NodePool",
    name: pool.nodePoolName,
    inputs: { metadata: { name: pool.nodePoolName }, spec: asValue(nodePoolSpec(pool)) },
  }));
}

describe("a requirement said again as a node label", () => {
  it("changes no type, ceiling, price, week or quota, and no finding", () => {
    fc.assert(
      fc.property(said, rest, (words, pool) => {
        const [one, other] = [asRequirements(words, pool), asLabels(words, pool)];
        assert.deepEqual(answers(other), answers(one));
        assert.deepEqual(findings(other), findings(one));
      }),
      { numRuns: 200, seed: 20261125 },
    );
  });

  it("changes nothing that the policies say", async () => {
    const analyzer = await analyzerFor(productionStack);
    await analyzer.configure();
    const verdict = async (config: RawConfig) =>
      (await analyzer.analyze(nodePools(config))).map(({ rule, level, message }) => `${level} ${rule}: ${message}`);
    await fc.assert(
      fc.asyncProperty(said, rest, async (words, pool) => {
        assert.deepEqual(await verdict(asLabels(words, pool)), await verdict(asRequirements(words, pool)));
      }),
      { numRuns: 30, seed: 20261125 },
    );
  });

  it("is an error of the config where a label leaves room for one node and three are to be warm", () => {
    const words: Said = [["karpenter.k8s.aws/instance-cpu", "64"]];
    const pool = { limits: { cpu: "64", memory: "256Gi" }, warm: { always: 3 } };
    const refused = [
      "error warm-capacity-fits: does not fit: limits.cpu 64 leaves room for 1 nodes of 3, whatever types Karpenter chooses",
      "error warm-capacity-fits: does not fit: limits.memory 256Gi leaves room for 2 nodes of 3, whatever types Karpenter chooses",
    ];
    for (const config of [asLabels(words, pool), asRequirements(words, pool)]) {
      assert.deepEqual(
        findings(config).filter((finding) => finding.startsWith("error")),
        refused,
      );
    }
  });
});
