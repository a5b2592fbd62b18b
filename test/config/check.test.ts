import assert from "node:assert/strict";
import fc from "fast-check";
import { checkStackConfig, type Finding, findingText } from "../../config";
import { pathText } from "../../config/finding";
import { arbitraryConfig, context, type RawConfig, type SetLeaf, schemaLeaves, setLeaves } from "./arbitraries";
import { type Fixed, fixed, stepsOf } from "./fix";
import { aloneAt, invalidAt } from "./invalid";
import { quiet } from "./violation";
import { violations } from "./violations";

/** The same configs on every machine. */
const seed = 20261121;
const arbitrary = fc.sample(arbitraryConfig, { seed, numRuns: 90 });
let valid: readonly Fixed[] = [];

/** Valid configs in which, together, every leaf is set; more are made as long as some leaf is missing. */
let covering: readonly RawConfig[] = [];
const mostSamples = 1000;

function coveringConfigs(): readonly RawConfig[] {
  const missing = new Set(schemaLeaves);
  const configs: RawConfig[] = [];
  const take = (config: RawConfig) => {
    configs.push(config);
    for (const { leaf } of setLeaves(config)) missing.delete(leaf);
  };
  for (const { config } of valid) take(config);
  for (const config of writtenConfigs())
    if (setLeaves(config).some(({ leaf }) => missing.has(leaf)) && errorsOf(config).length === 0) take(config);
  for (const config of fc.sample(arbitraryConfig, { seed: seed + 5, numRuns: mostSamples })) {
    if (missing.size === 0) break;
    for (const { leaf, steps } of setLeaves(config)) {
      if (!missing.has(leaf)) continue;
      // the leaf alone is mended soonest; that suggestions lead somewhere is asserted of `valid`, here another config will do
      const mended = fixedIfPossible(aloneAt(config, steps).config);
      if (mended !== undefined) take(mended);
    }
  }
  return configs;
}

/** What rules are shown as valid: leaves that need others beside them are together there. */
function writtenConfigs(): readonly RawConfig[] {
  return violations
    .flatMap(({ good, goodContext }) => (goodContext === undefined ? [quiet(good)] : []))
    .flatMap((config) => [config, ...withSharedPool(config)]);
}

/** The config with a team's pool as a shared one, too. */
function withSharedPool(config: RawConfig): readonly RawConfig[] {
  const pools = Object.values(config.teams ?? {}).flatMap(
    (team) => (team as { pools?: readonly object[] }).pools ?? [],
  );
  return pools.map((pool) => ({ ...config, sharedPools: [{ ...pool, name: "shared" }] }));
}

function fixedIfPossible(config: RawConfig): RawConfig | undefined {
  try {
    return fixed(config).config;
  } catch {
    return undefined;
  }
}

/** Places of each leaf, the shortest config first. */
function placesByLeaf(configs: readonly RawConfig[]): ReadonlyMap<string, readonly Place[]> {
  const places = new Map<string, Place[]>();
  for (const config of configs) {
    const size = JSON.stringify(config).length;
    for (const leaf of setLeaves(config))
      places.set(leaf.leaf, [...(places.get(leaf.leaf) ?? []), { config, leaf, size }]);
  }
  for (const list of places.values()) list.sort((a, b) => a.size - b.size);
  return places;
}
interface Place {
  readonly config: RawConfig;
  readonly leaf: SetLeaf;
  readonly size: number;
}

function unsetIn(configs: readonly RawConfig[]): readonly string[] {
  const set = new Set(configs.flatMap((config) => setLeaves(config).map(({ leaf }) => leaf)));
  return schemaLeaves.filter((leaf) => !set.has(leaf));
}

function errorsOf(config: RawConfig): readonly Finding[] {
  return checkStackConfig(config, context).findings.filter(({ level }) => level === "error");
}

