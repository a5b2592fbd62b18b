/** A plan with a little of everything, made by hand: one team, one pool that rolls, one that goes. */

import type { Plan } from "../../tools/plan/plan";
import type { Changes } from "../../tools/plan/summary/changesSchema";

const urnOf = (types: string, name: string) => `urn:pulumi:dev::nodepools::${types}::${name}`;
const team = urnOf("nodepools:index:Team", "dotori");
const component = urnOf("nodepools:index:Team$nodepools:index:NodePool", "dotori-general");
export const poolUrn = urnOf(
  "nodepools:index:Team$nodepools:index:NodePool$kubernetes:karpenter.sh/v1:NodePool",
  "dotori-general",
);
const cluster = urnOf("nodepools:index:Cluster$aws:eks/cluster:Cluster", "cluster");
const stackUrn = urnOf("pulumi:pulumi:Stack", "nodepools-dev");

function resource(urn: string, type: string, parent: string | null, path: string | null): Plan["resources"][number] {
  return {
    urn,
    type,
    name: urn.split("::").at(-1)!,
    parent,
    custom: !type.startsWith("nodepools:"),
    remote: false,
    inputs: { spec: { limits: { cpu: "64" } } },
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    ignoreChanges: [],
    customTimeouts: null,
    deletedWith: null,
    aliases: [],
    provider: null,
    expanded: false,
    path,
  };
}

const figures = {
  cpuMillis: 64_000,
  memoryBytes: 256 * 2 ** 30,
  nodes: 32,
  gpu: 0,
  usdPerHour: 9.5,
};
const none = { cpuMillis: [], memoryBytes: [], nodes: [], gpu: [], usdPerHour: [] };
const place = { path: "teams.dotori.pools[0]", file: "Pulumi.dev.yaml", line: 12, column: 11 };

/** A violation that the base has, too, and one that is new. */
const violations = [
  {
    policy: "pool-has-limits",
    level: "mandatory",
    urn: poolUrn,
    message:
      'A NodePool states its limits: without them it grows.\nNodePool "dotori-general" (team dotori): spec.limits.cpu is missing. To fix it, set it.',
    ...place,
    path: "teams.dotori.pools[0].limits.cpu",
    line: 14,
  },
  {
    policy: "cluster-logs-are-kept",
    level: "advisory",
    urn: cluster,
    message:
      'A cluster keeps logs: without them nobody knows.\nEKS cluster "cluster": enabledClusterLogTypes is empty.',
    path: "cluster.logs",
    file: "Pulumi.dev.yaml",
    line: 3,
    column: 3,
  },
  {
    policy: "iam-actions-are-named",
    level: "advisory",
    urn: cluster,
    message:
      'Actions are named: else too much is allowed.\nEKS cluster "cluster": cannot tell yet: policy is known only when it is deployed; the rule decides then.',
    cannotTell: true,
    path: "cluster",
    file: "Pulumi.dev.yaml",
    line: 3,
    column: 3,
  },
] as const satisfies Plan["policies"]["violations"];

const money = { usdPerHour: 9.5, nodes: 32, cpuMillis: 64_000, memoryBytes: 256 * 2 ** 30 };
const keys = ({ policy, level, urn, message }: Plan["policies"]["violations"][number]) => ({
  policy,
  level,
  urn,
  message,
});
const same = { gained: [], lost: [], kept: 3 };

