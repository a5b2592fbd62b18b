import assert from "node:assert/strict";
import { ofType, planOf } from "../support/plans";
import { pool } from "../support/pool";
import { errorsOf, findingsOf, stackYaml } from "./harness";

const overlay = (more: string) =>
  stackYaml(
    "nodepools:cluster: { endpoint: { publicCidrs: [8.8.8.0/24] } }",
    "nodepools:karpenter: { featureGates: { nodeOverlay: true, capacityBuffer: true } }",
    "nodepools:nodeOverlays:",
    `  - { name: ri, requirements: [{ key: node.kubernetes.io/instance-type, operator: In, values: [m7i.large] }], ${more} }`,
    "nodepools:teams: { dotori: { pools: [{ name: general, limits: { cpu: 64, memory: 256Gi } }] } }",
  );

describe("case 32: node overlays and capacity buffers", () => {
  it("accepts an overlay, and says that its price is not counted in the plan", () => {
    assert.deepEqual(findingsOf(overlay('priceAdjustment: "-60%"')), [
      'warning Pulumi.dev.yaml:7:113 nodeOverlays[0].priceAdjustment: "-60%" is not counted here: Karpenter chooses instances by this price, while ceilings, costs and policies stay at list prices',
    ]);
  });

  it("refuses what the definition refuses", () => {
    for (const more of [
      'priceAdjustment: "60%"',
      'priceAdjustment: "-101%"',
      'price: "-1"',
      "capacity: { cpu: '4' }",
    ]) {
      assert.equal(errorsOf(overlay(more)).length, 1, more);
    }
    for (const more of ['priceAdjustment: "-100%"', 'price: "0.05"', "capacity: { hugepages-2Mi: 512Mi }"]) {
      assert.deepEqual(errorsOf(overlay(more)), [], more);
    }
  });

  it("makes both objects as the API server stores them", async () => {
    const requirements = [{ key: "node.kubernetes.io/instance-type", operator: "In", values: ["m7i.large"] }];
    const plan = await planOf("overlay", {
      karpenter: { featureGates: { nodeOverlay: true, capacityBuffer: true } },
      nodeOverlays: [{ name: "ri", requirements, priceAdjustment: "-60%", weight: 10 }],
      teams: {
        dotori: {
          namespaces: ["dotori", "dotori-batch"],
          quotas: Object.fromEntries(["dotori", "dotori-batch"].map((name) => [name, { cpu: "32", memory: "128Gi" }])),
          capacityBuffers: [
            { name: "spare", scalableRef: { kind: "Deployment", name: "web" }, percentage: 20, limits: { cpu: 4 } },
            { name: "spare", namespace: "dotori-batch", podTemplateRef: { name: "large" }, replicas: 2 },
          ],
          pools: [pool("general")],
        },
      },
    });
    const spec = ({ inputs }: { inputs: unknown }) => (inputs as { spec: object }).spec;
    assert.deepEqual(ofType(plan, "NodeOverlay").map(spec), [{ requirements, priceAdjustment: "-60%", weight: 10 }]);
    const buffers = [...ofType(plan, "CapacityBuffer")].sort((a, b) => (a.name > b.name ? -1 : 1));
    const provisioningStrategy = "buffer.x-k8s.io/active-capacity";
    assert.deepEqual(
      buffers.map(({ name }) => name),
      ["dotori.spare", "dotori-batch.spare"],
    );
    assert.deepEqual(buffers.map(spec), [
      {
        provisioningStrategy,
        scalableRef: { apiGroup: "apps", kind: "Deployment", name: "web" },
        percentage: 20,
        limits: { cpu: "4" },
      },
      { provisioningStrategy, podTemplateRef: { name: "large" }, replicas: 2 },
    ]);
  });
});
