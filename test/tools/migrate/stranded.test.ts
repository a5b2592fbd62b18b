/** Pods that had nodes before the migration and have none after it, or never had any. */
import assert from "node:assert/strict";
import { type Migration, migrate } from "../../../tools/migrate/migrate";
import { faultsOf, migratedObjects, webClass, webPool } from "./fixtures";

/** Pods of a Deployment, or of another object. */
const app = (pod: object, { kind = "Deployment", metadata = {} } = {}) => ({
  apiVersion: "apps/v1",
  kind,
  metadata: { name: "app", namespace: "prod", ...metadata },
  spec: { template: { spec: { containers: [{ image: "nginx" }], ...pod } } },
});
const choosing = (nodeSelector: object, pod: object = {}) => app({ nodeSelector, ...pod });

/** A NodePool whose nodes have the label `team`, and a taint of it. */
const poolOf = (team: string, name = "web") => ({
  ...webPool({ taints: [{ key: "team", value: team, effect: "NoSchedule" }] }, { name }, { team }),
});
const provisioner = (name: string) => ({
  apiVersion: "karpenter.sh/v1alpha5",
  kind: "Provisioner",
  metadata: { name },
  spec: { limits: { resources: { cpu: 100 } } },
});

/** What is said of pods that find no node: path, message, advice. */
const stranded = ({ lists }: Migration) =>
  lists.noEquivalent.flatMap(({ from, message, advice }) =>
    message.endsWith("its pods find no node") ? [[from.path, message, advice]] : [],
  );

