/** The five documents that users start from, and what is wrong in each. */
import assert from "node:assert/strict";
import { labelKeys } from "../../../capacity/kubernetes/labels";
import type { Requirement } from "../../../capacity/kubernetes/requirement";
import { amountOf, parseLimits } from "../../../capacity/nodePool/limits";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { checkStackConfig, type PoolConfig } from "../../../config";
import type { Migration } from "../../../tools/migrate/migrate";
import { planOf } from "../../support/plans";
import { faultsOf, migrated } from "./fixtures";

/** The only pool of a migration, as the stack resolves it. */
function onlyPool({ config, region }: Migration): PoolConfig {
  const checked = checkStackConfig(config, { project: "nodepools", stack: "migrated", region });
  const { teams, sharedPools } = checked.config!;
  const pools = [...teams.flatMap((team) => team.pools), ...sharedPools];
  assert.equal(pools.length, 1);
  return pools[0]!;
}

/** The types of a pool, and those of requirements as Karpenter reads them. */
const namesOf = (
  pool: { requirements: readonly Requirement[]; labels: Readonly<Record<string, string>> },
  region: string,
) => poolSelection(pool, region).types.map(({ type }) => type);

const is = (key: string, ...values: readonly string[]): Requirement => ({ key, operator: "In", values });
/** What the webhook of v1alpha5 added to a Provisioner that named no types. */
const general: readonly Requirement[] = [
  is(labelKeys.instanceCategory, "c", "m", "r"),
  { key: labelKeys.instanceGeneration, operator: "Gt", values: ["2"] },
];
const both = is(labelKeys.arch, "amd64", "arm64");
const onDemand = is(labelKeys.capacityType, "on-demand");

interface Document {
  readonly faults: readonly string[];
  /** Requirements as the document means them. */
  readonly means: readonly Requirement[];
  /** vCPU and GiB that the pool may reach; null where the document bounds only the other. */
  readonly limits: { readonly cpu: number; readonly memoryGiB: number | null };
  readonly region: string;
  readonly rest: Readonly<Partial<Record<keyof PoolConfig, unknown>>>;
}

const documents: Readonly<Record<string, Document>> = {
  "five/1-pin-and-smoke-test.yaml": {
    faults: [
      "api-is-not-served EC2NodeClass default apiVersion",
      "api-is-not-served NodePool default apiVersion",
      "placeholder-without-priority Deployment karpenter-inflate",
    ],
    means: [
      is(labelKeys.instanceCategory, "c", "m", "r"),
      { key: labelKeys.instanceGeneration, operator: "Gt", values: ["4"] },
      is(labelKeys.arch, "amd64"),
      onDemand,
    ],
    limits: { cpu: 200, memoryGiB: 800 },
    region: "us-east-1",
    rest: {
      nodePoolName: "default",
      smokeTest: true,
      consolidationPolicy: "WhenEmptyOrUnderutilized",
      expireAfter: "720h",
    },
  },
  "five/2-overview.yaml": {
    faults: ["api-is-not-served Provisioner default apiVersion", "limits-beside-spec Provisioner default limits"],
    means: [
      is(labelKeys.instanceFamily, "c5", "m5", "r5"),
      is(labelKeys.zone, "us-west-2a", "us-west-2b"),
      both,
      is(labelKeys.capacityType, "spot", "on-demand"),
    ],
    limits: { cpu: 100, memoryGiB: null },
    region: "us-west-2",
    rest: { nodePoolName: "default", capacityTypes: ["spot", "on-demand"] },
  },
  "five/3-teams-and-keda.yaml": {
    faults: [
      "api-is-not-served AWSNodeTemplate team1 apiVersion",
      "api-is-not-served Provisioner team1 apiVersion",
      "cron-is-hourly ScaledObject keda-over-provisioning spec.triggers[0]",
      "name-is-misspelt AWSNodeTemplate team1 spec.tags.KarpenerProvisionerName",
      "node-class-ref-misses Provisioner team1 spec.providerRef.name",
      "placeholder-without-priority Deployment inflate",
      "ttl-after-empty Provisioner team1 spec.ttlSecondsAfterEmpty",
    ],
    means: [onDemand, both, ...general],
    limits: { cpu: 1000, memoryGiB: null },
    region: "us-east-1",
    rest: { team: "team1", consolidationPolicy: "WhenEmpty", consolidateAfter: "30s" },
  },
  "five/4-workshop.yaml": {
    faults: ["ami-latest EC2NodeClass default spec.amiSelectorTerms[0].alias"],
    means: [onDemand, is(labelKeys.instanceType, "c5.large", "m5.large", "r5.large", "m5.xlarge")],
    limits: { cpu: 1000, memoryGiB: 1000 },
    region: "us-east-1",
    rest: { nodePoolName: "default", expireAfter: "72h", consolidateAfter: "1m" },
  },
  "five/5-taints.yaml": {
    faults: [
      "api-is-not-served Provisioner dotori apiVersion",
      "selector-nothing-sets Pod server spec.nodeSelector.Karpenter",
      "taint-in-three-items Provisioner dotori spec.taints",
      "toleration-without-taint Pod server spec.tolerations[0]",
    ],
    means: [onDemand, is(labelKeys.arch, "amd64"), ...general],
    limits: { cpu: 64, memoryGiB: 256 },
    region: "us-east-1",
    rest: {
      nodePoolName: "dotori",
      taints: [{ key: "dotori/server", value: "true", effect: "PreferNoSchedule" }],
      consolidationPolicy: "WhenEmptyOrUnderutilized",
    },
  },
};

