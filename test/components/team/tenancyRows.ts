/**
 * What a team's editor and admin try, with the expected answer of each: the table of docs/security.md, tried on an API server by
 * test/tools/rehearse/tenancy.test.ts. Not a test itself. The answers are written out here, not computed by the program.
 */
import { pool } from "../../support/pool";

const arn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

/** Two teams; alpha's quotas are small, so that going beyond them is a request or two. */
export const tenancyStack = {
  karpenter: { featureGates: { capacityBuffer: true } },
  teams: {
    alpha: {
      access: { edit: [arn("editor")], admin: [arn("lead")] },
      objectQuota: { pods: 1, loadBalancers: 1, nodePorts: 3, storage: "100Gi" },
      capacityBuffers: [{ name: "spare", scalableRef: { kind: "Deployment", name: "app" }, replicas: 1 }],
      pools: [pool("general")],
    },
    beta: { pools: [pool("general")] },
  },
  sharedPools: [pool("everyone")],
} as const;

/** The two levels of access that change anything, by the group that the program gives the principal. */
export const tenants = {
  edit: "principal:123456789012-role/editor",
  admin: "principal:123456789012-role/lead",
} as const;
export type Tenant = keyof typeof tenants;

/** "yes", or who refuses: RBAC, or an admission plugin or policy. */
export type Answer =
  | "yes"
  | "RBAC"
  | "Pod Security"
  | "Priority"
  | "ResourceQuota"
  | "LimitRange"
  | "team-isolation"
  | "team-objects"
  | "team-services";

/** One request. */
export interface Attempt {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  /** Of a PATCH: a JSON merge patch. */
  readonly body?: object;
  /** Whose request it is. @default the tenant's own */
  readonly as?: string;
  /** False stores what it makes; the others are dry runs. @default true */
  readonly dryRun?: boolean;
}

export interface Row {
  readonly id: string;
  /** As the table says it. */
  readonly what: string;
  readonly edit: Answer;
  readonly admin: Answer;
  /** The answer is the first refusal, or that of the last. */
  readonly attempts: readonly Attempt[];
}

const core = (namespace: string, resource: string) => `/api/v1/namespaces/${namespace}/${resource}`;
const group = (name: string, namespace: string, resource: string) =>
  `/apis/${name}/namespaces/${namespace}/${resource}`;
const rbac = (resource: string) => group("rbac.authorization.k8s.io/v1", "alpha", resource);
const policies = (name = "") => group("networking.k8s.io/v1", "alpha", `networkpolicies${name}`);

const buffers = (namespace: string) => group("autoscaling.x-k8s.io/v1beta1", namespace, "capacitybuffers");

const own = {
  nodeSelector: { team: "alpha" },
  tolerations: [{ key: "team", operator: "Equal", value: "alpha", effect: "NoSchedule" }],
};
const container = { name: "app", image: "registry.example.com/app" };

const post = (path: string, apiVersion: string, kind: string, name: string, fields: object): Attempt => ({
  method: "POST",
  path,
  body: { apiVersion, kind, metadata: { name }, ...fields },
});
const pod = (spec: object, inContainer: object = {}, namespace = "alpha") =>
  post(core(namespace, "pods"), "v1", "Pod", "tried", {
    spec: { ...own, containers: [{ ...container, ...inContainer }], ...spec },
  });
const service = (name: string, spec: object) =>
  post(core("alpha", "services"), "v1", "Service", name, { spec: { selector: { app: "x" }, ...spec } });
const ports = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `p${index}`, port: 8080 + index }));
const networkPolicy = (name: string) =>
  post(policies(), "networking.k8s.io/v1", "NetworkPolicy", name, {
    spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: [{}] },
  });
const roleBinding = (name: string, role: string, subject: object) =>
  post(rbac("rolebindings"), "rbac.authorization.k8s.io/v1", "RoleBinding", name, {
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
    subjects: [subject],
  });
