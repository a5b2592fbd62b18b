/**
 * Pods that try to run on every team's nodes from every namespace, each with the expected result, and a run of them against an
 * API server. Not a test itself. The results are written out here, not computed by the program.
 */
import { isDeepStrictEqual } from "node:util";
import type { IsolationRule, PodScheduling, PodToleration } from "../../../capacity/tenancy/isolation";
import { pool } from "../../support/pool";
import { until } from "../../support/until";

const enforced = ["alpha", "beta", "gamma"] as const;

/** Three isolated teams, one whose isolation is `prefer`, a shared pool for all and one for alpha alone. */
export const matrixStack = {
  admission: {
    systemNamespaces: ["gatekeeper-system"],
    daemonSetNamespaces: ["monitoring"],
    systemPriorityNamespaces: ["cert-manager"],
  },
  teams: {
    ...Object.fromEntries(enforced.map((name) => [name, { pools: [pool("general")] }])),
    delta: { isolation: "prefer", pools: [pool("general")] },
  },
  sharedPools: [pool("everyone"), pool("alphas", { teams: ["alpha"] })],
} as const;

/** Namespaces that belong to no team. */
const platformNamespaces = [
  "default",
  "kube-system",
  "gatekeeper-system",
  "monitoring",
  "warm-capacity",
  "cert-manager",
  "keda",
] as const;

export interface Affinity {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

export interface MatrixCase {
  readonly title: string;
  readonly namespace: string;
  readonly pod: PodScheduling;
  /** Alternatives of required node affinity. */
  readonly terms?: readonly (readonly Affinity[])[];
  /** Tolerations that an administrator's update adds to the created pod; with none only a label changes. */
  readonly added?: readonly PodToleration[];
  readonly user?: string;
  /** Kind of the controller that owns the pod. */
  readonly owner?: "DaemonSet" | "ReplicaSet";
  /** The rule that refuses it; undefined when it is created. */
  readonly refusedBy?: IsolationRule;
}

const daemonSetController = "system:serviceaccount:kube-system:daemon-set-controller";
const ofTeam = (team: string): PodToleration => ({
  key: "team",
  operator: "Equal",
  value: team,
  effect: "NoSchedule",
});
const ofPool = (name: string): PodToleration => ({ ...ofTeam(name), key: "shared-pool" });
const wildcard: PodToleration = { operator: "Exists" };
const gpu: PodToleration = { key: "gpu", operator: "Exists" };

/** Every pair of isolated teams, with each shape of pod. */
const pairs: readonly MatrixCase[] = enforced.flatMap((from) =>
  enforced.flatMap((to): readonly MatrixCase[] => {
    const own = from === to;
    const good: PodScheduling = { nodeSelector: { team: from }, tolerations: [ofTeam(from)] };
    const foreign = own ? {} : ({ refusedBy: "tolerates-own-team" } as const);
    const at = (shape: string) => ({ title: `${from} to ${to}: ${shape}`, namespace: from });
    return [
      { ...at("plain"), pod: {}, refusedBy: "selects-own-nodes" },
      {
        ...at("toleration only"),
        pod: { tolerations: [ofTeam(to)] },
        refusedBy: own ? "selects-own-nodes" : "tolerates-own-team",
      },
      {
        ...at("selector only"),
        pod: { nodeSelector: { team: to } },
        ...(own ? {} : { refusedBy: "selects-own-nodes" }),
      },
      { ...at("both"), pod: { nodeSelector: { team: to }, tolerations: [ofTeam(to)] }, ...foreign },
      {
        ...at("own selector, its toleration"),
        pod: { nodeSelector: { team: from }, tolerations: [ofTeam(to)] },
        ...foreign,
      },
      {
        ...at("wildcard toleration"),
        pod: { nodeSelector: { team: to }, tolerations: [wildcard] },
        refusedBy: "tolerates-by-key",
      },
      {
        ...at("any value of the key"),
        pod: { nodeSelector: { team: from }, tolerations: [{ key: "team", operator: "Exists" }] },
        refusedBy: "tolerates-own-team",
      },
      { ...at("nodeName"), pod: { ...good, nodeName: `node-of-${to}` }, refusedBy: "names-no-node" },
      { ...at("toleration added by update"), pod: good, added: [ofTeam(to)], ...foreign },
      { ...at("wildcard added by update"), pod: good, added: [wildcard], refusedBy: "tolerates-by-key" },
      {
        ...at("names its pool"),
        pod: { ...good, nodeSelector: { team: from, "karpenter.sh/nodepool": `${to}-general` } },
        ...(own ? {} : { refusedBy: "names-own-pools" }),
      },
    ];
  }),
);

const affinities: readonly MatrixCase[] = [
  {
    title: "own nodes by affinity",
    namespace: "alpha",
    pod: { tolerations: [ofTeam("alpha")] },
    terms: [[{ key: "team", operator: "In", values: ["alpha"] }]],
  },
  {
    title: "own nodes or an open shared pool by affinity",
    namespace: "alpha",
    pod: {},
    terms: [
      [{ key: "team", operator: "In", values: ["alpha"] }],
      [
        { key: "kubernetes.io/arch", operator: "Exists" },
        { key: "shared-pool", operator: "In", values: ["everyone", "alphas"] },
      ],
    ],
  },
  {
    title: "own nodes or another team's by affinity",
    namespace: "alpha",
    pod: {},
    terms: [[{ key: "team", operator: "In", values: ["alpha", "beta"] }]],
    refusedBy: "selects-own-nodes",
  },
  {
    title: "own nodes or any by a second alternative",
    namespace: "alpha",
    pod: {},
    terms: [[{ key: "team", operator: "In", values: ["alpha"] }], [{ key: "kubernetes.io/arch", operator: "Exists" }]],
    refusedBy: "selects-own-nodes",
  },
  {
    title: "all nodes but another team's by affinity",
    namespace: "alpha",
    pod: {},
    terms: [[{ key: "team", operator: "NotIn", values: ["beta"] }]],
    refusedBy: "selects-own-nodes",
  },
  {
    title: "another team's pool by affinity",
    namespace: "alpha",
    pod: { nodeSelector: { team: "alpha" } },
    terms: [[{ key: "karpenter.sh/nodepool", operator: "In", values: ["alpha-general", "beta-general"] }]],
    refusedBy: "names-own-pools",
  },
];

const sharedPools: readonly MatrixCase[] = enforced.flatMap((from): readonly MatrixCase[] => [
  { title: `${from} to the pool for all`, namespace: from, pod: { nodeSelector: { "shared-pool": "everyone" } } },
  {
    title: `${from} to the pool for alpha`,
    namespace: from,
    pod: { nodeSelector: { "shared-pool": "alphas" }, tolerations: [ofPool("alphas")] },
    ...(from === "alpha" ? {} : { refusedBy: "tolerates-open-pools" }),
  },
  {
    title: `${from} selects the pool for alpha`,
    namespace: from,
    pod: { nodeSelector: { "shared-pool": "alphas" } },
    ...(from === "alpha" ? {} : { refusedBy: "selects-own-nodes" }),
  },
  {
    title: `${from} to the bootstrap nodes`,
    namespace: from,
    pod: { tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }] },
    refusedBy: "selects-own-nodes",
  },
]);

