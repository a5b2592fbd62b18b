import assert from "node:assert/strict";
import type { Plan } from "../../../tools/plan/plan";
import { textReport } from "../../../tools/plan/report/text";
import { ofType, planOf, planOfFile, resource } from "../../support/plans";
import { pool } from "../../support/pool";

const xlarge = { instanceCategories: ["m"], instanceGenerations: { atLeast: 5 }, instanceSizes: ["xlarge"] };
const morning = { days: "weekdays", from: "08:00", to: "12:00", timezone: "Asia/Seoul" };
const noon = { days: "weekdays", from: "12:00", to: "14:00", timezone: "Asia/Seoul" };

/** A pool for each kind of warm capacity, in one stack. */
const config = {
  keda: { imageRegistry: "mirror.example.com", resources: { memory: "512Mi" } },
  placeholders: { image: "mirror.example.com/pause:3.10", most: 60 },
  teams: {
    alpha: {
      pools: [
        pool("constant", { ...xlarge, warm: { always: 3 } }),
        pool("steps", { ...xlarge, limits: { cpu: "640", memory: "2560Gi" }, warm: stepping() }),
        pool("spare", {
          ...xlarge,
          warm: {
            placeholder: { cpu: "900m", memory: "2Gi" },
            windows: [{ ...morning, spare: { cpu: "3600m", memory: "4Gi" } }],
          },
        }),
      ],
    },
    dotori: {
      pools: [
        pool("pinned", {
          ...xlarge,
          taints: [{ key: "dedicated", effect: "NoExecute" }],
          pin: 2,
          ceiling: true,
          smokeTest: true,
        }),
      ],
    },
  },
};

function stepping() {
  return {
    always: 1,
    cooldown: "90s",
    windows: [
      { ...morning, nodes: 10 },
      { ...noon, nodes: 11 },
    ],
  };
}

type Fields = Readonly<Record<string, unknown>>;
const scaledObject = (plan: Plan, name: string) =>
  resource(plan, "kubernetes:keda.sh/v1alpha1:ScaledObject", name).inputs;
const deployment = (plan: Plan, name: string) => resource(plan, "kubernetes:apps/v1:Deployment", name);
/** A value deep in an object. */
function at(value: unknown, ...steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>((part, step) => (part as Fields | undefined)?.[step], value);
}

describe("warm capacity: five nodes from 03:00 to 10:00 every day in Seoul", () => {
  let plan: Plan;
  before(async () => {
    plan = await planOfFile("examples/warm-by-the-clock.yaml");
  });

  it("is one cron trigger, by which KEDA scales to five and back in one step", () => {
    assert.deepEqual(at(scaledObject(plan, "dotori-batch"), "spec"), {
      scaleTargetRef: { name: "dotori-batch" },
      pollingInterval: 30,
      cooldownPeriod: 300,
      idleReplicaCount: 0,
      minReplicaCount: 5,
      maxReplicaCount: 5,
      triggers: [
        {
          type: "cron",
          metadata: { timezone: "Asia/Seoul", start: "0 3 * * *", end: "0 10 * * *", desiredReplicas: "5" },
        },
      ],
    });
  });

  it("is exactly seven windows, 49 hours and 245 node-hours a week, by Seoul's clock and by UTC's", () => {
    const warm = plan.teams[0]?.pools[0]?.warm;
    assert.ok(warm);
    for (const week of [warm.week, warm.weekInUtc]) {
      assert.deepEqual([week.windowCount, week.hours, week.nodeHours, week.maxNodes], [7, 49, 245, 5]);
    }
    assert.deepEqual(
      warm.week.days.map(({ steps }) => steps),
      Array(7).fill([{ from: "03:00", to: "10:00", nodes: 5 }]),
    );
    assert.deepEqual(warm.weekInUtc.days[1]?.steps, [
      { from: "00:00", to: "01:00", nodes: 5 },
      { from: "18:00", to: "24:00", nodes: 5 },
    ]);
    const text = textReport(plan);
    assert.match(text, /5 nodes everyday 03:00 to 10:00 in Asia\/Seoul, for KEDA "0 3 \* \* \*" to "0 10 \* \* \*"/);
    assert.match(text, /a minimum that includes busy nodes, not spare nodes/);
    assert.match(text, /week +49 +245 +5 +7 windows/);
  });

  it("is kept by placeholders that have no rights and that any pod preempts", () => {
    const { inputs, ignoreChanges } = deployment(plan, "dotori-batch");
    assert.deepEqual(ignoreChanges, ["spec.replicas"], "KEDA sets the replicas, not Pulumi");
    assert.deepEqual(
      [at(inputs, "spec", "replicas"), at(inputs, "spec", "strategy"), at(inputs, "metadata", "annotations")],
      [0, { type: "Recreate" }, { "pulumi.com/skipAwait": "true" }],
    );
    const { affinity, containers, ...pod } = at(inputs, "spec", "template", "spec") as Fields;
    assert.deepEqual(pod, {
      priorityClassName: "warm-placeholder",
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 65535,
        runAsGroup: 65535,
        seccompProfile: { type: "RuntimeDefault" },
      },
      tolerations: [{ key: "team", operator: "Equal", value: "dotori", effect: "NoSchedule" }],
    });
    assert.deepEqual(at(containers, 0, "image"), "public.ecr.aws/eks-distro/kubernetes/pause:3.10");
    const required = "requiredDuringSchedulingIgnoredDuringExecution";
    assert.deepEqual(at(affinity, "nodeAffinity", required, "nodeSelectorTerms"), [
      { matchExpressions: [{ key: "karpenter.sh/nodepool", operator: "In", values: ["dotori-batch"] }] },
    ]);
    assert.deepEqual(at(affinity, "podAntiAffinity", required), [
      {
        labelSelector: { matchLabels: { "nodepools/placeholder": "dotori-batch" } },
        topologyKey: "kubernetes.io/hostname",
      },
    ]);
    assert.deepEqual(
      ["value", "globalDefault", "preemptionPolicy"].map((key) => resource(plan, "PriorityClass", "warm").inputs[key]),
      [-10, false, "Never"],
    );
  });

  it("violates no policy on warm capacity", () => {
    const rules = ["placeholders-give-way", "placeholders-stay-on-their-pool"];
    const violations = plan.policies.violations.filter(
      ({ policy }) => policy.startsWith("warm-") || rules.includes(policy),
    );
    assert.deepEqual(violations, []);
  });
});

