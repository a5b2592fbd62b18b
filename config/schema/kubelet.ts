/** Keys under a node class's `kubelet`. */
import { z } from "zod";
import { leftOut, leftTo, withDerivedDefault } from "./frame/default";
import { duration, integer, text } from "./frame/kind";

const reservedCpu = () =>
  text({
    what: "CPU quantity",
    write: 'such as "100m" or "1"',
    pattern: /^\d+(\.\d+)?m?$/,
    examples: ["100m", "1"],
  });
/** Memory or disk. A bare number would be bytes, and "m" thousandths of them, which nobody means. */
const reservedBytes = () =>
  text({
    what: "quantity of bytes",
    write: 'such as "200Mi"; a bare number would be bytes',
    pattern: /^(0|\d+(\.\d+)?(Ki|Mi|Gi|k|M|G))$/,
    examples: ["200Mi", "1Gi"],
  });
const reservedPids = () =>
  text({ what: "number of process ids", write: 'such as "1000"', pattern: /^\d+k?$/, examples: ["1000"] });
const reserved = (description: string) =>
  z
    .strictObject({
      cpu: reservedCpu().optional(),
      memory: reservedBytes().optional(),
      "ephemeral-storage": reservedBytes().optional(),
      pid: reservedPids().optional(),
    })
    .meta({ description })
    .optional();

/** Eviction signals that the CRD knows (facts karpenter 4.3). */
export const evictionSignals = [
  "memory.available",
  "nodefs.available",
  "nodefs.inodesFree",
  "imagefs.available",
  "imagefs.inodesFree",
  "pid.available",
] as const;
const signals = <T extends z.ZodType>(value: (signal: (typeof evictionSignals)[number]) => T) =>
  z.strictObject(
    Object.fromEntries(evictionSignals.map((signal) => [signal, value(signal).optional()])) as Record<
      (typeof evictionSignals)[number],
      z.ZodOptional<T>
    >,
  );
/**
 * Inodes and process ids are counted; of memory and disks a bare number would be bytes. At most two decimals of a
 * percentage: Karpenter 1.14's CRD takes no more, and from 1.15 on only the controller looks.
 */
const threshold = (signal: (typeof evictionSignals)[number]) =>
  signal.endsWith("inodesFree") || signal.startsWith("pid")
    ? text({
        what: "eviction threshold",
        write: '"5%" or a number in quotes, such as "1000"',
        pattern: /^(\d{1,2}(\.\d{1,2})?%|100%|\d+(k|M|Ki|Mi)?)$/,
        examples: ["5%", "1000"],
      })
    : text({
        what: "eviction threshold",
        write: '"5%" or "500Mi"; a bare number would be bytes',
        pattern: /^(\d{1,2}(\.\d{1,2})?%|100%|0|\d+(\.\d+)?(Ki|Mi|Gi|k|M|G))$/,
        examples: ["5%", "500Mi"],
      });

/** EKS's ceiling on pods for nodes of up to 30 vCPU (amazon-eks-ami max-pods-calculator.sh); larger nodes could take 250. */
const prefixedMaxPods = 110;

export const kubeletSchema = z.strictObject({
  maxPods: withDerivedDefault(
    integer({ min: 1, max: 1000, examples: [58, 110] }).meta({ description: "Most pods on a node." }),
    "110 with `prefixDelegation`, else what the type's network interfaces carry",
    ({ prefixDelegation }: { prefixDelegation: boolean }) => (prefixDelegation ? prefixedMaxPods : undefined),
  ),
  podsPerCore: integer({ min: 1, max: 250, examples: [10] })
    .meta({ description: "Most pods per vCPU." })
    .optional(),
  clusterDNS: leftOut(
    z
      .array(
        text({
          what: "IP address",
          write: '"172.20.0.10"',
          pattern: /^\d{1,3}(\.\d{1,3}){3}$/,
          accepts: (value) => value.split(".").every((octet) => Number(octet) <= 255),
          examples: ["172.20.0.10"],
        }),
      )
      .meta({ description: "DNS servers of pods." }),
    "the cluster's",
  ),
  systemReserved: reserved("Kept for the system."),
  kubeReserved: reserved("Kept for Kubernetes' own daemons."),
  evictionHard: signals(threshold).meta({ description: "Thresholds that evict pods at once." }).optional(),
  evictionSoft: signals(threshold)
    .meta({ description: "Thresholds that evict pods after their grace period." })
    .optional(),
  evictionSoftGracePeriod: signals(() => duration({ examples: ["1m", "90s"] }))
    .meta({ description: "Grace period of each soft threshold." })
    .optional(),
  evictionMaxPodGracePeriod: integer({ min: 0, max: 3600, examples: [60] })
    .meta({ description: "Longest grace period of an evicted pod, in seconds." })
    .optional(),
  // Source of both: kubelet configuration v1beta1.
  imageGCHighThresholdPercent: leftTo(
    "kubelet",
    integer({ min: 0, max: 100, examples: [85] }).meta({
      description: "Disk use that starts image clean-up, in percent.",
    }),
    85,
  ),
  imageGCLowThresholdPercent: leftTo(
    "kubelet",
    integer({ min: 0, max: 100, examples: [70] }).meta({
      description: "Disk use that ends image clean-up, in percent.",
    }),
    80,
  ),
  cpuCFSQuota: leftTo("kubelet", z.boolean().meta({ description: "Enforce CPU limits." }), true),
});
