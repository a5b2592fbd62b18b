import { stackRule } from "../../frame/rule";
import { flag } from "../../frame/setting";
import { types } from "../../frame/subject";

export const eksComponentShowsItsCluster = stackRule({
  name: "eks-component-shows-its-cluster",
  title: "An EKS component shows the cluster that it makes",
  reason:
    "endpoint, encryption, logs and version are inputs of its aws:eks/cluster:Cluster, and without it no rule checks them",
  fix: "preview with an engine that registers the component's children",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: {
    requireCluster: flag(false, 'Refuse a component without its cluster, instead of reporting "cannot tell".'),
  },
  types: [types.eksComponent, types.eksCluster],
  collect: ({ subject, opts }): { parent: string | undefined; isComponent: boolean } => ({
    parent: opts.parent,
    isComponent: subject.type === types.eksComponent,
  }),
  check({ collected, settings, about }) {
    const parents = new Set(collected.filter(({ value }) => !value.isComponent).map(({ value }) => value.parent));
    for (const { subject, value } of collected) {
      if (!value.isComponent || parents.has(subject.urn)) continue;
      const reporter = about(`EKS component "${subject.name}"`, subject.urn);
      const what = "the cluster's endpoint, encryption, logs, version and deletion protection";
      if (settings.requireCluster)
        reporter.violation(what, "cannot be checked: no aws:eks/cluster:Cluster was registered under it");
      else reporter.cannotTell(what, "no aws:eks/cluster:Cluster was registered under it");
    }
  },
});