describe("the five documents", () => {
  for (const [file, { faults, means, limits, region, rest }] of Object.entries(documents)) {
    it(`${file}: its faults are found by name, and its pool admits the same types and limits`, () => {
      const migration = migrated([file]);
      assert.deepEqual(faultsOf(migration), faults);
      assert.equal(migration.region, region);
      const pool = onlyPool(migration);
      const meant = namesOf({ requirements: means, labels: {} }, region);
      assert.ok(meant.length > 0);
      assert.deepEqual(namesOf(pool, region), meant);
      const read = parseLimits(pool.limits);
      assert.equal(amountOf(read, "cpu"), limits.cpu * 1000);
      const gib = amountOf(read, "memory")! / 2 ** 30;
      if (limits.memoryGiB !== null) assert.equal(gib, limits.memoryGiB);
      // a limit that the document does not have must not bind before the one that it has
      else
        for (const { vcpu, memoryMiB } of poolSelection(pool, region).types)
          assert.ok((limits.cpu / vcpu) * memoryMiB <= gib * 1024);
      for (const [key, value] of Object.entries(rest)) assert.deepEqual(pool[key as keyof PoolConfig], value, key);
    });

    it(`${file}: plans without errors`, async () => {
      const { config, region: named } = migrated([file]);
      const plan = await planOf("migrated", { ...config, "aws:region": named });
      assert.deepEqual(
        plan.findings.filter(({ level }) => level === "error"),
        [],
      );
      assert.ok(plan.resources.some(({ type }) => type === "kubernetes:karpenter.sh/v1:NodePool"));
    });
  }

  it("keeps warm from 3 to 10 o'clock what was meant to be", () => {
    const { warm } = onlyPool(migrated(["five/3-teams-and-keda.yaml"]));
    assert.deepEqual(warm?.windows, [
      { days: "everyday", from: "03:00", to: "10:00", timezone: "Asia/Seoul", nodes: 5 },
    ]);
    assert.deepEqual(warm?.mode, { kind: "perNode" });
    assert.equal(onlyPool(migrated(["five/1-pin-and-smoke-test.yaml"])).warm?.always, 6);
  });

  it("takes the node class that a reference meant", () => {
    const { nodeClass } = onlyPool(migrated(["five/3-teams-and-keda.yaml"]));
    assert.equal(nodeClass.tags.KarpenerProvisionerName, "team1");
  });
});