describe("checkStackConfig on arbitrary configs", () => {
  before("fix them", function () {
    this.timeout(180_000);
    valid = arbitrary.map(fixed);
    covering = coveringConfigs();
  });

  it("leads to a valid config by its own paths and suggestions", () => {
    for (const { config, checked } of valid) {
      assert.deepEqual(errorsOf(config), []);
      assert.notEqual(checked.config, undefined);
    }
    // Most were invalid at first, or nothing was fixed.
    assert.ok(valid.filter(({ rounds }) => rounds > 0).length > arbitrary.length / 2);
  });

  it("sees every leaf of the schema, and every leaf is left in some valid config", () => {
    // more than are fixed: a new key changes all that a seed makes, and some leaf is always rare
    assert.deepEqual(unsetIn(fc.sample(arbitraryConfig, { seed, numRuns: 400 })), []);
    assert.deepEqual(unsetIn(covering), []);
  });

  it("finds the same again, and does not change what it was given", () => {
    for (const { config } of valid) {
      const before = JSON.stringify(config);
      const [first, second] = [checkStackConfig(config, context), checkStackConfig(config, context)];
      assert.equal(JSON.stringify(first), JSON.stringify(second));
      assert.equal(JSON.stringify(config), before);
    }
  });

  it("writes paths that can be read back", () => {
    for (const config of arbitrary) {
      for (const { path } of errorsOf(config)) assert.equal(pathText(stepsOf(path)), path);
    }
  });

  it("does not depend on the order of teams in the file", () => {
    for (const { config, checked } of valid) {
      const teams = Object.entries((config.teams ?? {}) as object).reverse();
      const reversed = checkStackConfig({ ...config, teams: Object.fromEntries(teams) }, context);
      assert.equal(JSON.stringify(reversed.config?.teams), JSON.stringify(checked.config?.teams));
    }
  });
});

describe("checkStackConfig on configs with one invalid leaf", () => {
  it("has a finding at its very path, for every leaf of the schema and every mistake", () => {
    const places = placesByLeaf(covering);
    let ways = 0;
    for (const leaf of schemaLeaves) {
      const place = places.get(leaf)?.[0];
      assert.ok(place, `${leaf} is set nowhere`);
      for (const { what, config, path } of invalidAlone(place)) {
        const paths = errorsOf(config()).map((finding) => finding.path);
        assert.ok(paths.includes(path), `${what}: no finding at ${path}, only at ${paths.join(", ") || "nothing"}`);
        ways++;
      }
    }
    assert.ok(ways > 5 * schemaLeaves.length, `${ways} ways`);
  });

  it("has it too when much else is wrong, and still finds what the schema refuses elsewhere", () => {
    const places = [...placesByLeaf(arbitrary).values()].map((list) => list[Math.floor(list.length / 2)]!);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.nat(), fc.nat(), ({ config, leaf }, way, other) => {
        const ways = invalidAt(config, leaf);
        const first = ways[way % ways.length]!;
        const firstInvalid = first.config();
        assert.ok(
          errorsOf(firstInvalid).some(({ path }) => path === first.path),
          first.what,
        );
        const others = setLeaves(config).filter(
          (one) => !isPrefix(one.steps, leaf.steps) && !isPrefix(leaf.steps, one.steps),
        );
        const second = others[other % others.length];
        if (second === undefined || !sameAt(config, firstInvalid, second)) return;
        const both = invalidAt(firstInvalid, second)[0]!;
        const paths = errorsOf(both.config()).map(({ path }) => path);
        assert.ok(paths.includes(first.path) && paths.includes(both.path), `${first.what}, ${both.what}: ${paths}`);
      }),
      { seed, numRuns: 60 },
    );
  });

  it("never throws, whatever is in the file", () => {
    const anything = fc.dictionary(
      fc.oneof(fc.string(), fc.constantFrom("teams", "network", "sharedPools", "karpenter")),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(anything, (config) => {
        const { findings } = checkStackConfig(config, context);
        assert.ok(findings.some(({ level }) => level === "error"));
        for (const finding of findings) assert.match(findingText(finding), /: ./);
      }),
      { seed, numRuns: 200 },
    );
  });
});

function invalidAlone({ config, leaf }: Place) {
  const alone = aloneAt(config, leaf.steps);
  return invalidAt(alone.config, { ...leaf, steps: alone.steps });
}

function isPrefix(a: readonly PropertyKey[], b: readonly PropertyKey[]): boolean {
  return a.every((step, index) => step === b[index]);
}

/** Whether the leaf is still where it was: the first mistake may have renamed a key above it. */
function sameAt(before: RawConfig, after: RawConfig, { leaf, steps }: SetLeaf): boolean {
  const at = pathText(steps);
  const has = (config: RawConfig) => {
    try {
      return setLeaves(config).some((one) => one.leaf === leaf && pathText(one.steps) === at);
    } catch {
      return false;
    }
  };
  return has(before) && has(after);
}