const tolerant: PodScheduling = { tolerations: [wildcard] };
const placeholder: PodScheduling = {
  nodeSelector: { "karpenter.sh/nodepool": "alpha-general" },
  tolerations: [ofTeam("alpha")],
  priorityClassName: "warm-placeholder",
};

const others: readonly MatrixCase[] = [
  { title: "a pod of no team", namespace: "default", pod: {} },
  {
    title: "a pod of no team tolerates a team's taint",
    namespace: "default",
    pod: { tolerations: [ofTeam("alpha")] },
    refusedBy: "tolerates-own-team",
  },
  {
    title: "a pod of no team tolerates a taint of the key team without a value",
    namespace: "default",
    pod: { tolerations: [{ key: "team" }] },
    refusedBy: "tolerates-own-team",
  },
  { title: "a pod of no team tolerates all", namespace: "default", pod: tolerant, refusedBy: "tolerates-by-key" },
  {
    title: "a pod of no team names a node",
    namespace: "default",
    pod: { nodeName: "node-of-alpha" },
    refusedBy: "names-no-node",
  },
  { title: "a pod of a team that only prefers", namespace: "delta", pod: {} },
  {
    title: "a pod of a team that only prefers tolerates another's taint",
    namespace: "delta",
    pod: { tolerations: [ofTeam("alpha")] },
    refusedBy: "tolerates-own-team",
  },
];