const bot = { kind: "ServiceAccount", name: "default", namespace: "alpha" };
const remove = (path: string): Attempt => ({ method: "DELETE", path });
const patch = (path: string, body: object): Attempt => ({ method: "PATCH", path, body });
const read = (path: string): Attempt => ({ method: "GET", path });

const both = (answer: Answer) => ({ edit: answer, admin: answer });

/** To other teams and to the platform. */
const toOthers: readonly Row[] = [
  {
    id: "system-priority",
    what: "a pod with a PriorityClass of the system's",
    ...both("team-isolation"),
    attempts: [pod({ priorityClassName: "system-cluster-critical" })],
  },
  {
    id: "priority-number",
    what: "a pod with a `priority` that no class gives it",
    ...both("Priority"),
    attempts: [pod({ priority: 2_000_000_000 })],
  },
  {
    id: "placeholder-priority",
    what: "a pod with the placeholders' PriorityClass",
    ...both("team-isolation"),
    attempts: [pod({ priorityClassName: "warm-placeholder" })],
  },
  {
    id: "others-toleration",
    what: "a pod that tolerates another team's taint",
    ...both("team-isolation"),
    attempts: [pod({ tolerations: [{ ...own.tolerations[0], value: "beta" }] })],
  },
  {
    id: "every-toleration",
    what: "a pod that tolerates every taint",
    ...both("team-isolation"),
    attempts: [pod({ tolerations: [{ operator: "Exists" }] })],
  },
  {
    id: "others-selector",
    what: "a pod that selects another team's nodes",
    ...both("team-isolation"),
    attempts: [pod({ nodeSelector: { team: "beta" } })],
  },
  {
    id: "node-name",
    what: "a pod that names its node",
    ...both("team-isolation"),
    attempts: [pod({ nodeName: "node-of-beta" })],
  },
  {
    id: "binding",
    what: "binding a pod to a node in the scheduler's place",
    ...both("RBAC"),
    attempts: [
      post(`${core("alpha", "pods")}/tried/binding`, "v1", "Binding", "tried", {
        target: { kind: "Node", name: "node-of-beta" },
      }),
    ],
  },
  {
    id: "others-affinity",
    what: "a pod that keeps every other team's pods out of its zone, by required anti-affinity to all namespaces",
    ...both("yes"),
    attempts: [
      pod({
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { labelSelector: {}, namespaceSelector: {}, topologyKey: "topology.kubernetes.io/zone" },
            ],
          },
        },
      }),
    ],
  },
  {
    id: "privileged",
    what: "a privileged container",
    ...both("Pod Security"),
    attempts: [pod({}, { securityContext: { privileged: true } })],
  },
  {
    id: "host-path",
    what: "a hostPath volume",
    ...both("Pod Security"),
    attempts: [pod({ volumes: [{ name: "host", hostPath: { path: "/" } }] })],
  },
  { id: "host-network", what: "the node's network", ...both("Pod Security"), attempts: [pod({ hostNetwork: true })] },
  {
    id: "host-port",
    what: "a port of the node",
    ...both("Pod Security"),
    attempts: [pod({}, { ports: [{ containerPort: 8080, hostPort: 8080 }] })],
  },
  { id: "others-pod", what: "a pod in another team's namespace", ...both("RBAC"), attempts: [pod({}, {}, "beta")] },
  {
    id: "others-exec",
    what: "a shell in another team's pod",
    ...both("RBAC"),
    attempts: [{ method: "POST", path: `${core("beta", "pods")}/app/exec?command=sh` }],
  },
  {
    id: "others-secrets",
    what: "reading another team's Secrets",
    ...both("RBAC"),
    attempts: [read(core("beta", "secrets"))],
  },
  {
    id: "others-token",
    what: "a token of another team's service account",
    ...both("RBAC"),
    attempts: [
      post(core("beta", "serviceaccounts/default/token"), "authentication.k8s.io/v1", "TokenRequest", "default", {
        spec: {},
      }),
    ],
  },
  {
    id: "node-pool",
    what: "changing a NodePool",
    ...both("RBAC"),
    attempts: [patch("/apis/karpenter.sh/v1/nodepools/alpha-general", { spec: { weight: 100 } })],
  },
  {
    id: "read-node-pools",
    what: "reading NodePools",
    ...both("yes"),
    attempts: [read("/apis/karpenter.sh/v1/nodepools")],
  },
  {
    id: "others-node-class",
    what: "reading another team's node class",
    ...both("RBAC"),
    attempts: [read("/apis/karpenter.k8s.aws/v1/ec2nodeclasses/beta")],
  },
  {
    id: "others-capacity-buffers",
    what: "reading another team's CapacityBuffers",
    ...both("RBAC"),
    attempts: [read(buffers("beta"))],
  },
  {
    id: "node",
    what: "labels and taints of a node",
    ...both("RBAC"),
    attempts: [patch("/api/v1/nodes/node-of-beta", { metadata: { labels: { team: "alpha" } } })],
  },
  {
    id: "priority-class",
    what: "making a PriorityClass",
    ...both("RBAC"),
    attempts: [
      post("/apis/scheduling.k8s.io/v1/priorityclasses", "scheduling.k8s.io/v1", "PriorityClass", "tried", {
        value: 1_000_000_000,
      }),
    ],
  },
  {
    id: "persistent-volume",
    what: "making a PersistentVolume, which may be a node's folder",
    ...both("RBAC"),
    attempts: [
      post("/api/v1/persistentvolumes", "v1", "PersistentVolume", "tried", {
        spec: { capacity: { storage: "1Gi" }, accessModes: ["ReadWriteOnce"], hostPath: { path: "/" } },
      }),
    ],
  },
  {
    id: "volume-name",
    what: "a claim on a PersistentVolume by its name, which it gets only if no claim has it",
    ...both("yes"),
    attempts: [
      post(core("alpha", "persistentvolumeclaims"), "v1", "PersistentVolumeClaim", "tried", {
        spec: {
          accessModes: ["ReadWriteOnce"],
          volumeName: "volume-of-beta",
          storageClassName: "",
          resources: { requests: { storage: "1Gi" } },
        },
      }),
    ],
  },
  {
    id: "kubelet",
    what: "the kubelet of a node, through the API server",
    ...both("RBAC"),
    attempts: [read("/api/v1/nodes/node-of-beta/proxy/pods")],
  },
  {
    id: "admission-policy",
    what: "deleting an admission policy's binding",
    ...both("RBAC"),
    attempts: [remove("/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/team-isolation")],
  },
  {
    id: "external-ip",
    what: "a Service with `externalIPs`, which takes the cluster's traffic to that address",
    ...both("team-services"),
    attempts: [service("tried", { externalIPs: ["192.0.2.1"], ports: ports(1) })],
  },
  {
    id: "external-ip-added",
    what: "adding `externalIPs` to a Service of its own",
    ...both("team-services"),
    attempts: [
      { ...service("mine", { ports: ports(1) }), dryRun: false },
      patch(core("alpha", "services/mine"), { spec: { externalIPs: ["192.0.2.1"] } }),
    ],
  },
  {
    id: "load-balancer-status",
    what: "writing a Service's status, whose addresses have the same effect",
    ...both("RBAC"),
    attempts: [
      { ...service("balancer", { type: "LoadBalancer", ports: ports(1) }), dryRun: false },
      patch(core("alpha", "services/balancer/status"), {
        status: { loadBalancer: { ingress: [{ ip: "192.0.2.1" }] } },
      }),
    ],
  },
  {
    id: "endpoints",
    what: "Endpoints, which may name another team's pods",
    ...both("RBAC"),
    attempts: [
      post(core("alpha", "endpoints"), "v1", "Endpoints", "tried", {
        subsets: [{ addresses: [{ ip: "10.0.0.1" }], ports: [{ port: 8080 }] }],
      }),
    ],
  },
  {
    id: "endpoint-slice",
    what: "EndpointSlices, which may, too",
    ...both("RBAC"),
    attempts: [
      post(group("discovery.k8s.io/v1", "alpha", "endpointslices"), "discovery.k8s.io/v1", "EndpointSlice", "tried", {
        addressType: "IPv4",
        endpoints: [{ addresses: ["10.0.0.1"] }],
        ports: [{ port: 8080 }],
      }),
    ],
  },
  {
    id: "external-name",
    what: "a Service of type ExternalName that points to another team's",
    ...both("yes"),
    attempts: [service("tried", { type: "ExternalName", externalName: "app.beta.svc.cluster.local" })],
  },
  {
    id: "ingress-host",
    what: "an Ingress for any host name, also for one that another team serves",
    ...both("yes"),
    attempts: [
      post(group("networking.k8s.io/v1", "alpha", "ingresses"), "networking.k8s.io/v1", "Ingress", "tried", {
        spec: {
          rules: ["*.example.com", "beta.example.com"].map((host) => ({
            host,
            http: {
              paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "app", port: { number: 8080 } } } }],
            },
          })),
        },
      }),
    ],
  },
  {
    id: "ingress-class",
    what: "making an IngressClass",
    ...both("RBAC"),
    attempts: [
      post("/apis/networking.k8s.io/v1/ingressclasses", "networking.k8s.io/v1", "IngressClass", "tried", {
        spec: { controller: "example.com/tried" },
      }),
    ],
  },
  {
    id: "load-balancer",
    what: "a load balancer, up to `objectQuota.loadBalancers`",
    ...both("yes"),
    attempts: [service("tried", { type: "LoadBalancer", ports: ports(1) })],
  },
  {
    id: "further-load-balancer",
    what: "a load balancer beyond it",
    ...both("ResourceQuota"),
    attempts: [
      { ...service("first", { type: "LoadBalancer", ports: ports(1) }), dryRun: false },
      service("second", { type: "LoadBalancer", ports: ports(1) }),
    ],
  },
  {
    id: "node-ports",
    what: "node ports beyond `objectQuota.nodePorts`",
    ...both("ResourceQuota"),
    attempts: [service("tried", { type: "NodePort", ports: ports(4) })],
  },
  {
    id: "storage",
    what: "a volume beyond `objectQuota.storage`",
    ...both("ResourceQuota"),
    attempts: [
      post(core("alpha", "persistentvolumeclaims"), "v1", "PersistentVolumeClaim", "tried", {
        spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "64Ti" } } },
      }),
    ],
  },
];

