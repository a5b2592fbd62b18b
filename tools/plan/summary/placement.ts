/** Which nodes each team's pods may land on, and which principals work in several teams' namespaces; read from the planned objects. */

import { labelsOf, type Taint, taintsOf } from "../../../capacity/nodePool/spec";
import { sharedPoolKey, teamKey } from "../../../capacity/tenancy/labels";
import {
  type PlacementOutcome,
  type PlacementRow,
  type PlacementTeam,
  type PlatformNodes,
  placementTable,
} from "../../../capacity/tenancy/placement";
import { ownValue } from "../../../capacity/units/ownValue";
import { isolationName } from "../../../components/team/isolationRules";
import { isProperties, shown, type Value } from "../engine/property";
import type { RegisteredResource } from "../engine/resource";
import { metadataOf, namespaceType, nodePoolType, texts } from "./kubernetesObject";

const nodeGroupType = "aws:eks/nodeGroup:NodeGroup";
const bindingType = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding";
const associationType = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";

/** A principal with access to namespaces of several teams: its association changes when one of them is added or removed. */
export interface SharedPrincipal {
  readonly principal: string;
  /** EKS access policy, such as AmazonEKSViewPolicy. */
  readonly policy: string;
  readonly teams: readonly string[];
  readonly namespaces: readonly string[];
}

/** Whether pods of these teams may land on these nodes. */
export interface PlannedPlacement {
  readonly nodes: { readonly kind: "team" | "shared" | "bootstrap"; readonly name: string };
  /** Teams whose pods have the same outcome, by name. */
  readonly teams: readonly string[];
  /** "avoided": the scheduler places them there only when nothing else is left. */
  readonly outcome: "allowed" | "avoided" | "refused";
  /** Admission rules that refuse them; none where taints alone keep them off. */
  readonly refusedBy: readonly string[];
}

/** What the plan computes of teams and nodes. */
export interface PlacementSummary {
  readonly placement: {
    /** Whether refused pairs, and each team with itself, are among the rows. */
    readonly complete: boolean;
    readonly rows: readonly PlannedPlacement[];
  };
  readonly sharedPrincipals: readonly SharedPrincipal[];
}

/** EKS's spelling of taint effects. */
const effects: Readonly<Record<string, Taint["effect"]>> = {
  NO_SCHEDULE: "NoSchedule",
  PREFER_NO_SCHEDULE: "PreferNoSchedule",
  NO_EXECUTE: "NoExecute",
};

const list = (value: Value | undefined): readonly Value[] => (Array.isArray(value) ? value : []);

/** The labels that say whose nodes these are; no others keep teams apart. */
function ownLabels(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => key === teamKey || key === sharedPoolKey));
}

function bootstrapTaints({ inputs }: RegisteredResource): readonly Taint[] {
  return list(shown(inputs.taints ?? null)).flatMap((taint) => {
    const { key, value, effect } = texts(taint);
    const known = ownValue(effects, effect ?? "");
    return key === undefined || known === undefined
      ? []
      : [{ key, effect: known, ...(value === undefined ? {} : { value }) }];
  });
}

/** Reads both from what the program registered. */
export function placementSummary(resources: readonly RegisteredResource[]): PlacementSummary {
  const teams = new Map<
    string,
    { name: string; namespace: PlacementTeam["namespace"]; nodes: PlacementTeam["nodes"][number][] }
  >();
  const teamOfNamespace = new Map<string, string>();
  const platform: PlatformNodes[] = [];
  for (const resource of resources.filter(({ type }) => type === namespaceType)) {
    const namespace = metadataOf(resource);
    const name = namespace.labels[teamKey];
    if (name === undefined) continue;
    teamOfNamespace.set(namespace.name, name);
    if (!teams.has(name)) teams.set(name, { name, namespace, nodes: [] });
  }
  for (const resource of resources) {
    if (resource.type === nodeGroupType) {
      const node = { labels: {}, taints: bootstrapTaints(resource) };
      platform.push({ kind: "bootstrap", name: resource.name, node });
    }
    if (resource.type !== nodePoolType) continue;
    const spec = shown(resource.inputs.spec ?? null);
    const node = { labels: ownLabels(labelsOf(spec)), taints: taintsOf(spec) };
    const team = teams.get(node.labels[teamKey] ?? "");
    if (team !== undefined) team.nodes.push(node);
    else platform.push({ kind: "shared", name: metadataOf(resource).name, node });
  }
  const guarded = resources.some(
    (resource) => resource.type === bindingType && metadataOf(resource).name === isolationName,
  );
  const { complete, rows } = placementTable({
    teams: [...teams.values()].sort(byName),
    platform: platform.sort(byName),
    guarded,
  });
  return {
    placement: { complete, rows: rows.map(plannedPlacement) },
    sharedPrincipals: sharedPrincipals(resources, teamOfNamespace),
  };
}

const outcomes = { yes: "allowed", avoided: "avoided", no: "refused" } as const satisfies Record<
  PlacementOutcome,
  PlannedPlacement["outcome"]
>;

function plannedPlacement({ onto, from, outcome, by }: PlacementRow): PlannedPlacement {
  return { nodes: onto, teams: from, outcome: outcomes[outcome], refusedBy: by };
}

const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);

function sharedPrincipals(
  resources: readonly RegisteredResource[],
  teamOfNamespace: ReadonlyMap<string, string>,
): readonly SharedPrincipal[] {
  return resources
    .filter(({ type }) => type === associationType)
    .flatMap(({ inputs, name }): SharedPrincipal[] => {
      const scope = shown(inputs.accessScope ?? null);
      const namespaces = list(isProperties(scope) ? scope.namespaces : undefined).map(String);
      const teams = [...new Set(namespaces.flatMap((namespace) => teamOfNamespace.get(namespace) ?? []))].sort();
      if (teams.length < 2) return [];
      const [arn, policy] = [shown(inputs.principalArn ?? name), shown(inputs.policyArn ?? null)].map(String);
      return [{ principal: arn!, policy: policy!.slice(policy!.lastIndexOf("/") + 1), teams, namespaces }];
    })
    .sort((a, b) => (a.principal + a.policy < b.principal + b.policy ? -1 : 1));
}