const exempt: readonly MatrixCase[] = [
  { title: "exempt: kube-system", namespace: "kube-system", pod: { ...tolerant, nodeName: "any" } },
  { title: "exempt: a listed system namespace", namespace: "gatekeeper-system", pod: tolerant },
  {
    title: "exempt: a DaemonSet's pod in a listed namespace",
    namespace: "monitoring",
    pod: tolerant,
    owner: "DaemonSet",
    user: daemonSetController,
  },
  {
    title: "exempt: an update of it that leaves tolerations alone",
    namespace: "monitoring",
    pod: tolerant,
    owner: "DaemonSet",
    user: daemonSetController,
    added: [],
  },
  {
    title: "not exempt: an update of it that adds a toleration",
    namespace: "monitoring",
    pod: tolerant,
    owner: "DaemonSet",
    user: daemonSetController,
    added: [gpu],
    refusedBy: "tolerates-by-key",
  },
  {
    title: "not exempt: the same created by someone else",
    namespace: "monitoring",
    pod: tolerant,
    owner: "DaemonSet",
    refusedBy: "tolerates-by-key",
  },
  {
    title: "not exempt: a ReplicaSet's pod in the same namespace",
    namespace: "monitoring",
    pod: tolerant,
    owner: "ReplicaSet",
    user: daemonSetController,
    refusedBy: "tolerates-by-key",
  },
  {
    title: "not exempt: a DaemonSet's pod in a namespace that is not listed",
    namespace: "alpha",
    pod: { nodeSelector: { team: "alpha" }, ...tolerant },
    owner: "DaemonSet",
    user: daemonSetController,
    refusedBy: "tolerates-by-key",
  },
  { title: "exempt: a placeholder", namespace: "warm-capacity", pod: placeholder },
  {
    title: "not exempt: another pod in the placeholders' namespace",
    namespace: "warm-capacity",
    pod: { ...placeholder, priorityClassName: "" },
    refusedBy: "tolerates-own-team",
  },
  {
    title: "not exempt: a placeholder's class elsewhere",
    namespace: "alpha",
    pod: { nodeSelector: { team: "alpha" }, priorityClassName: "warm-placeholder" },
    refusedBy: "leaves-placeholders-alone",
  },
];

const ofPriority = (priorityClassName: string): PodScheduling => ({ priorityClassName });

/** Pods that would evict others', by Kubernetes' own PriorityClasses and by one of the platform's. */
const priorities: readonly MatrixCase[] = [
  ...["system-cluster-critical", "system-node-critical"].flatMap((name): readonly MatrixCase[] => [
    {
      title: `a team's pod of ${name}`,
      namespace: "alpha",
      pod: { nodeSelector: { "shared-pool": "everyone" }, ...ofPriority(name) },
      refusedBy: "leaves-system-priority",
    },
    {
      title: `a pod of ${name}, of a team that only prefers`,
      namespace: "delta",
      pod: ofPriority(name),
      refusedBy: "leaves-system-priority",
    },
    {
      title: `a pod of ${name}, of no team`,
      namespace: "default",
      pod: ofPriority(name),
      refusedBy: "leaves-system-priority",
    },
    { title: `a pod of ${name} in a namespace listed for it`, namespace: "cert-manager", pod: ofPriority(name) },
    { title: `a pod of ${name} where KEDA runs`, namespace: "keda", pod: ofPriority(name) },
    { title: `exempt: a pod of ${name} in a system namespace`, namespace: "gatekeeper-system", pod: ofPriority(name) },
    {
      title: `exempt: a DaemonSet's pod of ${name} in a listed namespace`,
      namespace: "monitoring",
      pod: ofPriority(name),
      owner: "DaemonSet",
      user: daemonSetController,
    },
    {
      title: `not exempt: a ReplicaSet's pod of ${name} in the same namespace`,
      namespace: "monitoring",
      pod: ofPriority(name),
      owner: "ReplicaSet",
      refusedBy: "leaves-system-priority",
    },
  ]),
  {
    title: "a listed namespace's pod that tolerates a team's taint",
    namespace: "cert-manager",
    pod: { ...ofPriority("system-cluster-critical"), tolerations: [ofTeam("alpha")] },
    refusedBy: "tolerates-own-team",
  },
  {
    title: "a team's pod of a PriorityClass of the platform's",
    namespace: "alpha",
    pod: { nodeSelector: { team: "alpha" }, ...ofPriority("urgent") },
  },
];

export const isolationCases: readonly MatrixCase[] = [
  ...pairs,
  ...affinities,
  ...sharedPools,
  ...others,
  ...exempt,
  ...priorities,
];

