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
});
