import assert from "node:assert/strict";
import fc from "fast-check";
import { checkStackConfig, findingText } from "../../config";
import { pathText } from "../../config/finding";
import { arbitraryConfig, context, type RawConfig, type SetLeaf, schemaLeaves, setLeaves } from "./arbitraries";
import { stepsOf } from "./fix";
import { invalidAt } from "./invalid";
import { arbitrary, assertFound, covering, errorsOf, invalidAlone, placesByLeaf, seed, unsetIn, valid } from "./places";

describe("checkStackConfig on arbitrary configs", () => {
  before("fix them", function () {
    this.timeout(180_000);
    covering();
  });

  it("leads to a valid config by its own paths and suggestions", () => {
    for (const { config, checked } of valid()) {
      assert.deepEqual(errorsOf(config), []);
      assert.notEqual(checked.config, undefined);
    }
    // Most were invalid at first, or nothing was fixed.
    assert.ok(valid().filter(({ rounds }) => rounds > 0).length > arbitrary.length / 2);
  });

  it("sees every leaf of the schema, and every leaf is left in some valid config", () => {
    // more than are fixed: a new key changes all that a seed makes, and some leaf is always rare
    assert.deepEqual(unsetIn(fc.sample(arbitraryConfig, { seed, numRuns: 400 })), []);
    assert.deepEqual(unsetIn(covering()), []);
  });

  it("finds the same again, and does not change what it was given", () => {
    for (const { config } of valid()) {
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
    for (const { config, checked } of valid()) {
      const teams = Object.entries((config.teams ?? {}) as object).reverse();
      const reversed = checkStackConfig({ ...config, teams: Object.fromEntries(teams) }, context);
      assert.equal(JSON.stringify(reversed.config?.teams), JSON.stringify(checked.config?.teams));
    }
  });
});

describe("checkStackConfig on configs with one invalid leaf", () => {
  it("has a finding at its very path, for every leaf of the schema and one mistake, another one for each", () => {
    const places = placesByLeaf(covering());
    for (const [index, leaf] of schemaLeaves.entries()) {
      const place = places.get(leaf)?.[0];
      assert.ok(place, `${leaf} is set nowhere`);
      const ways = invalidAlone(place);
      assertFound(ways[index % ways.length]!);
    }
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