describe("pods of which migrate says that they find no node", () => {
  it("choose the name of a Provisioner, by its key of then", () => {
    const pods = choosing({ "karpenter.sh/provisioner-name": "default" });
    assert.deepEqual(stranded(migratedObjects(provisioner("default"), pods)), [
      [
        'spec.template.spec.nodeSelector["karpenter.sh/provisioner-name"]',
        "Deployment app runs on nodes of Provisioner default, now default, and asks for nodes with karpenter.sh/provisioner-name In default: its pods find no node",
        "choose nodes by shared-pool: default",
      ],
    ]);
    const today = choosing({ "karpenter.sh/nodepool": "default", "kubernetes.io/arch": "amd64" });
    assert.deepEqual(stranded(migratedObjects(provisioner("default"), today)), []);
  });

  it("choose a name of a pool, a team or a node class that is another now", () => {
    const tolerations = [{ key: "team", operator: "Exists" }];
    const said = (nodeSelector: object) =>
      stranded(
        migratedObjects(poolOf("Data_Science", "web.v2"), webClass({}), choosing(nodeSelector, { tolerations })),
      );
    const on = "Deployment app runs on nodes of NodePool web.v2, now data-science-web-v2, and asks for nodes with";
    const advice = "choose nodes by team: data-science (its pool alone: karpenter.sh/nodepool: data-science-web-v2)";
    assert.deepEqual(said({ "karpenter.sh/nodepool": "web.v2" }), [
      [
        'spec.template.spec.nodeSelector["karpenter.sh/nodepool"]',
        `${on} karpenter.sh/nodepool In web.v2: its pods find no node`,
        advice,
      ],
    ]);
    assert.deepEqual(said({ team: "Data_Science" }), [
      ["spec.template.spec.nodeSelector.team", `${on} team In Data_Science: its pods find no node`, advice],
    ]);
    assert.equal(said({ "karpenter.k8s.aws/ec2nodeclass": "web" }).length, 1);
    assert.deepEqual(said({}), []);
    const kept = migratedObjects(poolOf("web"), webClass({}), choosing({ team: "web" }, { tolerations }));
    assert.deepEqual(stranded(kept), []);
  });

  it("tolerate another taint than the pool has now", () => {
    const name = "gpu.v2";
    const shared = webPool(
      { taints: [{ key: "shared-pool", value: name, effect: "NoSchedule" }] },
      { name },
      { "shared-pool": name },
    );
    const said = (toleration: object) =>
      stranded(
        migratedObjects(
          shared,
          poolOf("web"),
          webClass({}),
          choosing({ "node.kubernetes.io/instance-type": "m5.large" }, { tolerations: [toleration] }),
        ),
      );
    assert.deepEqual(said({ key: "shared-pool", operator: "Exists" }), []);
    assert.deepEqual(said({ key: "shared-pool", operator: "Equal", value: name }), [
      [
        "",
        "Deployment app runs on nodes of NodePool gpu.v2, now gpu-v2, and does not tolerate shared-pool=gpu-v2:NoSchedule: its pods find no node",
        "choose nodes by shared-pool: gpu-v2, and tolerate shared-pool=gpu-v2:NoSchedule",
      ],
    ]);
    assert.deepEqual(said({ key: "other", operator: "Exists" }), [], "they had no pool before either");
  });

  it("run on a pool that is not carried over, unless another takes them", () => {
    const frozen = { ...webPool({}, { name: "frozen" }) };
    const source = { ...frozen, spec: { ...frozen.spec, limits: { cpu: 0 } } };
    const pods = choosing({ "karpenter.sh/nodepool": "frozen" });
    assert.deepEqual(
      stranded(migratedObjects(source, webPool(), webClass({}), pods)).map(([, message]) => message),
      ["runs on nodes of NodePool frozen, which the config does not have: its pods find no node"],
    );
    assert.deepEqual(stranded(migratedObjects(source, webPool(), webClass({}), choosing({ team: "web" }))), []);
  });

  it("choose a managed node group, which Karpenter's nodes are none of", () => {
    const group = {
      nodegroup: {
        nodegroupName: "web",
        clusterName: "demo",
        scalingConfig: { minSize: 0, maxSize: 5 },
        instanceTypes: ["m5.large"],
        amiType: "AL2023_x86_64_STANDARD",
        capacityType: "SPOT",
        labels: { tier: "gold" },
      },
    };
    const said = (nodeSelector: object) => {
      const migration = migrate(
        [group, choosing(nodeSelector)].map((one, index) => ({ file: `${index}.json`, text: JSON.stringify(one) })),
      );
      return [stranded(migration).length, faultsOf(migration).length];
    };
    assert.deepEqual(said({ "eks.amazonaws.com/nodegroup": "web" }), [1, 0]);
    assert.deepEqual(said({ "eks.amazonaws.com/capacityType": "SPOT" }), [1, 0]);
    assert.deepEqual(said({ "eks.amazonaws.com/nodegroup": "other" }), [0, 1]);
    assert.deepEqual(said({ tier: "gold" }), [0, 0]);
  });

  it("choose nodes of EKS Auto Mode by its own labels", () => {
    const pool = webPool({ nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: "default" } });
    const said = (nodeSelector: object) => {
      const migration = migratedObjects(pool, choosing(nodeSelector));
      return [stranded(migration).length, faultsOf(migration).filter((fault) => fault.startsWith("selector")).length];
    };
    assert.deepEqual(said({ "eks.amazonaws.com/compute-type": "auto" }), [1, 0]);
    assert.deepEqual(said({ "eks.amazonaws.com/nodeclass": "default" }), [1, 0]);
    assert.deepEqual(said({ "eks.amazonaws.com/instance-category": "m" }), [1, 0]);
    assert.deepEqual(said({ "eks.amazonaws.com/compute-type": "fargate" }), [0, 1]);
    assert.deepEqual(said({ "karpenter.sh/capacity-type": "on-demand" }), [0, 0]);
  });

  it("are told once, by the object that somebody writes", () => {
    const nodeSelector = { "karpenter.sh/provisioner-name": "default" };
    const owned = app(
      { nodeSelector },
      {
        kind: "ReplicaSet",
        metadata: { name: "app-1", ownerReferences: [{ kind: "Deployment", name: "app", controller: true }] },
      },
    );
    assert.equal(stranded(migratedObjects(provisioner("default"), choosing(nodeSelector), owned)).length, 1);
    assert.equal(stranded(migratedObjects(provisioner("default"), owned)).length, 1);
  });

  it("ask for labels that pools have, and no pool has all", () => {
    const pods = choosing({ team: "web", tier: "gold" });
    const migration = migratedObjects(webPool(), webPool({}, { name: "gold" }, { tier: "gold" }), webClass({}), pods);
    assert.deepEqual(faultsOf(migration), ["selector-nothing-sets Deployment app"]);
    assert.match(
      migration.lists.broken[0]!.message,
      /^Deployment app asks for nodes with team In web and tier In gold, which no pool of the input gives them all$/,
    );
  });
});
