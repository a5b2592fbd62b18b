import type { Violation } from "../../violation";
import { onePool } from "../../violation";

const at = "teams.dotori.pools[0]";
const rule = "named-types-can-be-launched";
const limits = { cpu: "16", memory: "64Gi" };
const gpus = {
  instanceSizes: ["xlarge", "2xlarge"],
  labels: { "nvidia.com/gpu.present": "true" },
  taints: [{ key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" }],
  limits: { cpu: "64", memory: "256Gi", gpu: 8 },
};
const size = "karpenter.k8s.aws/instance-size";

export const deadNameViolations: readonly Violation[] = [
  {
    rule,
    config: onePool({ instanceTypes: ["m7i.large", "c7g.large", "m7i.48xlarge"], limits }),
    paths: [`${at}.instanceTypes[1]`, `${at}.instanceTypes[2]`],
    text: `${at}.instanceTypes[1]: "c7g.large" is never launched: architectures is ["amd64"] by default, and it has arm64; delete it, or widen architectures`,
    good: onePool({
      instanceTypes: ["m7i.large", "c7g.large", "m7i.4xlarge"],
      architectures: ["amd64", "arm64"],
      limits,
    }),
  },
  {
    rule,
    config: onePool({ instanceTypes: ["m7i.large", "m7i.8xlarge"], limits }),
    paths: [`${at}.instanceTypes[1]`],
    text: `${at}.instanceTypes[1]: "m7i.8xlarge" is never launched: it counts 32 vCPU, above limits.cpu 16; delete it, or raise the limit`,
    good: onePool({ instanceTypes: ["m7i.large", "m7i.4xlarge"], limits }),
  },
  {
    // what Karpenter counts of 128Gi
    rule,
    config: onePool({ instanceTypes: ["m7i.large", "r7i.4xlarge"], limits: { cpu: "16", memory: "118Gi" } }),
    paths: [`${at}.instanceTypes[1]`],
    text: `${at}.instanceTypes[1]: "r7i.4xlarge" is never launched: it counts 121241Mi, above limits.memory 118Gi; delete it, or raise the limit`,
    good: onePool({ instanceTypes: ["m7i.large", "r7i.4xlarge"], limits: { cpu: "16", memory: "119Gi" } }),
  },
  {
    rule,
    config: onePool({ ...gpus, instanceFamilies: ["g5", "g6", "p4d", "p5"] }),
    paths: [`${at}.instanceFamilies[2]`, `${at}.instanceFamilies[3]`],
    text: `${at}.instanceFamilies[2]: "p4d" is never launched: instanceSizes is ["xlarge","2xlarge"], and it has 24xlarge; delete it, or widen instanceSizes`,
    good: onePool({ ...gpus, instanceFamilies: ["g5", "g6"] }),
  },
  {
    rule,
    config: onePool({ instanceFamilies: ["m7i", "c7i"], instanceSizes: ["large", "48xlarge"] }),
    paths: [`${at}.instanceSizes[1]`],
    text: `${at}.instanceSizes[1]: "48xlarge" is never launched: the smallest, c7i.48xlarge, counts 192 vCPU, above limits.cpu 64; delete it, or raise the limit`,
    good: onePool({ instanceFamilies: ["m7i", "c7i"], instanceSizes: ["large", "16xlarge"] }),
  },
  {
    rule,
    config: onePool({ instanceFamilies: ["m7i"], instanceCategories: ["m", "c"] }),
    paths: [`${at}.instanceCategories[1]`],
    text: `${at}.instanceCategories[1]: "c" is never launched: instanceFamilies is ["m7i"]; delete it, or widen instanceFamilies`,
    good: onePool({ instanceFamilies: ["m7i", "c7i"], instanceCategories: ["m", "c"] }),
  },
  {
    // at the requirement that leaves it out, not at the setting that names it
    rule,
    config: onePool({
      instanceSizes: ["large", "xlarge"],
      requirements: [{ key: size, operator: "NotIn", values: ["large"] }],
    }),
    paths: [`${at}.instanceSizes[0]`],
    text: `${at}.instanceSizes[0]: "large" is never launched: requirements[0] is ${size} NotIn large, and it has large; delete it, or widen requirements[0]`,
    good: onePool({
      instanceSizes: ["large", "xlarge"],
      requirements: [{ key: size, operator: "NotIn", values: ["2xlarge"] }],
    }),
  },
  {
    // what all pools take suits the others
    rule,
    config: { poolDefaults: { instanceFamilies: ["m7i"] }, ...onePool({ instanceTypes: ["m7i.large", "c7i.large"] }) },
    paths: [`${at}.instanceTypes[1]`],
    text: `${at}.instanceTypes[1]: "c7i.large" is never launched: instanceFamilies is ["m7i"], and it has c7i; delete it, or widen instanceFamilies`,
    good: { poolDefaults: { instanceFamilies: ["m7i", "c7i"] }, ...onePool({ instanceTypes: ["m7i.large"] }) },
  },
];
