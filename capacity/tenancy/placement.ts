/**
 * Whose pods may land on whose nodes. For each namespace and each kind of node every kind of pod is tried: as the nodes'
 * owner would write it, without a selector, with a toleration of everything, with the node's name. A pod lands there if
 * admission accepts it and the scheduler would place it.
 */
import { memoizeBy } from "../units/memoize";
import {
  type IsolationRule,
  mayRunOn,
  type PodNamespace,
  type PodScheduling,
  refusals,
  type SchedulableNode,
} from "./isolation";
import { isolationKey, sharedPoolKey, sharedPoolLabelPrefix, teamKey } from "./labels";

/** "avoided": the scheduler uses the node only when nothing else is left. */
export type PlacementOutcome = "yes" | "avoided" | "no";

/** Whether pods of a namespace may land on a node. */
export interface Placement {
  readonly outcome: PlacementOutcome;
  /** The admission rules that refuse the pod; none when it is admitted. */
  readonly by: readonly IsolationRule[];
}

const labelKeys = [teamKey, sharedPoolKey];

/** Pods that might land on the node, the most usual first. */
function podsFor(node: SchedulableNode): readonly PodScheduling[] {
  const nodeSelector = Object.fromEntries(Object.entries(node.labels).filter(([key]) => labelKeys.includes(key)));
  const tolerations = node.taints
    .filter(({ effect }) => effect !== "PreferNoSchedule")
    .map(({ key, value = "", effect }) => ({ key, operator: "Equal" as const, value, effect }));
  return [
    { nodeSelector, tolerations },
    { tolerations },
    {},
    { nodeSelector, tolerations: [{ operator: "Exists" }] },
    { nodeName: "any of them" },
  ];
}

/**
 * Whether a pod of the namespace may land on the node.
 * @param guarded whether the admission policy is installed
 */
export function placementOf(from: PodNamespace, node: SchedulableNode, guarded: boolean): Placement {
  const tried = podsFor(node).map((pod) => ({ pod, by: guarded ? refusals(pod, from) : [] }));
  const open = tried.some(({ pod, by }) => by.length === 0 && mayRunOn(pod, node));
  if (!open) return { outcome: "no", by: tried[0]!.by };
  const foreign = node.labels[teamKey] !== undefined && node.labels[teamKey] !== from.labels[teamKey];
  const soft = node.taints.some(({ key, effect }) => key === teamKey && effect === "PreferNoSchedule");
  return { outcome: foreign && soft ? "avoided" : "yes", by: [] };
}

/** A team: one of its namespaces, and its nodes, one for each pool. */
export interface PlacementTeam {
  readonly name: string;
  readonly namespace: PodNamespace;
  readonly nodes: readonly SchedulableNode[];
}

/** Nodes that belong to no team. */
export interface PlatformNodes {
  readonly kind: "shared" | "bootstrap";
  readonly name: string;
  readonly node: SchedulableNode;
}

export interface PlacementInput {
  readonly teams: readonly PlacementTeam[];
  readonly platform: readonly PlatformNodes[];
  readonly guarded: boolean;
}

/** Teams with the same placement on the same nodes. */
export interface PlacementRow extends Placement {
  readonly onto: { readonly kind: "team" | PlatformNodes["kind"]; readonly name: string };
  /** By name. */
  readonly from: readonly string[];
}

export interface PlacementTable {
  /** Whether pairs with the outcome "no", and each team with itself, are listed too. */
  readonly complete: boolean;
  readonly rows: readonly PlacementRow[];
}

/** Most teams for which all pairs are listed. */
export const mostPairedTeams = 12;

/** The table of all teams and nodes; above {@link mostPairedTeams} teams only of what is allowed between them. */
export function placementTable({ teams, platform, guarded }: PlacementInput): PlacementTable {
  const complete = teams.length <= mostPairedTeams;
  const answersOn = placementLookup(guarded);
  const destinations = [
    ...teams
      .filter(({ nodes }) => nodes.length > 0)
      .map(({ name, nodes }) => ({ onto: { kind: "team" as const, name }, nodes })),
    ...platform.map(({ kind, name, node }) => ({ onto: { kind, name }, nodes: [node] })),
  ];
  const senders = teams.map((team) => ({ team, traits: namespaceTraits(team) }));
  const rows = destinations.flatMap(({ onto, nodes }): PlacementRow[] => {
    const answers = new Map<Placement, string[]>();
    const perNode = nodes.map((node) => answersOn(node, onto));
    for (const { team, traits } of senders) {
      const own = onto.kind === "team" && onto.name === team.name;
      if (own && !complete) continue;
      const found = perNode.map((answer) => answer(own ? `own ${traits}` : traits, team.namespace)).reduce(widest);
      if (found.outcome === "no" && !complete) continue;
      const from = answers.get(found) ?? [];
      if (from.push(team.name) === 1) answers.set(found, from);
    }
    return [...answers].map(([found, from]) => ({ onto, from: from.sort(), ...found }));
  });
  return { complete, rows };
}

const outcomes: readonly PlacementOutcome[] = ["no", "avoided", "yes"];

function widest(a: Placement, b: Placement): Placement {
  return outcomes.indexOf(b.outcome) > outcomes.indexOf(a.outcome) ? b : a;
}

/**
 * In place of a team's name, so that teams which differ in nothing else share answers: a thousand teams are a million
 * pairs.
 */
const anyTeam = '"any team"';

/** What the rules read of a namespace, without the team's name. */
function namespaceTraits({ namespace: { labels } }: PlacementTeam): string {
  const open = Object.keys(labels).filter((key) => key.startsWith(sharedPoolLabelPrefix));
  return JSON.stringify([labels[isolationKey], labels[teamKey] !== undefined, open.sort()]);
}

type Answer = (traits: string, from: PodNamespace) => Placement;

/** Computes once for all nodes and namespaces that the rules cannot tell apart; equal answers are one object. */
function placementLookup(guarded: boolean): (node: SchedulableNode, onto: PlacementRow["onto"]) => Answer {
  const sameAnswer = memoizeBy(
    (found: Placement) => JSON.stringify(found),
    (found) => found,
  );
  const scopeOf = memoizeBy(
    (traits: string) => traits,
    () => ({}),
  );
  const answer = memoizeBy(
    (scope: object, sender: string, _from: PodNamespace, _node: SchedulableNode) => [scope, sender],
    (_scope, _sender, from, node) => sameAnswer(placementOf(from, node, guarded)),
  );
  return (node, { kind, name }) => {
    const traits = JSON.stringify(node);
    const scope = scopeOf(kind === "team" ? traits.replaceAll(JSON.stringify(name), anyTeam) : traits);
    return (sender, from) => answer(scope, sender, from, node);
  };
}
