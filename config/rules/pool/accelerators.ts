/** Pools of GPU and Neuron nodes: what the program does not bring for them, and what they cost by mistake. */
import type { InstanceType } from "../../../capacity/ec2/catalogue";
import { hasNeuron } from "../../../capacity/ec2/neuron";
import { shortNames } from "../../../capacity/kubernetes/extendedResource";
import { type LimitResource, parseLimits } from "../../../capacity/nodePool/limits";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { entryPath } from "../../finding";
import type { PoolConfig, StackConfig } from "../../stack";
import { poolRule, type Rule } from "../rule";

interface DevicePlugin {
  /** Its key under `devicePlugins`. */
  readonly key: "nvidia" | "neuron";
  readonly maker: string;
  /** What the nodes have. */
  readonly devices: string;
  /** A limit on any of these bounds them; the usual one first. */
  readonly resources: readonly LimitResource[];
  readonly isOn: (type: InstanceType) => boolean;
  /** AMI families whose image has the plugin inside. */
  readonly familiesWithIt: readonly string[];
  /** The only taint that the plugin's own manifests tolerate. */
  readonly toleration: string;
  /** Node label by which the plugin's chart finds nodes: a pool that sets it is prepared for the plugin. */
  readonly label?: string;
}

/** Sources: NVIDIA k8s-device-plugin values.yaml (affinity, tolerations); Neuron's k8s-neuron-device-plugin.yml; Bottlerocket's nvidia variants. */
const plugins: readonly DevicePlugin[] = [
  {
    key: "nvidia",
    maker: "NVIDIA",
    devices: "GPUs",
    resources: ["nvidia.com/gpu"],
    isOn: ({ gpu }) => gpu?.manufacturer === "nvidia",
    familiesWithIt: ["Bottlerocket"],
    toleration: "nvidia.com/gpu:NoSchedule",
    label: "nvidia.com/gpu.present",
  },
  {
    key: "neuron",
    maker: "Neuron",
    devices: "accelerators",
    resources: ["aws.amazon.com/neuron", "aws.amazon.com/neuroncore"],
    isOn: hasNeuron,
    familiesWithIt: [],
    toleration: "aws.amazon.com/neuron:NoSchedule",
  },
];

/** The plugin that every admitted type needs; a pool that has a choice takes the cheaper types without devices. */
function pluginOf(pool: PoolConfig, { region }: StackConfig): DevicePlugin | undefined {
  const { types } = poolSelection(pool, region);
  return plugins.find(({ isOn }) => types.length > 0 && types.every(isOn));
}

const taintText = ({ key, value, effect }: PoolConfig["taints"][number]) =>
  `${key}${value === undefined ? "" : `=${value}`}:${effect}`;

export const acceleratorRules: readonly Rule[] = [
  poolRule("device-plugins-are-brought", "warning", (pool, report, stack) => {
    const plugin = pluginOf(pool, stack);
    if (plugin === undefined || plugin.familiesWithIt.includes(pool.nodeClass.amiFamily)) return;
    const { key, maker, devices, label, toleration } = plugin;
    if (stack.devicePlugins?.installed[key] !== undefined) return;
    if (label !== undefined && Object.hasOwn(pool.labels, label)) return;
    const others = pool.taints.map(taintText);
    report({
      path: pool.path,
      message: `admits types with ${maker} ${devices} only, and the stack names no device plugin: without one, nodes are never initialized, so Karpenter never consolidates them, and pods that request ${devices} stay pending`,
      suggestion: `write devicePlugins: { ${key}: {} } to have it installed, or install ${maker}'s device plugin yourself, which tolerates ${toleration} only${others.length === 0 ? "" : `: have it tolerate ${others.join(" and ")}, too`}; add its namespace to admission.daemonSetNamespaces${label === undefined ? "" : `; then set the label ${label}: "true" on the pool`}`,
    });
  }),
  poolRule("accelerators-are-kept-for-their-pods", "warning", (pool, report, stack) => {
    const plugin = pluginOf(pool, stack);
    // a limit bounds the cost, a taint besides the team's keeps other pods off
    if (plugin === undefined || pool.replicas !== undefined) return;
    if (parseLimits(pool.limits).some(({ resource }) => plugin.resources.includes(resource))) return;
    if ((pool.settings.taints ?? []).length > 0) return;
    report({
      path: pool.path,
      message: `admits types with ${plugin.maker} ${plugin.devices} only, and has neither a taint of its own nor ${entryPath("limits", shortNames[plugin.resources[0]!] ?? plugin.resources[0]!)}: any pod of its team may start such a node`,
      suggestion: `add the taint ${plugin.toleration}`,
    });
  }),
];
