/** Teams and namespaces that go, with what is in them. */
import { teamKey } from "../../../../capacity/tenancy/labels";
import { member } from "../../engine/property";
import type { RegisteredResource } from "../../engine/resource";
import { metadataOf, namespaceType, texts } from "../../summary/kubernetesObject";
import { type Abrupt, type AbruptInput, type AbruptSide, addMoveRemove } from "./input";

const quotaType = "kubernetes:core/v1:ResourceQuota";

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
  return `${names.length === 1 ? "its" : "their"} pods, volume claims and load balancers go with ${names.length === 1 ? "it" : "them"}${told}; which workloads run there is not known here`;
}

/** Teams that go or are renamed. */
export function teamChanges(input: AbruptInput): readonly Abrupt[] {
  const { before, after, renamedTeams } = input;
  const cameFrom = new Map([...renamedTeams].map(([now, then]) => [then, now]));
  const allGone = goneNamespaces(input);
  return before.teams
    .filter((team) => !after.teams.includes(team))
    .map((team): Abrupt => {
      const now = cameFrom.get(team);
      const gone = allGone.filter((each) => metadataOf(each).labels[teamKey] === team);
      const names = gone.map((each) => metadataOf(each).name);
      const of = [...before.pools.values()].filter((pool) => pool.team === team).map(({ name }) => name);
      const nodes = of.length === 0 ? "" : ` All nodes of ${of.join(", ")} drain at once, whatever the budgets say.`;
      const inside =
        names.length === 0
          ? ""
          : ` ${names.length === 1 ? "Namespace" : "Namespaces"} ${names.join(", ")} ${names.length === 1 ? "is" : "are"} deleted: ${contents(before, names)}.`;
      const urn = (namespacesOf(before, team)[0] ?? before.pools.get(of[0] ?? "")?.resource)?.urn ?? "";
      return {
        kind: now === undefined ? "team-gone" : "team-renamed",
        subject: `team ${team}`,
        urn,
        by: now === undefined ? { path: "teams" } : { team: now },
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

/** Namespaces that go from a team that stays. */
export function namespaceChanges(input: AbruptInput): readonly Abrupt[] {
  return goneNamespaces(input).flatMap((each): readonly Abrupt[] => {
    const { name, labels } = metadataOf(each);
    const team = labels[teamKey];
    // the platform's own hold no workloads of a team, and that of a team that goes is told with the team
    if (team === undefined || !input.after.teams.includes(team)) return [];
    return [
      {
        kind: "namespace-gone",
        subject: `namespace ${name}`,
        urn: each.urn,
        by: { team, key: "namespaces" },
        certain: true,
        message: `is deleted: ${contents(input.before, [name])}`,
        instead: ["move its workloads to another namespace", "remove it in a second change"],
      },
    ];
  });
}