/** Namespaces whose pods may have a PriorityClass of the system's: listed above, and KEDA's. */
export const systemPriorityNamespaces: readonly string[] = ["cert-manager", "keda"];

/** A pod without all that its team needs, and what the policy of Kubernetes 1.36 adds. */
export interface FillInCase {
  readonly title: string;
  readonly namespace: string;
  readonly pod: PodScheduling;
  readonly terms?: MatrixCase["terms"];
  readonly owner?: MatrixCase["owner"];
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly PodToleration[];
  readonly refusedBy?: IsolationRule;
}

export const fillInCases: readonly FillInCase[] = [
  {
    title: "a plain pod",
    namespace: "alpha",
    pod: {},
    nodeSelector: { team: "alpha" },
    tolerations: [ofTeam("alpha")],
  },
  {
    title: "a pod with a selector and a toleration of its own",
    namespace: "alpha",
    pod: { nodeSelector: { tier: "blue" }, tolerations: [gpu] },
    nodeSelector: { tier: "blue", team: "alpha" },
    tolerations: [gpu, ofTeam("alpha")],
  },
  {
    title: "a pod for a shared pool",
    namespace: "alpha",
    pod: { nodeSelector: { "shared-pool": "alphas" } },
    nodeSelector: { "shared-pool": "alphas" },
    tolerations: [ofPool("alphas")],
  },
  {
    title: "a pod that selects by affinity",
    namespace: "alpha",
    pod: {},
    terms: [[{ key: "team", operator: "In", values: ["alpha"] }]],
    tolerations: [ofTeam("alpha")],
  },
  {
    title: "a pod for another team",
    namespace: "alpha",
    pod: { nodeSelector: { team: "beta" } },
    refusedBy: "selects-own-nodes",
  },
  { title: "a DaemonSet's pod", namespace: "alpha", pod: {}, owner: "DaemonSet", refusedBy: "selects-own-nodes" },
  { title: "a pod of a team that only prefers", namespace: "delta", pod: {} },
  { title: "a pod of no team", namespace: "default", pod: {} },
];

/** Requests to an API server, as an administrator who may impersonate other users. */
export interface ApiClient {
  request(
    method: "GET" | "POST" | "PUT" | "DELETE",
    path: string,
    body?: object,
    user?: string,
  ): Promise<{ readonly status: number; readonly body: { readonly message?: string } & Record<string, unknown> }>;
}

/** A Kubernetes object as it is applied. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** Kinds of planned objects that the run needs, with their paths. */
const collections: Readonly<Record<string, string>> = {
  Namespace: "namespaces",
  LimitRange: "limitranges",
  ResourceQuota: "resourcequotas",
  NetworkPolicy: "networkpolicies",
  Role: "roles",
  RoleBinding: "rolebindings",
  ClusterRole: "clusterroles",
  ClusterRoleBinding: "clusterrolebindings",
  ValidatingAdmissionPolicy: "validatingadmissionpolicies",
  ValidatingAdmissionPolicyBinding: "validatingadmissionpolicybindings",
  MutatingAdmissionPolicy: "mutatingadmissionpolicies",
  MutatingAdmissionPolicyBinding: "mutatingadmissionpolicybindings",
};

/** Creates the objects of these kinds, namespaces first. @throws Error when the server refuses one */
export async function createObjects(client: ApiClient, objects: readonly KubernetesObject[]): Promise<void> {
  for (const kind of Object.keys(collections)) {
    for (const object of objects.filter((one) => one.kind === kind)) {
      const { apiVersion, metadata } = object;
      const group = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
      const at = metadata.namespace === undefined ? group : `${group}/namespaces/${metadata.namespace}`;
      await created(client, `${at}/${collections[kind]}`, object);
    }
  }
}

async function created(client: ApiClient, path: string, body: object): Promise<void> {
  const { status, body: answer } = await client.request("POST", path, body);
  if (status >= 300 && status !== 409) throw new Error(`${path}: ${status} ${answer.message}`);
}

/**
 * Runs every case against a server on which the stack's objects are.
 * @returns a sentence for each case with another result
 */
export async function runIsolationMatrix(client: ApiClient): Promise<readonly string[]> {
  await prepare(client);
  await untilEnforced(client);
  const wrong: string[] = [];
  for (const [index, one] of isolationCases.entries()) {
    const found = await outcome(client, one, `case-${index}`);
    const expected = one.refusedBy ?? "created";
    if (found !== expected) wrong.push(`${one.title}: ${found}, not ${expected}`);
  }
  return wrong;
}