describe("warm capacity of every kind", () => {
  let plan: Plan;
  before(async () => {
    plan = await planOf("warm", config);
  });

  it("leaves a constant number of replicas to Pulumi, without KEDA", () => {
    const { inputs, ignoreChanges } = deployment(plan, "alpha-constant-always");
    assert.deepEqual([at(inputs, "spec", "replicas"), ignoreChanges], [3, []]);
    const scaled = ofType(plan, "ScaledObject").map(({ name }) => name);
    assert.deepEqual(scaled.sort(), ["alpha-spare", "alpha-steps"]);
  });

  it("scales from one number to another in one step, below 10 % too, never under `always`", () => {
    assert.deepEqual(
      ["minReplicaCount", "maxReplicaCount", "idleReplicaCount", "cooldownPeriod", "advanced"].map((key) =>
        at(scaledObject(plan, "alpha-steps"), "spec", key),
      ),
      [
        1,
        11,
        undefined,
        90,
        {
          horizontalPodAutoscalerConfig: {
            behavior: {
              scaleUp: {
                stabilizationWindowSeconds: 0,
                policies: [{ type: "Pods", value: 11, periodSeconds: 15 }],
                tolerance: "0",
              },
              scaleDown: {
                stabilizationWindowSeconds: 0,
                policies: [{ type: "Percent", value: 100, periodSeconds: 15 }],
                tolerance: "0",
              },
            },
          },
        },
      ],
    );
  });

  it("keeps cpu and memory spare as placeholders of the chosen size, spread over zones", () => {
    assert.equal(at(scaledObject(plan, "alpha-spare"), "spec", "maxReplicaCount"), 4, "3600m of CPU in 900m each");
    const pod = at(deployment(plan, "alpha-spare").inputs, "spec", "template", "spec");
    assert.deepEqual(at(pod, "containers", 0, "resources", "requests"), { cpu: "900m", memory: "2048Mi" });
    assert.deepEqual(
      [at(pod, "affinity", "podAntiAffinity"), at(pod, "topologySpreadConstraints", 0, "topologyKey")],
      [undefined, "topology.kubernetes.io/zone"],
    );
    const spare = plan.teams[0]?.pools.find(({ name }) => name === "alpha-spare");
    assert.equal(spare?.warm?.week.maxNodes, 3, "an m5.xlarge has 3920m for all four, but there are three zones");
  });

  it("pins a pool from below by placeholders and from above by limits.nodes", () => {
    assert.equal(
      at(resource(plan, "kubernetes:karpenter.sh/v1:NodePool", "dotori-pinned").inputs, "spec", "limits", "nodes"),
      "2",
    );
    const { inputs } = deployment(plan, "dotori-pinned-always");
    assert.equal(at(inputs, "spec", "replicas"), 2);
    assert.deepEqual(at(inputs, "spec", "template", "spec", "tolerations"), [
      { key: "team", operator: "Equal", value: "dotori", effect: "NoSchedule" },
      { key: "dedicated", operator: "Equal", value: "", effect: "NoExecute" },
    ]);
    assert.match(textReport(plan), /temporary: pinned at 2 nodes/);
  });

  it("has a workload to scale by hand, whose replicas the next `up` does not change", () => {
    const { inputs, ignoreChanges } = deployment(plan, "inflate-dotori-pinned");
    assert.deepEqual([at(inputs, "spec", "replicas"), ignoreChanges], [0, ["spec.replicas"]]);
    assert.equal(at(inputs, "spec", "template", "spec", "containers", 0, "resources", "requests", "cpu"), "1");
  });

  it("takes images, sizes and the quota from the config, and runs KEDA beside Karpenter", () => {
    assert.equal(
      at(deployment(plan, "alpha-spare").inputs, "spec", "template", "spec", "containers", 0, "image"),
      "mirror.example.com/pause:3.10",
    );
    assert.deepEqual(at(resource(plan, "ResourceQuota", "warm").inputs, "spec", "hard"), { pods: "60" });
    const { inputs } = resource(plan, "Release", "keda");
    assert.deepEqual(
      ["chart", "version", "namespace", "repositoryOpts"].map((key) => inputs[key]),
      ["keda", "2.21.0", "keda", { repo: "https://kedacore.github.io/charts" }],
    );
    const { values } = inputs;
    assert.deepEqual(at(values, "global", "image", "registry"), "mirror.example.com");
    assert.deepEqual(at(values, "tolerations"), [{ key: "CriticalAddonsOnly", operator: "Exists" }]);
    assert.equal(at(values, "priorityClassName"), "system-cluster-critical");
    // never on a pool's nodes, to which other security groups may be attached: with the cluster's own, which bootstrap nodes
    // have, the control plane reaches ports 6443 and 9443
    assert.deepEqual(
      at(values, "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"),
      [{ matchExpressions: [{ key: "karpenter.sh/nodepool", operator: "DoesNotExist" }] }],
    );
    const template = resource(plan, "aws:ec2/launchTemplate:LaunchTemplate", "cluster-bootstrap").inputs;
    assert.deepEqual([template.vpcSecurityGroupIds, template.networkInterfaces], [undefined, undefined]);
    for (const part of ["operator", "metricServer", "webhooks"]) {
      assert.equal(at(values, "resources", part, "requests", "memory"), "512Mi");
    }
  });
});

