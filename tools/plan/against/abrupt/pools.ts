/** Pools that go, are renamed or replaced, and limits below what is there. */
import { amountOf, limitsText } from "../../../../capacity/nodePool/limits";
import { limitsOf } from "../../../../capacity/nodePool/spec";
import { member, shown } from "../../engine/property";
import { texts } from "../../summary/kubernetesObject";
import type { PoolSide } from "../poolSides";
import { type Abrupt, type AbruptInput, addMoveRemove, type Decider } from "./input";

/** Pools whose nodes all drain at once, and edits that another version of Karpenter hides. */
export function poolChanges({ before, after, pools: changed, renamedPools }: AbruptInput): readonly Abrupt[] {
  const cameFrom = new Map([...renamedPools].map(([now, then]) => [then, now]));
  return changed.flatMap(({ pool, errors }): readonly Abrupt[] => {
    const was = before.pools.get(pool.name);
    if (was === undefined) return [];
    const hidden = errors.find(({ rule }) => rule === "hash-and-version");
    if (hidden !== undefined)
      return [
        {
          kind: "hash-and-version",
          subject: `pool ${pool.name}`,
          urn: was.resource.urn,
          by: editedField(hidden.path, after.pools.get(pool.name) ?? was),
          certain: true,
          message: `${hidden.path} ${hidden.message}`,
          instead: hidden.suggestion.split("; "),
        },
      ];
    const team = pool.team;
    const about = { subject: `pool ${pool.name}`, urn: was.resource.urn, certain: true };
    const under: Decider = team === null ? { path: "sharedPools" } : { team, key: "pools" };
    const drains = "all its nodes drain at once: a deletion heeds no disruption budget";
    if (pool.rolls === "replaced")
      return [
        {
          ...about,
          kind: "pool-replaced",
          by: { urn: after.pools.get(pool.name)?.resource.urn ?? was.resource.urn },
          message: `is replaced, and ${drains}`,
          instead: addMoveRemove("pool"),
        },
      ];
    // that of a team that goes is told with the team
    if (pool.rolls !== "gone" || (team !== null && !after.teams.includes(team))) return [];
    const now = cameFrom.get(pool.name);
    if (now === undefined)
      return [
        {
          ...about,
          kind: "pool-gone",
          by: under,
          message: `goes, and ${drains}`,
          instead: addMoveRemove("pool"),
        },
      ];
    return [
      {
        ...about,
        kind: "pool-renamed",
        by: { urn: after.pools.get(now)?.resource.urn ?? "" },
        message: `seems to be renamed to ${now}: that is a new pool; the old one goes, and ${drains}`,
        instead: [
          `give the pool \`formerNames: [${shortName(was)}]\`, which keeps its nodes`,
          ...addMoveRemove("pool", "or "),
        ],
      },
    ];
  });
}

/** The field that an edit's path names, `nodeClass.spec.kubelet.maxPods`, of the pool or of its node class. */
function editedField(path: string, { resource, nodeClass }: PoolSide): Decider {
  const [object = "", ...field] = path.split(".");
  return { urn: (object === "nodeClass" ? nodeClass : undefined)?.urn ?? resource.urn, field: field.join(".") };
}

/** A pool's name in the stack file. */
function shortName({ name, team }: PoolSide): string {
  return team !== null && name.startsWith(`${team}-`) ? name.slice(team.length + 1) : name;
}

/** Nodes and other resources that a state says a pool has. Karpenter writes them to `status.resources`. */
function heldOf({ resource }: PoolSide): Readonly<Record<string, string>> {
  return texts(member(resource.outputs.status, "resources"));
}

/** Limits below what the state says a pool has, or what is declared for it. */
export function limitChanges({ before, after }: AbruptInput): readonly Abrupt[] {
  return [...after.pools.values()].flatMap((pool): readonly Abrupt[] => {
    const was = before.pools.get(pool.name);
    if (was === undefined) return [];
    const now = limitsOf(shown(pool.spec));
    const about = { subject: `pool ${pool.name}`, urn: pool.resource.urn, certain: true };
    const instead = ["lower the declared nodes first, and apply", "lower the limit in a second change"];
    const most = pool.planned?.ceiling.nodes ?? null;
    const found: Abrupt[] = [];
    if (limitsText(now) !== limitsText(limitsOf(shown(was.spec))) && most !== null && most < was.declaredNodes)
      found.push({
        ...about,
        kind: "limit-below-declared",
        by: { urn: pool.resource.urn, field: "spec.limits" },
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
        by: { urn: pool.resource.urn, field: `spec.limits.${resource}` },
        message: `has more ${resource} in its nodes, by the state, than limits.${resource} allows after the change: its nodes stay, and none of them can be replaced`,
        instead: ["let the pool shrink first", "lower the limit in a second change"],
      });
    }
    return found;
  });
}