/** The same of {@link fillInCases}, for a server of Kubernetes 1.36 or newer with a stack of that version. */
export async function runFillInMatrix(client: ApiClient): Promise<readonly string[]> {
  await prepare(client);
  await untilEnforced(client);
  const wrong: string[] = [];
  for (const { title, namespace, nodeSelector, tolerations = [], refusedBy, ...one } of fillInCases) {
    const answer = await client.request(
      "POST",
      `/api/v1/namespaces/${namespace}/pods?dryRun=All`,
      podObject("fill-in", one),
    );
    const said = resultOf(answer);
    const spec = answer.body.spec as { nodeSelector?: object; tolerations?: readonly PodToleration[] } | undefined;
    // The API server itself adds tolerations for nodes that are not ready.
    const own = spec?.tolerations?.filter(({ key }) => !key?.startsWith("node.kubernetes.io/"));
    const found = said === "created" ? [spec?.nodeSelector, own] : said;
    const expected = refusedBy ?? [nodeSelector, tolerations];
    if (!isDeepStrictEqual(found, expected)) {
      wrong.push(`${title}: ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
    }
  }
  return wrong;
}

/** Creates what the pods need besides: namespaces, service accounts, PriorityClasses. */
async function prepare(client: ApiClient): Promise<void> {
  for (const name of platformNamespaces) {
    await created(client, "/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name } });
  }
  for (const name of [...platformNamespaces, ...Object.keys(matrixStack.teams)]) {
    const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default" } };
    await created(client, `/api/v1/namespaces/${name}/serviceaccounts`, account);
  }
  await created(client, "/apis/scheduling.k8s.io/v1/priorityclasses", {
    apiVersion: "scheduling.k8s.io/v1",
    kind: "PriorityClass",
    metadata: { name: "warm-placeholder" },
    value: -10,
    preemptionPolicy: "Never",
  });
  await created(client, "/apis/scheduling.k8s.io/v1/priorityclasses", {
    apiVersion: "scheduling.k8s.io/v1",
    kind: "PriorityClass",
    metadata: { name: "urgent" },
    // the highest that a user may give
    value: 1_000_000_000,
  });
}

function untilEnforced(client: ApiClient): Promise<void> {
  const probe: MatrixCase = { title: "probe", namespace: "default", pod: { nodeName: "any" } };
  return until("the policy is enforced", async () => (await outcome(client, probe, "probe")) === "names-no-node");
}

/** The rule that refused the pod or its update, "created", or the server's other answer. */
async function outcome(client: ApiClient, { namespace, user, added, ...one }: MatrixCase, name: string) {
  const path = `/api/v1/namespaces/${namespace}/pods`;
  const pod = podObject(name, one);
  if (added === undefined) return resultOf(await client.request("POST", `${path}?dryRun=All`, pod, user));
  const { status, body } = await client.request("POST", path, pod, user);
  if (status !== 201) return resultOf({ status, body });
  const { spec, metadata } = body as { spec?: { tolerations: readonly object[] }; metadata?: object };
  const update = {
    ...body,
    metadata: { ...metadata, labels: { touched: "true" } },
    spec: { ...spec, tolerations: [...(spec?.tolerations ?? []), ...added] },
  };
  const answer = await client.request("PUT", `${path}/${name}`, update);
  await client.request("DELETE", `${path}/${name}?gracePeriodSeconds=0`);
  return resultOf(answer);
}

function resultOf({ status, body }: { readonly status: number; readonly body: { readonly message?: string } }): string {
  if (status < 300) return "created";
  const rule =
    /ValidatingAdmissionPolicy 'team-isolation' with binding 'team-isolation' denied request: ([a-z-]+): /.exec(
      body.message ?? "",
    )?.[1];
  return rule ?? `${status} ${body.message}`;
}

function podObject(name: string, { pod, terms, owner }: Pick<MatrixCase, "pod" | "terms" | "owner">): object {
  const references = [{ apiVersion: "apps/v1", kind: owner, name: "owner", uid: "0-0", controller: true }];
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, ...(owner === undefined ? {} : { ownerReferences: references }) },
    spec: {
      containers: [{ name: "app", image: "registry.example.com/app" }],
      ...pod,
      ...(terms === undefined
        ? {}
        : {
            affinity: {
              nodeAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: {
                  nodeSelectorTerms: terms.map((matchExpressions) => ({ matchExpressions })),
                },
              },
            },
          }),
    },
  };
}
