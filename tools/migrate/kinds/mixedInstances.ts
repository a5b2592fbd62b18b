/** The MixedInstancesPolicy of an Auto Scaling group: what its types have of their own, and how it buys. */
import { labelKeys } from "../../../capacity/kubernetes/labels";
import type { Model } from "../model";
import type { Field } from "../source/sourceObject";
import { noteUnknown } from "./unknownFields";

type Told = readonly [message: string, advice: string];

/** What is said of a launch template, wherever the group names one. */
export const launchTemplate: Told = [
  "names a launch template, which Karpenter does not take",
  "say its parts in nodeClass: amiAlias, disks, userData, metadataOptions, securityGroupIds",
];

/** The least weight of the types, 1 where they have none: the group's sizes are then numbers of instances. */
export function leastWeight(overrides: Field): number {
  const weights = overrides.items().map((item) => item.at("WeightedCapacity").number()?.value ?? 1);
  return weights.length === 0 ? 1 : Math.max(1, Math.min(...weights));
}

/** What a type of the group has of its own, besides its name. */
export function noteOverrides(overrides: Field, weight: number, model: Model): void {
  for (const item of overrides.items())
    noteUnknown(item, ["InstanceType", "WeightedCapacity", ...Object.keys(ofOverrides)], model);
  model.notes.push((ledger) => {
    for (const item of overrides.items()) {
      const weighs = item.at("WeightedCapacity");
      if (weighs.isThere && weighs.number()?.value !== 1)
        ledger.noEquivalent(
          weighs.from,
          "weighs the type: MinSize and MaxSize count units of capacity, not nodes, which Karpenter counts",
          `limits.nodes and warm.always are computed by the least weight, ${weight}: see whether they fit`,
        );
      for (const [key, [message, advice]] of Object.entries(ofOverrides)) {
        const field = item.at(key);
        if (field.isThere) ledger.noEquivalent(field.from, message, advice);
      }
    }
  });
}

const ofOverrides: Readonly<Record<string, Told>> = {
  LaunchTemplateSpecification: launchTemplate,
  ImageId: ["names an AMI for one type", "write a pool of that type with the AMI under nodeClass.amiSelectorTerms"],
  InstanceRequirements: [
    "chooses types by what they have",
    `say it by instanceCategories, instanceGenerations and requirements on ${labelKeys.instanceCpu} and ${labelKeys.instanceMemory}`,
  ],
};

/** How the group buys, beyond which of spot and on-demand: what Karpenter does itself needs no line. Source: karpenter-provider-aws, pkg/providers/instance. */
const ofShares: Readonly<
  Record<string, { readonly same: readonly string[]; readonly message: string; readonly advice: string }>
> = {
  SpotMaxPrice: {
    same: [""],
    message: "is a highest price for spot; Karpenter bids none, and pays at most the on-demand price",
    advice: "bound what the pool costs by its limits",
  },
  SpotAllocationStrategy: {
    same: ["price-capacity-optimized"],
    message: "says how spot instances are chosen; Karpenter takes price-capacity-optimized",
    advice: "leave it out",
  },
  SpotInstancePools: { same: [], message: "says among how many spot pools to choose", advice: "leave it out" },
  OnDemandAllocationStrategy: {
    same: ["lowest-price"],
    message: "says how on-demand instances are chosen; Karpenter takes the lowest price",
    advice: "write a pool of the preferred types with a higher weight",
  },
};

/** Tells of how the group buys, where Karpenter buys otherwise. */
export function noteShares(shares: Field, model: Model): void {
  noteUnknown(shares, ["OnDemandPercentageAboveBaseCapacity", "OnDemandBaseCapacity", ...Object.keys(ofShares)], model);
  model.notes.push((ledger) => {
    for (const [key, { same, message, advice }] of Object.entries(ofShares)) {
      const field = shares.at(key);
      if (field.isThere && !same.includes(field.text()?.value ?? "")) ledger.noEquivalent(field.from, message, advice);
    }
  });
}
