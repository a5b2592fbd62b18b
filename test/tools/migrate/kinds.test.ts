// biome-ignore-all lint/suspicious/noTemplateCurlyInString: user data of nodes is a shell script
/** One file of each API: what becomes of it, and that its pools admit what they admitted. */
import assert from "node:assert/strict";
import { parseAllDocuments } from "yaml";
import { recommendedAlias } from "../../../capacity/ec2/amiReleases";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { templateOf } from "../../../capacity/nodePool/spec";
import { checkStackConfig, nodeSettings, type PoolConfig } from "../../../config";
import { type Migration, migrate } from "../../../tools/migrate/migrate";
import {
  at,
  decidedAt,
  fixtureFiles,
  fixtureText,
  messagesAt,
  migrated,
  migratedObjects,
  webClass,
  webPool,
} from "./fixtures";

function poolsOf({ config, region }: Migration): readonly PoolConfig[] {
  const { config: stack } = checkStackConfig(config, { project: "nodepools", stack: "migrated", region });
  return [...stack!.teams.flatMap(({ pools }) => pools), ...stack!.sharedPools];
}

const carriedPaths = ({ lists }: Migration) => lists.carried.map(({ from }) => from.path);

const noEquivalentPaths = ({ lists }: Migration) => lists.noEquivalent.map(({ from }) => from.path);

