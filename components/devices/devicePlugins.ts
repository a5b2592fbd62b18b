/** Device plugins: the DaemonSets that offer GPUs, Neuron devices and EFA interfaces to pods. */
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { instanceTypes } from "../../capacity/ec2/catalogue";
import { hasNeuron } from "../../capacity/ec2/neuron";
import { labelKeys } from "../../capacity/kubernetes/labels";
import type { DevicePluginsConfig } from "../../config";
import type { Cluster } from "../cluster/cluster";
import { helmChart } from "../cluster/helmChart";
import { joinedValues } from "../karpenter/helmValues";

/** The system's: the admission policy lets its pods onto every team's nodes. */
const namespace = "kube-system";

export interface DevicePluginsArgs {
  /** Those to install, and the node classes that have NVIDIA's inside. */
  readonly plugins: DevicePluginsConfig;
  /** Cluster that they run in. */
  readonly cluster: Cluster;
}

/** One Helm release for each plugin that the config names. */
export class DevicePlugins extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:DevicePlugins";

  constructor(name: string, args: DevicePluginsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { plugins, cluster } = args;
    super(DevicePlugins.__pulumiType, name, { plugins: Object.keys(plugins.installed) }, opts);
    for (const { plugin, release, values } of releases(plugins)) {
      const { chart, version, values: own } = plugins.installed[plugin]!;
      new k8s.helm.v3.Release(
        `${name}-${plugin}`,
        {
          name: release,
          ...helmChart(release, chart, version),
          namespace,
          // its pods wait for nodes that no pool has made yet
          skipAwait: true,
          values: joinedValues(values, own, false),
        },
        { parent: this, provider: cluster.provider },
      );
    }
    this.registerOutputs();
  }
}

/** Taints of pools differ by team; the plugins run wherever the devices are. */
const everyTaint = [{ operator: "Exists" }];

/** Chart and values of each plugin. Keys of the values: the charts' values.yaml, at the versions of the schema's defaults. */
function releases({ installed, pluginInside }: DevicePluginsConfig) {
  const all = [
    {
      plugin: "nvidia",
      release: "nvidia-device-plugin",
      values: { tolerations: everyTaint, affinity: nvidiaNodes(pluginInside) },
    },
    {
      plugin: "neuron",
      release: "neuron-helm-chart",
      values: {
        // the chart's own list ends before Trainium 2
        neuronInstances: instanceTypes()
          .filter(hasNeuron)
          .map(({ type }) => type),
        devicePlugin: { tolerations: everyTaint },
        // it would run on every node of the cluster
        npd: { enabled: false },
      },
    },
    { plugin: "efa", release: "aws-efa-k8s-device-plugin", values: { tolerations: everyTaint } },
  ] as const;
  return all.filter(({ plugin }) => installed[plugin] !== undefined);
}

/** Nodes with NVIDIA GPUs by the label that Karpenter gives them: the chart's own affinity wants labels of node-feature-discovery. */
function nvidiaNodes(pluginInside: readonly string[]) {
  const bottlerocket =
    pluginInside.length === 0 ? [] : [{ key: labelKeys.nodeClass, operator: "NotIn", values: [...pluginInside] }];
  const matchExpressions = [
    { key: labelKeys.instanceGpuManufacturer, operator: "In", values: ["nvidia"] },
    ...bottlerocket,
  ];
  return {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } },
  };
}
