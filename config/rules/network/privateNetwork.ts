/** A VPC that nothing leads out of (`nat: none`): what nodes, Karpenter and `pulumi up` must reach all the same. */

import { valueAt } from "../../schema/frame/walk";
import { privateEndpointServices } from "../../schema/network";
import { createdNetworkRule, type Rule } from "../rule";

/**
 * Where the charts of device plugins have their image. Sources, as of the versions in config/schema/devicePlugins.ts: values.yaml of
 * NVIDIA/k8s-device-plugin, aws-neuron/neuron-helm-charts and aws/eks-charts.
 */
const devicePluginImages = [
  { plugin: "nvidia", image: ["image"], ownImage: "nvcr.io/nvidia/k8s-device-plugin" },
  { plugin: "neuron", image: ["devicePlugin", "image"], ownImage: "public.ecr.aws/neuron/neuron-device-plugin" },
  {
    plugin: "efa",
    image: ["image"],
    ownImage: "602401143452.dkr.ecr.us-west-2.amazonaws.com/eks/aws-efa-k8s-device-plugin",
  },
] as const;

/** Registries that only the internet leads to. */
const publicRegistries = ["public.ecr.aws", "nvcr.io", "registry.k8s.io", "ghcr.io", "quay.io", "docker.io"];

/** Why endpoints do not lead to an image: they reach ECR's private registries of their own region. */
function unreachable(repository: string, region: string | undefined): string | undefined {
  const host = repository.split("/")[0]!;
  if (publicRegistries.includes(host)) return "is on the public internet";
  const [, ecrRegion] = /^\d{12}\.dkr\.ecr\.([a-z0-9-]+)\./.exec(host) ?? [];
  return ecrRegion === undefined || region === undefined || ecrRegion === region
    ? undefined
    : `is in ECR of ${ecrRegion}, not of ${region}`;
}

export const privateNetworkRules: readonly Rule[] = [
  createdNetworkRule("private-network-reaches-aws", "error", (network, report, { stack }) => {
    if (network.nat !== "none") return;
    const { karpenter, cluster, teams } = stack;
    const needed = privateEndpointServices({
      identity: karpenter.identity,
      zonalShift: cluster.zonalShift,
      podIdentities: teams.some(({ podIdentities }) => podIdentities.length > 0),
    });
    const missing = needed.filter((service) => !network.interfaceEndpoints.includes(service));
    if (missing.length > 0) {
      report({
        path: "network.interfaceEndpoints",
        value: network.interfaceEndpoints,
        message: `lacks ${missing.join(", ")}: without NAT, nodes and Karpenter reach them by endpoints only`,
        suggestion: `add ${missing.join(", ")}, or delete the key to get all that are needed`,
      });
    }
    if (!network.gatewayEndpoints.includes("s3")) {
      report({
        path: "network.gatewayEndpoints",
        value: network.gatewayEndpoints,
        message: "lacks s3: without NAT, images cannot be pulled from ECR",
        suggestion: "add s3",
      });
    }
  }),
  createdNetworkRule("private-network-has-mirrors", "warning", ({ nat }, report, { stack }) => {
    if (nat !== "none") return;
    for (const name of ["karpenter", "karpenter-crd"] as const) {
      const chart = stack.karpenter.charts[name];
      if (!chart.includes("public.ecr.aws")) continue;
      report({
        path: `karpenter.charts.${name}`,
        value: chart,
        message: "is on the public internet: `pulumi up` inside a VPC without NAT cannot pull it",
        suggestion: "name a mirror in your own ECR, or a folder",
      });
    }
    const repository = valueAt(stack.karpenter.values, ["controller", "image", "repository"]);
    if (typeof repository === "string" && !repository.startsWith("public.ecr.aws/")) return;
    const problem = "is on the public internet, and nodes without NAT cannot pull it";
    report({
      path: "karpenter.values.controller.image.repository",
      value: repository,
      message: repository === undefined ? `is missing: the chart's own image ${problem}` : problem,
      suggestion: "name a mirror in your own ECR",
    });
  }),
  createdNetworkRule(
    "private-network-has-warm-mirrors",
    "warning",
    ({ nat }, report, { stack: { keda, placeholders } }) => {
      if (nat !== "none") return;
      if (keda?.chart.startsWith("https://"))
        report({
          path: "keda.chart",
          value: keda.chart,
          message: "is on the public internet: `pulumi up` inside a VPC without NAT cannot pull it",
          suggestion: "name a mirror in your own ECR, or a folder",
        });
      if (keda !== undefined && keda.imageRegistry === undefined)
        report({
          path: "keda.imageRegistry",
          message: "is missing: nodes without NAT cannot pull KEDA's images from ghcr.io",
          suggestion: "name a mirror in your own ECR",
        });
      if (placeholders?.image.startsWith("public.ecr.aws/"))
        report({
          path: "placeholders.image",
          value: placeholders.image,
          message: "is on the public internet, and nodes without NAT cannot pull it",
          suggestion: "name a mirror in your own ECR",
        });
    },
  ),
  createdNetworkRule("private-network-has-plugin-mirrors", "warning", ({ nat }, report, { stack }) => {
    if (nat !== "none") return;
    for (const { plugin, image, ownImage } of devicePluginImages) {
      const installed = stack.devicePlugins?.installed[plugin];
      if (installed === undefined) continue;
      const { chart, values } = installed;
      if (chart.startsWith("https://") || chart.includes("public.ecr.aws"))
        report({
          path: `devicePlugins.${plugin}.chart`,
          value: chart,
          message: "is on the public internet: `pulumi up` inside a VPC without NAT cannot pull it",
          suggestion: "name a mirror in your own ECR, or a folder",
        });
      const stated = valueAt(values, [...image, "repository"]);
      if (stated !== undefined && typeof stated !== "string") continue;
      const problem = unreachable(stated ?? ownImage, stack.region);
      if (problem === undefined) continue;
      report({
        path: `devicePlugins.${plugin}.values.${image.join(".")}.repository`,
        value: stated,
        message:
          stated === undefined
            ? `is missing: the chart's own image, ${ownImage}, ${problem}, and nodes without NAT cannot pull it`
            : `${problem}, and nodes without NAT cannot pull it`,
        suggestion: "name a mirror in your own ECR",
      });
    }
  }),
  createdNetworkRule("private-network-is-isolated", "error", ({ nat }, report, { stack }) => {
    if (nat !== "none" || valueAt(stack.karpenter.values, ["settings", "isolatedVPC"]) !== false) return;
    report({
      path: "karpenter.values.settings.isolatedVPC",
      value: false,
      message:
        "cannot be combined with network.nat none: Karpenter would wait for IAM and the price list, which it cannot reach",
      suggestion: "delete it",
    });
  }),
];
