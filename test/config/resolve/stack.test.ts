import assert from "node:assert/strict";
import { checkStackConfig, type StackConfig } from "../../../config";
import { context, type RawConfig } from "../arbitraries";
import { onePool, pool, quiet } from "../violation";

function resolved(config: RawConfig, own: object = {}): StackConfig {
  const { config: stack, findings } = checkStackConfig(config, { ...context, ...own });
  assert.ok(stack, JSON.stringify(findings));
  return stack;
}
const pinned = { nodeClassDefaults: { amiAlias: "al2023@v20260610" } };

describe("resolveStack", () => {
  it("makes a development stack of one word cheap and easy to delete", () => {
    const { network, cluster, karpenter, teams, sharedPools } = resolved({ environment: "development" });
    assert.deepEqual(network, {
      kind: "created",
      cidr: "10.0.0.0/16",
      zones: 3,
      zoneCount: 3,
      nat: "single",
      interfaceEndpoints: [],
      gatewayEndpoints: ["s3"],
      flowLogs: false,
    });
    assert.deepEqual(cluster, {
      name: "nodepools-dev",
      version: "1.35",
      support: "extended",
      publicCidrs: [],
      secretsKey: "create",
      logs: ["api", "audit", "authenticator"],
      protect: false,
      deletionProtection: false,
      admins: [],
      addons: ["vpc-cni", "kube-proxy", "eks-pod-identity-agent", "coredns", "aws-ebs-csi-driver"].map((name) => ({
        name,
        version: undefined,
        configurationValues: {},
        resolveConflictsOnCreate: "OVERWRITE",
        resolveConflictsOnUpdate: "OVERWRITE",
      })),
      kind: "created",
      zonalShift: undefined,
      cniRole: "own",
      logGroup: "own",
      logRetentionDays: 90,
      prefixDelegation: true,
      networkPolicy: false,
      bootstrap: { capacity: "nodeGroup", instanceTypes: ["m7g.large"], nodes: 2, diskGiB: 30 },
    });
    assert.deepEqual(karpenter, {
      version: "1.15.1",
      charts: {
        karpenter: "oci://public.ecr.aws/karpenter/karpenter",
        "karpenter-crd": "oci://public.ecr.aws/karpenter/karpenter-crd",
      },
      identity: "podIdentity",
      accountWideNames: "withRegion",
      accountWideName: "nodepools-dev-us-east-1",
      nodeRole: { additionalPolicies: [], ssm: false },
      featureGates: {
        nodeRepair: false,
        nodeOverlay: false,
        reservedCapacity: true,
        spotToSpotConsolidation: false,
        staticCapacity: false,
        capacityBuffer: false,
        terminateFirstDrift: false,
        terminateFirstRepair: false,
        podDeletionCostManagement: false,
      },
      awsFeatureGates: { nodeClassCEL: false, draNVIDIAGPU: false, draEFA: false, rebootForRepair: false },
      replicas: 2,
      resources: { cpu: "1", memory: "1Gi" },
      interruption: true,
      spotServiceLinkedRole: "existing",
      values: {},
      valuesAreSecret: false,
      isolated: false,
      amiParameters: [],
      volumeKeys: [],
    });
    assert.deepEqual([teams, sharedPools], [[], []]);
  });

  it("makes a production stack keep running when a zone fails, and keeps it from being deleted", () => {
    const { network, cluster } = resolved({ environment: "production" });
    assert.ok(network.kind === "created" && cluster.kind === "created");
    assert.deepEqual([network.nat, network.flowLogs, cluster.deletionProtection], ["perZone", true, true]);
  });

  it("lets a stack say otherwise in either environment", () => {
    const { network, cluster } = resolved({
      environment: "production",
      network: { nat: "single", flowLogs: false },
      cluster: { deletionProtection: false },
    });
    assert.ok(network.kind === "created" && cluster.kind === "created");
    assert.deepEqual([network.nat, network.flowLogs, cluster.deletionProtection], ["single", false, false]);
  });

  it("boots the family's latest in development, and what is pinned in production", () => {
    const aliasOf = (config: RawConfig) => resolved(config).teams[0]?.pools[0]?.nodeClass.amiAlias;
    assert.equal(aliasOf(quiet(onePool())), "al2023@latest");
    assert.equal(aliasOf(quiet(onePool({}, { environment: "production", ...pinned }))), "al2023@v20260610");
  });

  it("gives a pool without settings what facts and design ask for", () => {
    const [general] = resolved(quiet(onePool())).teams[0]!.pools;
    const { nodePoolName, users, capacityTypes, taints, labels, limits, budgets, selector, tolerations } = general!;
    assert.deepEqual(
      { nodePoolName, users, capacityTypes, taints, labels, limits, budgets, selector, tolerations },
      {
        nodePoolName: "dotori-general",
        users: ["dotori"],
        capacityTypes: ["on-demand"],
        taints: [{ key: "team", value: "dotori", effect: "NoSchedule" }],
        labels: { team: "dotori", owner: "dotori" },
        limits: { cpu: "64", memory: "256Gi" },
        budgets: [{ nodes: "10%" }],
        selector: { team: "dotori" },
        tolerations: [{ key: "team", operator: "Equal", value: "dotori", effect: "NoSchedule" }],
      },
    );
    assert.deepEqual(
      [general!.consolidationPolicy, general!.consolidateAfter, general!.expireAfter, general!.terminationGracePeriod],
      ["WhenEmptyOrUnderutilized", "1m", "720h", "1h"],
    );
  });

  it("replaces keys of poolDefaults, joins disruption key by key, and knows where each key is written", () => {
    const [general] = resolved(
      quiet({
        poolDefaults: { disruption: { consolidateAfter: "5m", budgets: [{ nodes: "2" }] }, labels: { tier: "blue" } },
        ...onePool({ disruption: { consolidationPolicy: "WhenEmpty" } }),
      }),
    ).teams[0]!.pools;
    assert.deepEqual(
      [general!.consolidateAfter, general!.budgets, general!.labels.tier],
      ["5m", [{ nodes: "2" }], "blue"],
    );
    assert.deepEqual(["disruption", "disruption.budgets", "labels", "weight"].map(general!.pathOf), [
      "teams.dotori.pools[0].disruption",
      "poolDefaults.disruption.budgets",
      "poolDefaults.labels",
      "teams.dotori.pools[0].weight",
    ]);
  });

  it("writes quantities as text, fractions of a CPU in millicores", () => {
    const [general] = resolved(quiet(onePool({ limits: { cpu: 96.5, memory: "1000Gi", nodes: 9 } }))).teams[0]!.pools;
    assert.deepEqual(general!.limits, { cpu: "96500m", memory: "1000Gi", nodes: "9" });
  });

  it("keeps a shared pool to the listed teams by a taint, and opens one for all without", () => {
    const [listed, open] = resolved(
      quiet({
        teams: { dotori: {} },
        sharedPools: [
          { ...pool(), name: "batch", teams: ["dotori"] },
          { ...pool(), name: "everyone" },
        ],
      }),
    ).sharedPools;
    assert.deepEqual(
      [listed!.taints, listed!.selector, listed!.users],
      [[{ key: "shared-pool", value: "batch", effect: "NoSchedule" }], { "shared-pool": "batch" }, ["dotori"]],
    );
    assert.deepEqual([open!.taints, open!.users, open!.owner], [[], "all", "platform"]);
  });

  it("shortens a cluster name made of long names, and keeps one that is written", () => {
    const project = "p".repeat(100);
    assert.equal(resolved({ environment: "development" }, { project }).cluster.name.length, 100);
    const named = { environment: "development", cluster: { name: "a".repeat(100) } };
    assert.equal(resolved(named, { project }).cluster.name, "a".repeat(100));
  });

  it("isolates Karpenter where nothing leads out, with the endpoints that nodes need", () => {
    const { network, karpenter } = resolved({ environment: "development", network: { nat: "none" } });
    assert.ok(network.kind === "created");
    assert.equal(karpenter.isolated, true);
    assert.deepEqual(network.interfaceEndpoints, ["ec2", "ecr.api", "ecr.dkr", "sts", "ssm", "sqs", "eks", "eks-auth"]);
    const irsa = resolved({ environment: "development", network: { nat: "none" }, karpenter: { identity: "irsa" } });
    assert.ok(irsa.network.kind === "created" && !irsa.network.interfaceEndpoints.includes("eks-auth"));
  });
});