describe("images that placeholders carry", () => {
  const web = { image: "registry.example.com/web:1", architectures: ["amd64"], sizeGiB: 2, pullSecret: "registry" };
  const batch = { image: "registry.example.com/batch:1", architectures: ["amd64"], sizeGiB: 2 };
  const command = ["/bin/sleep", "infinity"];
  const podOf = async (name: string, version: string, images: readonly object[]) => {
    const plan = await planOf(name, {
      cluster: { version },
      placeholders: { pullSecrets: ["registry"] },
      teams: { dotori: { pools: [pool("general", { ...xlarge, warm: { always: 2, images } })] } },
    });
    return at(deployment(plan, "dotori-general-always").inputs, "spec", "template", "spec") as Fields;
  };
  // the first 8 digits of the SHA-256 of each image
  const names = { web: "image-24a4c4b2", batch: "image-1cddbfcd" };

  it("are image volumes that no container mounts, from Kubernetes 1.35 on", async () => {
    const { containers, volumes, imagePullSecrets } = await podOf("image-volumes", "1.35", [web, batch]);
    assert.deepEqual(volumes, [
      { name: names.web, image: { reference: web.image, pullPolicy: "IfNotPresent" } },
      { name: names.batch, image: { reference: batch.image, pullPolicy: "IfNotPresent" } },
    ]);
    assert.deepEqual(imagePullSecrets, [{ name: "registry" }]);
    assert.equal((containers as readonly Fields[]).length, 1);
    assert.equal(at(containers, 0, "volumeMounts"), undefined);
  });

  it("are containers that request nothing before, beside the pause container and not in its place", async () => {
    const { containers, volumes, imagePullSecrets } = await podOf("image-containers", "1.34", [
      { ...web, command },
      { ...batch, command },
    ]);
    assert.deepEqual([volumes, imagePullSecrets], [undefined, [{ name: "registry" }]]);
    const [pause, first, second] = containers as readonly Fields[];
    assert.deepEqual(at(pause, "resources", "requests"), { cpu: "10m", memory: "16Mi" });
    assert.deepEqual(first, {
      name: names.web,
      image: web.image,
      imagePullPolicy: "IfNotPresent",
      command,
      resources: { requests: { cpu: "0", memory: "0" }, limits: { cpu: "50m", memory: "64Mi" } },
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      },
    });
    assert.equal(second?.name, names.batch);
  });

  it("have no network where a team's command runs in the platform's namespace, and none of it is made otherwise", async () => {
    const policies = async (name: string, version: string, image: object) => {
      const plan = await planOf(name, {
        cluster: { version },
        teams: { dotori: { pools: [pool("general", { ...xlarge, warm: { always: 2, images: [image] } })] } },
      });
      return ofType(plan, "NetworkPolicy").filter(
        ({ inputs }) => at(inputs, "metadata", "namespace") === "warm-capacity",
      );
    };
    const [policy, ...others] = await policies("image-network", "1.34", { ...batch, command });
    assert.deepEqual(at(policy?.inputs, "spec"), { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
    assert.deepEqual(others, []);
    assert.deepEqual(await policies("image-no-network", "1.35", batch), []);
  });

  it("keep their names when others come before them", async () => {
    const { volumes } = await podOf("image-order", "1.35", [batch, web]);
    assert.deepEqual(
      (volumes as readonly Fields[]).map(({ name }) => name),
      [names.batch, names.web],
    );
  });
});

describe("warm capacity that a CapacityBuffer keeps", () => {
  let plan: Plan;
  before(async () => {
    plan = await planOf("buffered", {
      karpenter: { featureGates: { capacityBuffer: true } },
      teams: {
        dotori: { pools: [pool("general", { ...xlarge, warm: { engine: "capacityBuffer", always: 3 }, pin: 4 })] },
      },
    });
  });

  it("is a PodTemplate of the placeholders' own pods and their number, without a Deployment and without KEDA", () => {
    assert.deepEqual(
      ["Deployment", "ScaledObject"].flatMap((type) => ofType(plan, type)),
      [],
    );
    const buffer = resource(plan, "CapacityBuffer", "warm-capacity.dotori-general").inputs;
    assert.deepEqual(at(buffer, "metadata"), { name: "dotori-general", namespace: "warm-capacity" });
    assert.deepEqual(at(buffer, "spec"), {
      provisioningStrategy: "buffer.x-k8s.io/active-capacity",
      podTemplateRef: { name: "dotori-general" },
      replicas: 4,
    });
    const template = resource(plan, "PodTemplate", "dotori-general").inputs;
    assert.deepEqual(at(template, "metadata", "namespace"), "warm-capacity");
    const pod = at(template, "template", "spec");
    assert.deepEqual(at(pod, "containers", 0, "resources", "requests"), { cpu: "10m", memory: "16Mi" });
    const required = "requiredDuringSchedulingIgnoredDuringExecution";
    // one a node: Karpenter counts its pods against each other by their labels
    assert.deepEqual(at(pod, "affinity", "podAntiAffinity", required, 0, "labelSelector", "matchLabels"), {
      "nodepools/placeholder": "dotori-general",
    });
    assert.deepEqual(at(template, "template", "metadata", "labels"), { "nodepools/placeholder": "dotori-general" });
  });

  it("is said to have no pods", () => {
    assert.match(textReport(plan), /kept by a CapacityBuffer: no pods, so that nothing is preempted/);
  });
});

describe("without warm capacity", () => {
  it("there is no KEDA, no namespace for placeholders and no placeholder", async () => {
    const plan = await planOfFile("Pulumi.dev.yaml");
    const names = plan.resources.map(({ type, name }) => `${type} ${name}`);
    assert.deepEqual(
      names.filter((name) => /keda|warm|Deployment|ScaledObject/i.test(name)),
      [],
    );
  });
});
