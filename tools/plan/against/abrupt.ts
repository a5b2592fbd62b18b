/** What a change does all at once, or to more than the edit says, and the steps that avoid it. */

import { amountOf, limitsText } from "../../../capacity/nodePool/limits";
import { limitsOf } from "../../../capacity/nodePool/spec";
import { isolationKey, teamKey } from "../../../capacity/tenancy/labels";
import { member, shown } from "../engine/property";
import type { RegisteredResource } from "../engine/resource";
import type { AbruptChange, ChangedResource } from "../summary/changesSchema";
import { metadataOf, namespaceType, texts } from "../summary/kubernetesObject";
import { foreignSubnets, nodeClassType, type PoolSide, subnetType, vpcType } from "./poolSides";
import type { PoolChange } from "./pools";

/** One side, as far as it matters here. */
export interface AbruptSide {
  readonly resources: readonly RegisteredResource[];
  readonly pools: ReadonlyMap<string, PoolSide>;
  readonly teams: readonly string[];
  readonly zones: readonly string[];
  readonly region: string | undefined;
}

/** A change, worked out. */
export interface AbruptInput {
  readonly before: AbruptSide;
  readonly after: AbruptSide;
  readonly resources: readonly ChangedResource[];
  readonly pools: readonly PoolChange[];
  /** Former names of pools and teams that are taken for renamed, by new name. */
  readonly renamedPools: ReadonlyMap<string, string>;
  readonly renamedTeams: ReadonlyMap<string, string>;
}

const clusterType = "aws:eks/cluster:Cluster";
const nodeGroupType = "aws:eks/nodeGroup:NodeGroup";
const quotaType = "kubernetes:core/v1:ResourceQuota";
const bindingType = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding";

/** Worst first. */
const order: readonly AbruptChange["kind"][] = [
  ...([
    "region-changed",
    "cluster-replaced",
    "network-replaced",
    "hash-and-version",
    "team-gone",
    "team-renamed",
    "namespace-gone",
  ] as const),
  ...(["pool-replaced", "pool-gone", "pool-renamed", "isolation-changed", "zone-gone", "subnet-gone"] as const),
  ...(["limit-below-declared", "limit-lowered"] as const),
];

/** Everything abrupt, worst first and then by subject. */
export function abruptChanges(input: AbruptInput): readonly AbruptChange[] {
  return [
    ...teams(input),
    ...namespaces(input),
    ...pools(input),
    ...limits(input),
    ...network(input),
    ...isolation(input),
  ].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.subject < b.subject ? -1 : 1));
}

const addMoveRemove = (what: string, or = ""): readonly string[] => [
  `${or}add the new ${what} beside the old one, and apply`,
  "move the workloads to it, until no pod of theirs is left on the old nodes",
  `remove the old ${what} in a second change`,
];

function namespacesOf(side: AbruptSide, team: string): readonly RegisteredResource[] {
  return side.resources.filter((each) => each.type === namespaceType && metadataOf(each).labels[teamKey] === team);
}

/** Namespaces of a side that the other one does not have. */
function goneNamespaces({ before, after }: AbruptInput): readonly RegisteredResource[] {
  const left = new Set(
    after.resources.filter(({ type }) => type === namespaceType).map((each) => metadataOf(each).name),
  );
  return before.resources.filter((each) => each.type === namespaceType && !left.has(metadataOf(each).name));
}

/** What the plan knows of volumes and load balancers in namespaces, by their quotas. */
function contents(side: AbruptSide, names: readonly string[]): string {
  const quotas = side.resources.filter(({ type, inputs }) => {
    const namespace = member(inputs.metadata, "namespace");
    return type === quotaType && typeof namespace === "string" && names.includes(namespace);
  });
  const known = quotas.flatMap(({ inputs }) => {
    const hard = texts(member(inputs.spec, "hard"));
    const namespace = String(member(inputs.metadata, "namespace"));
    return Object.entries(hard)
      .filter(([key]) => /persistentvolumeclaims|requests\.storage|services\.loadbalancers/.test(key))
      .map(([key, amount]) => `${namespace}'s quota allows ${amount} ${key}`);
  });
  const told = known.length === 0 ? "" : ` (${known.join(", ")})`;
  return `their pods, volume claims and load balancers go with them${told}; which workloads run there is not known here`;
}

