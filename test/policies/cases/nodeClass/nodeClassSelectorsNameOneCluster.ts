import type { Case } from "../../case";
import { nodeClass, unknown } from "../../objects";

const discovered = (...clusters: unknown[]) =>
  nodeClass("dotori", {
    subnetSelectorTerms: clusters.map((cluster) => ({ tags: { "karpenter.sh/discovery": cluster } })),
    securityGroupSelectorTerms: [{ id: "sg-0a1b2c3d4e5f60718" }],
  });

export const cases: readonly Case[] = [
  { title: "accepts ids", resources: [nodeClass("dotori")] },
  {
    title: "accepts ids that are not known yet",
    resources: [nodeClass("dotori", { subnetSelectorTerms: [{ id: unknown }] })],
  },
  { title: "accepts one cluster's discovery tag", resources: [discovered("blue", "blue")] },
  {
    title: "accepts the cluster in the tag's key",
    resources: [nodeClass("dotori", { subnetSelectorTerms: [{ tags: { "kubernetes.io/cluster/blue": "shared" } }] })],
  },
  {
    title: "accepts a security group by its whole name",
    resources: [nodeClass("dotori", { securityGroupSelectorTerms: [{ name: "blue-nodes" }] })],
  },
  {
    title: "refuses the networks of two clusters",
    resources: [discovered("blue", "green")],
    violates: [
      'EC2NodeClass "dotori": spec selects the networks of 2 clusters: blue, green. To fix it, select by id, or give each term the discovery tag with this cluster\'s name.',
    ],
  },
  {
    title: "refuses any cluster's",
    resources: [discovered("*")],
    violates: [
      "EC2NodeClass \"dotori\": spec.subnetSelectorTerms[0] names no cluster: it has no discovery tag with a cluster's name. To fix it, select by id, or give each term the discovery tag with this cluster's name.",
    ],
  },
  {
    title: "refuses tags that name no cluster",
    resources: [nodeClass("dotori", { subnetSelectorTerms: [{ tags: { Tier: "private" } }] })],
    violates: [
      "EC2NodeClass \"dotori\": spec.subnetSelectorTerms[0] names no cluster: it has no discovery tag with a cluster's name. To fix it, select by id, or give each term the discovery tag with this cluster's name.",
    ],
  },
  {
    title: "refuses a security group by a pattern",
    resources: [nodeClass("dotori", { securityGroupSelectorTerms: [{ name: "*-nodes" }] })],
    violates: [
      'EC2NodeClass "dotori": spec.securityGroupSelectorTerms[0].name is "*-nodes", which fits any cluster\'s. To fix it, select by id, or give each term the discovery tag with this cluster\'s name.',
    ],
  },
  {
    title: "refuses the second term although the first is not known yet",
    resources: [discovered(unknown, "*")],
    violates: [
      "EC2NodeClass \"dotori\": spec.subnetSelectorTerms[1] names no cluster: it has no discovery tag with a cluster's name. To fix it, select by id, or give each term the discovery tag with this cluster's name.",
    ],
    cannotTell: [
      'EC2NodeClass "dotori": cannot tell yet: spec.subnetSelectorTerms[0].tags["karpenter.sh/discovery"] is known only when it is deployed; the rule decides then.',
    ],
  },
];
