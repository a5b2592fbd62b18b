/** Objects that pass every rule, to be spoilt in one place by a case. */
import { type Resource, unknown } from "./analyzer";

export { unknown };

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The base with changes laid over it, maps merged and all else replaced; a key set to undefined goes. */
function changed(base: Fields, changes: Fields): Fields {
  const merged = Object.entries({ ...base, ...changes }).map(([key, value]) => {
    const before = base[key];
    const isMerge = Object.hasOwn(changes, key) && isFields(before) && isFields(value);
    return [key, isMerge ? changed(before, value) : value] as const;
  });
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined));
}

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

export const stack: Resource = { type: "pulumi:pulumi:Stack", name: "nodepools-test" };

/** The EKS cluster as the AWS provider is asked for it. */
export function eksCluster(name: string, changes: Fields = {}, parent?: Resource): Resource {
  const good = {
    name,
    version: "1.35",
    vpcConfig: { endpointPrivateAccess: true, endpointPublicAccess: false, subnetIds: ["subnet-1", "subnet-2"] },
    encryptionConfig: { resources: ["secrets"], provider: { keyArn: "arn:aws:kms:us-east-1:111122223333:key/k" } },
    enabledClusterLogTypes: ["api", "audit", "authenticator"],
    deletionProtection: true,
  };
  return { type: "aws:eks/cluster:Cluster", name, inputs: changed(good, changes), ...(parent ? { parent } : {}) };
}

/** A document's text; unknown stands for a document that preview does not know. */
const documentOf = (statements: unknown): unknown =>
  statements === unknown ? unknown : JSON.stringify({ Version: "2012-10-17", Statement: statements });

export const policy = (name: string, statements: unknown): Resource => ({
  type: "aws:iam/policy:Policy",
  name,
  inputs: { name, policy: documentOf(statements) },
});

export const role = (name: string, trust: unknown, inline: readonly unknown[] = []): Resource => ({
  type: "aws:iam/role:Role",
  name,
  inputs: {
    name,
    assumeRolePolicy: documentOf(trust),
    inlinePolicies: inline.map((statements, index) => ({ name: `p${index}`, policy: documentOf(statements) })),
  },
});

export const queue = (name: string, changes: Fields = {}): Resource => ({
  type: "aws:sqs/queue:Queue",
  name,
  inputs: changed({ name, messageRetentionSeconds: 300, sqsManagedSseEnabled: true }, changes),
});

export const allowEvents = {
  Effect: "Allow",
  Principal: { Service: ["events.amazonaws.com", "sqs.amazonaws.com"] },
  Action: "sqs:SendMessage",
  Resource: "arn:aws:sqs:us-east-1:111122223333:q",
};

export const denyHttp = {
  Effect: "Deny",
  Principal: "*",
  Action: "sqs:*",
  Resource: "arn:aws:sqs:us-east-1:111122223333:q",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

export const queuePolicy = (name: string, of: Resource, ...statements: unknown[]): Resource => ({
  type: "aws:sqs/queuePolicy:QueuePolicy",
  name,
  inputs: { queueUrl: unknown, policy: statements[0] === unknown ? unknown : documentOf(statements) },
  uses: { queueUrl: [of], policy: [of] },
});

export const eventRule = (name: string, changes: Fields = {}): Resource => ({
  type: "aws:cloudwatch/eventRule:EventRule",
  name,
  inputs: changed(
    {
      eventPattern: JSON.stringify({ source: ["aws.ec2"], "detail-type": ["EC2 Spot Instance Interruption Warning"] }),
    },
    changes,
  ),
});

export const eventTarget = (name: string, rule: string, of?: Resource): Resource => ({
  type: "aws:cloudwatch/eventTarget:EventTarget",
  name,
  inputs: { rule, arn: unknown },
  ...(of === undefined ? {} : { uses: { rule: [of] } }),
});

export const vpc = (name: string): Resource => ({
  type: "aws:ec2/vpc:Vpc",
  name,
  inputs: { cidrBlock: "10.0.0.0/16" },
});

export const flowLog = (name: string, of: Resource): Resource => ({
  type: "aws:ec2/flowLog:FlowLog",
  name,
  inputs: { vpcId: unknown, trafficType: "ALL" },
  uses: { vpcId: [of] },
});

export const subnet = (name: string, inputs: Fields): Resource => ({ type: "aws:ec2/subnet:Subnet", name, inputs });

export const nodeGroup = (name: string, ...subnets: Resource[]): Resource => ({
  type: "aws:eks/nodeGroup:NodeGroup",
  name,
  inputs: { subnetIds: subnets.map(() => unknown) },
  uses: { subnetIds: subnets },
});

export const namespace = (name: string, labels: Fields = { team: name }): Resource => ({
  type: "kubernetes:core/v1:Namespace",
  name,
  inputs: { metadata: { name, labels } },
  outputs: {},
});

export const quota = (of: string, hard: Fields = { "requests.cpu": "10" }): Resource => ({
  type: "kubernetes:core/v1:ResourceQuota",
  name: "quota",
  inputs: { metadata: { name: "quota", namespace: of }, spec: { hard } },
  outputs: {},
});

/** A Deployment of pause pods that holds nodes of one pool. */
export function placeholder(name: string, { spec = {}, pod = {} }: { spec?: Fields; pod?: Fields } = {}): Resource {
  const goodPod: Fields = {
    priorityClassName: "placeholder",
    terminationGracePeriodSeconds: 0,
    affinity: {
      nodeAffinity: pinnedTo("dotori-general"),
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "kubernetes.io/hostname" }],
      },
    },
    tolerations: [{ key: "team", operator: "Equal", value: "dotori", effect: "NoSchedule" }],
    containers: [
      {
        name: "pause",
        image: "public.ecr.aws/eks-distro/kubernetes/pause:3.10",
        resources: { requests: { cpu: "3500m", memory: "12Gi" } },
      },
    ],
  };
  const good = { replicas: 0, template: { spec: changed(goodPod, pod) } };
  return {
    type: "kubernetes:apps/v1:Deployment",
    name,
    inputs: { metadata: { name, namespace: "warm" }, spec: changed(good, spec) },
    outputs: {},
  };
}

export const pinnedTo = (...pools: string[]) => ({
  requiredDuringSchedulingIgnoredDuringExecution: {
    nodeSelectorTerms: [{ matchExpressions: [requirement("karpenter.sh/nodepool", "In", ...pools)] }],
  },
});

export const window = (changes: Fields = {}) => ({
  type: "cron",
  metadata: changed(
    { timezone: "Asia/Seoul", start: "0 9 * * 1-5", end: "0 18 * * 1-5", desiredReplicas: "3" },
    changes,
  ),
});

export const scaledObject = (name: string, triggers: readonly unknown[], changes: Fields = {}): Resource => ({
  type: "kubernetes:keda.sh/v1alpha1:ScaledObject",
  name,
  inputs: {
    metadata: { name, namespace: "warm" },
    spec: { scaleTargetRef: { name }, minReplicaCount: 0, triggers, ...changes },
  },
  outputs: {},
});

export const priorityClass = (name: string, changes: Fields = {}): Resource => ({
  type: "kubernetes:scheduling.k8s.io/v1:PriorityClass",
  name,
  inputs: changed({ metadata: { name }, value: -10, globalDefault: false, preemptionPolicy: "Never" }, changes),
  outputs: {},
});