const changes: Changes = {
  against: {
    kind: "ref",
    name: "origin/main",
    commit: "c2e2ca9f5e1a5b0c9a3b7d8e9f00112233445566",
    code: "today",
    stack: "dev",
    mode: "preview",
  },
  summary: {
    isSame: false,
    create: 0,
    update: 1,
    replace: 0,
    updateOrReplace: 0,
    delete: 2,
    same: 3,
    cannotTell: 4,
    ignored: [{ what: "quantity", count: 1, examples: [] }],
    pools: { none: 0, some: 0, drift: 1, replaced: 0, gone: 1, new: 0, unknown: 0 },
  },
  abrupt: [
    {
      kind: "pool-gone",
      subject: "pool dotori-spot",
      urn: poolUrn,
      certain: true,
      message: "goes, and all its nodes drain at once",
      instead: ["add the pool that takes its place", "remove this one"],
    },
  ],
  resources: [
    {
      urn: poolUrn,
      type: "kubernetes:karpenter.sh/v1:NodePool",
      name: "dotori-general",
      action: "update",
      paths: [{ path: "spec.template.metadata.labels.tier", after: "gold", replaces: "no" }],
      protect: false,
    },
  ],
  pools: [
    {
      name: "dotori-general",
      team: "dotori",
      rolls: "drift",
      because: [{ path: "NodePool spec.template.metadata.labels", text: "is part of what every node is made from" }],
      types: { gained: [], lost: ["m7i.large"], kept: 3 },
      zones: same,
      capacityTypes: same,
      nodes: { atMost: 32, declared: 2 },
      duration: {
        bestSeconds: 3600,
        boundSeconds: null,
        text: "1h at best, no bound",
        assumptions: ["a node is ready after 90 s"],
      },
      outside: ["the AMI alias names @latest"],
      revert: "rolls all nodes again",
      money: { before: money, after: money },
    },
    {
      name: "dotori-spot",
      team: "dotori",
      rolls: "gone",
      because: [],
      types: same,
      zones: same,
      capacityTypes: same,
      nodes: { atMost: null, declared: 0 },
      duration: null,
      outside: [],
      money: { before: money, after: null },
    },
  ],
  money: {
    teams: [{ name: "dotori", before: { ...money, usdPerHour: 19 }, after: money }],
    sharedPools: [],
    cluster: { before: { ...money, usdPerHour: 19 }, after: money },
    warmUsdPerWeek: { before: 0, after: 12.5 },
  },
  policies: { new: [keys(violations[0])], gone: [], still: [keys(violations[1])], known: true },
  access: {
    gained: [],
    lost: [{ nodes: { kind: "shared", name: "spot" }, team: "dotori", before: "allowed", after: null }],
  },
  windows: [
    {
      pool: "dotori-general",
      before: null,
      after: {
        windows: ["weekdays 09:00 to 18:00 Asia/Seoul: 3"],
        always: 1,
        nodeHours: 135,
        maxNodes: 3,
        usdPerWeek: 12.5,
      },
    },
  ],
};

const controlPlane = {
  item: "control plane (Kubernetes 1.35) in standard support",
  quantity: 730,
  unit: "cluster-hours",
  usdPerUnit: 0.1,
  usdPerMonth: 73,
  source: "AWS price list",
  date: "2026-03-15",
};
const nothing = { usdPerMonth: 0, notKnown: [], lines: [] };
const platform = { usdPerMonth: 73, notKnown: [], lines: [controlPlane] };
const atLimits = {
  item: "nodes of pool dotori-general at its limits",
  quantity: 23_360,
  unit: "node-hours",
  usdPerUnit: null,
  usdPerMonth: 6935,
  source: "AWS price list",
  date: "2026-03-15",
};

/** The plan; what is not of interest is as small as it can be. */
export const samplePlan: Plan = {
  version: 1,
  project: "nodepools",
  stack: "dev",
  mode: "preview",
  files: { "Pulumi.dev.yaml": "infra/Pulumi.dev.yaml" },
  resources: [
    resource(cluster, "aws:eks/cluster:Cluster", stackUrn, "cluster"),
    resource(team, "nodepools:index:Team", stackUrn, "teams.dotori"),
    resource(component, "nodepools:index:NodePool", team, "teams.dotori.pools[0]"),
    resource(poolUrn, "kubernetes:karpenter.sh/v1:NodePool", component, "teams.dotori.pools[0]"),
    resource(stackUrn, "pulumi:pulumi:Stack", null, null),
  ],
  policies: { verdict: "fail", violations },
  placement: {
    complete: true,
    rows: [{ nodes: { kind: "team", name: "dotori" }, teams: ["dotori"], outcome: "allowed", refusedBy: [] }],
  },
  sharedPrincipals: [],
  teams: [
    {
      name: "dotori",
      pools: [{ name: "dotori-general", ...place, ceiling: figures }],
      sharedPools: [],
      ceiling: { ...figures, nullFor: none },
    },
  ],
  cluster: { ceiling: { ...figures, nullFor: none }, sharedPools: [] },
  decidedByAws: ["cluster.creator: whether whoever runs `pulumi up` is also in cluster.admins"],
  money: {
    region: "us-east-1",
    currency: "USD",
    from: "2026-11-25",
    hours: 730,
    platform: { planned: platform, atCeilings: platform },
    teams: [
      {
        name: "dotori",
        planned: nothing,
        atCeilings: { usdPerMonth: 6935, notKnown: [], lines: [atLimits] },
      },
    ],
    planned: { usdPerMonth: 73, notKnown: [] },
    atCeilings: { usdPerMonth: 7008, notKnown: [] },
    notCounted: [],
    assumptions: [],
  },
  findings: [
    {
      level: "warning",
      rule: "deployer-reaches-the-cluster",
      path: "cluster.endpoint.publicCidrs",
      message: "is empty",
      suggestion: "name your ranges",
      file: "Pulumi.dev.yaml",
      line: 3,
      column: 3,
    },
  ],
  changes,
};

/** The same without something to compare with. */
export const samplePlanAlone: Plan = (({ changes: _, ...plan }) => plan)(samplePlan);