function teams(input: AbruptInput): readonly AbruptChange[] {
  const { before, after, renamedTeams } = input;
  const cameFrom = new Map([...renamedTeams].map(([now, then]) => [then, now]));
  return before.teams
    .filter((team) => !after.teams.includes(team))
    .map((team): AbruptChange => {
      const now = cameFrom.get(team);
      const gone = goneNamespaces(input).filter((each) => metadataOf(each).labels[teamKey] === team);
      const names = gone.map((each) => metadataOf(each).name);
      const of = [...before.pools.values()].filter((pool) => pool.team === team).map(({ name }) => name);
      const nodes = of.length === 0 ? "" : ` All nodes of ${of.join(", ")} drain at once, whatever the budgets say.`;
      const inside =
        names.length === 0 ? "" : ` Namespaces ${names.join(", ")} are deleted: ${contents(before, names)}.`;
      const urn = (namespacesOf(before, team)[0] ?? before.pools.get(of[0] ?? "")?.resource)?.urn ?? "";
      return {
        kind: now === undefined ? "team-gone" : "team-renamed",
        subject: `team ${team}`,
        urn,
        certain: true,
        message:
          now === undefined
            ? `goes.${nodes}${inside}`
            : `seems to be renamed to ${now}: that is a new team, and the old one goes.${nodes}${inside}`,
        instead:
          now === undefined
            ? ["move or end the team's workloads", "remove its pools", "remove the team in a second change"]
            : [
                `give teams.${now} \`formerNames: [${team}]\`, which keeps nodes and namespaces`,
                ...addMoveRemove("team", "or "),
              ],
      };
    });
}

function namespaces(input: AbruptInput): readonly AbruptChange[] {
  return goneNamespaces(input).flatMap((each): readonly AbruptChange[] => {
    const { name, labels } = metadataOf(each);
    const team = labels[teamKey];
    // the platform's own hold no workloads of a team, and that of a team that goes is told with the team
    if (team === undefined || !input.after.teams.includes(team)) return [];
    return [
      {
        kind: "namespace-gone",
        subject: `namespace ${name}`,
        urn: each.urn,
        certain: true,
        message: `is deleted: ${contents(input.before, [name])}`,
        instead: ["move its workloads to another namespace", "remove it in a second change"],
      },
    ];
  });
}

function pools({ before, after, pools: changed, renamedPools }: AbruptInput): readonly AbruptChange[] {
  const cameFrom = new Map([...renamedPools].map(([now, then]) => [then, now]));
  return changed.flatMap(({ pool, errors }): readonly AbruptChange[] => {
    const was = before.pools.get(pool.name);
    if (was === undefined) return [];
    const [upgrade] = errors.filter(({ rule }) => rule === "upgrade-first-edit-second");
    if (upgrade !== undefined)
      return [
        {
          kind: "hash-and-version",
          subject: `pool ${pool.name}`,
          urn: was.resource.urn,
          certain: true,
          message: `${upgrade.path} ${upgrade.message}`,
          instead: upgrade.suggestion.split("; "),
        },
      ];
    const team = pool.team;
    const about = { subject: `pool ${pool.name}`, urn: was.resource.urn, certain: true };
    const drains = "all its nodes drain at once: a deletion heeds no disruption budget";
    if (pool.rolls === "replaced")
      return [
        { ...about, kind: "pool-replaced", message: `is replaced, and ${drains}`, instead: addMoveRemove("pool") },
      ];
    // that of a team that goes is told with the team
    if (pool.rolls !== "gone" || (team !== null && !after.teams.includes(team))) return [];
    const now = cameFrom.get(pool.name);
    if (now === undefined)
      return [
        {
          ...about,
          kind: "pool-gone",
          message: `goes, and ${drains}`,
          instead: addMoveRemove("pool"),
        },
      ];
    return [
      {
        ...about,
        kind: "pool-renamed",
        message: `seems to be renamed to ${now}: that is a new pool; the old one goes, and ${drains}`,
        instead: [
          `give the pool \`formerNames: [${shortName(was)}]\`, which keeps its nodes`,
          ...addMoveRemove("pool", "or "),
        ],
      },
    ];
  });
}

