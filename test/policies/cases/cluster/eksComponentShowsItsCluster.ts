import type { Case } from "../../case";
import { eksCluster } from "../../objects";

const component = { type: "eks:index:Cluster", name: "blue" };

export const cases: readonly Case[] = [
  { title: "accepts a component with its cluster", resources: [component, eksCluster("blue", {}, component)] },
  { title: "accepts a stack without components", resources: [eksCluster("blue")] },
  {
    title: "refuses a component without a cluster where one is required",
    resources: [component],
    config: { requireCluster: true },
    violates: [
      "EKS component \"blue\": the cluster's endpoint, encryption, logs, version and deletion protection cannot be checked: no aws:eks/cluster:Cluster was registered under it. To fix it, preview with an engine that registers the component's children.",
    ],
  },
  {
    title: "cannot tell of a component without a cluster",
    resources: [component],
    cannotTell: [
      'EKS component "blue": cannot tell about the cluster\'s endpoint, encryption, logs, version and deletion protection: no aws:eks/cluster:Cluster was registered under it.',
    ],
  },
  {
    title: "cannot tell of a component beside another's cluster",
    resources: [component, eksCluster("green", {}, { type: "eks:index:Cluster", name: "green" })],
    cannotTell: [
      'EKS component "blue": cannot tell about the cluster\'s endpoint, encryption, logs, version and deletion protection: no aws:eks/cluster:Cluster was registered under it.',
    ],
  },
];
