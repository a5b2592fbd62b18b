import { onePool, type Violation } from "../../violation";

const at = "teams.dotori.pools[0]";
const taint = { key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" };
const present = { "nvidia.com/gpu.present": "true" };
const neuronTaint = { key: "aws.amazon.com/neuron", value: "true", effect: "NoSchedule" };

export const acceleratorViolations: readonly Violation[] = [
  {
    rule: "device-plugins-are-brought",
    config: onePool({ instanceFamilies: ["g5"], taints: [taint] }),
    paths: [at],
    text: `${at}: admits types with NVIDIA GPUs only, and the stack names no device plugin: without one, nodes are never initialized, so Karpenter never consolidates them, and pods that request GPUs stay pending; write devicePlugins: { nvidia: {} } to have it installed, or install NVIDIA's device plugin yourself, which tolerates nvidia.com/gpu:NoSchedule only: have it tolerate team=dotori:NoSchedule and nvidia.com/gpu=true:NoSchedule, too; add its namespace to admission.daemonSetNamespaces; then set the label nvidia.com/gpu.present: "true" on the pool`,
    good: onePool({ instanceFamilies: ["g5"], taints: [taint], labels: present }),
  },
  {
    // Bottlerocket has NVIDIA's plugin inside, and none for Neuron.
    rule: "device-plugins-are-brought",
    config: onePool({
      instanceFamilies: ["inf2"],
      taints: [neuronTaint],
      nodeClass: { amiFamily: "Bottlerocket" },
    }),
    paths: [at],
    text: `${at}: admits types with Neuron accelerators only, and the stack names no device plugin: without one, nodes are never initialized, so Karpenter never consolidates them, and pods that request accelerators stay pending; write devicePlugins: { neuron: {} } to have it installed, or install Neuron's device plugin yourself, which tolerates aws.amazon.com/neuron:NoSchedule only: have it tolerate team=dotori:NoSchedule and aws.amazon.com/neuron=true:NoSchedule, too; add its namespace to admission.daemonSetNamespaces`,
    good: onePool({ instanceFamilies: ["g5"], taints: [taint], nodeClass: { amiFamily: "Bottlerocket" } }),
  },
  {
    rule: "device-plugins-are-brought",
    config: onePool({ instanceFamilies: ["inf2"], taints: [neuronTaint] }, { devicePlugins: { nvidia: {}, efa: {} } }),
    paths: [at],
    good: onePool({ instanceFamilies: ["inf2"], taints: [neuronTaint] }, { devicePlugins: { neuron: {} } }),
  },
  {
    rule: "accelerators-are-kept-for-their-pods",
    config: onePool({ instanceFamilies: ["inf2"] }, { devicePlugins: { neuron: {} } }),
    paths: [at],
    text: `${at}: admits types with Neuron accelerators only, and has neither a taint of its own nor limits["aws.amazon.com/neuron"]: any pod of its team may start such a node; add the taint aws.amazon.com/neuron:NoSchedule`,
    good: onePool(
      { instanceFamilies: ["inf2"], limits: { cpu: "64", memory: "256Gi", "aws.amazon.com/neuroncore": 24 } },
      { devicePlugins: { neuron: {} } },
    ),
  },
  {
    rule: "accelerators-are-kept-for-their-pods",
    config: onePool({ instanceFamilies: ["g5"], labels: present }),
    paths: [at],
    text: `${at}: admits types with NVIDIA GPUs only, and has neither a taint of its own nor limits.gpu: any pod of its team may start such a node; add the taint nvidia.com/gpu:NoSchedule`,
    // A pool that has a choice takes types without GPUs, which cost less.
    good: onePool({ instanceFamilies: ["g5", "m7i"] }),
  },
  {
    rule: "accelerators-are-kept-for-their-pods",
    config: onePool({ instanceFamilies: ["g5"], labels: present }),
    paths: [at],
    good: onePool({ instanceFamilies: ["g5"], labels: present, limits: { cpu: "64", memory: "256Gi", gpu: 4 } }),
  },
];