/** A pool's name in the stack file. */
function shortName({ name, team }: PoolSide): string {
  return team !== null && name.startsWith(`${team}-`) ? name.slice(team.length + 1) : name;
}

/** Nodes and other resources that a state says a pool has. Karpenter writes them to `status.resources`. */
function heldOf({ resource }: PoolSide): Readonly<Record<string, string>> {
  return texts(member(resource.outputs.status, "resources"));
}

function limits({ before, after }: AbruptInput): readonly AbruptChange[] {
  return [...after.pools.values()].flatMap((pool): readonly AbruptChange[] => {
    const was = before.pools.get(pool.name);
    if (was === undefined) return [];
    const now = limitsOf(shown(pool.spec));
    const about = { subject: `pool ${pool.name}`, urn: pool.resource.urn, certain: true };
    const instead = ["lower the declared nodes first, and apply", "lower the limit in a second change"];
    const most = pool.planned?.ceiling.nodes ?? null;
    const found: AbruptChange[] = [];
    if (limitsText(now) !== limitsText(limitsOf(shown(was.spec))) && most !== null && most < was.declaredNodes)
      found.push({
        ...about,
        kind: "limit-below-declared",
        message: `may have ${most} nodes after the change, and ${was.declaredNodes} are declared before it: nodes above the limit stay, and none of them can be replaced`,
        instead,
      });
    const held = limitsOf({ limits: heldOf(was) });
    for (const { resource, amount } of now) {
      const there = amountOf(held, resource);
      if (there === undefined || there <= amount) continue;
      found.push({
        ...about,
        kind: "limit-lowered",
        message: `has more ${resource} in its nodes, by the state, than limits.${resource} allows after the change: its nodes stay, and none of them can be replaced`,
        instead: ["let the pool shrink first", "lower the limit in a second change"],
      });
    }
    return found;
  });
}

/** Subnets in which nodes are: those of node classes and node groups. Empty where a side does not say what comes from what. */
function nodeSubnets({ resources }: AbruptSide): ReadonlySet<string> {
  const users = resources.filter(({ type }) => type === nodeClassType || type === nodeGroupType);
  const urns = new Set(users.flatMap(({ propertyDependencies }) => Object.values(propertyDependencies).flat()));
  return new Set(resources.flatMap(({ type, urn }) => (type === subnetType && urns.has(urn) ? [urn] : [])));
}

