import type { Violation } from "../../violation";
import { onePool, pool } from "../../violation";

const network = (settings: object) => ({ network: settings });
const mirrors = {
  charts: { karpenter: "oci://mirror.example.com/karpenter", "karpenter-crd": "./charts/karpenter-crd" },
  values: { controller: { image: { repository: "mirror.example.com/karpenter" } } },
};
const window = { days: "weekdays", from: "09:00", to: "18:00", timezone: "Asia/Seoul", nodes: 3 };
const withWindow = (stack: Readonly<Record<string, unknown>>) =>
  onePool(
    { instanceCategories: ["m"], instanceSizes: ["xlarge"], warm: { windows: [window] } },
    { network: { nat: "none" }, karpenter: mirrors, ...stack },
  );

const withPlugins = (devicePlugins: object) => ({ network: { nat: "none" }, karpenter: mirrors, devicePlugins });

const role = { serviceAccount: "reports", targetRoleArn: "arn:aws:iam::210987654321:role/reports-reader" };
const withRole = {
  karpenter: { identity: "irsa", ...mirrors },
  teams: { dotori: { podIdentities: [role], pools: [pool()] } },
};

export const privateNetworkViolations: readonly Violation[] = [
  {
    rule: "private-network-reaches-aws",
    config: {
      network: {
        nat: "none",
        interfaceEndpoints: ["ec2", "ecr.api", "ecr.dkr", "sts", "ssm", "sqs", "eks"],
        gatewayEndpoints: [],
      },
      karpenter: mirrors,
    },
    paths: ["network.interfaceEndpoints", "network.gatewayEndpoints"],
    text: 'network.interfaceEndpoints: ["ec2","ecr.api","ecr.dkr","sts","ssm","sqs","eks"] lacks eks-auth: without NAT, nodes and Karpenter reach them by endpoints only; add eks-auth, or delete the key to get all that are needed',
    good: {
      network: {
        nat: "none",
        interfaceEndpoints: ["ec2", "ecr.api", "ecr.dkr", "sts", "ssm", "sqs", "eks", "eks-auth"],
        gatewayEndpoints: ["s3"],
      },
      karpenter: mirrors,
    },
  },
  {
    // With zonal shift Karpenter asks ARC, too.
    rule: "private-network-reaches-aws",
    config: {
      network: {
        nat: "none",
        interfaceEndpoints: ["ec2", "ecr.api", "ecr.dkr", "sts", "ssm", "sqs", "eks", "eks-auth"],
      },
      cluster: { zonalShift: true },
      karpenter: mirrors,
    },
    paths: ["network.interfaceEndpoints"],
    good: { network: { nat: "none" }, cluster: { zonalShift: true }, karpenter: mirrors },
  },
  {
    // With IRSA the agent needs it all the same, for the roles of teams' pods.
    rule: "private-network-reaches-aws",
    config: {
      network: { nat: "none", interfaceEndpoints: ["ec2", "ecr.api", "ecr.dkr", "sts", "ssm", "sqs", "eks"] },
      ...withRole,
    },
    paths: ["network.interfaceEndpoints"],
    good: { network: { nat: "none" }, ...withRole },
  },
  {
    rule: "private-network-has-mirrors",
    config: network({ nat: "none" }),
    paths: [
      "karpenter.charts.karpenter",
      "karpenter.charts.karpenter-crd",
      "karpenter.values.controller.image.repository",
    ],
    good: { network: { nat: "none" }, karpenter: mirrors },
  },
  {
    rule: "private-network-has-mirrors",
    config: {
      network: { nat: "none" },
      karpenter: {
        ...mirrors,
        values: { controller: { image: { repository: "public.ecr.aws/karpenter/controller" } } },
      },
    },
    paths: ["karpenter.values.controller.image.repository"],
    good: network({ nat: "single" }),
  },
  {
    rule: "private-network-is-isolated",
    config: {
      network: { nat: "none" },
      karpenter: { ...mirrors, values: { ...mirrors.values, settings: { isolatedVPC: false } } },
    },
    paths: ["karpenter.values.settings.isolatedVPC"],
    text: "karpenter.values.settings.isolatedVPC: false cannot be combined with network.nat none: Karpenter would wait for IAM and the price list, which it cannot reach; delete it",
    good: {
      network: { nat: "none" },
      karpenter: { ...mirrors, values: { ...mirrors.values, settings: { isolatedVPC: true } } },
    },
  },
  {
    rule: "private-network-has-warm-mirrors",
    config: withWindow({}),
    paths: ["keda.chart", "keda.imageRegistry", "placeholders.image"],
    good: withWindow({
      keda: { chart: "oci://mirror.example.com/keda", imageRegistry: "mirror.example.com" },
      placeholders: { image: "mirror.example.com/pause:3.10" },
    }),
  },
  {
    rule: "private-network-has-plugin-mirrors",
    config: withPlugins({ nvidia: {}, neuron: {}, efa: {} }),
    paths: [
      "devicePlugins.nvidia.chart",
      "devicePlugins.nvidia.values.image.repository",
      "devicePlugins.neuron.chart",
      "devicePlugins.neuron.values.devicePlugin.image.repository",
      "devicePlugins.efa.chart",
      "devicePlugins.efa.values.image.repository",
    ],
    good: withPlugins({
      nvidia: { chart: "./charts/nvidia", values: { image: { repository: "mirror.example.com/nvidia" } } },
      neuron: {
        chart: "oci://mirror.example.com/neuron",
        values: { devicePlugin: { image: { repository: "mirror.example.com/neuron" } } },
      },
      efa: {
        chart: "./charts/efa",
        values: { image: { repository: "602401143452.dkr.ecr.us-east-1.amazonaws.com/eks/aws-efa-k8s-device-plugin" } },
      },
    }),
  },
  {
    rule: "private-network-has-plugin-mirrors",
    config: withPlugins({ efa: { chart: "./charts/efa" } }),
    paths: ["devicePlugins.efa.values.image.repository"],
    text: "devicePlugins.efa.values.image.repository: is missing: the chart's own image, 602401143452.dkr.ecr.us-west-2.amazonaws.com/eks/aws-efa-k8s-device-plugin, is in ECR of us-west-2, not of us-east-1, and nodes without NAT cannot pull it; name a mirror in your own ECR",
    good: { network: { nat: "single" }, devicePlugins: { nvidia: {}, efa: {} } },
  },
  {
    rule: "private-network-has-plugin-mirrors",
    config: withPlugins({
      nvidia: { chart: "./charts/nvidia", values: { image: { repository: "nvcr.io/nvidia/x" } } },
    }),
    paths: ["devicePlugins.nvidia.values.image.repository"],
    text: 'devicePlugins.nvidia.values.image.repository: "nvcr.io/nvidia/x" is on the public internet, and nodes without NAT cannot pull it; name a mirror in your own ECR',
    good: withPlugins({ efa: { chart: "./charts/efa" } }),
    goodContext: { region: "us-west-2" },
  },
];
