import { root } from "../../../support/plans";
import type { Violation } from "../../violation";
import { onePool } from "../../violation";

const gates = (gate: string) => ({ karpenter: { featureGates: { [gate]: true } } });
const type = { key: "node.kubernetes.io/instance-type", operator: "In", values: ["m7i.large"] };
const spot = { key: "karpenter.sh/capacity-type", operator: "In", values: ["spot"] };
const onDemand = { ...spot, values: ["on-demand"] };
const ofPool = (operator: string) => ({ key: "karpenter.sh/nodepool", operator, values: ["dotori-general"] });
const gpu = (name: string) => ({ key: "karpenter.k8s.aws/instance-gpu-name", operator: "In", values: [name] });
const capacity = { "smarter-devices/fuse": "1" };
const overlays = (...all: object[]) =>
  onePool(
    {},
    {
      ...gates("nodeOverlay"),
      nodeOverlays: all.map((one, index) => ({ name: `o${index}`, requirements: [type], ...one })),
    },
  );
const buffers = (...all: object[]) => {
  const stack = onePool({}, gates("capacityBuffer")) as { teams: { dotori: object } };
  const { dotori } = stack.teams;
  return { ...stack, teams: { dotori: { ...dotori, capacityBuffers: all.map((one) => ({ name: "spare", ...one })) } } };
};
/** examples/own-prices/prices.yaml: all on-demand prices less 10%, c6g 27.5%, m7g.large 0.08. */
const withOwnPrices = (...all: object[]) => ({
  ...overlays(...all),
  prices: { file: "examples/own-prices/prices.yaml" },
});
const ofFiles = { context: { root }, goodContext: { root } };
const scalableRef = { kind: "Deployment", name: "web" };
const podTemplateRef = { name: "spare" };
const at = "teams.dotori.capacityBuffers[0]";

