/** The cluster: defaults that follow from other values filled in. */
import { addonNames, clusterSchema, commonAddonNames, furtherAddonSchema } from "../schema/cluster";
import { type Environment, type Filled, filled } from "../schema/frame/default";
import type { AddonConfig, ClusterConfig, StackContext, TeamConfig } from "../stack";

/** The cluster's name as written, or of the project's and the stack's. */
export function clusterName(
  { name }: Pick<Filled<typeof clusterSchema>, "name">,
  { project, stack }: Pick<StackContext, "project" | "stack">,
): string {
  return name ?? clusterSchema.shape.name.defaultFor({ project, stack });
}

export function resolveCluster(
  cluster: Filled<typeof clusterSchema>,
  environment: Environment,
  context: StackContext,
  teams: readonly TeamConfig[],
): ClusterConfig {
  const { endpoint, addons, bootstrap, ...others } = cluster;
  const { shape } = clusterSchema;
  const { prefixDelegation, networkPolicy } = addons["vpc-cni"];
  const cni = shape.addons.section.shape["vpc-cni"].section.shape;
  const { capacity, ...nodeGroup } = bootstrap;
  return {
    ...others,
    name: clusterName(cluster, context),
    deletionProtection: cluster.deletionProtection ?? shape.deletionProtection.defaultFor(environment),
    publicCidrs: endpoint.publicCidrs,
    addons: [
      ...addonNames
        .filter((name) => name !== "aws-ebs-csi-driver" || addons[name].enabled)
        .map((name) => addonConfig(name, addons[name])),
      ...commonAddonNames.flatMap((name) => {
        const settings = addons[name];
        return settings === undefined ? [] : [addonConfig(name, filled(furtherAddonSchema, settings))];
      }),
      ...Object.entries(addons.further)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, settings]) => addonConfig(name, filled(furtherAddonSchema, settings))),
    ],
    cniRole: addons["vpc-cni"].role,
    prefixDelegation,
    networkPolicy: networkPolicy ?? cni.networkPolicy.defaultFor(teams.map((team) => team.networkPolicy.choice)),
    bootstrap: capacity === "fargate" ? { capacity } : { capacity, ...nodeGroup },
  };
}

function addonConfig(
  name: string,
  {
    version,
    configurationValues,
    resolveConflictsOnCreate,
    resolveConflictsOnUpdate,
  }: Omit<AddonConfig, "name" | "version"> & { readonly version?: string | undefined },
): AddonConfig {
  return { name, version, configurationValues, resolveConflictsOnCreate, resolveConflictsOnUpdate };
}
