/** Keys under `devicePlugins`: what offers GPUs, Neuron devices and EFA interfaces to pods. */
import { z } from "zod";
import { withDefault } from "./frame/default";
import { text } from "./frame/kind";

const plugin = (description: string, chart: string, version: string) =>
  z
    .strictObject({
      version: withDefault(
        text({
          what: "chart version",
          write: `a version in quotes, such as "${version}"`,
          pattern: /^v?\d+\.\d+\.\d+$/,
          examples: [version],
        }).meta({ description: "Version of the chart." }),
        version,
      ),
      chart: withDefault(
        text({
          what: "chart location",
          write:
            'a Helm repository (https://), an oci:// address without a version, or a folder such as "./charts/plugin"',
          pattern: /^((https|oci):\/\/[a-z0-9][\w./:-]*|\.{0,2}\/[\w./-]+)$/,
          examples: [chart, "oci://mirror.example.com/charts/plugin", "./charts/plugin"],
        }).meta({ description: "Where the chart is." }),
        chart,
      ),
      values: withDefault(
        z.record(z.string().min(1), z.unknown()).register(z.globalRegistry, {
          description:
            "More values of the chart, over those of the program; a list replaces a list. Without a way to the internet, name mirrors of the images here.",
        }),
        {},
      ),
    })
    .meta({ description })
    .optional();

/**
 * Sources, seen 2026-11-25: NVIDIA/k8s-device-plugin 1b826acc, deployments/helm/nvidia-device-plugin/Chart.yaml (tag v0.20.0);
 * aws-neuron/neuron-helm-charts, release 1.9.0 (Neuron SDK 2.31.0); aws/eks-charts 52396092,
 * stable/aws-efa-k8s-device-plugin/Chart.yaml.
 */
export const devicePluginsSchema = z
  .strictObject({
    nvidia: plugin(
      "NVIDIA's, for GPU nodes other than Bottlerocket's, which have it inside: `nvidia: {}`.",
      "https://nvidia.github.io/k8s-device-plugin",
      "0.20.0",
    ),
    neuron: plugin(
      "AWS Neuron's, for Inferentia and Trainium nodes: `neuron: {}`.",
      "oci://public.ecr.aws/neuron/neuron-helm-chart",
      "1.9.0",
    ),
    efa: plugin(
      "AWS's for Elastic Fabric Adapters, on nodes of types that have them: `efa: {}`.",
      "https://aws.github.io/eks-charts",
      "v0.5.30",
    ),
  })
  .meta({
    description:
      "Device plugins that the program installs in kube-system, by their makers' charts: each is made when it is written. They run on every pool's nodes that have the devices, whatever the taints. Not beside one that you install yourself.",
  });
