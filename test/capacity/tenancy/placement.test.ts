import assert from "node:assert/strict";
import fc from "fast-check";
import {
  mayRunOn,
  type PodNamespace,
  type PodScheduling,
  refusals,
  type SchedulableNode,
} from "../../../capacity/tenancy/isolation";
import {
  mostPairedTeams,
  type PlacementInput,
  type PlacementTeam,
  placementOf,
  placementTable,
} from "../../../capacity/tenancy/placement";

type Isolation = "enforced" | "prefer" | "none";
const effects = { enforced: "NoSchedule", prefer: "PreferNoSchedule" } as const;

function nodesOf(name: string, isolation: Isolation): SchedulableNode {
  const taints = isolation === "none" ? [] : [{ key: "team", value: name, effect: effects[isolation] }];
  return { labels: { team: name }, taints };
}

function team(name: string, isolation: Isolation, ...open: readonly string[]): PlacementTeam {
  const pools = Object.fromEntries(open.map((pool) => [`shared-pool/${pool}`, "open"]));
  const labels = { team: name, "team-isolation": isolation, ...pools };
  return { name, namespace: { name, labels }, nodes: [nodesOf(name, isolation)] };
}

const shared = (name: string, listed: boolean) => ({
  kind: "shared" as const,
  name,
  node: {
    labels: { "shared-pool": name },
    taints: listed ? [{ key: "shared-pool", value: name, effect: "NoSchedule" as const }] : [],
  },
});
const bootstrap = {
  kind: "bootstrap" as const,
  name: "bootstrap",
  node: { labels: {}, taints: [{ key: "CriticalAddonsOnly", value: "true", effect: "NoSchedule" as const }] },
};

/** What the table says, as `from>onto outcome`. */
function pairs(input: PlacementInput): readonly string[] {
  return placementTable(input)
    .rows.flatMap(({ onto, from, outcome }) => from.map((one) => `${one}>${onto.name} ${outcome}`))
    .sort();
}

