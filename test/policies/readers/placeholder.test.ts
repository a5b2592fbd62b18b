import { deepEqual, equal } from "node:assert/strict";
import { Field } from "../../../policies/frame/field";
import { isPlaceholder, pinnedPools, type WarmPart, warmLoads } from "../../../policies/readers/placeholder";
import { unknown } from "../../support/analyzer";

const deployment = (pod: object) => new Field({ spec: { template: { spec: pod } } });
const term = (...values: string[]) => ({
  matchExpressions: [{ key: "karpenter.sh/nodepool", operator: "In", values }],
});
const affine = (...nodeSelectorTerms: object[]) =>
  deployment({
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
  });

describe("a placeholder", () => {
  it("runs the pause image, of any registry, by tag or digest", () => {
    const images = [
      "pause",
      "registry.k8s.io/pause:3.10",
      "pause@sha256:0",
      "x/pausefor:1",
      "mypause:1",
      "pause/web:1",
    ];
    deepEqual(
      images.filter((image) => isPlaceholder(deployment({ containers: [{ image: "nginx" }, { image }] }))),
      images.slice(0, 3),
    );
    equal(isPlaceholder(deployment({ containers: unknown })), false);
    equal(isPlaceholder(deployment({ containers: [{ image: unknown }] })), false);
  });

  it("is on the pools that its selector, or every term of its affinity, names", () => {
    deepEqual(
      [
        pinnedPools(deployment({ nodeSelector: { "karpenter.sh/nodepool": "a" } })),
        pinnedPools(affine(term("a"), term("b", "c"))),
        pinnedPools(affine(term("a"), { matchExpressions: [] })),
        pinnedPools(affine({ matchExpressions: [{ key: "karpenter.sh/nodepool", operator: "NotIn", values: ["a"] }] })),
        pinnedPools(deployment({})),
      ],
      [["a"], ["a", "b", "c"], undefined, undefined, undefined],
    );
  });
});

describe("the placeholders of a pool", () => {
  const entry = (name: string, value: WarmPart) => ({
    subject: { type: "d", urn: `u:${name}`, name, inputs: new Field({}) },
    value,
  });
  const placeholder = (name: string, pools: string[], replicas: number, onePerNode: boolean) =>
    entry(name, { kind: "placeholder", key: name, pools, replicas, cpuMillis: 500, memoryBytes: 8, onePerNode });

  it("add up, at the most replicas of their scalers, and share nodes unless they keep apart", () => {
    deepEqual(
      warmLoads([
        placeholder("x", ["b"], 1, true),
        placeholder("y", ["b", "a"], 2, false),
        entry("s", { kind: "scaler", target: "x", most: 3, least: 0, triggers: [] }),
      ]),
      [
        { pool: "a", urn: "u:y", replicas: 2, cpuMillis: 1000, memoryBytes: 16, nodes: 0 },
        { pool: "b", urn: "u:x", replicas: 5, cpuMillis: 2500, memoryBytes: 40, nodes: 3 },
      ],
    );
  });

  it("need as many nodes as the largest that keeps its pods apart", () => {
    const [load] = warmLoads([placeholder("x", ["a"], 2, true), placeholder("y", ["a"], 4, true)]);
    equal(load?.nodes, 4);
  });
});