interface NodePoolObject {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

/** The NodePools of a file, in Karpenter's own keys. */
function nodePoolsIn(file: string): readonly NodePoolObject[] {
  const text = fixtureText(file).replaceAll("eks.amazonaws.com/instance-", "karpenter.k8s.aws/instance-");
  const documents = parseAllDocuments(text).map((document) => document.toJS() as NodePoolObject | null);
  const items = documents.flatMap(
    (one) => ((one as { items?: NodePoolObject[] } | null)?.items ?? [one]) as (NodePoolObject | null)[],
  );
  return items.filter((one): one is NodePoolObject => one?.kind === "NodePool");
}

describe("migrate", () => {
  for (const file of fixtureFiles.filter((name) => nodePoolsIn(name).length > 0)) {
    it(`admits the types that ${file} admits`, () => {
      const migration = migrated([file]);
      for (const { metadata, spec } of nodePoolsIn(file)) {
        const pool = poolsOf(migration).find(({ nodePoolName }) => nodePoolName.endsWith(metadata.name));
        const [before, after] = [templateOf(spec), pool!].map((one) =>
          poolSelection(one, migration.region).types.map(({ type }) => type),
        );
        assert.ok(before!.length > 0);
        assert.deepEqual(after, before);
      }
    });
  }

  it("carries over all that a v1 pool and node class say", () => {
    const migration = migrated(["kinds/v1.yaml"]);
    assert.deepEqual(at(migration, "teamDefaults"), { isolation: "enforced" });
    assert.equal(at(migration, "teams", "payments", "owner"), "payments-on-call");
    assert.deepEqual(at(migration, "teams", "payments", "pools"), [
      {
        name: "general",
        capacityTypes: ["spot", "on-demand"],
        architectures: ["arm64", "amd64"],
        requirements: [
          { key: "karpenter.k8s.aws/instance-category", operator: "In", values: ["c", "m", "r"], minValues: 2 },
          { key: "karpenter.k8s.aws/instance-cpu", operator: "Lt", values: ["33"] },
        ],
        instanceGenerations: { atLeast: 6 },
        labels: { tier: "gold" },
        annotations: { "example.com/contact": "on-call" },
        taints: [{ key: "example.com/batch", value: "true", effect: "PreferNoSchedule" }],
        startupTaints: [{ key: "node.cilium.io/agent-not-ready", value: "true", effect: "NoExecute" }],
        limits: { cpu: "64", memory: "256Gi", nodes: 20 },
        disruption: {
          consolidationPolicy: "WhenEmptyOrUnderutilized",
          consolidateAfter: "5m",
          budgets: [
            { nodes: "0", reasons: ["Drifted", "Underutilized"], schedule: "0 9 * * 1-5", duration: "8h" },
            { nodes: "20%" },
          ],
        },
        expireAfter: "336h",
        terminationGracePeriod: "30m",
        weight: 10,
      },
    ]);
    assert.deepEqual(at(migration, "teams", "payments", "nodeClass"), {
      amiFamily: "AL2023",
      amiSelectorTerms: [{ name: "golden-al2023-*", owner: "self" }],
      tags: { "cost-center": "9001" },
      disks: [
        {
          deviceName: "/dev/xvda",
          sizeGiB: 50,
          type: "gp3",
          iops: 4000,
          encrypted: true,
          rootVolume: true,
          deleteOnTermination: true,
        },
      ],
      securityGroupIds: ["sg-0123456789abcdef0"],
      kubelet: {
        maxPods: 58,
        systemReserved: { cpu: "100m", memory: "200Mi" },
        evictionHard: { "memory.available": "5%" },
      },
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      userData: '#!/bin/bash\necho "ready on ${HOSTNAME}"\n',
      detailedMonitoring: true,
    });
    assert.deepEqual(noEquivalentPaths(migration), [
      "spec.role",
      "spec.subnetSelectorTerms",
      "spec.associatePublicIPAddress",
      "spec.securityGroupSelectorTerms[1]",
      'metadata.labels["example.com/chart"]',
      'spec.tags["kubernetes.io/cluster/demo"]',
    ]);
  });

  it("reads v1beta1 by its own words and defaults", () => {
    const migration = migrated(["kinds/v1beta1.yaml"]);
    const pool = (key: string) => at(migration, "teams", "data", "pools", 0, key);
    assert.deepEqual(pool("disruption"), {
      consolidationPolicy: "WhenEmpty",
      consolidateAfter: "10m",
      budgets: [{ nodes: "100%" }],
    });
    assert.equal(pool("expireAfter"), "Never");
    assert.deepEqual(pool("architectures"), ["amd64", "arm64"]);
    assert.deepEqual(at(migration, "teams", "data", "nodeClass", "kubelet"), {
      maxPods: 40,
      clusterDNS: ["172.20.0.10"],
    });
    assert.equal(at(migration, "teams", "data", "nodeClass", "metadataOptions", "httpPutResponseHopLimit"), 2);
    assert.equal(at(migration, "teams", "data", "nodeClass", "amiAlias"), "bottlerocket@latest");
  });

  it("reads v1alpha5 with a node template, and fills in what its webhook filled in", () => {
    const migration = migrated(["kinds/v1alpha5.yaml"], { label: "squad" });
    const pool = at(migration, "teams", "vision", "pools", 0) as Readonly<Record<string, unknown>>;
    assert.deepEqual(pool.instanceTypes, ["g5.xlarge", "g5.2xlarge"]);
    assert.deepEqual([pool.capacityTypes, pool.architectures], [["on-demand"], ["amd64"]]);
    assert.deepEqual(pool.limits, { cpu: "64", memory: "256Gi", gpu: 8 });
    assert.equal(pool.expireAfter, "168h");
    assert.deepEqual(pool.labels, { squad: "vision" });
    assert.deepEqual(noEquivalentPaths(migration), [
      "spec.instanceProfile",
      "spec.subnetSelector",
      "spec.amiSelector.aws-ids",
      "spec.kubeletConfiguration.containerRuntime",
    ]);
  });

  it("makes placeholders of a size and their windows out of a Deployment and its crons", () => {
    const migration = migrated(["kinds/warm.yaml"]);
    assert.deepEqual(at(migration, "teams", "web", "pools", 0, "warm"), {
      placeholder: { cpu: "500m", memory: "1024Mi" },
      spare: { cpu: "1", memory: "2048Mi" },
      windows: [
        {
          days: "weekdays",
          from: "09:00",
          to: "18:00",
          timezone: "Asia/Seoul",
          spare: { cpu: "5", memory: "10240Mi" },
        },
        { days: ["sat"], from: "22:00", to: "02:00", timezone: "Asia/Seoul", spare: { cpu: "6", memory: "12288Mi" } },
      ],
      cooldown: "600s",
    });
    const [pool] = poolsOf(migration);
    assert.equal(pool?.warm?.always, 2);
    assert.deepEqual(
      pool?.warm?.windows.map(({ nodes }) => nodes),
      [10, 12],
    );
    assert.equal(nodeSettings(pool!.nodeClass).bottlerocket, true);
    assert.deepEqual(migration.lists.broken, []);
    assert.deepEqual(migration.passedOver, [{ kind: "ConfigMap", count: 1 }]);
  });

  it("reads EKS Auto Mode by Karpenter's keys", () => {
    const migration = migrated(["kinds/auto-mode.yaml"]);
    const pool = at(migration, "teams", "web", "pools", 0) as Readonly<Record<string, unknown>>;
    assert.deepEqual(pool.instanceCategories, ["c", "m", "r"]);
    assert.deepEqual([pool.expireAfter, pool.terminationGracePeriod], ["336h", "24h"]);
    assert.equal(migration.region, "eu-west-1");
    assert.deepEqual(at(migration, "teams", "web", "nodeClass", "disks", 1), {
      deviceName: "/dev/xvdb",
      sizeGiB: 160,
      type: "gp3",
      encrypted: true,
      iops: 4000,
      throughput: 250,
    });
    assert.deepEqual(noEquivalentPaths(migration), [
      "spec.role",
      "spec.subnetSelectorTerms",
      "spec.networkPolicy",
      "spec.snatPolicy",
    ]);
  });

  it("reads a managed node group: its least nodes stay warm, its most bound the pool", () => {
    const migration = migrated(["aws/nodegroup.json"]);
    const pool = at(migration, "teams", "web", "pools", 0) as Readonly<Record<string, unknown>>;
    assert.deepEqual(pool.instanceTypes, ["m6i.large", "m5.large"]);
    assert.deepEqual(pool.limits, { nodes: 10, cpu: "20", memory: "80Gi" });
    assert.deepEqual(pool.warm, { always: 2 });
    assert.equal(at(migration, "teams", "web", "nodeClass", "amiAlias"), "al2023@v20260129");
    assert.deepEqual(pool.taints, [{ key: "example.com/web", value: "true", effect: "NoSchedule" }]);
    assert.deepEqual(pool.labels, { tier: "gold" });
    assert.deepEqual(noEquivalentPaths(migration), ["subnets", "nodeRole", "updateConfig"]);
  });

  it("reads an Auto Scaling group by the tags for Cluster Autoscaler, and leaves a node group's own to that", () => {
    const migration = migrated(["aws/auto-scaling-groups.json"]);
    const pool = at(migration, "teams", "data", "pools", 0) as Readonly<Record<string, unknown>>;
    assert.deepEqual(pool.capacityTypes, ["spot"]);
    assert.deepEqual(pool.instanceTypes, ["m5.xlarge", "m5a.xlarge", "m6i.xlarge"]);
    assert.deepEqual(pool.zones, ["us-east-1a", "us-east-1b"]);
    assert.deepEqual(pool.labels, { tier: "batch" });
    assert.deepEqual(pool.taints, [{ key: "example.com/batch", value: "true", effect: "NoSchedule" }]);
    assert.ok(migration.lists.noEquivalent.some(({ message }) => message.includes("managed node group web")));
  });

  it("reads the values of the overprovisioning chart", () => {
    const migration = migrated(["kinds/auto-mode.yaml", "kinds/overprovisioner-values.yaml"]);
    assert.deepEqual(at(migration, "teams", "web", "pools", 0, "warm"), {
      placeholder: { cpu: "1", memory: "1000Mi" },
      spare: { cpu: "3", memory: "3000Mi" },
    });
  });

  it("tells teams apart by the rule that is given", () => {
    const names = (options: Parameters<typeof migrated>[1]) => {
      const { config } = migrated(["kinds/v1.yaml", "five/4-workshop.yaml"], options);
      return [
        Object.keys((config.teams ?? {}) as object),
        ((config.sharedPools ?? []) as { name: string }[]).map(({ name }) => name),
      ];
    };
    assert.deepEqual(names({}), [["payments"], ["default"]]);
    assert.deepEqual(names({ team: "all-of-it" }), [["all-of-it"], []]);
    assert.deepEqual(names({ label: "type" }), [["karpenter"], ["payments-general"]]);
    assert.deepEqual(names({ label: "no-such", name: "{team}-*" }), [["payments"], ["default"]]);
  });

  it("takes JSON, a list and documents for the same", () => {
    const objects = parseAllDocuments(fixtureText("five/4-workshop.yaml")).map(
      (document) => document.toJS() as unknown,
    );
    const text = JSON.stringify({ apiVersion: "v1", kind: "List", items: objects });
    assert.deepEqual(migrate([{ file: "list.json", text }]).config, migrated(["five/4-workshop.yaml"]).config);
  });

  it("gives no AMI of AL2 to nodes of AL2023, whichever API names it", () => {
    const own = webClass(
      { amiFamily: "AL2", amiSelectorTerms: [{ id: "ami-0123456789abcdef0" }, { name: "al2-*" }] },
      "v1beta1",
    );
    const beta = migratedObjects(webPool(), own);
    assert.deepEqual(
      [at(beta, "teams", "web", "nodeClass", "amiFamily"), at(beta, "teams", "web", "nodeClass", "amiAlias")],
      ["AL2023", "al2023@latest"],
    );
    assert.equal(at(beta, "teams", "web", "nodeClass", "amiSelectorTerms"), undefined);
    for (const index of [0, 1]) {
      assert.match(
        messagesAt(beta, `spec.amiSelectorTerms[${index}]`).join(),
        /^chooses AMIs of AL2, which have no nodeadm/,
      );
      assert.ok(!carriedPaths(beta).includes(`spec.amiSelectorTerms[${index}]`));
    }
    assert.match(
      decidedAt(beta, "teams.web.nodeClass.amiAlias").join(),
      /^al2023@latest: the source's own AMIs are not carried over;/,
    );
    // the default family of v1alpha1
    const alpha = migratedObjects(
      {
        ...webPool(),
        apiVersion: "karpenter.sh/v1alpha5",
        kind: "Provisioner",
        spec: { labels: { team: "web" }, providerRef: { name: "web" } },
      },
      { ...webClass({ amiSelector: { "aws-ids": "ami-0123456789abcdef0" } }, "v1alpha1"), kind: "AWSNodeTemplate" },
    );
    assert.equal(at(alpha, "teams", "web", "nodeClass", "amiSelectorTerms"), undefined);
    assert.equal(messagesAt(alpha, "spec.amiSelector.aws-ids").length, 1);
    const al2023 = migratedObjects(
      webPool(),
      webClass({ amiFamily: "AL2023", amiSelectorTerms: [{ id: "ami-0123456789abcdef0" }] }),
    );
    assert.deepEqual(at(al2023, "teams", "web", "nodeClass", "amiSelectorTerms"), [{ id: "ami-0123456789abcdef0" }]);
  });

  const nodeGroup = (said: object) => ({
    nodegroup: {
      nodegroupName: "web",
      capacityType: "ON_DEMAND",
      scalingConfig: { minSize: 0, maxSize: 10 },
      instanceTypes: ["m6i.large"],
      labels: { team: "web" },
      ...said,
    },
  });
  const migratedGroups = (...groups: readonly object[]) => migrate([{ file: "in.json", text: JSON.stringify(groups) }]);

  it("pins the AMI release of a node group where an alias says it", () => {
    const alias = (said: object) => {
      const migration = migratedGroups(nodeGroup(said));
      return [at(migration, "teams", "web", "nodeClass", "amiAlias"), messagesAt(migration, "releaseVersion").length];
    };
    const al2023 = recommendedAlias("al2023", "1.34")!;
    const release = al2023.split("@v")[1];
    assert.deepEqual(alias({ amiType: "AL2023_x86_64_STANDARD", releaseVersion: `1.34.1-${release}` }), [al2023, 0]);
    const bottlerocket = recommendedAlias("bottlerocket", "1.34")!;
    const version = bottlerocket.split("@v")[1];
    assert.deepEqual(alias({ amiType: "BOTTLEROCKET_x86_64", releaseVersion: `${version}-713f44ce` }), [
      bottlerocket,
      0,
    ]);
    assert.deepEqual(alias({ amiType: "AL2023_x86_64_STANDARD", releaseVersion: "newest" }), ["al2023@latest", 1]);
    // no release of AL2023 is of that day
    assert.deepEqual(alias({ amiType: "AL2023_x86_64_STANDARD", releaseVersion: "1.34.1-20260101" }), [
      "al2023@latest",
      1,
    ]);
    assert.deepEqual(alias({ amiType: "AL2_x86_64", releaseVersion: "1.32.1-20250501" }), ["al2023@latest", 1]);
    const unsaid = migratedGroups(nodeGroup({ amiType: "AL2023_x86_64_STANDARD", releaseVersion: "newest" }));
    assert.match(
      decidedAt(unsaid, "teams.web.nodeClass.amiAlias").join(),
      /the source's own AMIs are not carried over/,
    );
  });

  it("says that a node group's FIPS is lost, and takes no release of another variant for it", () => {
    for (const amiType of ["BOTTLEROCKET_x86_64_FIPS", "BOTTLEROCKET_ARM_64_FIPS", "BOTTLEROCKET_x86_64_NVIDIA_FIPS"]) {
      const migration = migratedGroups(
        nodeGroup({ amiType, releaseVersion: "1.49.0-713f44ce", instanceTypes: ["m6i.large", "m6g.large"] }),
      );
      assert.equal(at(migration, "teams", "web", "nodeClass", "amiAlias"), "bottlerocket@latest");
      assert.match(messagesAt(migration, "amiType").join(), /^is a FIPS variant of Bottlerocket/);
      assert.equal(messagesAt(migration, "releaseVersion").length, 1);
    }
  });

  it("takes the AMI of a node group's launch template from its release", () => {
    const custom = { amiType: "CUSTOM", launchTemplate: { id: "lt-1", version: "1" } };
    const migration = migratedGroups(nodeGroup({ ...custom, releaseVersion: "ami-0123456789abcdef0" }));
    assert.deepEqual(at(migration, "teams", "web", "nodeClass", "amiSelectorTerms"), [{ id: "ami-0123456789abcdef0" }]);
    assert.equal(at(migration, "teams", "web", "nodeClass", "amiFamily"), "Custom");
    const unsaid = migratedGroups(nodeGroup(custom));
    assert.match(
      decidedAt(unsaid, "teams.web.nodeClass.amiAlias").join(),
      /the source's own AMIs are not carried over/,
    );
  });

  it("makes no Linux pool of Windows nodes, whatever says that they are", () => {
    const windows = "makes nodes without Linux, and the program makes no parts for Windows nodes";
    const groups = migratedGroups(
      nodeGroup({ amiType: "WINDOWS_CORE_2022_x86_64", nodegroupName: "win" }),
      nodeGroup({}),
    );
    assert.deepEqual(
      groups.lists.noEquivalent.map(({ from, message }) => [from.object, from.path, message]),
      [["NodeGroup win", "", windows]],
    );
    assert.deepEqual(
      poolsOf(groups).map(({ nodePoolName }) => nodePoolName),
      ["web-web"],
    );
    for (const spec of [
      { amiFamily: "Windows2022", amiSelectorTerms: [{ id: "ami-0123456789abcdef0" }] },
      { amiSelectorTerms: [{ alias: "windows2022@latest" }] },
    ]) {
      const migration = migratedObjects(webPool(), webClass(spec));
      assert.deepEqual(poolsOf(migration), []);
      assert.deepEqual(migration.lists.noEquivalent.filter(({ message }) => message === windows).length, 1);
    }
  });

  const autoScalingGroup = (said: object) => ({
    AutoScalingGroups: [
      {
        AutoScalingGroupName: "web",
        MinSize: 0,
        MaxSize: 5,
        Tags: [{ Key: "k8s.io/cluster-autoscaler/node-template/label/team", Value: "web" }],
        ...said,
      },
    ],
  });

  it("does not make a pool of any type where the types are in a launch template", () => {
    const template = { LaunchTemplateId: "lt-1", Version: "1" };
    const groups = [
      [
        nodeGroup({ instanceTypes: undefined, launchTemplate: { id: "lt-1" }, amiType: "AL2023_ARM_64_STANDARD" }),
        "launchTemplate",
      ],
      [nodeGroup({ instanceTypes: undefined }), "nodegroupName"],
      [autoScalingGroup({ LaunchTemplate: template }), "LaunchTemplate"],
      [autoScalingGroup({ LaunchConfigurationName: "lc" }), "LaunchConfigurationName"],
      [
        autoScalingGroup({ MixedInstancesPolicy: { LaunchTemplate: { LaunchTemplateSpecification: template } } }),
        "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification",
      ],
    ] as const;
    for (const [index, [group, path]] of groups.entries()) {
      const migration = migratedGroups(group);
      assert.ok(
        messagesAt(migration, path).includes("the instance type is in the launch template, which is not in the input"),
        path,
      );
      const pool = at(migration, "teams", "web", "pools", 0) as Readonly<Record<string, unknown>>;
      const architecture = index === 0 ? "arm64" : "amd64";
      assert.deepEqual(
        [pool.instanceCategories, pool.instanceGenerations, pool.architectures],
        [["c", "m", "r"], { atLeast: 3 }, [architecture]],
      );
      assert.deepEqual(decidedAt(migration, "teams.web.pools[0].instanceCategories"), [
        `c, m and r of generation 3 and newer for ${architecture}: what a pool takes by default, since the source does not name its types`,
      ]);
      assert.equal((pool.limits as { cpu: string }).cpu, "1000");
      assert.match(decidedAt(migration, "teams.web.pools[0].limits").join(), /: write what the pool may cost at most;/);
    }
    const known = migratedGroups(
      autoScalingGroup({ LaunchTemplate: template, Instances: [{ InstanceType: "m5.large" }] }),
    );
    assert.deepEqual(at(known, "teams", "web", "pools", 0, "instanceTypes"), ["m5.large"]);
    assert.deepEqual(decidedAt(known, "teams.web.pools[0].instanceCategories"), []);
  });

  it("loses nothing of an Auto Scaling group, and counts nodes where it counts units of capacity", () => {
    const option = "k8s.io/cluster-autoscaler/node-template";
    const template = { LaunchTemplateId: "lt-1", Version: "1" };
    const group = (overrides: readonly object[], distribution: object) =>
      migratedGroups(
        autoScalingGroup({
          MinSize: 3,
          MaxSize: 40,
          MixedInstancesPolicy: { LaunchTemplate: { Overrides: overrides }, InstancesDistribution: distribution },
          Tags: [
            { Key: `${option}/label/team`, Value: "web" },
            { Key: `${option}/autoscaling-options/scaledownunneededtime`, Value: "60m" },
            { Key: `${option}/taint/dedicated`, Value: "true:Sometimes" },
            { Key: `${option}/taint/example.com/web`, Value: "true:NoSchedule" },
          ],
        }),
      );
    const weighed = group(
      [
        { InstanceType: "m5.xlarge", WeightedCapacity: "4", LaunchTemplateSpecification: template },
        { InstanceType: "m5.large", WeightedCapacity: "2", Unheard: "of" },
      ],
      {
        OnDemandBaseCapacity: 0,
        OnDemandPercentageAboveBaseCapacity: 0,
        OnDemandAllocationStrategy: "prioritized",
        SpotAllocationStrategy: "lowest-price",
        SpotInstancePools: 2,
        SpotMaxPrice: "0.04",
      },
    );
    assert.deepEqual(noEquivalentPaths(weighed).sort(), [
      "MixedInstancesPolicy.InstancesDistribution.OnDemandAllocationStrategy",
      "MixedInstancesPolicy.InstancesDistribution.SpotAllocationStrategy",
      "MixedInstancesPolicy.InstancesDistribution.SpotInstancePools",
      "MixedInstancesPolicy.InstancesDistribution.SpotMaxPrice",
      "MixedInstancesPolicy.LaunchTemplate.Overrides[0].LaunchTemplateSpecification",
      "MixedInstancesPolicy.LaunchTemplate.Overrides[0].WeightedCapacity",
      "MixedInstancesPolicy.LaunchTemplate.Overrides[1].Unheard",
      "MixedInstancesPolicy.LaunchTemplate.Overrides[1].WeightedCapacity",
      "Tags[1]",
      "Tags[2]",
    ]);
    const pool = (migration: Migration) =>
      at(migration, "teams", "web", "pools", 0) as Readonly<Record<string, unknown>>;
    assert.equal((pool(weighed).limits as { nodes: number }).nodes, 20);
    assert.deepEqual(pool(weighed).warm, { always: 2 });
    const plain = group([{ InstanceType: "m5.large" }], {
      OnDemandAllocationStrategy: "lowest-price",
      SpotAllocationStrategy: "price-capacity-optimized",
      SpotMaxPrice: "",
    });
    assert.deepEqual(noEquivalentPaths(plain), ["Tags[1]", "Tags[2]"]);
    assert.equal((pool(plain).limits as { nodes: number }).nodes, 40);
  });

  const pauses = (spec: object, replicas = 3) => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "room", namespace: "room" },
    spec: { replicas, template: { spec: { nodeSelector: { team: "web" }, priorityClassName: "low", ...spec } } },
  });
  const pause = (resources?: object, said: object = {}) => ({
    image: "registry.k8s.io/pause:3.10",
    resources,
    ...said,
  });

  it("keeps as much room as Kubernetes counts for a placeholder: limits where there is no request, of all containers", () => {
    const placeholder = (spec: object) => {
      const migration = migratedObjects(webPool(), pauses(spec));
      const [said] = decidedAt(migration, "teams.web.pools[0].warm.placeholder");
      const { cpu, memory } = at(migration, "teams", "web", "pools", 0, "warm", "placeholder") as Record<
        string,
        string
      >;
      return [cpu, memory, said];
    };
    const limits = { limits: { cpu: "2", memory: "4Gi" } };
    assert.deepEqual(placeholder({ containers: [pause(limits)] }), ["2", "4096Mi", undefined]);
    const both = { requests: { cpu: "500m" }, limits: { cpu: "2", memory: "1Gi" } };
    assert.deepEqual(placeholder({ containers: [pause(both)] }), ["500m", "1024Mi", undefined]);
    assert.deepEqual(placeholder({ containers: [pause(limits), pause(both)] }), ["2500m", "5120Mi", undefined]);
    const sidecar = pause(both, { restartPolicy: "Always" });
    assert.deepEqual(placeholder({ containers: [pause(limits)], initContainers: [sidecar] }), [
      "2500m",
      "5120Mi",
      undefined,
    ]);
    // what starts and ends counts only where it is more
    assert.deepEqual(placeholder({ containers: [pause(limits)], initContainers: [pause(both)] }), [
      "2",
      "4096Mi",
      undefined,
    ]);
    assert.deepEqual(placeholder({ containers: [pause(both)], initContainers: [sidecar, pause(limits)] }), [
      "2500m",
      "5120Mi",
      undefined,
    ]);
    assert.deepEqual(
      placeholder({ containers: [pause(both)], resources: { requests: { cpu: "3" }, limits: { memory: "9Gi" } } }),
      ["3", "1024Mi", undefined],
    );
    assert.deepEqual(placeholder({ containers: [pause({ requests: { cpu: "1" } })] }), [
      "1",
      "16Mi",
      "memory 16Mi: the source requests none",
    ]);
    assert.deepEqual(placeholder({ containers: [pause()] }), [
      "10m",
      "16Mi",
      "cpu 10m and memory 16Mi: the source requests none",
    ]);
  });

  it("takes the chart's limits for its requests, too", () => {
    const values = {
      priorityClassOverprovision: { enabled: true },
      deployments: [
        {
          name: "second",
          replicaCount: 3,
          resources: { limits: { cpu: "500m", memory: "512Mi" } },
          nodeSelector: { team: "web" },
        },
      ],
    };
    const migration = migrate([
      { file: "pool.json", text: JSON.stringify(webPool()) },
      { file: "values.json", text: JSON.stringify(values) },
    ]);
    assert.deepEqual(at(migration, "teams", "web", "pools", 0, "warm", "placeholder"), {
      cpu: "500m",
      memory: "512Mi",
    });
  });

  it("carries over no kubelet setting that has no equivalent, of whichever of a team's pools", () => {
    const provisioner = (name: string) => ({
      apiVersion: "karpenter.sh/v1alpha5",
      kind: "Provisioner",
      metadata: { name },
      spec: {
        labels: { team: "web" },
        kubeletConfiguration: { maxPods: 30, containerRuntime: "containerd" },
        limits: { resources: { cpu: 8 } },
      },
    });
    const migration = migratedObjects(provisioner("a"), provisioner("b"));
    const runtime = "spec.kubeletConfiguration.containerRuntime";
    assert.equal(messagesAt(migration, runtime).length, 2);
    assert.ok(!carriedPaths(migration).includes(runtime));
    assert.equal(carriedPaths(migration).filter((path) => path === "spec.kubeletConfiguration.maxPods").length, 2);
    assert.deepEqual(at(migration, "teams", "web", "nodeClass", "kubelet"), { maxPods: 30 });
  });

  it("stops a window's replicas where KEDA stops them, at 100 by default", () => {
    const window = (desiredReplicas: string, said: object = {}) => {
      const scaler = {
        apiVersion: "keda.sh/v1alpha1",
        kind: "ScaledObject",
        metadata: { name: "room", namespace: "room" },
        spec: {
          scaleTargetRef: { name: "room" },
          triggers: [
            {
              type: "cron",
              metadata: { timezone: "Asia/Seoul", start: "0 8 * * 1-5", end: "0 20 * * 1-5", desiredReplicas },
            },
          ],
          ...said,
        },
      };
      const room = pauses({ containers: [pause({ requests: { cpu: "100m", memory: "1Gi" } })] });
      const migration = migratedObjects(webPool(), room, scaler);
      const spare = at(migration, "teams", "web", "pools", 0, "warm", "windows", 0, "spare") as { cpu: string };
      return [spare.cpu, decidedAt(migration, "teams.web.pools[0].warm.windows[0]")];
    };
    const stops = "where the trigger asks for 150: KEDA stops at maxReplicaCount";
    assert.deepEqual(window("150"), ["10", [`100, ${stops}, which is 100 where nothing is said`]]);
    assert.deepEqual(window("100"), ["10", []]);
    assert.deepEqual(window("150", { maxReplicaCount: 120 }), ["12", [`120, ${stops}`]]);
    assert.deepEqual(window("150", { maxReplicaCount: 200 }), ["15", []]);
  });

  it("carries over the label by which a pool names its team, and no other of the object", () => {
    const labels = { team: "data", tier: "gold" };
    const path = "metadata.labels.team";
    const pool = webPool({}, { labels }, {});
    const named = migratedObjects(pool);
    assert.deepEqual(
      named.lists.carried.filter(({ from }) => from.path === path).map(({ to }) => to),
      ["teams.data"],
    );
    assert.deepEqual([messagesAt(named, path).length, messagesAt(named, "metadata.labels.tier").length], [0, 1]);
    const otherwise = [
      migrate([{ file: "in.json", text: JSON.stringify(pool) }], { team: "web" }),
      migratedObjects(webPool({}, { labels }, { team: "web" })),
    ];
    for (const migration of otherwise) {
      assert.deepEqual(Object.keys(at(migration, "teams") as object), ["web"]);
      assert.deepEqual([messagesAt(migration, path).length, carriedPaths(migration).includes(path)], [1, false]);
    }
  });

  it("takes the kubelet settings that Karpenter 1.0's conversion left in an annotation, in place of the class's", () => {
    const key = "compatibility.karpenter.sh/v1beta1-kubelet-conversion";
    const converted = (text: string) =>
      migratedObjects(
        webPool({}, { annotations: { [key]: text } }),
        webClass({ amiSelectorTerms: [{ alias: "al2023@latest" }], kubelet: { maxPods: 110, podsPerCore: 10 } }),
      );
    const kubelet = (migration: Migration) => at(migration, "teams", "web", "nodeClass", "kubelet");
    const path = `metadata.annotations["${key}"]`;
    const own = converted('{"maxPods":58,"systemReserved":{"cpu":"100m"}}');
    assert.deepEqual(kubelet(own), { maxPods: 58, systemReserved: { cpu: "100m" } });
    assert.ok(carriedPaths(own).includes(`${path}.maxPods`));
    assert.deepEqual(noEquivalentPaths(own), ["spec.kubelet.maxPods", "spec.kubelet.podsPerCore"]);
    assert.equal(kubelet(converted("{}")), undefined);
    const unread = converted("maxPods: 58");
    assert.deepEqual(noEquivalentPaths(unread), [path]);
    assert.deepEqual(kubelet(unread), { maxPods: 110, podsPerCore: 10 });
  });

  it("keeps a pool whose tags differ from the program's own in case only, and leaves the tag out", () => {
    const tagged = (tags: object, labels?: object) => {
      const migration = migratedObjects(webPool({}, {}, labels), webClass({ tags }));
      assert.equal(poolsOf(migration).length, 1);
      return migration.lists.noEquivalent.map(({ from, message }) => [from.path, message.split(/,| in /)[0]]);
    };
    const differs = (value: string, key: string) => `is refused: "${value}" differs from the key "${key}"`;
    assert.deepEqual(tagged({ Team: "web", Tier: "a" }), [["spec.tags.Team", differs("web", "team")]]);
    assert.deepEqual(tagged({ Owner: "web" }, {}), [["spec.tags.Owner", differs("web", "owner")]]);
    assert.deepEqual(tagged({ Tier: "a", tier: "b" }), [["spec.tags.tier", differs("b", "Tier")]]);
  });

  it("keeps a pool whose limit of 0 is on a device, but for one that admits nothing without it", () => {
    const family = (...values: readonly string[]) => ({
      requirements: [{ key: "karpenter.k8s.aws/instance-family", operator: "In", values }],
    });
    const limited = (spec: object, limits: object) => {
      const pool = webPool(spec);
      const migration = migratedObjects({ ...pool, spec: { ...pool.spec, limits: { cpu: 640, ...limits } } });
      const [said] = migration.lists.noEquivalent.filter(({ from }) => !from.path.includes("nodeClassRef"));
      return [poolsOf(migration).length, said?.from.path, said?.message, said?.advice];
    };
    const gpu = { "nvidia.com/gpu": 0 };
    const path = 'spec.limits["nvidia.com/gpu"]';
    const message = "is 0: the pool makes no node with nvidia.com/gpu, and the config takes limits from 1 on";
    const none = "leave it out: no type that the pool admits is known to have it";
    assert.deepEqual(limited(family("m6i"), gpu), [1, path, message, none]);
    assert.deepEqual(limited(family("m6i", "g5"), gpu), [
      1,
      path,
      message,
      "add a requirement to the pool, karpenter.k8s.aws/instance-gpu-count DoesNotExist: without one it may make such nodes",
    ]);
    const frozen = (resource: string) => [
      0,
      "",
      `makes no node: its limit of ${resource} is 0`,
      "write the pool by hand if it is needed",
    ];
    assert.deepEqual(limited(family("g5"), gpu), frozen("nvidia.com/gpu"));
    assert.deepEqual(limited(family("m6i"), { pods: "0" }), frozen("pods"));
    assert.equal(limited(family("p4d"), { "nvidia.com/gpu": 4 })[0], 0, "below every type that it admits");
  });

  it("tells of a team that is called otherwise, and of several that became one", () => {
    const pool = (team: string, name: string) => webPool({}, { name }, { team });
    const saidOf = (...pools: readonly object[]) =>
      decidedAt(migratedObjects(...pools, webClass({})), "teams.data-science");
    const called = (texts: string) =>
      `data-science, where the sources say ${texts}: a team's name is one of a namespace, lowercase letters, digits and dashes, 50 at most; its nodes have the label team: data-science`;
    assert.deepEqual(
      saidOf(pool("Data_Science", "a"), pool("data-science", "b"), pool("data.science", "c")).slice(0, 2),
      [
        called('"Data_Science" and "data.science"'),
        '"Data_Science" (NodePool a) and "data-science" (NodePool b) and "data.science" (NodePool c) become one team, with one namespace and one quota: to keep them apart, rename all but one in the sources',
      ],
    );
    assert.deepEqual(saidOf(pool("Data_Science", "a"), pool("Data_Science", "b"))[0], called('"Data_Science"'));
    assert.equal(saidOf(pool("data-science", "a"), pool("data-science", "b")).length, 1, "its surroundings");
    const { lists } = migrate([{ file: "in.json", text: JSON.stringify(webPool()) }], { team: "Data Science" });
    assert.ok(
      lists.decided.some(({ to, message }) => to === "teams.data-science" && message === called('"Data Science"')),
    );
  });
});
