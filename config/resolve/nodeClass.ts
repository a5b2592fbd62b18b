/** A node class: the layers of config for it joined key by key, defaults filled in. */

import { entryPath } from "../finding";
import { diskSchema } from "../schema/disk";
import { type Environment, filled } from "../schema/frame/default";
import { valueAt } from "../schema/frame/walk";
import { kubeletSchema } from "../schema/kubelet";
import { launchKeys } from "../schema/launch";
import { type NodeClassInput, nodeClassSchema } from "../schema/nodeClass";
import type { NodeClassConfig } from "../stack";
import { laidOver } from "./written";

/**
 * Joins the layers, first before last: a key of an earlier layer replaces the whole key of a later one, but tags add up,
 * and kubelet and metadataOptions are joined key by key.
 * In production a missing alias stays missing, and a rule refuses it.
 */
export function resolveNodeClass(args: {
  name: string;
  layers: readonly { readonly input: NodeClassInput | undefined; readonly path: string }[];
  /** Tags of all that the stack makes; a layer may replace them. */
  stackTags: Readonly<Record<string, string>>;
  /** Tags that say whose the nodes are; no layer may replace them. */
  ownTags: Readonly<Record<string, string>>;
  environment: Environment;
  prefixDelegation: boolean;
  secretKeys: readonly string[];
  secretPaths: readonly string[];
}): NodeClassConfig {
  const { name, layers, environment, prefixDelegation } = args;
  const furthestFirst = layers.map(({ input }) => input).reverse();
  const settings = furthestFirst.reduce<NodeClassInput>(
    (below, input) => laidOver(below, input ?? {}, ["kubelet", "metadataOptions"]),
    {},
  );
  const { shape } = nodeClassSchema;
  // An alias and own terms exclude each other, so the one written nearest to the pool counts.
  const ami = layers.find(({ input }) => input?.amiAlias !== undefined || input?.amiSelectorTerms !== undefined)?.input;
  // An alias names its family too, so it outranks the family of a layer further away.
  const family = layers.find(({ input }) => input?.amiFamily !== undefined || input?.amiAlias !== undefined)?.input;
  const amiFamily = family?.amiFamily ?? shape.amiFamily.defaultFor({ amiAlias: family?.amiAlias });
  const maxPods = kubeletSchema.shape.maxPods.defaultFor({ prefixDelegation });
  const pathOf = (key: string) => {
    const layer = layers.find(({ input }) => valueAt(input, key.split(".")) !== undefined) ?? layers[0]!;
    return `${layer.path}.${key}`;
  };
  const tagPathOf = (key: string) => {
    const layer = layers.find(({ input }) => Object.hasOwn(input?.tags ?? {}, key));
    if (layer !== undefined) return entryPath(`${layer.path}.tags`, key);
    return Object.hasOwn(args.stackTags, key) ? entryPath("tags", key) : undefined;
  };
  return {
    name,
    amiFamily,
    amiAlias:
      ami?.amiAlias ??
      (ami?.amiSelectorTerms === undefined ? shape.amiAlias.defaultFor({ environment, amiFamily }) : undefined),
    amiSelectorTerms: ami?.amiSelectorTerms,
    disks: settings.disks?.map((disk) => filled(diskSchema, disk)),
    kubelet: maxPods === undefined ? settings.kubelet : { maxPods, ...settings.kubelet },
    userData: settings.userData,
    userDataIsSecret:
      args.secretKeys.includes(pathOf("userData").split(/[.[]/)[0]!) || args.secretPaths.includes(pathOf("userData")),
    tags: Object.assign({}, args.stackTags, ...furthestFirst.map((input) => input?.tags), args.ownTags),
    metadataOptions: filled(nodeClassSchema, settings).metadataOptions,
    capacityReservations: settings.capacityReservations ?? [],
    securityGroupIds: settings.securityGroupIds ?? [],
    instanceStorePolicy: settings.instanceStorePolicy,
    detailedMonitoring: settings.detailedMonitoring,
    launch: Object.fromEntries(
      launchKeys.flatMap((key) => (settings[key] === undefined ? [] : [[key, settings[key]]])),
    ),
    settings,
    pathOf,
    tagPathOf,
  };
}
