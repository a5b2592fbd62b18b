/** Kubelet settings of node classes: what they leave to pods, and what an AMI family hands on. */
import { allocatable } from "../../../capacity/ec2/allocatable";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { nodeSettings } from "../../resolve/nodeSettings";
import type { NodeClassConfig, StackConfig } from "../../stack";
import { compareVersions } from "../../values/version";
import { nodeClassRule, type Report, type Rule } from "../rule";

type Kubelet = NonNullable<NodeClassConfig["kubelet"]>;

const reserving = ["systemReserved", "kubeReserved", "evictionHard", "evictionSoft"] as const;

/** First Karpenter whose node classes are not ready with a setting that is not handed on; before, it is dropped silently. */
const checkedSince = "1.15.0";

/**
 * Settings that do not reach Bottlerocket's nodes whole. Source: Karpenter v1.14.1 and v1.15.1,
 * pkg/providers/amifamily/bootstrap/bottlerocket.go; v1.15.1 pkg/controllers/nodeclass/validation.go,
 * validateKubeletFieldsSupported. AL2023's nodes get every setting; of Custom AMIs Karpenter knows nothing.
 */
const unreached = [
  {
    key: "podsPerCore",
    isUnreached: ({ podsPerCore }) => podsPerCore !== undefined,
    message: "is not handed on to Bottlerocket",
    suggestion: "delete it, or use maxPods",
  },
  {
    key: "clusterDNS",
    isUnreached: ({ clusterDNS = [] }) => clusterDNS.length > 1,
    message: "is handed on to Bottlerocket with its first address alone",
    suggestion: "keep the first",
  },
] as const satisfies readonly {
  readonly key: keyof Kubelet;
  readonly isUnreached: (kubelet: Kubelet) => boolean;
  readonly message: string;
  readonly suggestion: string;
}[];

function reportUnreached({ amiFamily, kubelet, pathOf }: NodeClassConfig, report: Report, consequence: string): void {
  if (amiFamily !== "Bottlerocket" || kubelet === undefined) return;
  for (const { key, isUnreached, message, suggestion } of unreached) {
    if (!isUnreached(kubelet)) continue;
    report({ path: pathOf(`kubelet.${key}`), value: kubelet[key], message: `${message}${consequence}`, suggestion });
  }
}

const isChecked = ({ karpenter }: StackConfig) => compareVersions(karpenter.version, checkedSince) >= 0;

export const kubeletRules: readonly Rule[] = [
  nodeClassRule("kubelet-settings-reach-the-node", "warning", (nodeClass, report, stack) => {
    if (!isChecked(stack))
      reportUnreached(nodeClass, report, ", and from Karpenter 1.15 on the class is not ready with it");
  }),
  nodeClassRule("kubelet-settings-are-the-familys", "error", (nodeClass, report, stack) => {
    if (isChecked(stack)) reportUnreached(nodeClass, report, ": the class is not ready, and makes no nodes");
  }),
  nodeClassRule("kubelet-leaves-room-for-pods", "error", (nodeClass, report, { region }, pools) => {
    const settings = nodeSettings(nodeClass);
    const key = reserving.find((each) => nodeClass.kubelet?.[each] !== undefined);
    if (settings.kept === undefined || key === undefined) return;
    for (const pool of pools) {
      const { types } = poolSelection(pool, region);
      const left = types.map((type) => ({ type, room: allocatable(type, settings) }));
      if (left.length === 0 || left.some(({ room }) => room.cpuMillis > 0 && room.memoryMiB > 0)) continue;
      const { type, room } = left.reduce((a, b) => (b.type.memoryMiB > a.type.memoryMiB ? b : a));
      const lacks = room.cpuMillis <= 0 ? `${type.vcpu} vCPU` : `${type.memoryMiB} MiB`;
      report({
        path: nodeClass.pathOf(`kubelet.${key}`),
        value: nodeClass.kubelet?.[key],
        message: `and what else the kubelet keeps leave pods of ${pool.name} nothing on any admitted type, not on ${type.type} with its ${lacks}: the pool never makes a node`,
        suggestion: 'reserve less, such as cpu "100m" and memory "200Mi"',
      });
      return;
    }
  }),
];
