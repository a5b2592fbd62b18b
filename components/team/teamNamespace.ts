/** A team's namespace, and the limits on the pods in it. */
import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import {
  isolationKey,
  ownerKey,
  podSecurityPrefix,
  protectedLabel,
  sharedPoolIsOpen,
  sharedPoolLabelPrefix,
  teamKey,
  teamPoolsKey,
} from "../../capacity/tenancy/labels";
import type { TeamConfig } from "../../config";
import { networkPolicySpec } from "./networkPolicy";
import { namespaceAccess } from "./teamRoles";

/** Makes the namespace with its quota, default requests, network policy and roles, which all have its logical name. */
export function teamNamespace(
  namespace: string,
  team: TeamConfig,
  opts: pulumi.CustomResourceOptions,
): k8s.core.v1.Namespace {
  const made = new k8s.core.v1.Namespace(
    namespace,
    { metadata: { name: namespace, labels: namespaceLabels(team) } },
    opts,
  );
  const inside = { ...opts, dependsOn: made };
  const metadata = { name: team.name, namespace, labels: { [protectedLabel]: "true" } };
  new k8s.core.v1.LimitRange(
    namespace,
    {
      metadata,
      spec: { limits: [{ type: "Container", defaultRequest: { ...team.requests }, min: { ...team.minRequests } }] },
    },
    inside,
  );
  const hard = Object.hasOwn(team.quotas, namespace) ? team.quotas[namespace] : undefined;
  if (hard !== undefined) new k8s.core.v1.ResourceQuota(namespace, { metadata, spec: { hard: { ...hard } } }, inside);
  const spec = networkPolicySpec(team);
  if (spec !== undefined) new k8s.networking.v1.NetworkPolicy(namespace, { metadata, spec }, inside);
  namespaceAccess(team, namespace, inside);
  return made;
}

/** Labels of owner, Pod Security level and what the admission policy reads. They override labels that the team sets itself. */
export function namespaceLabels(team: TeamConfig): Readonly<Record<string, string>> {
  return {
    ...team.labels,
    [teamKey]: team.name,
    [ownerKey]: team.owner,
    [isolationKey]: team.isolation,
    [teamPoolsKey]: team.pools.length > 0 ? "own" : "shared",
    [protectedLabel]: "true",
    ...Object.fromEntries(team.sharedPools.map((pool) => [`${sharedPoolLabelPrefix}${pool}`, sharedPoolIsOpen])),
    [`${podSecurityPrefix}enforce`]: team.podSecurity,
    // `enforce` refuses pods only; `warn` also tells who applies a Deployment
    [`${podSecurityPrefix}warn`]: team.podSecurity,
  };
}
