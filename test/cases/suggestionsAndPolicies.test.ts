/** A finding and a rule of the pack never contradict each other: what a suggestion leads to passes the policies. */
import assert from "node:assert/strict";
import { settingKeys } from "../../config";
import { rules } from "../../policies/rules";
import { violations } from "../config/violations";
import { joinedStacks } from "./joinedStacks";
import { fixedPool, violationsOf } from "./policyFixes";
import { mendedConfigs, newViolations } from "./suggestions";

/** One in so many of the violations of teams; suggestionsAndPolicies.slow.ts plans all. */
const step = 5;

describe("a config after its findings were followed", function () {
  this.timeout(120_000);

  it("violates no policy of production that it passed before", async () => {
    const ofTeams = violations.filter(({ config }) => Object.keys(config).every((key) => key === "teams"));
    const sample = mendedConfigs(ofTeams.filter((_, index) => index % step === 0));
    const { stacks, invalid } = joinedStacks(sample);
    assert.deepEqual(invalid, []);
    const largest = stacks.toSorted((a, b) => b.parts.length - a.parts.length)[0]!;
    assert.ok(largest.parts.length > 10, `${largest.parts.length} of ${sample.length}`);
    assert.deepEqual(await newViolations(largest, "production"), []);
  });
});

describe("a pool after the fix of a policy's violation was followed", function () {
  this.timeout(120_000);
  const policies = {
    "pool-capacity-types-are-allowed": { allowed: ["on-demand", "spot"], spotNeedsFallback: true },
    "pool-architectures-are-allowed": { allowed: ["amd64"] },
  };
  const sizes = "karpenter.k8s.aws/instance-size";
  /** By what each violates, and where: the key that its owner wrote, or will write. */
  const cases: readonly { pool: Readonly<Record<string, unknown>>; policy: string; key: string }[] = [
    { pool: { capacityTypes: ["spot"] }, policy: "pool-capacity-types-are-allowed", key: "capacityTypes" },
    {
      pool: {
        capacityTypes: ["reserved", "on-demand"],
        nodeClass: { capacityReservations: [{ id: "cr-0123456789abcdef0" }] },
      },
      policy: "pool-capacity-types-are-allowed",
      key: "capacityTypes",
    },
    { pool: { architectures: ["amd64", "arm64"] }, policy: "pool-architectures-are-allowed", key: "architectures" },
    {
      pool: { instanceCategories: ["m", "p"] },
      policy: "pool-instance-categories-are-allowed",
      key: "instanceCategories",
    },
    {
      pool: { instanceTypes: ["m7i.large", "p5.48xlarge"] },
      policy: "pool-instance-categories-are-allowed",
      key: "instanceTypes",
    },
    {
      pool: { instanceFamilies: ["m7i", "p5"] },
      policy: "pool-instance-categories-are-allowed",
      key: "instanceFamilies",
    },
    {
      pool: { instanceFamilies: ["m7i", "m2"] },
      policy: "pool-instance-families-are-allowed",
      key: "instanceFamilies",
    },
    { pool: { instanceCategories: ["m", "t"] }, policy: "pool-instance-sizes-are-allowed", key: "requirements" },
    {
      pool: { instanceCategories: ["t"], instanceSizes: ["micro", "large"] },
      policy: "pool-instance-sizes-are-allowed",
      key: "instanceSizes",
    },
    {
      pool: { instanceCategories: ["t"], requirements: [{ key: sizes, operator: "NotIn", values: ["nano"] }] },
      policy: "pool-instance-sizes-are-allowed",
      key: "requirements[0]",
    },
  ];
  const pools: readonly Readonly<Record<string, unknown>>[] = cases.map(({ pool }, index) => ({
    name: `p${index}`,
    weight: index + 1,
    ...pool,
  }));
  const violated = async (given: typeof pools) =>
    (await violationsOf(given, policies)).filter(({ policy }) => cases.some((each) => each.policy === policy));

  it("has its violation at the key that says it, and passes once its owner did what the violation says", async () => {
    const found = await violated(pools);
    assert.deepEqual(
      found.map(({ policy, path }) => `${policy} ${path}`).sort(),
      cases.map(({ policy, key }, index) => `${policy} teams.dotori.pools[${index}].${key}`).sort(),
    );
    const fixed = pools.map((pool, index) => {
      const own = found.filter(({ path = "" }) => path.startsWith(`teams.dotori.pools[${index}].`));
      return own.reduce(fixedPool, pool);
    });
    assert.deepEqual(await violated(fixed), []);
  });

  it("is told the setting that its own config has for the label", () => {
    const known = new Map<string, string>(Object.entries(settingKeys).map(([setting, label]) => [label, setting]));
    for (const { name, fix } of rules) {
      const [, label = "", setting] = /^require (\S+) .* \((\w+) in a stack file of nodepools\)$/.exec(fix) ?? [];
      if (setting !== undefined) assert.equal(setting, known.get(label), name);
    }
  });
});
