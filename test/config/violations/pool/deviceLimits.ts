import type { Violation } from "../../violation";
import { onePool } from "../../violation";

const at = "teams.dotori.pools[0]";
const size = { cpu: "384", memory: "1536Gi" };
const taints = [{ key: "aws.amazon.com/neuron", effect: "NoSchedule" }];
const neuron = (limits: object) =>
  onePool({ instanceTypes: ["inf2.24xlarge"], taints, limits: { ...size, ...limits } });

export const deviceLimitViolations: readonly Violation[] = [
  {
    rule: "device-limit-lets-a-node-start",
    config: onePool({
      instanceTypes: ["g5.12xlarge"],
      labels: { "nvidia.com/gpu.present": "true" },
      limits: { cpu: "64", memory: "256Gi", gpu: 3 },
    }),
    paths: [`${at}.limits.gpu`],
    good: onePool({
      instanceTypes: ["g5.12xlarge"],
      labels: { "nvidia.com/gpu.present": "true" },
      limits: { cpu: "64", memory: "256Gi", gpu: 4 },
    }),
  },
  {
    rule: "device-limit-has-devices",
    config: onePool({ limits: { cpu: "64", memory: "256Gi", gpu: 4 } }),
    paths: [`${at}.limits.gpu`],
    good: onePool({
      instanceFamilies: ["g5"],
      labels: { "nvidia.com/gpu.present": "true" },
      limits: { cpu: "64", memory: "256Gi", gpu: 4 },
    }),
  },
  {
    rule: "device-limit-lets-a-node-start",
    config: neuron({ "aws.amazon.com/neuron": 5 }),
    also: ["device-plugins-are-brought"],
    paths: [`${at}.limits["aws.amazon.com/neuron"]`],
    text: `${at}.limits["aws.amazon.com/neuron"]: 5 is below every admitted type; the fewest Neuron devices of one is 6: the pool never makes a node; write 6 or more`,
    good: neuron({ "aws.amazon.com/neuron": 6 }),
    goodAlso: ["device-plugins-are-brought"],
  },
  {
    rule: "device-limit-lets-a-node-start",
    config: neuron({ "aws.amazon.com/neuroncore": 11 }),
    also: ["device-plugins-are-brought"],
    paths: [`${at}.limits["aws.amazon.com/neuroncore"]`],
    good: neuron({ "aws.amazon.com/neuroncore": 12 }),
    goodAlso: ["device-plugins-are-brought"],
  },
  {
    rule: "device-limit-has-devices",
    config: onePool({ limits: { cpu: "64", memory: "256Gi", "aws.amazon.com/neuron": 4 } }),
    paths: [`${at}.limits["aws.amazon.com/neuron"]`],
    text: `${at}.limits["aws.amazon.com/neuron"]: 4 limits nothing: no admitted type has a Neuron device; delete it, or choose types that have some`,
    good: onePool({ instanceTypes: ["inf2.xlarge"], taints, limits: { ...size, "aws.amazon.com/neuron": 4 } }),
    goodAlso: ["device-plugins-are-brought"],
  },
  {
    rule: "limited-resource-is-counted",
    config: neuron({ "aws.amazon.com/neurondevice": 6 }),
    also: ["device-plugins-are-brought"],
    paths: [`${at}.limits["aws.amazon.com/neurondevice"]`],
    text: `${at}.limits["aws.amazon.com/neurondevice"]: 6 is not among the resources that Karpenter knows of an instance type: it is counted only on nodes where a device plugin offers it, so the pool may exceed it; did you mean "aws.amazon.com/neuron"?`,
    good: neuron({ "aws.amazon.com/neuron": 6 }),
    goodAlso: ["device-plugins-are-brought"],
  },
  {
    rule: "limited-resource-is-counted",
    config: neuron({ "example.com/fpga": 6 }),
    also: ["device-plugins-are-brought"],
    paths: [`${at}.limits["example.com/fpga"]`],
    good: neuron({ "vpc.amazonaws.com/efa": 6 }),
    goodAlso: ["device-plugins-are-brought"],
  },
];
