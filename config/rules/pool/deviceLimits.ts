/** Limits on devices of nodes: GPUs, Neuron devices and other extended resources. */
import { neuronCounts } from "../../../capacity/ec2/neuron";
import { countedResources, shortNames } from "../../../capacity/kubernetes/extendedResource";
import { type Limit, type LimitResource, parseLimits } from "../../../capacity/nodePool/limits";
import { ownValue } from "../../../capacity/units/ownValue";
import { nearest } from "../../../capacity/units/spelling";
import { entryPath } from "../../finding";
import { entriesBeside } from "../../schema/frame/further";
import { limitsSchema } from "../../schema/pool";
import type { PoolConfig } from "../../stack";
import { poolRule, type Rule } from "../rule";
import { isWritten, onlyTypes, selectionOf } from "./instances";

/** Devices that the catalogue counts, as messages name them. */
const devices: Readonly<Partial<Record<LimitResource, { readonly plural: string; readonly none: string }>>> = {
  "nvidia.com/gpu": { plural: "GPUs", none: "an NVIDIA GPU" },
  "amd.com/gpu": { plural: "GPUs", none: "an AMD GPU" },
  "aws.amazon.com/neuron": { plural: "Neuron devices", none: "a Neuron device" },
  "aws.amazon.com/neuroncore": { plural: "Neuron cores", none: "a Neuron core" },
};

/** The older name of the Neuron device plugin for its devices, which it still offers. */
const olderNames: Readonly<Record<string, string>> = { "aws.amazon.com/neurondevice": "aws.amazon.com/neuron" };

/** Limits of the pool on such devices. */
function deviceLimits(pool: PoolConfig): readonly Limit[] {
  return parseLimits(pool.limits).filter(({ resource }) => devices[resource] !== undefined);
}

const pathOf = (pool: PoolConfig, name: string) => entryPath(pool.pathOf("limits"), name);

/** As written: with it a finding shows what stands in the file. */
function writtenLimit(pool: PoolConfig, name: string): unknown {
  return ownValue((pool.settings.limits ?? {}) as Readonly<Record<string, unknown>>, name);
}

export const deviceLimitRules: readonly Rule[] = [
  poolRule("device-limit-lets-a-node-start", "error", (pool, report, { region }) => {
    const types = onlyTypes(pool, region);
    if (types.length === 0) return;
    for (const { resource, name, capacity, taken } of deviceLimits(pool)) {
      const fewest = Math.min(...types.map(taken));
      if (fewest <= capacity) continue;
      report({
        path: pathOf(pool, name),
        value: writtenLimit(pool, name),
        message: `is below every admitted type; the fewest ${devices[resource]!.plural} of one is ${fewest}: the pool never makes a node`,
        suggestion: `write ${fewest} or more`,
      });
    }
  }),
  poolRule("device-limit-has-devices", "warning", (pool, report, { region }) => {
    const types = selectionOf(pool, region)?.types ?? [];
    // inherited with the other limits it does no harm
    if (!isWritten(pool, "limits") || types.length === 0) return;
    for (const { resource, name, taken } of deviceLimits(pool)) {
      if (types.some((type) => taken(type) > 0 || neuronCounts(type) === undefined)) continue;
      report({
        path: pathOf(pool, name),
        value: writtenLimit(pool, name),
        message: `limits nothing: no admitted type has ${devices[resource]!.none}`,
        suggestion: "delete it, or choose types that have some",
      });
    }
  }),
  poolRule("limited-resource-is-counted", "warning", (pool, report) => {
    for (const [resource, most] of entriesBeside(limitsSchema, pool.settings.limits)) {
      if (countedResources.includes(resource)) continue;
      const near = ownValue(olderNames, resource) ?? nearest(resource, countedResources);
      report({
        path: pathOf(pool, resource),
        value: most,
        message:
          "is not among the resources that Karpenter knows of an instance type: it is counted only on nodes where a device plugin offers it, so the pool may exceed it",
        suggestion:
          near === undefined
            ? `limit one of those as well: ${countedResources.map((name) => ownValue(shortNames, name) ?? name).join(", ")}`
            : `did you mean ${JSON.stringify(ownValue(shortNames, near) ?? near)}?`,
      });
    }
  }),
];