/** To what the platform made for the team, and to itself. */
const toItself: readonly Row[] = [
  { id: "pod", what: "a pod with the team's selector and toleration", ...both("yes"), attempts: [pod({})] },
  {
    id: "zero-requests",
    what: "a pod that requests 0 CPU and memory",
    ...both("LimitRange"),
    attempts: [pod({}, { resources: { requests: { cpu: "0", memory: "0" } } })],
  },
  {
    id: "further-pod",
    what: "pods beyond `objectQuota.pods`",
    ...both("ResourceQuota"),
    attempts: [
      {
        ...post(core("alpha", "pods"), "v1", "Pod", "first", { spec: { ...own, containers: [container] } }),
        dryRun: false,
      },
      pod({}),
    ],
  },
  {
    id: "quota",
    what: "changing the ResourceQuota",
    ...both("RBAC"),
    attempts: [patch(`${core("alpha", "resourcequotas")}/alpha`, { spec: { hard: { pods: "999" } } })],
  },
  {
    id: "limit-range",
    what: "deleting the LimitRange",
    ...both("RBAC"),
    attempts: [remove(`${core("alpha", "limitranges")}/alpha`)],
  },
  {
    id: "namespace-labels",
    what: "changing the namespace's labels",
    ...both("RBAC"),
    attempts: [
      patch("/api/v1/namespaces/alpha", {
        metadata: { labels: { "pod-security.kubernetes.io/enforce": "privileged" } },
      }),
    ],
  },
  {
    id: "namespace",
    what: "deleting the namespace",
    ...both("RBAC"),
    attempts: [remove("/api/v1/namespaces/alpha")],
  },
  {
    id: "further-namespace",
    what: "making a namespace",
    ...both("RBAC"),
    attempts: [post("/api/v1/namespaces", "v1", "Namespace", "tried", {})],
  },
  {
    id: "network-policy-deleted",
    what: "deleting the program's NetworkPolicy",
    ...both("team-objects"),
    attempts: [remove(policies("/alpha"))],
  },
  {
    id: "network-policies-deleted",
    what: "deleting all NetworkPolicies at once",
    ...both("team-objects"),
    attempts: [remove(policies())],
  },
  {
    id: "network-policy-changed",
    what: "changing the program's NetworkPolicy",
    ...both("team-objects"),
    attempts: [patch(policies("/alpha"), { spec: { ingress: [{}] } })],
  },
  {
    id: "network-policy-unlabelled",
    what: "taking the label off it that protects it",
    ...both("team-objects"),
    attempts: [patch(policies("/alpha"), { metadata: { labels: { "nodepools/protected": null } } })],
  },
  {
    id: "network-policy-added",
    what: "a NetworkPolicy beside it that lets more traffic in: policies add up",
    ...both("yes"),
    attempts: [networkPolicy("open")],
  },
  {
    id: "own-network-policy",
    what: "deleting a NetworkPolicy of its own",
    ...both("yes"),
    attempts: [
      { ...networkPolicy("mine"), dryRun: false },
      { ...remove(policies("/mine")), dryRun: false },
    ],
  },
  {
    id: "role-deleted",
    what: "deleting a RoleBinding of the program's",
    edit: "RBAC",
    admin: "team-objects",
    attempts: [remove(rbac("rolebindings/keda-edit"))],
  },
  {
    id: "grant",
    what: "granting `edit` in the namespace",
    edit: "RBAC",
    admin: "yes",
    attempts: [roleBinding("tried", "edit", bot)],
  },
  {
    id: "grant-all",
    what: "granting `cluster-admin` in the namespace",
    ...both("RBAC"),
    attempts: [roleBinding("tried", "cluster-admin", bot)],
  },
  {
    id: "by-service-account",
    what: "deleting the NetworkPolicy as a service account that is granted `admin`",
    edit: "RBAC",
    admin: "team-objects",
    attempts: [
      { ...roleBinding("bot", "admin", bot), dryRun: false },
      { ...remove(policies("/alpha")), as: "system:serviceaccount:alpha:default" },
    ],
  },
  { id: "own-secrets", what: "reading its Secrets", ...both("yes"), attempts: [read(core("alpha", "secrets"))] },
  {
    id: "scaled-object",
    what: "KEDA's ScaledObjects",
    ...both("yes"),
    attempts: [
      post(group("keda.sh/v1alpha1", "alpha", "scaledobjects"), "keda.sh/v1alpha1", "ScaledObject", "tried", {
        spec: {
          scaleTargetRef: { name: "app" },
          triggers: [
            { type: "cron", metadata: { timezone: "UTC", start: "0 8 * * *", end: "0 9 * * *", desiredReplicas: "1" } },
          ],
        },
      }),
    ],
  },
  {
    id: "read-capacity-buffers",
    what: "reading its CapacityBuffers, where the stack has some",
    ...both("yes"),
    attempts: [read(`${buffers("alpha")}/spare`), read(buffers("alpha"))],
  },
  {
    id: "capacity-buffer",
    what: "changing a CapacityBuffer",
    ...both("RBAC"),
    attempts: [patch(`${buffers("alpha")}/spare`, { spec: { replicas: 100 } })],
  },
];

export const tenancyRows = { toOthers, toItself } as const;
