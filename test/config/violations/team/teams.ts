import type { RawConfig } from "../../arbitraries";
import type { Violation } from "../../violation";
import { pool } from "../../violation";

const arn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const dotori = (settings: RawConfig, stack: RawConfig = {}): RawConfig => ({
  teams: { dotori: { pools: [pool()], ...settings } },
  ...stack,
});
/** What the quiet pool holds at 64 vCPU and 256Gi is 63.77 vCPU and 251.5 Gi of allocatable. */
const share = (cpu: string, memory: string) => ({ cpu, memory });
const two = (quotas: RawConfig) => dotori({ namespaces: ["dotori", "dotori-batch"], quotas });
const unenforced = { cluster: { addons: { "vpc-cni": { networkPolicy: false } } } };
const pools = (...settings: readonly RawConfig[]): RawConfig =>
  dotori({ pools: settings.map((one, index) => ({ ...pool(), name: `p${index}`, ...one })) });
const hard = { key: "gpu", value: "true", effect: "NoSchedule" };

export const teamViolations: readonly Violation[] = [
  {
    rule: "team-principals-differ",
    config: dotori({ access: { view: [arn("a")], edit: [arn("b"), arn("b")], admin: [arn("a")] } }),
    paths: ["teams.dotori.access.edit[1]", "teams.dotori.access.admin[0]"],
    good: dotori({ access: { view: [arn("a")], edit: [arn("b")], admin: [arn("c")] } }),
  },
  {
    // Another team may have it too: EKS then gets one entry for both.
    rule: "team-principals-are-no-admins",
    config: dotori({ access: { edit: [arn("a"), arn("b")] } }, { cluster: { admins: [arn("x"), arn("b")] } }),
    paths: ["teams.dotori.access.edit[1]"],
    text: `teams.dotori.access.edit[1]: "${arn("b")}" is an administrator of the cluster (cluster.admins[1]) and may do all of this: EKS has one access entry for each principal; delete it here, or there if it is to work in the team's namespaces only`,
    good: {
      teams: {
        alpha: { access: { view: [arn("a")] }, pools: [pool()] },
        dotori: { access: { edit: [arn("a")] }, pools: [pool()] },
      },
      cluster: { admins: [arn("x")] },
    },
  },
  {
    rule: "quotas-name-the-teams-namespaces",
    config: dotori({ quotas: { dotory: share("62", "240Gi") } }),
    paths: ["teams.dotori.quotas.dotory"],
    text: 'teams.dotori.quotas.dotory: is not a namespace of the team (dotori); did you mean "dotori"? (dotori)',
    good: dotori({ quotas: { dotori: share("62", "240Gi") } }),
  },
  {
    rule: "namespaces-share-what-the-pools-hold",
    config: two({ dotori: share("62", "240Gi") }),
    paths: ["teams.dotori.quotas.dotori-batch.cpu", "teams.dotori.quotas.dotori-batch.memory"],
    text: 'teams.dotori.quotas.dotori-batch.cpu: is missing: a team with several namespaces must say how they share its pools; write the share, such as "16"',
    good: two({ dotori: share("31", "120Gi"), "dotori-batch": share("31", "120Gi") }),
  },
  {
    rule: "quotas-are-within-the-pools",
    config: two({ dotori: share("32", "126Gi"), "dotori-batch": share("31771m", "126Gi") }),
    paths: ["teams.dotori.quotas", "teams.dotori.quotas"],
    text: "teams.dotori.quotas: cpu: the namespaces may request 63.771 vCPU, and the team's pools have 63.77 vCPU (allocatable) at their limits: the rest stays pending",
    good: two({ dotori: share("32", "126Gi"), "dotori-batch": share("31770m", "125Gi") }),
  },
  {
    rule: "quotas-let-limits-be-reached",
    config: dotori({ quotas: { dotori: share("57", "225Gi") } }),
    paths: ["teams.dotori.quotas.dotori.cpu", "teams.dotori.quotas.dotori.memory"],
    good: dotori({ quotas: { dotori: share("58", "227Gi") } }),
  },
  {
    rule: "requests-are-above-the-minimum",
    config: dotori({ minRequests: { cpu: "101m", memory: "1Gi" } }),
    paths: ["teams.dotori.minRequests.cpu", "teams.dotori.minRequests.memory"],
    text: 'teams.dotori.minRequests.cpu: "101m" is above requests.cpu (100m), which a container without requests gets: the API server refuses such a LimitRange; write at most "100m", or raise requests.cpu',
    good: dotori({ minRequests: { cpu: "100m", memory: "128Mi" } }),
  },
  {
    rule: "requests-are-above-the-minimum",
    config: { ...dotori({}), teamDefaults: { minRequests: { cpu: "1" } } },
    paths: ["teamDefaults.minRequests.cpu"],
    good: { ...dotori({}), teamDefaults: { minRequests: { cpu: "1" }, requests: { cpu: "1" } } },
  },
  {
    rule: "load-balancers-have-node-ports",
    config: dotori({ objectQuota: { loadBalancers: 3, nodePorts: 2 } }),
    paths: ["teams.dotori.objectQuota.nodePorts"],
    text: "teams.dotori.objectQuota.nodePorts: 2 node ports do not reach for 3 load balancers: a Service takes one for each of its ports unless its allocateLoadBalancerNodePorts is false; raise nodePorts, or lower loadBalancers",
    good: dotori({ objectQuota: { loadBalancers: 3, nodePorts: 3 } }),
  },
  {
    rule: "load-balancers-have-node-ports",
    config: { ...dotori({}), teamDefaults: { objectQuota: { loadBalancers: "unlimited" } } },
    paths: ["teamDefaults.objectQuota.nodePorts"],
    good: { ...dotori({}), teamDefaults: { objectQuota: { loadBalancers: "unlimited", nodePorts: "unlimited" } } },
  },
  {
    rule: "network-policies-are-enforced",
    config: dotori({}, unenforced),
    paths: ["teams.dotori.networkPolicy"],
    text: 'teams.dotori.networkPolicy: ingress makes NetworkPolicy objects that nothing enforces: cluster.addons.vpc-cni.networkPolicy is false; write "none", or cluster.addons.vpc-cni.networkPolicy: true',
    good: dotori({ networkPolicy: "none" }, unenforced),
  },
  {
    rule: "network-policies-are-enforced",
    config: { ...dotori({}, unenforced), teamDefaults: { networkPolicy: "both" } },
    paths: ["teamDefaults.networkPolicy"],
    good: { ...dotori({}, unenforced), teamDefaults: { networkPolicy: "none" } },
  },
  {
    rule: "allowed-traffic-is-limited-otherwise",
    config: dotori({ networkPolicy: "none", allowIngress: { namespaces: ["monitoring"] } }),
    paths: ["teams.dotori.allowIngress"],
    good: dotori({ networkPolicy: "ingress", allowIngress: { namespaces: ["monitoring"] } }),
  },
  {
    // A default is idle only when it suits no team at all.
    rule: "allowed-traffic-is-limited-otherwise",
    config: { ...dotori({}), teamDefaults: { allowEgress: { cidrs: ["10.0.0.0/16"] } } },
    paths: ["teamDefaults.allowEgress"],
    good: {
      teams: { alpha: { networkPolicy: "both", pools: [pool()] }, dotori: { pools: [pool()] } },
      teamDefaults: { allowEgress: { cidrs: ["10.0.0.0/16"] } },
    },
  },
  {
    rule: "allowed-traffic-is-named-once",
    config: dotori({
      networkPolicy: "both",
      allowIngress: { namespaces: ["a", "a"], cidrs: ["10.0.0.0/16", "10.0.0.0/16"] },
      allowEgress: { cidrs: ["10.0.0.0/16", "10.0.0.0/16"] },
    }),
    paths: [
      "teams.dotori.allowIngress.namespaces[1]",
      "teams.dotori.allowIngress.cidrs[1]",
      "teams.dotori.allowEgress.cidrs[1]",
    ],
    good: dotori({
      networkPolicy: "both",
      allowIngress: { namespaces: ["a", "b"], cidrs: ["10.0.0.0/16"] },
      allowEgress: { cidrs: ["10.0.0.0/16"] },
    }),
  },
  {
    rule: "exempt-namespaces-are-no-teams",
    config: dotori({}, { admission: { systemNamespaces: ["dotori"], daemonSetNamespaces: ["monitoring"] } }),
    paths: ["admission.systemNamespaces[0]"],
    good: dotori({}, { admission: { systemNamespaces: ["calico-system"], daemonSetNamespaces: ["monitoring"] } }),
  },
  {
    rule: "exempt-namespaces-differ",
    config: dotori({}, { admission: { systemNamespaces: ["kube-system", "a"], daemonSetNamespaces: ["a"] } }),
    paths: ["admission.systemNamespaces[0]", "admission.daemonSetNamespaces[0]"],
    good: dotori({}, { admission: { systemNamespaces: ["b", "a"], daemonSetNamespaces: ["c"] } }),
  },
  {
    // What exempts DaemonSets does not raise priorities, and the other way round.
    rule: "exempt-namespaces-differ",
    config: dotori(
      {},
      { admission: { systemNamespaces: ["a"], systemPriorityNamespaces: ["a", "b", "b", "kube-system"] } },
    ),
    paths: [
      "admission.systemPriorityNamespaces[0]",
      "admission.systemPriorityNamespaces[2]",
      "admission.systemPriorityNamespaces[3]",
    ],
    good: dotori({}, { admission: { daemonSetNamespaces: ["a"], systemPriorityNamespaces: ["a", "b"] } }),
  },
  {
    rule: "system-priority-is-no-teams",
    config: dotori({}, { admission: { systemPriorityNamespaces: ["cert-manager", "dotori"] } }),
    paths: ["admission.systemPriorityNamespaces[1]"],
    text: 'admission.systemPriorityNamespaces[1]: "dotori" is a namespace of team dotori: its pods may evict any other on the team\'s own nodes; delete it, unless the team runs parts of the platform',
    good: dotori({}, { admission: { systemPriorityNamespaces: ["cert-manager"] } }),
  },
  {
    rule: "system-priority-is-no-teams",
    config: dotori(
      { isolation: "prefer" },
      { admission: { systemPriorityNamespaces: ["dotori"] }, sharedPools: [{ ...pool(), name: "spare" }] },
    ),
    paths: ["admission.systemPriorityNamespaces[0]"],
    text: 'admission.systemPriorityNamespaces[0]: "dotori" is a namespace of team dotori: its pods may evict any other on the bootstrap nodes, shared pool spare; delete it, unless the team runs parts of the platform',
    good: dotori({ isolation: "prefer" }, { sharedPools: [{ ...pool(), name: "spare" }] }),
  },
  {
    rule: "privileged-pods-run-on-own-nodes",
    config: dotori({ podSecurity: "privileged" }, { sharedPools: [{ ...pool(), name: "spare" }] }),
    paths: ["teams.dotori.podSecurity"],
    text: 'teams.dotori.podSecurity: "privileged" lets team dotori take over other teams\' pods, as the team may use shared pools (spare); write "baseline", or name the other teams in the shared pools\' teams',
    good: {
      teams: { acorn: { pools: [pool()] }, dotori: { podSecurity: "privileged", pools: [pool()] } },
      sharedPools: [{ ...pool(), name: "spare", teams: ["acorn"] }],
    },
    goodAlso: ["privileged-pods-are-meant"],
  },
  {
    rule: "privileged-pods-run-on-own-nodes",
    config: { ...dotori({ isolation: "prefer" }), teamDefaults: { podSecurity: "privileged" } },
    paths: ["teamDefaults.podSecurity"],
    text: 'teamDefaults.podSecurity: "privileged" lets team dotori take over other teams\' pods, as isolation is prefer, which lets pods onto others\' nodes; write "baseline", or isolation: enforced',
    good: { ...dotori({ isolation: "prefer" }), teamDefaults: { podSecurity: "baseline" } },
  },
  {
    rule: "privileged-pods-are-meant",
    config: dotori({ podSecurity: "privileged" }),
    paths: ["teams.dotori.podSecurity"],
    text: 'teams.dotori.podSecurity: "privileged" allows host access and privileged containers to team dotori: its pods may take over their node: its credentials, its kubelet and every pod on it; write "baseline", and run what needs the host in a namespace of the platform\'s',
    good: dotori({ podSecurity: "baseline" }),
  },
  {
    rule: "pools-of-a-team-have-an-order",
    config: pools({}, { capacityTypes: ["spot"] }),
    paths: ["teams.dotori.pools[1].weight"],
    text: "teams.dotori.pools[1].weight: is 0, as that of teams.dotori.pools[0]: both take linux pods on amd64 up to 63.77 vCPU and 233 Gi, and Karpenter tries dotori-p1 first, whose name is later in the alphabet; give one a higher weight, or a taint",
    good: pools({}, { capacityTypes: ["spot"], weight: 1 }),
  },
  {
    // A pod without the toleration has one pool to go to, whatever the other's machines; a soft taint parts nobody.
    rule: "pools-of-a-team-have-an-order",
    config: pools({ weight: 5 }, { weight: 5, taints: [{ ...hard, effect: "PreferNoSchedule" }] }),
    paths: ["teams.dotori.pools[1].weight"],
    good: pools({ weight: 5 }, { weight: 5, taints: [hard] }),
  },
  {
    rule: "pools-of-a-team-have-an-order",
    config: pools({ architectures: ["amd64"] }, { architectures: ["arm64", "amd64"] }),
    paths: ["teams.dotori.pools[1].weight"],
    good: pools({ architectures: ["amd64"] }, { architectures: ["arm64"] }),
  },
];
