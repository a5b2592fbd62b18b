/**
 * Who may put pods on whose nodes. For each namespace and each kind of node every way in is tried: as the nodes' owner would,
 * without a selector, with a toleration of everything, by the node's name. What admission refuses or the scheduler does not
 * do is no way in.
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

/** "avoided": the scheduler goes there only when nothing else is left. */
export type PlacementOutcome = "yes" | "avoided" | "no";

export interface Placement {
  readonly outcome: PlacementOutcome;
  /** The admission rules that close the way in; none when it is open. */
  readonly by: readonly IsolationRule[];
}

const labelKeys = [teamKey, sharedPoolKey];

/** Pods that might land on the node, the most natural first. */
function waysIn(node: SchedulableNode): readonly PodScheduling[] {
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
 * @param guarded whether the admission policy is there
 */
export function placementOf(from: PodNamespace, node: SchedulableNode, guarded: boolean): Placement {
  const tried = waysIn(node).map((pod) => ({ pod, by: guarded ? refusals(pod, from) : [] }));
  const open = tried.some(({ pod, by }) => by.length === 0 && mayRunOn(pod, node));
  if (!open) return { outcome: "no", by: tried[0]!.by };
  const foreign = node.labels[teamKey] !== undefined && node.labels[teamKey] !== from.labels[teamKey];
  const soft = node.taints.some(({ key, effect }) => key === teamKey && effect === "PreferNoSchedule");
  return { outcome: foreign && soft ? "avoided" : "yes", by: [] };
}

/** A team as the table sees it: a namespace of its own, and its nodes, one face a pool. */
export interface PlacementTeam {
  readonly name: string;
  readonly namespace: PodNamespace;
  readonly nodes: readonly SchedulableNode[];
}

/** Nodes that are no team's. */
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

/** Teams with the same answer about the same nodes. */
export interface PlacementRow extends Placement {
  readonly onto: { readonly kind: "team" | PlatformNodes["kind"]; readonly name: string };
  /** By name. */
  readonly from: readonly string[];
}

export interface PlacementTable {
  /** Whether pairs with the answer "no", and each team with itself, stand here too. */
  readonly complete: boolean;
  readonly rows: readonly PlacementRow[];
}

/** Most teams of which all pairs are shown. */
export const mostPairedTeams = 12;

/** The table of all teams and nodes; above {@link mostPairedTeams} teams only of what is open between them. */
export function placementTable({ teams, platform, guarded }: PlacementInput): PlacementTable {
  const complete = teams.length <= mostPairedTeams;
  const ask = remembering(guarded);
  const destinations = [
    ...teams
      .filter(({ nodes }) => nodes.length > 0)
      .map(({ name, nodes }) => ({ onto: { kind: "team" as const, name }, nodes })),
    ...platform.map(({ kind, name, node }) => ({ onto: { kind, name }, nodes: [node] })),
  ];
  const senders = teams.map((team) => ({ team, face: namespaceFace(team) }));
  const rows = destinations.flatMap(({ onto, nodes }): PlacementRow[] => {
    const answers = new Map<Placement, string[]>();
    const asked = nodes.map((node) => ask(node, onto));
    for (const { team, face } of senders) {
      const own = onto.kind === "team" && onto.name === team.name;
      if (own && !complete) continue;
      const found = asked.map((answer) => answer(own ? `own ${face}` : face, team.namespace)).reduce(widest);
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

/** Stands for a team's name, so that teams which differ in nothing else share their answers: a thousand teams are a million pairs. */
const anyTeam = '"any team"';

/** All of a namespace that the rules read, but the team's name. */
function namespaceFace({ namespace: { labels } }: PlacementTeam): string {
  const open = Object.keys(labels).filter((key) => key.startsWith(sharedPoolLabelPrefix));
  return JSON.stringify([labels[isolationKey], labels[teamKey] !== undefined, open.sort()]);
}

type Answer = (face: string, from: PodNamespace) => Placement;

/** Asks once for each face of a node and of a namespace; equal answers are one object. */
function remembering(guarded: boolean): (node: SchedulableNode, onto: PlacementRow["onto"]) => Answer {
  const sameAnswer = memoizeBy(
    (found: Placement) => JSON.stringify(found),
    (found) => found,
  );
  const scopeOf = memoizeBy(
    (face: string) => face,
    () => ({}),
  );
  const answer = memoizeBy(
    (scope: object, sender: string, _from: PodNamespace, _node: SchedulableNode) => [scope, sender],
    (_scope, _sender, from, node) => sameAnswer(placementOf(from, node, guarded)),
  );
  return (node, { kind, name }) => {
    const face = JSON.stringify(node);
    const scope = scopeOf(kind === "team" ? face.replaceAll(JSON.stringify(name), anyTeam) : face);
    return (sender, from) => answer(scope, sender, from, node);
  };
}