export const overlayViolations: readonly Violation[] = [
  {
    rule: "node-overlays-are-switched-on",
    config: { ...overlays({ capacity }), karpenter: {} },
    paths: ["nodeOverlays"],
    text: "nodeOverlays: do nothing: karpenter.featureGates.nodeOverlay is off; set karpenter.featureGates.nodeOverlay: true",
    good: overlays({ capacity }),
  },
  {
    rule: "node-overlay-names-differ",
    config: overlays({ capacity, name: "same" }, { capacity, name: "same" }),
    paths: ["nodeOverlays[1].name"],
    good: overlays({ capacity }, { capacity, weight: 1 }),
  },
  {
    rule: "node-overlay-changes-something",
    config: overlays({}),
    paths: ["nodeOverlays[0]"],
    text: "nodeOverlays[0]: changes nothing; write price, priceAdjustment or capacity",
    good: overlays({ capacity }),
  },
  {
    rule: "node-overlay-changes-something",
    config: overlays({ price: "0.05", priceAdjustment: "-60%" }),
    also: ["overlay-prices-are-counted"],
    paths: ["nodeOverlays[0].priceAdjustment"],
    good: overlays({ price: "0.05" }),
    goodAlso: ["overlay-prices-are-counted"],
  },
  ...(
    [
      [{ key: "kubernetes.io/hostname", operator: "Exists" }, "key"],
      [{ key: "karpenter.sh/registered", operator: "Exists" }, "key"],
      [{ key: "karpenter.k8s.aws/placement-group-id", operator: "Exists" }, "key"],
      [{ key: "karpenter.k8s.aws/instance-shape", operator: "Exists" }, "key"],
      [{ ...type, operator: "Exists" }, "values"],
      [{ key: type.key, operator: "In" }, "values"],
      [{ key: "karpenter.k8s.aws/instance-cpu", operator: "Gt", values: ["4", "8"] }, "values"],
    ] as const
  ).map(
    ([requirement, key]): Violation => ({
      rule: "node-overlay-requirements-are-valid",
      config: overlays({ capacity, requirements: [requirement] }),
      paths: [`nodeOverlays[0].requirements[0].${key}`],
      good: overlays({
        capacity,
        requirements: [
          { key: "karpenter.sh/nodepool", operator: "In", values: ["dotori-general"] },
          { key: "karpenter.sh/capacity-type", operator: "NotIn", values: ["spot"] },
          { key: "karpenter.k8s.aws/ec2nodeclass", operator: "Exists" },
          { key: "karpenter.k8s.aws/instance-cpu", operator: "Gt", values: ["4"] },
          { key: "example.com/own", operator: "DoesNotExist" },
        ],
      }),
    }),
  ),
  ...(
    [
      ["karpenter.k8s.aws/instance-family", "m99g"],
      ["node.kubernetes.io/instance-type", "m7i.lrage"],
      ["topology.kubernetes.io/zone", "us-west-2a"],
      ["karpenter.sh/capacity-type", "Spot"],
      ["karpenter.sh/nodepool", "general"],
    ] as const
  ).map(
    ([key, value]): Violation => ({
      rule: "node-overlay-names-what-is-there",
      config: overlays({ capacity, requirements: [{ key, operator: "In", values: [value] }] }),
      paths: ["nodeOverlays[0].requirements[0].values[0]"],
      ...(value === "general"
        ? {
            text: 'nodeOverlays[0].requirements[0].values[0]: "general" is not the name of a NodePool of this stack: the overlay changes nothing by it; did you mean "dotori-general"?',
          }
        : {}),
      good: overlays({
        capacity,
        requirements: [
          { key: "karpenter.k8s.aws/instance-family", operator: "In", values: ["m7i"] },
          { key: "topology.kubernetes.io/zone", operator: "In", values: ["us-east-1a"] },
          { key: "karpenter.sh/capacity-type", operator: "In", values: ["spot"] },
          { key: "karpenter.sh/nodepool", operator: "In", values: ["dotori-general"] },
          { key: "example.com/own", operator: "In", values: ["anything"] },
        ],
      }),
    }),
  ),
  {
    rule: "node-overlay-adjusts-by-what-is-meant",
    config: overlays({ priceAdjustment: "-40" }),
    also: ["overlay-prices-are-counted"],
    paths: ["nodeOverlays[0].priceAdjustment"],
    good: overlays({ priceAdjustment: "-0.04" }),
    goodAlso: ["overlay-prices-are-counted"],
  },
  {
    rule: "node-overlays-of-one-weight-are-apart",
    config: overlays({ capacity }, { capacity: { "smarter-devices/fuse": "2" } }),
    paths: ["nodeOverlays[0].weight"],
    text: 'nodeOverlays[0].weight: is missing, so 0, which "o1" has, too, and both change smarter-devices/fuse of m7i.large: Karpenter then ignores "o0" altogether; give the one that is to count the higher weight, or choose types apart',
    good: overlays({ capacity }, { capacity, weight: 1 }),
  },
  {
    // the price of an offering is one overlay's, capacity is the type's
    rule: "node-overlays-of-one-weight-are-apart",
    config: overlays(
      { priceAdjustment: "-60%", weight: 5, capacity, requirements: [type, spot] },
      { price: "0.05", weight: 5, requirements: [] },
      { capacity, weight: 5, requirements: [type, onDemand] },
    ),
    also: ["overlay-prices-are-counted"],
    paths: ["nodeOverlays[0].weight"],
    text: 'nodeOverlays[0].weight: 5 is what "o1" has, too, and both change the price of m7i.large: Karpenter then ignores "o0" altogether; give the one that is to count the higher weight, or choose types apart',
    good: overlays(
      { priceAdjustment: "-60%", weight: 5, requirements: [type, spot] },
      { price: "0.05", weight: 5, requirements: [type, onDemand] },
      { capacity, weight: 5 },
      { capacity, weight: 5, requirements: [{ ...type, values: ["m7i.xlarge"] }] },
    ),
    goodAlso: ["overlay-prices-are-counted"],
  },
  {
    // a type without GPUs is in neither of two overlays that name a GPU each
    rule: "node-overlays-of-one-weight-are-apart",
    config: overlays({ capacity, requirements: [ofPool("In")] }, { capacity, requirements: [] }),
    paths: ["nodeOverlays[0].weight"],
    good: overlays(
      { capacity, requirements: [ofPool("In"), gpu("a100")] },
      { capacity, requirements: [gpu("h100")] },
      { capacity, requirements: [ofPool("NotIn")] },
      { capacity, requirements: [{ key: "example.com/own", operator: "In", values: ["x"] }] },
    ),
  },
  {
    rule: "node-overlay-names-differ",
    config: withOwnPrices({ capacity, name: "own-price-c6g" }),
    paths: ["nodeOverlays[0].name"],
    text: 'nodeOverlays[0].name: "own-price-c6g" is the name of an overlay that is made of prices.file; rename it',
    good: withOwnPrices({ capacity, name: "own-price-m6g" }),
    ...ofFiles,
  },
  {
    rule: "node-overlays-are-above-own-prices",
    config: withOwnPrices({ price: "0.05" }),
    also: ["overlay-prices-are-counted"],
    paths: ["nodeOverlays[0].weight"],
    text: "nodeOverlays[0].weight: is missing, so 0, which does not outrank the overlays that are made of prices.file, and both change the price of m7i.large: Karpenter then ignores one of them; write 4 or more",
    good: withOwnPrices(
      { price: "0.05", weight: 4 },
      { price: "0.02", requirements: [type, spot] },
      { capacity, weight: 1 },
    ),
    goodAlso: ["overlay-prices-are-counted"],
    ...ofFiles,
  },
  {
    // of a type that no catalogue knows yet nobody can tell which overlays it meets
    rule: "node-overlays-are-above-own-prices",
    config: withOwnPrices({ price: "0.05", weight: 3, requirements: [{ ...type, values: ["m99i.large"] }] }),
    also: ["overlay-prices-are-counted", "node-overlay-names-what-is-there"],
    paths: ["nodeOverlays[0].weight"],
    good: withOwnPrices({ price: "0.05", weight: 4, requirements: [{ ...type, values: ["m99i.large"] }] }),
    goodAlso: ["overlay-prices-are-counted", "node-overlay-names-what-is-there"],
    ...ofFiles,
  },
  {
    rule: "overlay-prices-are-counted",
    config: overlays({ priceAdjustment: "-60%" }),
    paths: ["nodeOverlays[0].priceAdjustment"],
    text: 'nodeOverlays[0].priceAdjustment: "-60%" is not counted here: Karpenter chooses instances by this price, while ceilings, costs and policies stay at list prices',
    good: overlays({ capacity }),
  },
  {
    rule: "capacity-buffers-are-switched-on",
    config: { ...buffers({ scalableRef, replicas: 2 }), karpenter: {} },
    paths: ["teams.dotori.capacityBuffers"],
    text: "teams.dotori.capacityBuffers: do nothing: karpenter.featureGates.capacityBuffer is off; set karpenter.featureGates.capacityBuffer: true",
    good: buffers({ scalableRef, replicas: 2 }),
  },
  {
    rule: "capacity-buffer-names-differ",
    config: buffers({ scalableRef, replicas: 2 }, { scalableRef, replicas: 3 }),
    paths: ["teams.dotori.capacityBuffers[1].name"],
    good: buffers({ scalableRef, replicas: 2 }, { name: "more", scalableRef, replicas: 3 }),
  },
  {
    rule: "capacity-buffer-is-in-the-teams-namespace",
    config: buffers({ scalableRef, replicas: 2, namespace: "other" }),
    paths: [`${at}.namespace`],
    good: buffers({ scalableRef, replicas: 2, namespace: "dotori" }),
  },
  {
    rule: "capacity-buffer-has-pods-to-copy",
    config: buffers({ replicas: 2 }),
    paths: [at],
    good: buffers({ podTemplateRef, replicas: 2 }),
  },
  {
    rule: "capacity-buffer-has-pods-to-copy",
    config: buffers({ scalableRef, podTemplateRef, replicas: 2 }),
    paths: [`${at}.podTemplateRef`],
    good: buffers({ podTemplateRef, limits: { cpu: "4" } }),
  },
  {
    rule: "capacity-buffer-has-a-size",
    config: buffers({ scalableRef, limits: {} }),
    paths: [`${at}.replicas`],
    good: buffers({ scalableRef, percentage: 20 }),
  },
  {
    rule: "capacity-buffer-has-a-size",
    config: buffers({ podTemplateRef, percentage: 20 }),
    paths: [`${at}.percentage`],
    good: buffers({ podTemplateRef, limits: { memory: "4Gi" } }),
  },
];
