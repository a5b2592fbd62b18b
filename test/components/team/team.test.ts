import assert from "node:assert/strict";
import { resolveStack } from "../../../config/resolve/stack";
import { stackSchema } from "../../../config/schema/stack";
import type { Plan } from "../../../tools/plan/plan";
import { ofType, planOf, resource } from "../../support/plans";
import { pool } from "../../support/pool";

const arn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const association = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
const inputsOf = (plan: Plan, type: string, name: string) =>
  resource(plan, type, name).inputs as Record<string, unknown>;
const specOf = (plan: Plan, type: string, name: string) => inputsOf(plan, type, name).spec;

/** Two nodes of 4 vCPU and 16 GiB. */
const twoNodes = (name: string, more: object = {}) => ({
  name,
  instanceTypes: ["m5.xlarge"],
  limits: { cpu: "8", memory: "64Gi" },
  ...more,
});

/** Teams that differ in what they say, and two shared pools of which one is for a single team. */
const stack = {
  teamDefaults: {
    requests: { cpu: "250m" },
    allowIngress: { namespaces: ["ingress-nginx"], cidrs: ["10.0.0.0/16"] },
  },
  teams: {
    closed: {
      owner: "on-call",
      labels: { tier: "blue" },
      podSecurity: "restricted",
      networkPolicy: "both",
      allowEgress: { cidrs: ["10.9.0.0/16"] },
      pools: [twoNodes("general")],
    },
    guest: { isolation: "none" },
    open: { networkPolicy: "none", pools: [pool("general")] },
    several: {
      namespaces: ["several", "several-batch"],
      minRequests: { cpu: "10m", memory: "0" },
      objectQuota: { pods: 30, loadBalancers: 0, nodePorts: "unlimited", storage: "500Gi" },
      quotas: { several: { cpu: 8, memory: "32Gi" }, "several-batch": { cpu: "7500m", memory: "28Gi", gpu: 2 } },
      pools: [pool("general")],
    },
  },
  sharedPools: [twoNodes("everyone"), twoNodes("closeds", { teams: ["closed"] })],
};
const planOfTeams = () => planOf("teams", stack);

describe("a team's namespaces", () => {
  it("carry what the team says, what admission reads, and a Pod Security level", async () => {
    const plan = await planOfTeams();
    const labels = (name: string) =>
      (inputsOf(plan, "kubernetes:core/v1:Namespace", name) as { metadata: { labels: object } }).metadata.labels;
    assert.deepEqual(labels("closed"), {
      tier: "blue",
      team: "closed",
      owner: "on-call",
      "team-isolation": "enforced",
      "team-pools": "own",
      "nodepools/protected": "true",
      "shared-pool/everyone": "open",
      "shared-pool/closeds": "open",
      "pod-security.kubernetes.io/enforce": "restricted",
      "pod-security.kubernetes.io/warn": "restricted",
    });
    assert.deepEqual(labels("guest"), {
      team: "guest",
      owner: "guest",
      "team-isolation": "none",
      "team-pools": "shared",
      "nodepools/protected": "true",
      "shared-pool/everyone": "open",
      "pod-security.kubernetes.io/enforce": "baseline",
      "pod-security.kubernetes.io/warn": "baseline",
    });
  });

  it("have the pod capacity of the team's pools as quota, shared pools that are open to it included", async () => {
    const plan = await planOfTeams();
    // Allocatable of m5.xlarge: 3.92 vCPU and 14162 MiB.
    const hard = (nodes: number) => ({
      "requests.cpu": `${3920 * nodes}m`,
      "requests.memory": `${14162 * nodes}Mi`,
      "requests.nvidia.com/gpu": "0",
      // maxPods 110 by prefix delegation
      pods: String(110 * nodes),
      "services.loadbalancers": "10",
      "services.nodeports": "50",
      "requests.storage": "10Ti",
    });
    assert.deepEqual(specOf(plan, "kubernetes:core/v1:ResourceQuota", "closed"), { hard: hard(6) });
    assert.deepEqual(specOf(plan, "kubernetes:core/v1:ResourceQuota", "guest"), { hard: hard(2) });
  });

  it("divide the quota as the stack says when there are several, and give every container a request", async () => {
    const plan = await planOfTeams();
    const quota = (name: string) => specOf(plan, "kubernetes:core/v1:ResourceQuota", name);
    const objects = { pods: "30", "services.loadbalancers": "0", "requests.storage": "500Gi" };
    assert.deepEqual(
      [quota("several"), quota("several-batch")],
      [
        { hard: { "requests.cpu": "8", "requests.memory": "32Gi", "requests.nvidia.com/gpu": "0", ...objects } },
        { hard: { "requests.cpu": "7500m", "requests.memory": "28Gi", "requests.nvidia.com/gpu": "2", ...objects } },
      ],
    );
    assert.deepEqual(specOf(plan, "kubernetes:core/v1:LimitRange", "several-batch"), {
      limits: [
        { type: "Container", defaultRequest: { cpu: "250m", memory: "128Mi" }, min: { cpu: "10m", memory: "0" } },
      ],
    });
  });

  it("refuse containers that request nothing, where the stack says no more", async () => {
    assert.deepEqual(specOf(await planOfTeams(), "kubernetes:core/v1:LimitRange", "guest"), {
      limits: [
        { type: "Container", defaultRequest: { cpu: "250m", memory: "128Mi" }, min: { cpu: "1m", memory: "1Mi" } },
      ],
    });
  });

  it("have quotas of objects by the team or by teamDefaults, pods only where something bounds the nodes", () => {
    const quotasOf = (objectQuota: object, teamDefaults: object) => {
      const team = { objectQuota, pools: [{ name: "a", instanceTypes: ["m5.xlarge"] }] };
      const input = stackSchema.parse({ environment: "development", teams: { alpha: team }, teamDefaults });
      return resolveStack(input, { project: "nodepools", stack: "dev" }).teams[0]!.quotas;
    };
    assert.deepEqual(quotasOf({ storage: "unlimited" }, { objectQuota: { loadBalancers: 3, nodePorts: 3 } }), {
      alpha: { "requests.nvidia.com/gpu": "0", "services.loadbalancers": "10", "services.nodeports": "50" },
    });
    assert.deepEqual(quotasOf({ pods: 7, loadBalancers: "unlimited", nodePorts: 0, storage: "0" }, {}), {
      alpha: { "requests.nvidia.com/gpu": "0", pods: "7", "services.nodeports": "0", "requests.storage": "0" },
    });
  });
});

