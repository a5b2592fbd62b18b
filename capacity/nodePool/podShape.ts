/** Pods that two pools could both serve. */
import { allocatable, type NodeSettings, type PodSize } from "../ec2/allocatable";
import type { InstanceType } from "../ec2/catalogue";
import { labelKeys } from "../kubernetes/labels";
import { allows } from "../kubernetes/requirement";
import type { Selection } from "./selection";
import type { Taint } from "./spec";

/** A pool as it looks to a pod that states nothing but its size and what its image runs on. */
export interface Offer extends NodeSettings {
  /** Of the pool's {@link Selection}, as the types. */
  readonly allowed: Selection["allowed"];
  readonly types: readonly InstanceType[];
  readonly taints: readonly Taint[];
}

/** The largest pod that both pools take. */
export interface PodShape extends PodSize {
  readonly os: "linux" | "windows";
  readonly arch: string;
}

/**
 * Shapes that both pools could serve, one for each operating system and architecture that they have in common; none when
 * their taints differ, since a pod then tolerates one or the other. A pod's image decides on system and architecture;
 * capacity types, zones and families separate only pods that ask for one.
 */
export function commonShapes(a: Offer, b: Offer): readonly PodShape[] {
  if (hardTaints(a) !== hardTaints(b)) return [];
  return (["linux", "windows"] as const).flatMap((os) => {
    if (![a, b].every((offer) => runs(offer, os))) return [];
    return ["amd64", "arm64"].flatMap((arch) => {
      const [first, second] = [largestPod(a, arch), largestPod(b, arch)];
      if (first === undefined || second === undefined) return [];
      return [
        {
          os,
          arch,
          cpuMillis: Math.min(first.cpuMillis, second.cpuMillis),
          memoryMiB: Math.min(first.memoryMiB, second.memoryMiB),
        },
      ];
    });
  });
}

/** Taints that keep pods off, as one text; a PreferNoSchedule taint does not. */
function hardTaints({ taints }: Offer): string {
  return taints
    .filter(({ effect }) => effect !== "PreferNoSchedule")
    .map(({ key, value = "", effect }) => `${key}=${value}:${effect}`)
    .sort()
    .join(" ");
}

function runs({ allowed }: Offer, os: string): boolean {
  const systems = allowed.get(labelKeys.os);
  return systems === undefined ? os === "linux" : allows(systems, os);
}

function largestPod({ types, ...node }: Offer, arch: string): PodSize | undefined {
  const nodes = types.filter((type) => type.arch === arch).map((type) => allocatable(type, node));
  if (nodes.length === 0) return undefined;
  return {
    cpuMillis: nodes.reduce((most, { cpuMillis }) => Math.max(most, cpuMillis), 0),
    memoryMiB: nodes.reduce((most, { memoryMiB }) => Math.max(most, memoryMiB), 0),
  };
}
