/** What becomes of placeholders: which of the objects they are, which pool they keep room on, and how much. */
import assert from "node:assert/strict";
import type { Migration } from "../../../tools/migrate/migrate";
import { at, migratedObjects, webClass, webPool } from "./fixtures";

/** A Deployment of pause pods, or another object of them. */
const pauses = (pod: object = {}, { kind = "Deployment", metadata = {}, replicas = 4 } = {}) => ({
  apiVersion: "apps/v1",
  kind,
  metadata: { name: "room", namespace: "room", ...metadata },
  spec: {
    replicas,
    template: {
      metadata: { labels: { app: "room" } },
      spec: {
        priorityClassName: "low",
        containers: [{ image: "registry.k8s.io/pause:3.10", resources: { requests: { cpu: "1", memory: "1Gi" } } }],
        ...pod,
      },
    },
  },
});

/** The lines of the report about an object. */
const linesOf = ({ lists }: Migration, object: string) => [
  ...lists.broken.filter(({ from }) => from.object === object).map(({ fault }) => fault as string),
  ...lists.noEquivalent.filter(({ from }) => from.object === object).map(({ message }) => message),
];

const warmOf = (migration: Migration, pool = 0) => at(migration, "teams", "web", "pools", pool, "warm");

describe("placeholders of migrate", () => {
  it("are Deployments and StatefulSets, and nothing that these or others make", () => {
    const four = { placeholder: { cpu: "1", memory: "1024Mi" }, spare: { cpu: "4", memory: "4096Mi" } };
    assert.deepEqual(warmOf(migratedObjects(webPool(), webClass({}), pauses({}, { kind: "StatefulSet" }))), four);
    const owned = (name: string, replicas: number) =>
      pauses(
        {},
        {
          kind: "ReplicaSet",
          metadata: { name, ownerReferences: [{ kind: "Deployment", name: "room", controller: true }] },
          replicas,
        },
      );
    const migration = migratedObjects(webPool(), webClass({}), owned("old", 0), owned("new", 4), pauses());
    assert.deepEqual(warmOf(migration), four);
    assert.equal(at(migration, "teams", "web", "pools", 0, "smokeTest"), undefined);
    for (const object of ["ReplicaSet old", "ReplicaSet new", "Deployment room"])
      assert.deepEqual(linesOf(migration, object), []);
  });

  it("are no DaemonSet that only pulls images, and no Pod by itself, of which the report says so", () => {
    const puller = pauses(
      { priorityClassName: undefined, tolerations: [{ operator: "Exists" }] },
      { kind: "DaemonSet", metadata: { name: "puller" } },
    );
    const { spec } = pauses();
    const pod = { ...pauses({}, { kind: "Pod", metadata: { name: "pod" } }), spec: spec.template.spec };
    const migration = migratedObjects(webPool(), webClass({}), puller, pod);
    assert.equal(warmOf(migration), undefined);
    assert.deepEqual(linesOf(migration, "DaemonSet puller"), []);
    assert.deepEqual(linesOf(migration, "Pod pod"), [
      "runs pause containers, of which only a Deployment's or a StatefulSet's become warm capacity",
    ]);
  });

  it("are scaled by a ScaledObject of their own kind", () => {
    const scaler = (kind?: string) => ({
      apiVersion: "keda.sh/v1alpha1",
      kind: "ScaledObject",
      metadata: { name: "room", namespace: "room" },
      spec: {
        scaleTargetRef: { name: "room", ...(kind === undefined ? {} : { kind }) },
        triggers: [
          {
            type: "cron",
            metadata: { timezone: "Asia/Seoul", start: "0 8 * * 1-5", end: "0 20 * * 1-5", desiredReplicas: "5" },
          },
        ],
      },
    });
    const windows = (...objects: readonly object[]) =>
      at(migratedObjects(webPool(), webClass({}), ...objects), "teams", "web", "pools", 0, "warm", "windows");
    assert.equal((windows(pauses(), scaler()) as []).length, 1);
    assert.equal((windows(pauses({}, { kind: "StatefulSet" }), scaler("StatefulSet")) as []).length, 1);
    assert.equal(windows(pauses({}, { kind: "StatefulSet" }), scaler()), undefined);
  });

  /** A NodePool of team web. */
  const poolNamed = (name: string, spec: object = {}, template: object = {}) => {
    const pool = webPool(template, { name });
    return { ...pool, spec: { ...pool.spec, limits: { cpu: 640, memory: "2560Gi" }, ...spec } };
  };
  const warmPools = (migration: Migration) =>
    (at(migration, "teams", "web", "pools") as { name: string; warm?: object }[]).flatMap(({ name, warm }) =>
      warm === undefined ? [] : name,
    );
  const others = ({ lists }: Migration) =>
    lists.decided.flatMap(({ to, message }) => (message.includes("may run on") ? `${to}: ${message}` : []));

  it("keep room on the pool that Karpenter tries first, and the report names the others", () => {
    const weighed = migratedObjects(
      poolNamed("a", { weight: 1 }),
      poolNamed("b", { weight: 90 }),
      poolNamed("c"),
      webClass({}),
      pauses(),
    );
    assert.deepEqual(warmPools(weighed), ["b"]);
    assert.deepEqual(others(weighed), [
      "teams.web.pools[1].warm: Deployment room may run on nodes of NodePool a and NodePool c, too: of the pools that are carried over Karpenter tries NodePool b first, by weight and then by the name that is later in the alphabet",
    ]);
    const alike = migratedObjects(poolNamed("a"), poolNamed("c"), poolNamed("b"), webClass({}), pauses());
    assert.deepEqual(warmPools(alike), ["c"]);
    const isStatic = { replicas: 2, limits: { nodes: 2 } };
    assert.deepEqual(warmPools(migratedObjects(poolNamed("a"), poolNamed("z", isStatic), webClass({}), pauses())), [
      "a",
    ]);
    const one = migratedObjects(
      poolNamed("a"),
      poolNamed("b"),
      webClass({}),
      pauses({ nodeSelector: { "karpenter.sh/nodepool": "a" } }),
    );
    assert.deepEqual([warmPools(one), others(one)], [["a"], []]);
  });

  it("keep room on no pool whose taints they do not tolerate", () => {
    const taints = { taints: [{ key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" }] };
    const gpu = poolNamed("gpu", { weight: 50 }, taints);
    const alone = migratedObjects(gpu, webClass({}), pauses());
    assert.deepEqual(warmPools(alone), []);
    assert.deepEqual(linesOf(alone, "Deployment room"), [
      "does not tolerate the taints of gpu, and no other pool of the input takes its pods",
    ]);
    assert.deepEqual(warmPools(migratedObjects(gpu, poolNamed("a"), webClass({}), pauses())), ["a"]);
    const tolerant = pauses({ tolerations: [{ key: "nvidia.com/gpu", operator: "Exists" }] });
    assert.deepEqual(warmPools(migratedObjects(gpu, poolNamed("a"), webClass({}), tolerant)), ["gpu"]);
  });

  it("keep room on the next pool where the first is not carried over, and without any the report says so", () => {
    const frozen = poolNamed("b", { weight: 90, limits: { cpu: 0 } });
    const next = migratedObjects(frozen, poolNamed("a"), webClass({}), pauses());
    assert.deepEqual(warmPools(next), ["a"]);
    assert.equal(others(next).length, 1);
    const selector = { nodeSelector: { "karpenter.sh/nodepool": "b" } };
    assert.deepEqual(
      linesOf(migratedObjects(frozen, poolNamed("a"), webClass({}), pauses(selector)), "Deployment room"),
      ["keeps room on nodes of b, of which none is carried over"],
    );
  });

  const apart = (term: object = { labelSelector: { matchLabels: { app: "room" } } }) => ({
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "kubernetes.io/hostname", ...term }],
      },
    },
  });
  const requesting = (requests: object) => ({
    containers: [{ image: "registry.k8s.io/pause:3.10", resources: { requests } }],
  });
  const saidOfWarm = ({ lists }: Migration) =>
    lists.decided.flatMap(({ to, message }) => (/\.warm(\.placeholder)?$/.test(to) ? message : []));

  it("of one on each node keep the room that they request, and nodes where that is a vCPU at most", () => {
    const migrated = (requests: object) =>
      migratedObjects(poolNamed("a"), webClass({}), pauses({ ...apart(), ...requesting(requests) }, { replicas: 3 }));
    const large = migrated({ cpu: "14", memory: "50Gi" });
    assert.deepEqual(warmOf(large), {
      placeholder: { cpu: "14", memory: "51200Mi" },
      spare: { cpu: "42", memory: "153600Mi" },
    });
    assert.deepEqual(saidOfWarm(large), [
      "14 CPU and 51200Mi stay free for each, as the source requests; Deployment room has one on each node, and here several may share a larger one: for whole nodes in place of room write always",
    ]);
    assert.deepEqual(warmOf(migrated({ cpu: "100m", memory: "3Gi" })), {
      placeholder: { cpu: "100m", memory: "3072Mi" },
      spare: { cpu: "300m", memory: "9216Mi" },
    });
    const node = migrated({ cpu: "1" });
    assert.deepEqual(warmOf(node), { always: 3 });
    assert.deepEqual(saidOfWarm(node), [
      "nodes of any size, busy ones counted: the 1 CPU that each of Deployment room requests is taken for a sign of a node, and not kept free; for room write placeholder and spare",
    ]);
    const tiny = migrated({ cpu: "10m", memory: "16Mi" });
    assert.deepEqual([warmOf(tiny), saidOfWarm(tiny)], [{ always: 3 }, []]);
  });

  it("are one on each node by anti-affinity to their own pods alone", () => {
    const isApart = (term: object) => {
      const pod = { ...apart(term), ...requesting({ cpu: "1" }) };
      return Object.hasOwn(warmOf(migratedObjects(poolNamed("a"), webClass({}), pauses(pod))) as object, "always");
    };
    const own = { labelSelector: { matchLabels: { app: "room" } } };
    for (const term of [
      own,
      { labelSelector: {} },
      { labelSelector: { matchExpressions: [{ key: "app", operator: "In", values: ["room", "web"] }] } },
      { ...own, namespaces: ["room"] },
    ])
      assert.equal(isApart(term), true, JSON.stringify(term));
    for (const term of [
      { labelSelector: { matchLabels: { app: "database" } } },
      { labelSelector: { matchExpressions: [{ key: "app", operator: "NotIn", values: ["room"] }] } },
      {},
      { ...own, namespaces: ["other"] },
      { ...own, topologyKey: "topology.kubernetes.io/zone" },
    ])
      assert.equal(isApart(term), false, JSON.stringify(term));
  });
});
