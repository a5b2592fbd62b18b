/** The cluster: defaults that follow from other values filled in. */
import { addonNames, clusterSchema, commonAddonNames, furtherAddonSchema } from "../schema/cluster";
import { type Environment, type Filled, filled } from "../schema/frame/default";
import type { AddonConfig, ClusterConfig, StackContext, TeamConfig } from "../stack";

/** The cluster's name as written, or of the project's and the stack's. */
export function clusterName(
  { name, existing }: Pick<Filled<typeof clusterSchema>, "name" | "existing">,
  { project, stack }: Pick<StackContext, "project" | "stack">,
): string {
  return existing?.name ?? name ?? clusterSchema.shape.name.defaultFor({ project, stack });
}

/** Whether nodes get prefixes: as written, or as the program, or EKS on an existing cluster, does by itself. */
export function delegatesPrefixes({ addons, existing }: Filled<typeof clusterSchema>): boolean {
  const { prefixDelegation } = cniKeys;
  return addons["vpc-cni"].prefixDelegation ?? prefixDelegation.defaultFor({ existing: existing !== undefined });
}

const cniKeys = clusterSchema.shape.addons.section.shape["vpc-cni"].section.shape;

export function resolveCluster(
  cluster: Filled<typeof clusterSchema>,
  environment: Environment,
  context: StackContext,
  teams: readonly TeamConfig[],
): ClusterConfig {
  const { endpoint, addons, bootstrap, existing, ...others } = cluster;
  const { shape } = clusterSchema;
  const { role, networkPolicy } = addons["vpc-cni"];
  const { capacity, ...nodeGroup } = bootstrap;
  const choices = teams.map((team) => team.networkPolicy.choice);
  const facts = {
    name: clusterName(cluster, context),
    version: cluster.version,
    admins: cluster.admins,
    protect: cluster.protect,
    zonalShift: cluster.zonalShift,
    cniRole: role,
    prefixDelegation: delegatesPrefixes(cluster),
    networkPolicy: networkPolicy ?? cniKeys.networkPolicy.defaultFor({ existing: existing !== undefined, choices }),
  };
  if (existing !== undefined) return { kind: "existing", ...facts, existing };
  return {
    kind: "created",
    ...others,
    ...facts,
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