function network({ before, after, resources }: AbruptInput): readonly AbruptChange[] {
  const found: AbruptChange[] = regionChange(before, after);
  const networkGoes = resources.some(({ type, action }) => type === vpcType && ["replace", "delete"].includes(action));
  const clusterGoes = resources.some(
    ({ type, action }) => type === clusterType && ["replace", "delete"].includes(action),
  );
  const ofNodes = nodeSubnets(before);
  for (const { type, name, urn, action, protect } of resources) {
    const gone = action === "delete";
    const certain = action !== "update-or-replace";
    if (!gone && action !== "replace" && certain) continue;
    const held = protect ? "; it is protected, so `pulumi up` fails there" : "";
    if (type === clusterType)
      found.push({
        kind: "cluster-replaced",
        subject: `cluster ${name}`,
        urn,
        certain,
        message: `${gone ? "is deleted" : certain ? "is replaced" : "may be replaced"}, with every node, pod and volume in it${held}`,
        instead: ["plan a second cluster in another stack", "move the workloads", "destroy this stack"],
      });
    if (type === vpcType)
      found.push({
        kind: "network-replaced",
        subject: `network ${name}`,
        urn,
        certain,
        message: `${gone ? "is deleted" : certain ? "is replaced" : "may be replaced"}, and the cluster and all nodes in it${held}${gone || clusterGoes ? "" : `; ${foreignSubnets}`}`,
        instead: ["plan a second network and cluster in another stack", "move the workloads", "destroy this stack"],
      });
    // those of a network that goes are told with it
    if (type === subnetType && certain && !networkGoes && ofNodes.size > 0 && !ofNodes.has(urn))
      found.push({
        kind: "subnet-gone",
        subject: `subnet ${name}`,
        urn,
        certain: true,
        message: `${gone ? "is deleted" : "is replaced"}: no node is in it, but EC2 refuses to delete it while a network interface is left, of the control plane, a NAT gateway or a load balancer${held}`,
        instead: [
          "look which network interfaces are in it, and move or delete what they belong to",
          "take the subnet away in a second change",
        ],
      });
    else if (type === subnetType && certain && !networkGoes)
      found.push({
        kind: "subnet-gone",
        subject: `subnet ${name}`,
        urn,
        certain: true,
        message: `${gone ? "is deleted" : "is replaced"}: nodes in it are replaced, and EC2 refuses to delete it while any is left${held}`,
        instead: [
          "take its zone out of the pools' requirements first, and apply",
          "wait until no node is left in it",
          "take the subnet away in a second change",
        ],
      });
  }
  const [zone] = before.zones;
  const urn = before.resources.find(({ type }) => type === subnetType)?.urn ?? "";
  if (zone !== undefined && after.zones.length > 0)
    for (const gone of before.zones.filter((each) => !after.zones.includes(each)))
      found.push({
        kind: "zone-gone",
        subject: `zone ${gone}`,
        urn,
        certain: true,
        message: "is taken away: all nodes in it are replaced elsewhere, and volumes in it can no longer be attached",
        instead: [
          `keep pools out of ${gone} by their zones first, and apply`,
          "move what has volumes there",
          "take the zone away in a second change",
        ],
      });
  return found;
}

function regionChange(before: AbruptSide, after: AbruptSide): AbruptChange[] {
  if (before.region === after.region || before.region === undefined || after.region === undefined) return [];
  const cluster = before.resources.find(({ type }) => type === clusterType);
  return [
    {
      kind: "region-changed",
      subject: "aws:region",
      urn: (cluster ?? before.resources[0])?.urn ?? "",
      certain: true,
      message: `changes from ${before.region} to ${after.region}: what is there stays in ${before.region}, where the provider no longer looks, and all of it is missing in ${after.region}`,
      instead: ["make another stack for the other region", "move the workloads", "destroy this stack"],
    },
  ];
}

function isolation({ before, after }: AbruptInput): readonly AbruptChange[] {
  const found: AbruptChange[] = [];
  const levels = (side: AbruptSide) =>
    new Map(
      side.resources
        .filter(({ type }) => type === namespaceType)
        .map((each) => [metadataOf(each).name, { level: metadataOf(each).labels[isolationKey], urn: each.urn }]),
    );
  const then = levels(before);
  for (const [name, { level, urn }] of levels(after)) {
    const was = then.get(name);
    if (was === undefined || was.level === level) continue;
    found.push({
      kind: "isolation-changed",
      subject: `namespace ${name}`,
      urn,
      certain: true,
      message: `has isolation ${level ?? "none"} instead of ${was.level ?? "none"}: pods that are created from then on are admitted by other rules, those that run stay`,
      instead: ["go one step at a time: none, prefer, enforced", "look at what is refused before the next step"],
    });
  }
  const bindings = (side: AbruptSide) =>
    side.resources.filter(({ type }) => type === bindingType).map((each) => metadataOf(each).name);
  const kept = bindings(after);
  for (const name of bindings(before).filter((each) => !kept.includes(each)))
    found.push({
      kind: "isolation-changed",
      subject: `admission policy ${name}`,
      urn: before.resources.find((each) => each.type === bindingType && metadataOf(each).name === name)?.urn ?? "",
      certain: true,
      message: "is no longer in force: what it refused is admitted from then on",
      instead: ["make sure that no team relies on it"],
    });
  return found;
}