describe("reach", () => {
  const teams = [team("a", "enforced", "all", "mine"), team("b", "prefer", "all"), team("c", "none", "all")];
  const platform = [bootstrap, shared("all", false), shared("mine", true)];

  it("keeps teams apart that enforce it, and nobody else", () => {
    assert.deepEqual(pairs({ teams, platform: [], guarded: true }), [
      "a>a yes",
      "a>b no",
      "a>c no",
      "b>a no",
      "b>b yes",
      "b>c yes",
      "c>a no",
      "c>b avoided",
      "c>c yes",
    ]);
  });

  it("opens shared pools to whom they are for, and keeps those apart off the bootstrap nodes", () => {
    const [a, ...rest] = teams.map(({ nodes: _, ...one }) => ({ ...one, nodes: [] }));
    assert.deepEqual(pairs({ teams: [a!, ...rest], platform, guarded: true }), [
      "a>all yes",
      "a>bootstrap no",
      "a>mine yes",
      "b>all yes",
      "b>bootstrap yes",
      "b>mine no",
      "c>all yes",
      "c>bootstrap yes",
      "c>mine no",
    ]);
  });

  it("says by which rules, those that the most natural pod would meet", () => {
    const [a, b] = [team("a", "enforced"), team("b", "enforced")];
    assert.deepEqual(placementOf(a.namespace, b.nodes[0]!, true), {
      outcome: "no",
      by: ["tolerates-own-team", "selects-own-nodes"],
    });
    assert.deepEqual(placementOf(a.namespace, bootstrap.node, true), { outcome: "no", by: ["selects-own-nodes"] });
    const member = team("c", "none").namespace;
    assert.deepEqual(placementOf(member, shared("mine", true).node, true), {
      outcome: "no",
      by: ["tolerates-open-pools"],
    });
  });

  it("finds that taints alone keep nobody out", () => {
    const [a, b] = [team("a", "enforced"), team("b", "enforced")];
    assert.deepEqual(placementOf(a.namespace, b.nodes[0]!, false), { outcome: "yes", by: [] });
  });

  it("shows all pairs of twelve teams, and of thirteen what is open between them", () => {
    const many = (count: number) => [...Array(count).keys()].map((index) => team(`t${index}`, "enforced", "all"));
    const twelve = placementTable({ teams: many(mostPairedTeams), platform, guarded: true });
    const count = (rows: typeof twelve.rows) => rows.reduce((sum, { from }) => sum + from.length, 0);
    assert.deepEqual([twelve.complete, count(twelve.rows)], [true, 12 * (12 + 3)]);
    const thirteen = placementTable({ teams: many(mostPairedTeams + 1), platform, guarded: true });
    assert.deepEqual(
      [thirteen.complete, thirteen.rows.map(({ onto, from }) => [onto.name, from.length])],
      [false, [["all", 13]]],
    );
  });

  it("shares answers between teams that differ in name only, and with no others", () => {
    const names = fc.uniqueArray(fc.constantFrom("a", "b", "a-b", "team", "open", "all"), {
      minLength: 2,
      maxLength: 5,
    });
    const isolation = fc.constantFrom<Isolation>("enforced", "prefer", "none");
    const open = fc.subarray(["all", "mine", "theirs"]);
    fc.assert(
      fc.property(names, fc.array(fc.tuple(isolation, open), { minLength: 5, maxLength: 5 }), (all, kinds) => {
        const drawn = all.map((name, index) => team(name, kinds[index]![0], ...kinds[index]![1]));
        const places = [bootstrap, shared("all", false), shared("mine", true), shared("theirs", true)];
        for (const { onto, from, outcome, by } of placementTable({ teams: drawn, platform: places, guarded: true })
          .rows) {
          const node =
            onto.kind === "team"
              ? drawn.find(({ name }) => name === onto.name)!.nodes[0]!
              : places.find(({ name }) => name === onto.name)!.node;
          for (const name of from) {
            const { namespace } = drawn.find((one) => one.name === name)!;
            assert.deepEqual(placementOf(namespace, node, true), { outcome, by });
          }
        }
      }),
    );
  });

  it("misses no pod that lands: whatever is admitted and runs there, the table has as reached", () => {
    const values = fc.constantFrom("a", "b", "mine", "true");
    const keys = fc.constantFrom("team", "shared-pool", "CriticalAddonsOnly");
    const toleration = fc.record(
      {
        key: keys,
        operator: fc.constantFrom("Equal" as const, "Exists" as const),
        value: values,
        effect: fc.constantFrom("NoSchedule" as const, "PreferNoSchedule" as const, "NoExecute" as const),
      },
      { requiredKeys: [] },
    );
    const pod: fc.Arbitrary<PodScheduling> = fc.record(
      {
        nodeSelector: fc.dictionary(keys, values, { maxKeys: 2 }),
        tolerations: fc.array(toleration, { maxLength: 3 }),
        nodeName: fc.constant("any"),
      },
      { requiredKeys: [] },
    );
    const isolation = fc.constantFrom<Isolation>("enforced", "prefer", "none");
    const sender = fc.tuple(fc.constantFrom("a", "b"), isolation, fc.subarray(["mine", "all"]));
    const place = fc.oneof(
      fc.tuple(fc.constantFrom("a", "b"), isolation).map(([name, kind]) => nodesOf(name, kind)),
      fc.constantFrom(bootstrap.node, shared("mine", true).node, shared("all", false).node),
    );
    const landed = { yes: 0, no: 0 };
    fc.assert(
      fc.property(sender, pod, place, fc.boolean(), ([name, kind, open], placement, node, guarded) => {
        const from: PodNamespace = team(name, kind, ...open).namespace;
        const lands = (!guarded || refusals(placement, from).length === 0) && mayRunOn(placement, node);
        landed[lands ? "yes" : "no"]++;
        if (lands) assert.notEqual(placementOf(from, node, guarded).outcome, "no");
      }),
      { numRuns: 5000 },
    );
    assert.ok(landed.yes > 100 && landed.no > 100, JSON.stringify(landed));
  });
});
