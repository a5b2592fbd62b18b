/** The planned pools on simulated nodes: which fields change, and how each change is reported. */

import type { NodeSettings } from "../../../capacity/ec2/allocatable";
import type { InstanceType } from "../../../capacity/ec2/catalogue";
import { kubeletKept } from "../../../capacity/ec2/kubeletKept";
import { catalogueKeys } from "../../../capacity/ec2/typeLabels";
import { awsLabelPrefix, labelKeys, normalizedKey } from "../../../capacity/kubernetes/labels";
import type { Requirement } from "../../../capacity/kubernetes/requirement";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { templateOf } from "../../../capacity/nodePool/spec";
import { type KubeObject, kinds, type NodeClass, type NodePool } from "../api/kubeObject";
import { type SimulatedType, simulatedPriceRegion, simulatedTypes } from "./instanceTypes";

const simulatedGroup = "karpenter.kwok.sh";
const simulatedKind = "KWOKNodeClass";

export interface Simulation {
  /** Simulated node classes, then the pools that use them. */
  readonly objects: readonly KubeObject[];
  readonly types: readonly SimulatedType[];
  /** What differs from the plan, one sentence each. */
  readonly changes: readonly string[];
}

/** Where the nodes would be. */
export interface Place {
  readonly region: string;
  /** Zones of the plan's subnets; may be empty. */
  readonly zones: readonly string[];
}

/** Zones with nodes: the plan's, else three of the usual names, and those that pools require. */
function zonesOf(pools: readonly NodePool[], { region, zones }: Place): readonly string[] {
  const asked = pools.flatMap(({ spec }) => {
    const allowed = poolSelection(templateOf(spec), region).allowed.get(labelKeys.zone);
    return allowed === undefined || allowed.complement ? [] : [...allowed.values];
  });
  const usual = zones.length > 0 ? zones : ["a", "b", "c"].map((letter) => `${region}${letter}`);
  return [...new Set([...usual, ...asked])].sort();
}

/** The settings of the planned node classes that decide how much of a node pods can use. */
export function nodeSettingsOf(objects: readonly KubeObject[]): readonly NodeSettings[] {
  return objects.filter(kinds.nodeClass.is).map(nodeSettings);
}

function nodeSettings({ spec }: NodeClass): NodeSettings {
  const alias = spec.amiSelectorTerms?.[0]?.alias ?? "";
  const maxPods = spec.kubelet?.maxPods;
  const kept = spec.kubelet && kubeletKept(spec.kubelet);
  return {
    ...(kept === undefined ? {} : { kept }),
    ...(maxPods === undefined ? {} : { maxPods }),
    bottlerocket: spec.amiFamily === "Bottlerocket" || alias.startsWith("bottlerocket@"),
  };
}

/** Keys that the simulated types carry, or that Karpenter's core answers itself. */
function isSimulated({ key }: Requirement): boolean {
  const normal = normalizedKey(key);
  return !normal.startsWith(awsLabelPrefix) ? normal !== labelKeys.zoneId : catalogueKeys.includes(normal);
}

interface SwappedPool {
  readonly pool: NodePool;
  readonly types: readonly InstanceType[];
  readonly changes: readonly string[];
}

function swapPool(pool: NodePool, region: string): SwappedPool {
  const name = pool.metadata.name ?? "";
  const changes: string[] = [];
  const { types, unlisted } = poolSelection(templateOf(pool.spec), region);
  const stated = pool.spec.template.spec.requirements;
  const lacking = stated.filter((requirement) => !isSimulated(requirement));
  const requirements = stated.filter(isSimulated).map((requirement) => withoutReserved(requirement, name, changes));
  const hasTypes = requirements.some(({ key, operator }) => key === labelKeys.instanceType && operator === "In");
  const isStatic = pool.spec.replicas !== undefined;
  if ((isStatic && !hasTypes) || lacking.length > 0) {
    requirements.push({ key: labelKeys.instanceType, operator: "In", values: types.map(({ type }) => type) });
    const why =
      lacking.length > 0
        ? `the simulation has no ${lacking.map(({ key }) => key).join(", ")}`
        : "a static pool needs its types by name";
    changes.push(`${name}: ${types.length} types chosen by capacity/, not by Karpenter: ${why}`);
  }
  if (unlisted.length > 0)
    changes.push(`${name}: ${unlisted.join(", ")} left out: the catalogue has no figures for them`);
  const { nodeClassRef, ...spec } = pool.spec.template.spec;
  const template = {
    ...pool.spec.template,
    spec: {
      ...spec,
      requirements,
      nodeClassRef: { group: simulatedGroup, kind: simulatedKind, name: nodeClassRef.name },
    },
  };
  return { pool: { ...pool, spec: { ...pool.spec, template } }, types, changes };
}

function withoutReserved(requirement: Requirement, pool: string, changes: string[]): Requirement {
  if (requirement.key !== labelKeys.capacityType || requirement.values?.includes("reserved") !== true)
    return requirement;
  const values = requirement.values.filter((value) => value !== "reserved");
  if (values.length === 0) {
    changes.push(`${pool}: reserved capacity only, which is not simulated: it gets no nodes`);
    return requirement;
  }
  changes.push(`${pool}: reserved capacity is not simulated; its nodes are ${values.join(" or ")}`);
  return { ...requirement, values };
}

/** Rewrites the planned pools for simulated nodes with EC2's types, sizes and prices. */
export function simulate(objects: readonly KubeObject[], place: Place): Simulation {
  const pools = objects.filter(kinds.nodePool.is);
  const swapped = pools.map((pool) => swapPool(pool, place.region));
  const wanted = new Map(swapped.flatMap(({ types }) => types.map((type) => [type.type, type] as const)));
  const zones = zonesOf(pools, place);
  const types = simulatedTypes([...wanted.values()], {
    region: place.region,
    zones,
    nodeSettings: nodeSettingsOf(objects),
  });
  const priceRegion = simulatedPriceRegion(place.region);
  const changes = [
    `node classes are ${simulatedKind}es: AMIs, disks, user data and networks are not simulated`,
    `${types.length} instance types in ${zones.join(", ")}; spot costs 40% of the on-demand price`,
    ...(wanted.size > types.length
      ? [`${wanted.size - types.length} types left out: no list price, or no room for pods`]
      : []),
    ...(priceRegion === place.region ? [] : [`prices are those of ${priceRegion}: none are known for ${place.region}`]),
    ...swapped.flatMap(({ changes: ofPool }) => ofPool),
  ];
  const nodeClasses = [...new Set(swapped.map(({ pool }) => pool.spec.template.spec.nodeClassRef.name))].map(
    (name) => ({
      apiVersion: `${simulatedGroup}/v1alpha1`,
      kind: simulatedKind,
      metadata: { name },
      spec: {},
    }),
  );
  return { objects: [...nodeClasses, ...swapped.map(({ pool }) => pool)], types, changes };
}
