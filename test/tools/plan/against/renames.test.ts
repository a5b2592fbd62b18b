/** Which pool that comes is taken for one that goes, of pools that all look alike. */
import assert from "node:assert/strict";
import { teamKey } from "../../../../capacity/tenancy/labels";
import { type PoolSide, poolSides } from "../../../../tools/plan/against/poolSides";
import { renamedPools, renamedTeams, type TeamsOfOneSide } from "../../../../tools/plan/against/renames";
import type { RegisteredResource } from "../../../../tools/plan/engine/resource";
import { nodePoolType } from "../../../../tools/plan/summary/kubernetesObject";

/** A pool as the program registers it, as far as a comparison of specs goes. */
function nodePool(name: string, team: string | undefined, cpu: string): RegisteredResource {
  const labels = team === undefined ? {} : { [teamKey]: team };
  const spec = {
    limits: { cpu, memory: "128Gi" },
    template: {
      metadata: { labels },
      spec: {
        nodeClassRef: { name: team ?? name },
        expireAfter: "720h",
        requirements: [{ key: "family", values: ["c5", "c6i", "c7i", "m5", "m6i", "m7i", "r7i"] }],
      },
    },
  };
  const inputs = { metadata: { name, labels }, spec };
  return { urn: `urn::${name}`, type: nodePoolType, name, inputs, outputs: {} } as unknown as RegisteredResource;
}

/** `alpha/general` for a pool of a team, `batch` for a shared one; `@64` for another limit than 32. */
function sideOf(pools: readonly string[]): readonly PoolSide[] {
  const resources = pools.map((text) => {
    const [path = "", cpu = "32"] = text.split("@");
    const [team, short] = path.includes("/") ? path.split("/") : [undefined, path];
    return nodePool(team === undefined ? path : `${team}-${short}`, team, cpu);
  });
  return [...poolSides(resources, { teams: [], cluster: { sharedPools: [] } } as never).values()];
}

const none: TeamsOfOneSide = { gone: [], come: [] };

/** `former -> new` for each pair, sorted. */
function renamed(gone: readonly string[], come: readonly string[], teams: TeamsOfOneSide = none): readonly string[] {
  return [...renamedPools(sideOf(gone), sideOf(come), teams)].map(([now, then]) => `${then} -> ${now}`).sort();
}

describe("a pool that comes with the content of one that goes", () => {
  it("is that one only in its own team, where formerNames is looked up", () => {
    assert.deepEqual(renamed(["apps/old", "batch/general"], ["batch/main"]), ["batch-general -> batch-main"]);
    assert.deepEqual(renamed(["apps/old"], ["batch/main"]), []);
  });

  it("is none of a team that stays, when its own team is new", () => {
    assert.deepEqual(renamed(["apps/old"], ["fresh/main"], { gone: [], come: ["fresh"] }), []);
  });

  it("is none of a team that goes, when its own team was there before", () => {
    assert.deepEqual(renamed(["gone/old"], ["apps/main"], { gone: ["gone"], come: [] }), []);
  });

  it("is none of a team's when it is shared, and the other way round", () => {
    const teams = { gone: ["apps"], come: ["fresh"] };
    assert.deepEqual(renamed(["apps/batch"], ["batch"], teams), []);
    assert.deepEqual(renamed(["batch"], ["fresh/batch"], teams), []);
    assert.deepEqual(renamed(["batch"], ["common"], teams), ["batch -> common"]);
  });

  it("is the one of the same short name, of several that are as like in a renamed team", () => {
    const teams = { gone: ["old"], come: ["fresh"] };
    assert.deepEqual(renamed(["old/a", "old/general"], ["fresh/general"], teams), ["old-general -> fresh-general"]);
    const all = renamed(["old/a", "old/general"], ["fresh/general", "fresh/z"], teams);
    assert.deepEqual(all, ["old-a -> fresh-z", "old-general -> fresh-general"]);
  });

  it("is the likest, whatever its name", () => {
    const teams = { gone: ["old"], come: ["fresh"] };
    assert.deepEqual(renamed(["old/a@64", "old/general"], ["fresh/general@64"], teams), ["old-a -> fresh-general"]);
  });

  it("makes a team the one whose pools it has, when two teams go with equal pools", () => {
    const teams = { gone: ["alpha", "beta"], come: ["fresh"] };
    const [gone, come] = [
      sideOf(["beta/general", "alpha/general", "beta/spot", "alpha/spot"]),
      sideOf(["fresh/spot", "fresh/general"]),
    ];
    const byName = (pools: readonly PoolSide[]) => new Map(pools.map((pool) => [pool.name, pool]));
    const found = renamedTeams(teams, renamedPools(gone, come, teams), byName(gone), byName(come));
    assert.deepEqual([...found], [["fresh", "alpha"]]);
  });
});
