import type { RawConfig } from "../../arbitraries";
import type { Violation } from "../../violation";
import { onePool } from "../../violation";

const at = "teams.dotori.pools[0]";
const zones = (network: RawConfig, settings: RawConfig) => onePool(settings, { network });
const existing = { existing: { vpcId: "vpc-1a2b3c4d", privateSubnetIds: ["subnet-1a2b3c4d", "subnet-1a2b3c4e"] } };
const typeIn = (...values: readonly string[]) => ({ key: "node.kubernetes.io/instance-type", operator: "In", values });
const family = (minValues: number) => ({
  instanceFamilies: ["m5", "m6i"],
  requirements: [{ key: "karpenter.k8s.aws/instance-family", operator: "Exists", minValues }],
});
const bestEffort = { karpenter: { values: { settings: { minValuesPolicy: "BestEffort" } } } };

export const instanceViolations: readonly Violation[] = [
  {
    rule: "instance-names-are-known",
    config: onePool({
      instanceTypes: ["m5.large", "m5.lrage"],
      requirements: [typeIn("c5.large", "m5.large", "m99.large")],
    }),
    paths: [`${at}.instanceTypes[1]`, `${at}.requirements[0].values[2]`],
    text: `${at}.instanceTypes[1]: "m5.lrage" is not a known instance type in the catalogue of 2026-07-06; did you mean "m5.large"?`,
    good: onePool({ instanceTypes: ["m5.large", "dl1.24xlarge"], requirements: [typeIn("m5.large")] }),
  },
  {
    rule: "instance-names-are-known",
    config: { poolDefaults: { instanceFamilies: ["m5", "m5dnx"] }, ...onePool() },
    paths: ["poolDefaults.instanceFamilies[1]"],
    good: { poolDefaults: { instanceFamilies: ["m5", "m5dn"] }, ...onePool() },
  },
  {
    rule: "choices-differ",
    config: onePool({
      architectures: ["amd64", "amd64"],
      instanceCategories: ["c", "m", "c"],
      instanceFamilies: ["m5", "m5"],
      instanceSizes: ["large", "large"],
      instanceTypes: ["m5.large", "m5.large"],
    }),
    paths: [
      `${at}.architectures[1]`,
      `${at}.instanceCategories[2]`,
      `${at}.instanceFamilies[1]`,
      `${at}.instanceSizes[1]`,
      `${at}.instanceTypes[1]`,
    ],
    also: ["named-types-can-be-launched"],
    good: onePool({ architectures: ["amd64", "arm64"], instanceFamilies: ["m5", "m6g"] }),
  },
  {
    rule: "choices-differ",
    config: zones({ zones: ["us-east-1a", "us-east-1b"] }, { zones: ["us-east-1a", "us-east-1a"] }),
    paths: [`${at}.zones[1]`],
    good: zones({ zones: ["us-east-1a", "us-east-1b"] }, { zones: ["us-east-1a", "us-east-1b"] }),
  },
  {
    rule: "some-type-meets-the-requirements",
    config: onePool({ instanceFamilies: ["m7g"] }),
    paths: [`${at}.instanceFamilies`],
    text: `${at}.instanceFamilies: ["m7g"] is arm64, and architectures is ["amd64"] by default: the pool never makes a node; write architectures: [arm64]`,
    good: onePool({ instanceFamilies: ["m7g"], architectures: ["arm64"] }),
  },
  {
    // The pool's own key is to blame, not what it inherits like all others.
    rule: "some-type-meets-the-requirements",
    config: { poolDefaults: { instanceTypes: ["m5.large"] }, ...onePool({ architectures: ["arm64"] }) },
    paths: [`${at}.architectures`],
    good: { poolDefaults: { instanceTypes: ["m5.large"] }, ...onePool({ architectures: ["amd64"] }) },
  },
  {
    // Labels that the catalogue does not know only narrow further.
    rule: "some-type-meets-the-requirements",
    config: onePool({
      requirements: [{ key: "karpenter.k8s.aws/instance-ebs-bandwidth", operator: "Gt", values: ["1"] }],
      instanceFamilies: ["m7g"],
    }),
    paths: [`${at}.instanceFamilies`],
    good: onePool({
      requirements: [{ key: "karpenter.k8s.aws/instance-ebs-bandwidth", operator: "Gt", values: ["1"] }],
    }),
  },
  {
    rule: "some-type-meets-the-requirements",
    config: onePool({ requirements: [typeIn("m99.large")] }),
    paths: [`${at}.requirements[0].values[0]`],
    text: `${at}.requirements[0].values[0]: "m99.large" is not a known instance type in the catalogue of 2026-07-06: the pool never makes a node; did you mean "m9g.large"?`,
    good: onePool({ requirements: [typeIn("m5.large")] }),
  },
  {
    // Of a region that the catalogue does not know, it cannot tell.
    rule: "some-known-type-meets-the-requirements",
    config: onePool({ requirements: [typeIn("m99.large")] }),
    context: { region: "mx-central-1" },
    also: ["instance-names-are-known", "region-is-known"],
    paths: [`${at}.requirements`],
    good: onePool({ requirements: [typeIn("m5.large")] }),
  },
  {
    rule: "min-values-exist",
    config: onePool(family(3)),
    paths: [`${at}.requirements[0].minValues`],
    text: `${at}.requirements[0].minValues: 3 asks for 3 values of karpenter.k8s.aws/instance-family and the admitted types have 2: Karpenter then makes no node; write 2 or fewer`,
    good: onePool(family(2)),
  },
  {
    rule: "min-values-exist",
    config: onePool({
      instanceTypes: ["m5.large"],
      requirements: [
        { key: "karpenter.k8s.aws/instance-family", operator: "Exists", minValues: 1 },
        { key: "karpenter.k8s.aws/instance-family", operator: "Exists", minValues: 2 },
      ],
    }),
    paths: [`${at}.requirements[1].minValues`],
    good: onePool({ ...family(3), instanceFamilies: ["m5", "m6i", "m99i"] }),
    goodAlso: ["instance-names-are-known"],
  },
  {
    // An old spelling of a key is the same key.
    rule: "min-values-exist",
    config: onePool({
      instanceTypes: ["m5.large"],
      requirements: [
        { key: "example.com/own", operator: "Exists" },
        { key: "beta.kubernetes.io/instance-type", operator: "Exists", minValues: 2 },
      ],
    }),
    paths: [`${at}.requirements[1].minValues`],
    good: onePool(family(3), bestEffort),
  },
  {
    // m5.large counts 7577Mi of its 8 GiB.
    rule: "limits-let-a-node-start",
    config: onePool({ instanceTypes: ["m5.large"], limits: { cpu: "2", memory: "7576Mi" } }),
    paths: [`${at}.limits`],
    text: `${at}.limits: {"cpu":"2","memory":"7576Mi"} is below every admitted type; the smallest, m5.large, counts 2 vCPU and 7577Mi: the pool never makes a node; write cpu "2" and memory "8Gi" at least`,
    good: onePool({ instanceTypes: ["m5.large"], limits: { cpu: "2", memory: "7577Mi" } }),
  },
  {
    rule: "limits-let-a-node-start",
    config: {
      poolDefaults: { limits: { cpu: "3999m", memory: "256Gi" } },
      teams: { dotori: { pools: [{ name: "general" }, { name: "large", weight: 10, instanceTypes: ["m5.xlarge"] }] } },
    },
    paths: ["teams.dotori.pools[1].limits"],
    good: {
      poolDefaults: { limits: { cpu: "4000m", memory: "256Gi" } },
      teams: { dotori: { pools: [{ name: "general" }, { name: "large", weight: 10, instanceTypes: ["m5.xlarge"] }] } },
    },
  },
  {
    // Of the admitted types the one with the fewest vCPU, and of those the one with the least memory.
    rule: "limits-let-a-node-start",
    config: {
      poolDefaults: {
        instanceTypes: ["m5.2xlarge", "r5.xlarge", "m5.xlarge", "r5b.xlarge"],
        limits: { cpu: "3", memory: "256Gi" },
      },
      teams: { dotori: { pools: [{ name: "general" }] } },
    },
    paths: ["poolDefaults.limits"],
    text: 'poolDefaults.limits: {"cpu":"3","memory":"256Gi"} is below every admitted type; the smallest, m5.xlarge, counts 4 vCPU and 15155Mi: the pool never makes a node; write cpu "4" and memory "15Gi" at least',
    // Of a type without figures nobody can say that it does not fit.
    good: onePool({ instanceTypes: ["m5.xlarge", "dl1.24xlarge"], limits: { cpu: "3", memory: "256Gi" } }),
  },
  {
    rule: "limits-let-a-node-start",
    config: onePool({ instanceTypes: ["m5.xlarge"], limits: { cpu: "3", memory: "256Gi" } }),
    paths: [`${at}.limits`],
    good: onePool({ instanceTypes: ["m5.xlarge", "m99.medium"], limits: { cpu: "3", memory: "256Gi" } }),
    goodAlso: ["instance-names-are-known"],
  },
  {
    rule: "spot-has-choice",
    config: onePool({
      capacityTypes: ["on-demand", "spot"],
      instanceTypes: ["m5.large", "m5.xlarge", "m6i.large", "m6i.xlarge"],
    }),
    paths: [`${at}.capacityTypes[1]`],
    good: onePool({
      capacityTypes: ["on-demand", "spot"],
      instanceTypes: ["m5.large", "m5.xlarge", "m6i.large", "m6i.xlarge", "m6a.large"],
    }),
  },
  {
    // types above the limits are no choice
    rule: "spot-has-choice",
    config: onePool({
      capacityTypes: ["spot"],
      instanceSizes: ["large", "24xlarge"],
      instanceFamilies: ["m5", "m6i", "m6a", "m7i"],
      limits: { cpu: "16", memory: "64Gi" },
    }),
    paths: [`${at}.capacityTypes[0]`],
    text: `${at}.capacityTypes[0]: "spot" has 4 types to choose from within the pool's limits; with fewer than 5 there is often none to have, and interruptions are frequent; admit more types`,
    also: ["named-types-can-be-launched"],
    good: onePool({
      capacityTypes: ["spot"],
      instanceSizes: ["large", "xlarge"],
      instanceFamilies: ["m5", "m6i", "m6a", "m7i"],
      limits: { cpu: "16", memory: "64Gi" },
    }),
  },
  {
    rule: "spot-has-choice",
    config: onePool({ capacityTypes: ["spot"], instanceTypes: ["m5.large"] }),
    paths: [`${at}.capacityTypes[0]`],
    text: `${at}.capacityTypes[0]: "spot" has 1 type to choose from; with fewer than 5 there is often none to have, and interruptions are frequent; admit more types`,
    good: onePool({ capacityTypes: ["spot"], instanceTypes: ["m5.large", "m99.large"] }),
    goodAlso: ["instance-names-are-known"],
  },
  {
    rule: "pool-zones-are-the-networks",
    config: zones({ zones: ["us-east-1a", "us-east-1b"] }, { zones: ["us-east-1a", "us-east-1c"] }),
    paths: [`${at}.zones[1]`],
    text: `${at}.zones[1]: "us-east-1c" has no subnet; network.zones are us-east-1a, us-east-1b; use one of these`,
    good: zones({ zones: ["us-east-1a", "us-east-1c"] }, { zones: ["us-east-1a", "us-east-1c"] }),
  },
  {
    rule: "pool-zones-are-the-networks",
    config: zones(existing, {
      requirements: [{ key: "topology.kubernetes.io/zone", operator: "In", values: ["us-east-1a", "eu-west-1a"] }],
    }),
    also: ["pool-zones-are-sure"],
    paths: [`${at}.requirements[0].values[1]`],
    good: zones(existing, {
      requirements: [{ key: "topology.kubernetes.io/zone", operator: "NotIn", values: ["us-east-1a"] }],
    }),
  },
  {
    rule: "pool-zones-are-sure",
    config: zones({ zones: 3 }, { zones: ["us-east-1a"] }),
    paths: [`${at}.zones`],
    text: `${at}.zones: ["us-east-1a"] may have no subnet: network.zones is a number (3), so AWS's list decides; name the zones in network.zones`,
    good: zones({ zones: ["us-east-1a", "us-east-1b"] }, { zones: ["us-east-1a"] }),
  },
  {
    rule: "pool-zones-are-sure",
    config: zones(existing, { zones: ["us-east-1a"] }),
    paths: [`${at}.zones`],
    text: `${at}.zones: ["us-east-1a"] may have no subnet: the zones of network.existing's subnets cannot be seen from here`,
    good: zones(existing, {}),
  },
];