describe("a team's network", () => {
  const named = (name: string) => ({ matchLabels: { "kubernetes.io/metadata.name": name } });
  const from = [
    { podSelector: {} },
    { namespaceSelector: named("ingress-nginx") },
    { ipBlock: { cidr: "10.0.0.0/16" } },
  ];

  it("takes connections from listed namespaces only, and lets all out", async () => {
    assert.deepEqual(specOf(await planOfTeams(), "kubernetes:networking.k8s.io/v1:NetworkPolicy", "guest"), {
      podSelector: {},
      policyTypes: ["Ingress"],
      ingress: [{ from }],
    });
  });

  it("can be closed both ways, but for DNS, the namespace, the Pod Identity agent and what is listed", async () => {
    assert.deepEqual(specOf(await planOfTeams(), "kubernetes:networking.k8s.io/v1:NetworkPolicy", "closed"), {
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from }],
      egress: [
        {
          to: [{ namespaceSelector: named("kube-system"), podSelector: { matchLabels: { "k8s-app": "kube-dns" } } }],
          ports: [
            { protocol: "UDP", port: 53 },
            { protocol: "TCP", port: 53 },
          ],
        },
        { to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [{ protocol: "TCP", port: 80 }] },
        { to: [{ podSelector: {} }] },
        { to: [{ ipBlock: { cidr: "10.9.0.0/16" } }] },
      ],
    });
  });

  it("can be without a policy, and the CNI enforces policies only where some team has one", async () => {
    const cni = (plan: Plan) =>
      JSON.parse(String(inputsOf(plan, "aws:eks/addon:Addon", "cluster-early-vpc-cni").configurationValues)) as object;
    const plan = await planOfTeams();
    assert.deepEqual(
      ofType(plan, "NetworkPolicy").map(({ name }) => name),
      ["closed", "guest", "several", "several-batch"],
    );
    assert.deepEqual(cni(plan), {
      enableNetworkPolicy: "true",
      env: { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" },
    });
    const open = await planOf("teams-open", { teams: { open: stack.teams.open } });
    assert.deepEqual(cni(open), { env: { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" } });
  });
});

describe("a team's principals", () => {
  const alpha = { access: { view: [arn("reader")], edit: [arn("both")] }, pools: [pool("general")] };
  const beta = { access: { edit: [arn("both")], admin: [arn("lead")] }, pools: [pool("general")] };

  it("have one entry each, with a group of their own, and an association for each level", async () => {
    const plan = await planOf("teams-access", { teams: { alpha, beta } });
    const entries = ofType(plan, "aws:eks/accessEntry:AccessEntry").filter(({ name }) => name.startsWith("access-"));
    assert.deepEqual(
      entries.map(({ name, inputs }) => [name, inputs.principalArn, inputs.kubernetesGroups]),
      ["both", "lead", "reader"].map((name) => [
        `access-123456789012-role/${name}`,
        arn(name),
        [`principal:123456789012-role/${name}`],
      ]),
    );
    const associations = ofType(plan, association)
      .filter(({ name }) => name.startsWith("access-"))
      .map(({ name, inputs }) => [name, inputs.policyArn, inputs.accessScope]);
    const policy = (name: string) => `arn:aws:eks::aws:cluster-access-policy/AmazonEKS${name}Policy`;
    assert.deepEqual(associations, [
      ["access-123456789012-role/both-edit", policy("Edit"), { type: "namespace", namespaces: ["alpha", "beta"] }],
      ["access-123456789012-role/lead-admin", policy("Admin"), { type: "namespace", namespaces: ["beta"] }],
      ["access-123456789012-role/reader-view", policy("View"), { type: "namespace", namespaces: ["alpha"] }],
    ]);
  });

  it("that several teams share are named by the plan", async () => {
    const plan = await planOf("teams-access", { teams: { alpha, beta } });
    assert.deepEqual(plan.sharedPrincipals, [
      {
        principal: arn("both"),
        policy: "AmazonEKSEditPolicy",
        teams: ["alpha", "beta"],
        namespaces: ["alpha", "beta"],
      },
    ]);
  });

  it("see KEDA's and Karpenter's resources by roles of the team, which bind their groups", async () => {
    const plan = await planOf("teams-access", { teams: { alpha, beta } });
    const rbac = "kubernetes:rbac.authorization.k8s.io/v1:";
    const subjects = (type: string, name: string) =>
      (inputsOf(plan, `${rbac}${type}`, name) as { subjects: { name: string }[] }).subjects.map((one) => one.name);
    const group = (name: string) => `principal:123456789012-role/${name}`;
    assert.deepEqual(
      ofType(plan, "RoleBinding").map(({ name }) => [name, subjects("RoleBinding", name)]),
      [
        ["alpha-keda-edit", [group("both")]],
        ["alpha-keda-view", [group("reader")]],
        ["beta-keda-edit", [group("both"), group("lead")]],
      ],
    );
    assert.deepEqual(subjects("ClusterRoleBinding", "alpha-pools-view"), [group("both"), group("reader")]);
    const { rules } = inputsOf(plan, `${rbac}ClusterRole`, "alpha-pools-view") as { rules: object[] };
    assert.deepEqual(rules.at(-1), {
      apiGroups: ["karpenter.k8s.aws"],
      resources: ["ec2nodeclasses"],
      resourceNames: ["alpha"],
      verbs: ["get"],
    });
  });

  it("read capacity buffers in the namespaces that have some, at every level of access", async () => {
    const plan = await planOf("teams-buffers", {
      karpenter: { featureGates: { capacityBuffer: true } },
      teams: {
        alpha: {
          ...alpha,
          namespaces: ["alpha", "alpha-batch"],
          quotas: { alpha: { cpu: "4", memory: "8Gi" }, "alpha-batch": { cpu: "4", memory: "8Gi" } },
          capacityBuffers: [
            { name: "spare", podTemplateRef: { name: "spare" }, replicas: 1, namespace: "alpha-batch" },
          ],
        },
      },
    });
    const named = (type: string) => ofType(plan, type).filter(({ name }) => name.endsWith("-capacity-buffers-view"));
    assert.deepEqual(
      named("Role").map(({ name, inputs }) => [name, (inputs as { rules: object }).rules]),
      [
        [
          "alpha-batch-capacity-buffers-view",
          [
            {
              apiGroups: ["autoscaling.x-k8s.io"],
              resources: ["capacitybuffers"],
              verbs: ["get", "list", "watch"],
            },
          ],
        ],
      ],
    );
    const [binding] = named("RoleBinding").map(({ inputs }) => inputs as { subjects: { name: string }[] });
    assert.deepEqual(
      binding!.subjects.map(({ name }) => name),
      ["both", "reader"].map((name) => `principal:123456789012-role/${name}`),
    );
  });

  it("change by another team in nothing but the association that they share", async () => {
    const byUrn = (plan: Plan) =>
      new Map(plan.resources.filter(({ type }) => type !== "pulumi:pulumi:Stack").map((one) => [one.urn, one]));
    const before = byUrn(await planOf("teams-access", { teams: { alpha } }));
    const after = byUrn(await planOf("teams-access", { teams: { alpha, beta } }));
    const changed = [...before].filter(([urn, one]) => JSON.stringify(after.get(urn)) !== JSON.stringify(one));
    assert.deepEqual(
      changed.map(([urn]) => urn.split("::").at(-1)),
      ["access-123456789012-role/both-edit"],
    );
  });
});
