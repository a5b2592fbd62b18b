/** Which part of the stack's config decides a resource, as a path of the stack file: `teams.dotori.pools[0]`. */
import { ownValue } from "../../../capacity/units/ownValue";
import { nodePoolComponentType } from "../../../components/nodePool/nodePoolInputs";
import { teamComponentType } from "../../../components/team/teamInputs";
import { warmCapacityType } from "../../../components/warm/warmCapacityInputs";
import { type PoolConfig, pathSteps, pathText, type StackConfig, type TeamConfig } from "../../../config";
import type { RegisteredResource } from "../engine/resource";
import { type FieldKeys, fieldKeys, fieldPath, nodeClassFields, poolFields } from "./configField";
import { namespaceOf, nodeClassType, nodePoolType } from "./kubernetesObject";

/** The key of each component that is made once; those of teams and pools are found by name. */
export const componentPaths: Readonly<Record<string, string>> = {
  "nodepools:index:Network": "network",
  "nodepools:index:Cluster": "cluster",
  "nodepools:index:Addons": "cluster.addons",
  "nodepools:index:BootstrapCapacity": "cluster.bootstrap",
  "nodepools:index:Karpenter": "karpenter",
  "nodepools:index:ControllerRole": "karpenter",
  "nodepools:index:InterruptionQueue": "karpenter.interruption",
  "nodepools:index:NodeRole": "karpenter.nodeRole",
  "nodepools:index:Keda": "keda",
  "nodepools:index:NodeOverlays": "nodeOverlays",
  "nodepools:index:DevicePlugins": "devicePlugins",
  "nodepools:index:WarmPlatform": "placeholders",
  "nodepools:index:Isolation": "admission",
  "nodepools:index:PodIdentities": "teams",
  "nodepools:index:Principals": "teams",
};

/**
 * The path of what decides a resource, or one field of its inputs: the nearest key that there is a word for.
 * @param field `spec.limits.cpu`; absent for the resource
 * @returns undefined for the stack, for providers and for what the program did not make by the config
 */
export type ConfigPathOf = (urn: string, field?: string) => string | undefined;

/** What is known of the stack, by the names that resources have. */
interface Known {
  readonly teams: ReadonlyMap<string, TeamConfig>;
  readonly pools: ReadonlyMap<string, PoolConfig>;
  readonly resources: ReadonlyMap<string, RegisteredResource>;
}

/** Finds the paths of all resources of a stack. */
export function configPaths(stack: StackConfig, resources: Iterable<RegisteredResource>): ConfigPathOf {
  const pools = [...stack.teams.flatMap((team) => team.pools), ...stack.sharedPools];
  const known: Known = {
    teams: new Map(stack.teams.map((team) => [team.name, team])),
    pools: new Map(pools.map((pool) => [pool.nodePoolName, pool])),
    resources: new Map([...resources].map((resource) => [resource.urn, resource])),
  };
  return (urn, field = "") => {
    const resource = known.resources.get(urn);
    return resource === undefined ? undefined : pathOf(resource, field, known);
  };
}

function pathOf(resource: RegisteredResource, field: string, known: Known): string | undefined {
  const component = componentOf(resource, known.resources);
  if (component === undefined) return undefined;
  const pool = known.pools.get(component.name);
  if (component.type === nodePoolComponentType) return pool && pathInPool(resource, field, pool);
  if (component.type === warmCapacityType) return pool && warmPath(pool);
  if (component.type === teamComponentType) {
    const team = known.teams.get(component.name);
    return team && pathInTeam(resource, field, team);
  }
  const isOwnPrices = component.type === "nodepools:index:NodeOverlays" && component.name === "own-prices";
  const path = isOwnPrices ? "prices.file" : ownValue(componentPaths, component.type);
  const keys: FieldKeys | undefined = Object.hasOwn(fieldKeys, resource.type) ? fieldKeys[resource.type] : undefined;
  if (path === undefined || keys === undefined || !keys.of.includes(path)) return path;
  return fieldPath(keys, field, resource.inputs, (key) => `${path}.${key}`) ?? path;
}

/** The component itself, or the nearest around it that has a place in the config. */
function componentOf(
  resource: RegisteredResource,
  resources: Known["resources"],
): Pick<RegisteredResource, "type" | "name"> | undefined {
  const own = [nodePoolComponentType, warmCapacityType, teamComponentType];
  for (let at: RegisteredResource | undefined = resource; at !== undefined; at = resources.get(at.parent))
    if (own.includes(at.type) || Object.hasOwn(componentPaths, at.type)) return at;
  return undefined;
}

function pathInPool({ type, inputs }: RegisteredResource, field: string, pool: PoolConfig): string {
  if (type === nodeClassType) return pathInNodeClass(field, inputs, pool);
  if (type === nodePoolType)
    return writtenRequirement(field, pool) ?? fieldPath(poolFields, field, inputs, pool.pathOf) ?? pool.path;
  return type === nodePoolComponentType ? pool.path : `${pool.path}.smokeTest`;
}

/** The requirements that a pool writes come after those that are made of its settings, whatever their labels. */
function writtenRequirement(field: string, { requirements, settings, pathOf }: PoolConfig): string | undefined {
  const [, index] = /^spec\.template\.spec\.requirements\[(\d+)\]/.exec(field) ?? [];
  const own = Number(index) - (requirements.length - (settings.requirements?.length ?? 0));
  return own >= 0 ? `${pathOf("requirements")}[${own}]` : undefined;
}

/** A pool without `warm` has warm capacity for its pin. */
function warmPath(pool: PoolConfig): string {
  return `${pool.path}.${pool.written.warm === undefined && pool.pin !== undefined ? "pin" : "warm"}`;
}

function pathInNodeClass(field: string, inputs: RegisteredResource["inputs"], { nodeClass }: PoolConfig): string {
  const { pathOf, amiAlias, launch } = nodeClass;
  const [, key] = pathSteps(field);
  // an alias stands in the one term that the program makes of it
  if (key === "amiSelectorTerms" && amiAlias !== undefined) return pathOf("amiAlias");
  if (typeof key === "string" && Object.hasOwn(launch, key)) return pathOf(key);
  return fieldPath(nodeClassFields, field, inputs, pathOf) ?? pathOf("").slice(0, -1);
}

function pathInTeam(resource: RegisteredResource, field: string, team: TeamConfig): string {
  if (resource.type.startsWith("kubernetes:rbac.authorization.k8s.io/")) return `${team.path}.access`;
  switch (resource.type) {
    case nodeClassType: {
      const user = team.pools.find(({ nodeClass }) => nodeClass.name === team.name);
      return user === undefined ? team.path : pathInNodeClass(field, resource.inputs, user);
    }
    case "kubernetes:core/v1:Namespace":
      return `${team.path}.namespaces`;
    case "kubernetes:core/v1:ResourceQuota":
      return `${team.path}.${pathText(["quotas", namespaceOf(resource)])}`;
    case "kubernetes:core/v1:LimitRange":
      return team.pathOf("requests");
    case "kubernetes:networking.k8s.io/v1:NetworkPolicy":
      return team.pathOf("networkPolicy");
    default:
      return team.path;
  }
}
