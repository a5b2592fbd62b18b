/** What a node class's kubelet settings leave to pods. */
import { allocatable } from "../../../capacity/ec2/allocatable";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { nodeSettings } from "../../resolve/nodeSettings";
import { nodeClassRule, type Rule } from "../rule";

const reserving = ["systemReserved", "kubeReserved", "evictionHard", "evictionSoft"] as const;

export const kubeletRules: readonly Rule[] = [
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
