/**
 * Kinds: a list that replaces a default without saying so, and a partial choice that loses the rest. Every list or map with a
 * default that is not empty, and every map of settings that several layers may say, is in a class.
 */
import assert from "node:assert/strict";
import { checkStackConfig, findingText } from "../../config";
import { shownDefault } from "../../config/schema/frame/default";
import { configSchema, type JsonSchema } from "../../tools/generate/stackFileSchema";
import { context, type RawConfig } from "../config/arbitraries";
import { nodeClass, pool, quiet } from "../config/violation";
import { isCollection, isObject, placeless, schemaKeys } from "./schemaKeys";

/** Lists and maps with a default that is not empty: what is written takes its place, or is joined with it. */
const lists: Readonly<Record<"replaces" | "joins", readonly string[]>> = {
  replaces: [
    "network.zones",
    "network.interfaceEndpoints",
    "network.gatewayEndpoints",
    "network.existing.nodeSubnetIds",
    "network.existing.controlPlaneSubnetIds",
    "cluster.logs",
    "cluster.bootstrap.instanceTypes",
    "pool.capacityTypes",
    "pool.architectures",
    "pool.instanceCategories",
    "pool.zones",
    "pool.disruption.budgets",
    "pool.disruption.budgets.*.reasons",
    "nodeClass.disks",
    "nodeClass.kubelet.clusterDNS",
    "teams.*.namespaces",
  ],
  joins: [],
};

/** The default in words is that nothing is chosen: there is nothing to replace. */
const choosesNothing = ["pool.teams", "pool.disruption.maintenance"];

/** Maps of settings that pools take from poolDefaults, and node classes from further layers: key by key, or as a whole. */
const layered: Readonly<Record<"joined" | "whole", Readonly<Record<string, string>>>> = {
  joined: {
    "pool.disruption": "each key has a default of its own",
    "pool.instanceGenerations": "the oldest and the newest are said apart",
    "nodeClass.kubelet": "its keys have nothing to do with each other",
    "nodeClass.metadataOptions": "each key has a default of its own",
  },
  whole: {
    "pool.limits": "half of another pool's limits bounds nothing; dynamic-pool-has-limits says so",
    "nodeClass.placementGroupSelector": "a name or an id",
    "nodeClass.connectionTracking": "no default to lose: what is unsaid is EC2's",
    "nodeClass.cpuOptions": "one key",
  },
};

function hasDefault({ place }: (typeof schemaKeys)[number]): boolean {
  const { value, words } = shownDefault(place) ?? {};
  if (value === undefined) return words !== undefined;
  return typeof value !== "object" || value === null || Object.keys(value).length > 0;
}

/** What editors and docs/config.md show of a key. */
function described(name: string): string {
  const steps = name
    .replace(/^pool\./, "poolDefaults.")
    .replace(/^nodeClass\./, "nodeClassDefaults.")
    .split(".");
  const found = steps.reduce<JsonSchema | undefined>((at, step) => {
    if (step !== "*") return at?.properties?.[step];
    return at?.items ?? (typeof at?.additionalProperties === "object" ? at.additionalProperties : undefined);
  }, configSchema());
  return found?.description ?? "";
}

const unique = (names: readonly string[]) => [...new Set(names.map(placeless))].sort();

describe("kind: a list that replaces a default", () => {
  it("is in one class", () => {
    const found = schemaKeys.filter((key) => isCollection(key.place) && hasDefault(key));
    assert.deepEqual(
      unique(found.map(({ name }) => name)),
      [...lists.replaces, ...lists.joins, ...choosesNothing].sort(),
    );
  });

  it("says so where people look the key up", () => {
    // of zones and instead of a number the other form is another choice, not a longer list
    const silent = lists.replaces.filter((name) => name !== "network.zones" && !/replace/.test(described(name)));
    assert.deepEqual(silent, []);
  });
});

describe("kind: a partial choice", () => {
  const inLayers = schemaKeys.filter(({ name, place }) => {
    const [first, ...rest] = placeless(name).split(".");
    return (
      isObject(place) && rest.length === 1 && (first === "pool" || first === "nodeClass") && name.endsWith(rest[0]!)
    );
  });
  /** Only a pool itself has these, no layer below it. */
  const ofPoolAlone = ["pool.warm", "pool.nodeClass"];

  it("has each map of settings with several layers in one class", () => {
    assert.deepEqual(
      unique(inLayers.map(({ name }) => name)).filter((name) => !ofPoolAlone.includes(name)),
      [...Object.keys(layered.joined), ...Object.keys(layered.whole)].sort(),
    );
  });

  function onlyPool(raw: RawConfig) {
    const { config, findings } = checkStackConfig(quiet(raw), context);
    assert.ok(config, findings.map(findingText).join("\n"));
    return config.teams[0]!.pools[0]!;
  }

  it("of disruption keeps what poolDefaults say", () => {
    const budgets = [{ nodes: "3" }];
    const own = pool({ disruption: { consolidateAfter: "5m" } });
    const found = onlyPool({ poolDefaults: { disruption: { budgets } }, teams: { dotori: { pools: [own] } } });
    assert.deepEqual([found.budgets, found.consolidateAfter], [budgets, "5m"]);
  });

  it("of generations keeps the oldest", () => {
    const { requirements } = onlyPool({ teams: { dotori: { pools: [pool({ instanceGenerations: { atMost: 8 } })] } } });
    const said = requirements.filter(({ key }) => key.endsWith("instance-generation"));
    assert.deepEqual(
      said.map(({ operator, values }) => [operator, ...(values ?? [])]),
      [
        ["Gte", "3"],
        ["Lte", "8"],
      ],
    );
  });

  it("of a node class keeps what nodeClassDefaults say", () => {
    const found = onlyPool({
      nodeClassDefaults: { kubelet: { maxPods: 58 }, metadataOptions: { httpEndpoint: "disabled" } },
      ...nodeClass({ kubelet: { cpuCFSQuota: false }, metadataOptions: { httpPutResponseHopLimit: 2 } }),
    }).nodeClass;
    assert.deepEqual(found.kubelet, { maxPods: 58, cpuCFSQuota: false });
    assert.deepEqual(found.metadataOptions, {
      httpTokens: "required",
      httpPutResponseHopLimit: 2,
      httpEndpoint: "disabled",
      httpProtocolIPv6: "disabled",
    });
  });

  it("of any map of settings keeps the defaults of its other keys", () => {
    // what is filled in key by key cannot lose a key: each object with a default has it on the keys, not as a whole
    const wholes = schemaKeys.filter(({ place }) => isObject(place) && shownDefault(place)?.value !== undefined);
    assert.deepEqual(
      wholes.map(({ name }) => name),
      [],
    );
  });
});
