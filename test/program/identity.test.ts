import assert from "node:assert/strict";
import type { Plan } from "../../tools/plan/plan";
import { planOf } from "../support/plans";
import { pool } from "../support/pool";

const warm = { windows: [{ days: "weekdays", from: "09:00", to: "18:00", timezone: "Asia/Seoul", nodes: 2 }] };
const alpha = { pools: [pool("general", { warm })] };
const dotori = {
  tags: { "cost-center": "4711" },
  pools: [pool("general", { warm }), pool("spot", { capacityTypes: ["spot"] })],
};
const shared = [pool("common"), pool("listed", { teams: ["alpha"] })];

/** Every resource but the stack itself, whose outputs list all teams, by urn; without where the stack file says it, which may move. */
function byUrn(plan: Plan): ReadonlyMap<string, unknown> {
  const resources = plan.resources.filter(({ type }) => type !== "pulumi:pulumi:Stack");
  return new Map(resources.map(({ path: _, ...one }) => [one.urn, one]));
}

describe("identity", () => {
  it("adding a team changes no urn and nothing else of any other resource", async () => {
    const before = byUrn(await planOf("identity", { teams: { alpha }, sharedPools: shared }));
    const after = byUrn(await planOf("identity", { teams: { aardvark: dotori, alpha, dotori }, sharedPools: shared }));
    for (const [urn, resource] of before) assert.deepEqual(after.get(urn), resource);
    const added = [...after.keys()].filter((urn) => !before.has(urn));
    assert.ok(added.length > 0 && added.every((urn) => /::(aardvark|dotori)(-\w+)?$/.test(urn)), added.join("\n"));
  });

  it("reordering teams, pools and shared pools changes nothing", async () => {
    const one = await planOf("identity", { teams: { aardvark: dotori, alpha, dotori }, sharedPools: shared });
    const reversed = { ...dotori, pools: [...dotori.pools].reverse() };
    const other = await planOf("identity", {
      teams: { dotori: reversed, alpha, aardvark: reversed },
      sharedPools: [...shared].reverse(),
    });
    assert.deepEqual(byUrn(other), byUrn(one));
  });

  it("a second run is the same to the last byte", async () => {
    const config = { teams: { alpha }, sharedPools: shared };
    const first = await planOf("identity", config);
    // with a default written out, since the same config would get the plan that is there already
    const second = await planOf("identity", { ...config, tags: {} });
    assert.equal(JSON.stringify(second), JSON.stringify(first));
  });

  it("going from a single NAT gateway to one a zone, and from two zones to three, replaces no subnet", async () => {
    const small = await planOf("identity-network", { network: { zones: 2, nat: "single" } });
    const large = await planOf("identity-network", { network: { zones: 3, nat: "perZone" } });
    const kept = byUrn(large);
    for (const one of small.resources.filter(({ type }) => /subnet|natGateway|routeTable:/i.test(type))) {
      assert.deepEqual((kept.get(one.urn) as typeof one).inputs, one.inputs);
    }
  });
});
