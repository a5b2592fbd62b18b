/**
 * What a node class's kubelet settings keep from pods. Source: Karpenter v1.14.1 pkg/providers/instancetype/types.go,
 * kubeReservedResources, systemReservedResources, evictionThreshold and computeEvictionSignal.
 */
import { cpuMillis, memoryBytes } from "../units/quantity";

type Texts = Readonly<Record<string, string | undefined>>;

/** Of EC2NodeClass `spec.kubelet` what counts here. */
export interface KubeletSettings {
  readonly kubeReserved?: Texts | undefined;
  readonly systemReserved?: Texts | undefined;
  readonly evictionHard?: Texts | undefined;
  readonly evictionSoft?: Texts | undefined;
}

/** Amounts that stand in place of Karpenter's own; each is left out where the settings do not say it. */
export interface KubeletKept {
  /** In place of the share of the cores. */
  readonly kubeCpuMillis?: number | undefined;
  /** In place of what is kept by the number of pods. */
  readonly kubeMemoryMiB?: number | undefined;
  /** Besides. */
  readonly systemCpuMillis?: number | undefined;
  /** Besides. */
  readonly systemMemoryMiB?: number | undefined;
  /** In place of 100 MiB: the largest of these, MiB or shares of the memory. */
  readonly evictionMiB?: readonly number[] | undefined;
  /** From 0 to 1. */
  readonly evictionShares?: readonly number[] | undefined;
}

const mebibytes = (text: string): number => memoryBytes(text) / 2 ** 20;

/** Undefined where the settings say nothing of CPU and memory. */
export function kubeletKept({
  kubeReserved = {},
  systemReserved = {},
  evictionHard = {},
  evictionSoft = {},
}: KubeletSettings): KubeletKept | undefined {
  const thresholds = [evictionHard, evictionSoft].flatMap((signals) => signals["memory.available"] ?? []);
  const shares = thresholds.filter((text) => text.endsWith("%")).map((text) => Number(text.slice(0, -1)) / 100);
  const kept: KubeletKept = {
    ...(kubeReserved.cpu === undefined ? {} : { kubeCpuMillis: cpuMillis(kubeReserved.cpu) }),
    ...(kubeReserved.memory === undefined ? {} : { kubeMemoryMiB: mebibytes(kubeReserved.memory) }),
    ...(systemReserved.cpu === undefined ? {} : { systemCpuMillis: cpuMillis(systemReserved.cpu) }),
    ...(systemReserved.memory === undefined ? {} : { systemMemoryMiB: mebibytes(systemReserved.memory) }),
    ...(thresholds.length === 0
      ? {}
      : {
          evictionMiB: thresholds.filter((text) => !text.endsWith("%")).map(mebibytes),
          // 100% switches a threshold off
          evictionShares: shares.map((share) => (share === 1 ? 0 : share)),
        }),
  };
  return Object.keys(kept).length === 0 ? undefined : kept;
}

/** MiB that eviction keeps free of a node's memory. */
export function evictionKept({ evictionMiB = [], evictionShares = [] }: KubeletKept, memoryMiB: number): number {
  return Math.max(0, ...evictionMiB, ...evictionShares.map((share) => Math.ceil(memoryMiB * share)));
}
