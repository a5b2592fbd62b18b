import type { Violation } from "../../violation";

const addons = (settings: object, more: object = {}) => ({
  cluster: { endpoint: { publicCidrs: ["8.8.8.0/24"] }, addons: settings, ...more },
});
const values = (configurationValues: object) => ({ configurationValues });
const bootstrap = { key: "CriticalAddonsOnly", operator: "Exists" };

export const addonViolations: readonly Violation[] = [
  {
    rule: "addon-values-do-not-clash",
    config: addons({
      "vpc-cni": values({ env: { ENABLE_PREFIX_DELEGATION: "false", WARM_IP_TARGET: "5" } }),
      coredns: values({ tolerations: [{ operator: "Exists" }] }),
    }),
    paths: [
      "cluster.addons.vpc-cni.configurationValues.env.ENABLE_PREFIX_DELEGATION",
      "cluster.addons.coredns.configurationValues.tolerations",
    ],
    text: 'cluster.addons.vpc-cni.configurationValues.env.ENABLE_PREFIX_DELEGATION: "false" is "true" by the program; write cluster.addons.vpc-cni.prefixDelegation',
    good: addons({
      "vpc-cni": values({ env: { WARM_PREFIX_TARGET: "2", AWS_VPC_K8S_CNI_EXTERNALSNAT: "true" } }),
      coredns: values({ tolerations: [bootstrap, { key: "x", operator: "Exists" }], replicaCount: 4 }),
    }),
  },
  {
    rule: "further-addons-are-not-the-programs",
    config: addons({ further: { coredns: {}, "metrics-server": {} } }),
    paths: ["cluster.addons.further.coredns", "cluster.addons.further.metrics-server"],
    text: "cluster.addons.further.coredns: has a place of its own; move it to cluster.addons.coredns",
    good: addons({ coredns: {}, "metrics-server": {} }),
  },
  {
    rule: "further-addons-are-known",
    config: addons({ further: { "cert-manger": {} } }),
    paths: ["cluster.addons.further.cert-manger"],
    text: 'cluster.addons.further.cert-manger: is not among the add-ons known here: if EKS has none of this name, `pulumi up` fails; did you mean "cert-manager"?',
    good: addons({ further: { "cert-manager": {} } }),
  },
];
