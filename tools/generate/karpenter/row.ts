/** The row of a version, made from the sources of its two modules. */
import type { CrdRulesByFile, KarpenterVersionRow } from "../../../capacity/karpenter/versionRow";
import { ownValue } from "../../../capacity/units/ownValue";
import type { GoModule } from "../goModules";
import { iamActions } from "./actions";
import { chartValues, falseIsDropped, featureGates, readChart } from "./chart";
import { crdRules } from "./crdRules";
import { constantOf, goFiles } from "./goSource";
import { metricNames } from "./metrics";

/** The modules of one release, unpacked. */
export interface KarpenterModules {
  readonly provider: GoModule;
  readonly core: GoModule;
  readonly source: KarpenterVersionRow["source"];
}

/** All that the files of one minor say. */
export interface KarpenterFacts {
  readonly row: KarpenterVersionRow;
  readonly crds: CrdRulesByFile;
}

/** @throws Error naming the file, where a fact is not at its place: a later release may have moved it */
export function karpenterFacts({ provider, core, source }: KarpenterModules): KarpenterFacts {
  const versions = "pkg/providers/version/version.go";
  const chart = readChart(provider);
  const crds = crdRules(provider);
  const providerCode = goFiles(provider, "pkg");
  const row: KarpenterVersionRow = {
    minor: source.release.split(".").slice(0, 2).join("."),
    source,
    kubernetes: {
      oldest: constantOf(provider, versions, "MinK8sVersion"),
      newest: constantOf(provider, versions, "MaxK8sVersion"),
    },
    featureGates: featureGates(chart, "featureGates"),
    awsFeatureGates: featureGates(chart, "awsFeatureGates"),
    chartValues: chartValues(chart),
    falseIsDropped: falseIsDropped(chart),
    budgetReasons: poolEnum(crds, "disruption.budgets[].reasons[]"),
    consolidationPolicies: poolEnum(crds, "disruption.consolidationPolicy"),
    nodeClassFields: nodeClassFields(crds),
    requirementLabels: requirementLabels(crds),
    hashVersions: {
      nodePool: constantOf(core, "pkg/apis/v1/nodepool.go", "NodePoolHashVersion"),
      nodeClass: constantOf(provider, "pkg/apis/v1/ec2nodeclass.go", "EC2NodeClassHashVersion"),
    },
    actions: iamActions(providerCode),
    metrics: metricNames([...providerCode, ...goFiles(core, "pkg")]),
  };
  return { row, crds };
}

/** Words that the CRD of NodePool admits at a place. */
function poolEnum(crds: CrdRulesByFile, place: string): readonly string[] {
  const words = ownValue(crds["karpenter.sh_nodepools"] ?? {}, place)?.enum;
  if (!Array.isArray(words)) throw new Error(`the CRD of NodePool has no enum at spec.${place}`);
  return words;
}

/** Places below the spec of the CRD of EC2NodeClass that have a name, or take any. */
function nodeClassFields(crds: CrdRulesByFile): readonly string[] {
  const places = Object.keys(crds["karpenter.k8s.aws_ec2nodeclasses"] ?? {});
  if (places.length === 0) throw new Error("there is no CRD of EC2NodeClass");
  return places.filter((place) => place !== "" && !place.endsWith("[]")).sort();
}

/** Labels in the rules on a requirement's key that admit some of a domain: `self in ["karpenter.sh/nodepool"] || ...`. */
function requirementLabels(crds: CrdRulesByFile): readonly string[] {
  const place = "template.spec.requirements[].key";
  const rules = ownValue(crds["karpenter.sh_nodepools"] ?? {}, place)?.cel;
  const lists = (Array.isArray(rules) ? rules : []).flatMap(({ rule }: { readonly rule: string }) => [
    ...rule.matchAll(/^self in (\[[^\]]*\]) \|\| /g),
  ]);
  const labels = lists.flatMap(([, list]): readonly string[] => JSON.parse(list!));
  if (labels.length === 0) throw new Error(`the CRD of NodePool admits no labels at spec.${place}`);
  return [...new Set(labels)].sort();
}
