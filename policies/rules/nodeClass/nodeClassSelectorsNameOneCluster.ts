import type { Field } from "../../frame/field";
import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/setting";
import { types } from "../../frame/subject";

export const nodeClassSelectorsNameOneCluster = resourceRule({
  name: "node-class-selectors-name-one-cluster",
  title: "An EC2NodeClass selects subnets and security groups of one cluster",
  reason: "terms are alternatives, so a term that fits another cluster's network puts nodes into it",
  fix: "select by id, or give each term the discovery tag with this cluster's name",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: {
    discoveryTags: texts(
      ["karpenter.sh/discovery", "aws:eks:cluster-name"],
      "Tag keys whose value is a cluster's name; kubernetes.io/cluster/<name> counts as well.",
    ),
  },
  types: [types.nodeClass],
  check({ inputs, settings, violation, each }) {
    const named = new Set<string>();
    const terms = ["subnetSelectorTerms", "securityGroupSelectorTerms"].map((key) => inputs.at("spec", key));
    each(terms, (list) => {
      each(list.items(), (term) => {
        const name = term.at("name").text();
        if (name !== undefined && /[*?]/.test(name))
          violation(term.at("name"), `is "${name}", which fits any cluster's`);
        if (name !== undefined || isById(term)) return;
        const cluster = clusterOf(term.at("tags"), settings.discoveryTags);
        if (cluster === undefined) violation(term, "names no cluster: it has no discovery tag with a cluster's name");
        else named.add(cluster);
      });
    });
    if (named.size > 1)
      violation("spec", `selects the networks of ${named.size} clusters: ${[...named].sort().join(", ")}`);
  },
});

/** An id selects one network, also where preview does not know it yet. */
const isById = (term: Field): boolean => term.at("id").isUnknown || !term.at("id").isMissing;

function clusterOf(tags: Field, discoveryTags: readonly string[]): string | undefined {
  const byValue = discoveryTags.map((key) => tags.at(key).text()).find((value) => value !== undefined);
  const byKey = tags.entries().map(([key]) => /^kubernetes\.io\/cluster\/(.+)$/.exec(key)?.[1]);
  const cluster = byValue ?? byKey.find((name) => name !== undefined);
  return cluster === undefined || /^$|[*?]/.test(cluster) ? undefined : cluster;
}
