/** Pools and node classes that pass every rule. */
import type { Resource } from "../../support/analyzer";
import { changed, type Fields } from "./changed";

export const requirement = (key: string, operator: string, ...values: string[]) =>
  values.length > 0 ? { key, operator, values } : { key, operator };

export const only = {
  categories: (...values: string[]) => requirement("karpenter.k8s.aws/instance-category", "In", ...values),
  types: (...values: string[]) => requirement("node.kubernetes.io/instance-type", "In", ...values),
  capacity: (...values: string[]) => requirement("karpenter.sh/capacity-type", "In", ...values),
};

const generalRequirements = [
  only.capacity("on-demand"),
  requirement("kubernetes.io/arch", "In", "amd64"),
  only.categories("c", "m", "r"),
  requirement("karpenter.k8s.aws/instance-generation", "Gt", "2"),
];

/** What a case may change of a pool, without the nesting that the CRD wants. */
export interface PoolChanges {
  readonly spec?: Fields;
  readonly template?: Fields;
  readonly labels?: Fields;
  /** Replaces all requirements. */
  readonly requirements?: readonly unknown[];
  /** Beside spec, where nothing but metadata belongs. */
  readonly beside?: Fields;
}

const goodPool: Fields = {
  limits: { cpu: "64", memory: "256Gi" },
  disruption: { consolidateAfter: "5m", budgets: [{ nodes: "10%" }] },
  template: {
    metadata: { labels: { owner: "team-dotori", team: "dotori" } },
    spec: {
      nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "dotori" },
      requirements: generalRequirements,
      taints: [{ key: "team", value: "dotori", effect: "NoSchedule" }],
      expireAfter: "720h",
      terminationGracePeriod: "1h",
    },
  },
};

export function pool(
  name: string,
  { spec = {}, template = {}, labels = {}, requirements, beside = {} }: PoolChanges = {},
): Resource {
  const changes = {
    template: { metadata: { labels }, spec: { ...template, ...(requirements ? { requirements } : {}) } },
  };
  const inputs = { apiVersion: "karpenter.sh/v1", kind: "NodePool", metadata: { name }, ...beside };
  return {
    type: "kubernetes:karpenter.sh/v1:NodePool",
    name,
    inputs: { ...inputs, spec: changed(changed(goodPool, changes), spec) },
    outputs: {},
  };
}

/** A pool of exactly so many nodes. */
export const staticPool = (name: string, replicas: unknown, limits: Fields | undefined): Resource =>
  pool(name, {
    spec: { replicas, limits: limits === undefined ? undefined : { cpu: undefined, memory: undefined, ...limits } },
  });

const goodNodeClass: Fields = {
  role: "KarpenterNodeRole-dotori",
  amiSelectorTerms: [{ alias: "al2023@v20260810" }],
  subnetSelectorTerms: [{ id: "subnet-0a1b2c3d4e5f60718" }],
  securityGroupSelectorTerms: [{ id: "sg-0a1b2c3d4e5f60718" }],
  tags: { owner: "team-dotori", team: "dotori" },
  metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
};

export function nodeClass(name: string, spec: Fields = {}): Resource {
  return {
    type: "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
    name,
    inputs: {
      apiVersion: "karpenter.k8s.aws/v1",
      kind: "EC2NodeClass",
      metadata: { name },
      spec: changed(goodNodeClass, spec),
    },
    outputs: {},
  };
}
