/**
 * EC2's instance types in the format of the simulated provider. Each offering carries the AWS labels of its type, so that
 * Karpenter's own scheduler resolves requirements on them. Source: Karpenter v1.14.1 kwok/cloudprovider/helpers.go.
 */
import { allocatable, type NodeSettings, type NodeShare } from "../../../capacity/ec2/allocatable";
import type { InstanceType } from "../../../capacity/ec2/catalogue";
import { referenceRegion } from "../../../capacity/ec2/priceEstimate";
import { priceList } from "../../../capacity/ec2/priceList";
import { onDemandUsdPerHour } from "../../../capacity/ec2/prices";
import { catalogueKeys, labelOf } from "../../../capacity/ec2/typeLabels";
import { labelAliases, labelKeys } from "../../../capacity/kubernetes/labels";

/** What the simulated provider subtracts from each type; added to it, so that nodes have what EC2's nodes have. */
const providerOverhead = { cpuMillis: 100, memoryMiB: 10 } as const;

/** Spot price as a share of the on-demand price. Real ones change; a run needs one that is lower. */
export const assumedSpotShare = 0.4;

/** Every node's disk: AL2023's default of 20 GiB, whatever the node class says. */
const diskGi = 20;

/** Keys that the type itself or the offering's place answers, not a label of ours. */
const answeredElsewhere: ReadonlySet<string> = new Set([labelKeys.instanceType, labelKeys.arch, ...labelAliases]);

interface SimulatedRequirement {
  readonly key: string;
  readonly operator: "In" | "DoesNotExist";
  readonly values?: readonly string[];
}

interface SimulatedOffering {
  readonly Price: number;
  readonly Available: true;
  readonly Requirements: readonly SimulatedRequirement[];
}

/** One entry of the file that INSTANCE_TYPES_FILE_PATH names. */
export interface SimulatedType {
  readonly name: string;
  readonly architecture: string;
  readonly operatingSystems: readonly string[];
  readonly resources: Readonly<Record<string, string>>;
  readonly offerings: readonly SimulatedOffering[];
}

/** Where and with which settings types are offered. */
export interface Market {
  readonly region: string;
  readonly zones: readonly string[];
  /** Of all node classes: a type has the least that it would have under any of them. */
  readonly nodeSettings: readonly NodeSettings[];
}

const inValues = (key: string, ...values: readonly string[]): SimulatedRequirement => ({ key, operator: "In", values });

/** The labels of a type. One that it lacks is DoesNotExist, since Karpenter considers an undefined one possible. */
function typeRequirements(type: InstanceType): readonly SimulatedRequirement[] {
  return catalogueKeys
    .filter((key) => !answeredElsewhere.has(key))
    .map((key): SimulatedRequirement => {
      const value = labelOf(type, key);
      return value === undefined ? { key, operator: "DoesNotExist" } : inValues(key, value);
    });
}

/** What pods can use on this type under every one of the node settings: the least of each resource. */
export function leastAllocatable(type: InstanceType, settings: readonly NodeSettings[]): NodeShare {
  const shares = (settings.length === 0 ? [{}] : settings).map((each) => allocatable(type, each));
  const least = (pick: (share: NodeShare) => number) => Math.min(...shares.map(pick));
  return {
    cpuMillis: least((share) => share.cpuMillis),
    memoryMiB: least((share) => share.memoryMiB),
    pods: least((share) => share.pods),
  };
}

/** A type's GPUs under the device plugin's resource name. Whole GPUs only: g6f and gr6f have a fraction of one. */
export function gpuResources({ gpu }: InstanceType): Readonly<Record<string, string>> {
  if (gpu === undefined || gpu.count === 0) return {};
  const resource =
    gpu.manufacturer === "nvidia" ? "nvidia.com/gpu" : gpu.manufacturer === "amd" ? "amd.com/gpu" : undefined;
  return resource === undefined ? {} : { [resource]: String(gpu.count) };
}

/**
 * The region whose prices the simulation takes: us-east-1 for a region without any, since Karpenter chooses by price; a run
 * says so.
 */
export function simulatedPriceRegion(region: string): string {
  return priceList(region) === undefined ? referenceRegion : region;
}

/** USD per hour of a simulated node; undefined where no price is known. */
export function usdPerHour(type: string, capacityType: string, region: string): number | undefined {
  const onDemand = onDemandUsdPerHour(type, simulatedPriceRegion(region));
  return onDemand === undefined ? undefined : capacityType === "spot" ? onDemand * assumedSpotShare : onDemand;
}

function offerings(type: InstanceType, { region, zones }: Market): readonly SimulatedOffering[] {
  const labels = typeRequirements(type);
  return (["on-demand", ...(type.spot ? ["spot"] : [])] as const).flatMap((capacityType) => {
    const price = usdPerHour(type.type, capacityType, region);
    if (price === undefined) return [];
    return zones.map((zone) => ({
      Price: price,
      Available: true as const,
      Requirements: [
        inValues(labelKeys.capacityType, capacityType),
        inValues(labelKeys.zone, zone),
        inValues(labelKeys.region, region),
        ...labels,
      ],
    }));
  });
}

/** The types as offerings of each zone. Left out are those without a price, by which Karpenter compares, or room for pods. */
export function simulatedTypes(types: readonly InstanceType[], market: Market): readonly SimulatedType[] {
  return types.flatMap((type) => {
    const offered = offerings(type, market);
    const share = leastAllocatable(type, market.nodeSettings);
    // nothing left for pods, as on t3.nano with a hundred pods
    if (offered.length === 0 || share.memoryMiB <= 0 || share.cpuMillis <= 0) return [];
    return [
      {
        name: type.type,
        architecture: type.arch,
        operatingSystems: ["linux", "windows"],
        resources: {
          cpu: `${share.cpuMillis + providerOverhead.cpuMillis}m`,
          memory: `${share.memoryMiB + providerOverhead.memoryMiB}Mi`,
          "ephemeral-storage": `${diskGi}Gi`,
          pods: String(share.pods),
          ...gpuResources(type),
        },
        offerings: offered,
      },
    ];
  });
}
