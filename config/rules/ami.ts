/** Node classes: which AMI nodes boot. */
import type { NodeClassConfig } from "../stack";
import { aliasFamily } from "../values/ami";
import { compareVersions } from "../values/version";
import { layerOf, nodeClassRule, type Rule, writtenNodeClasses } from "./rule";

/** Tags of one AMI term (EC2NodeClass CRD v1.14.1). */
const mostTermTags = 20;

/** Where a missing alias belongs: beside the family, or with no family either in nodeClassDefaults. */
function missingAliasPath(nodeClass: NodeClassConfig): string {
  return nodeClass.settings.amiFamily === undefined
    ? "nodeClassDefaults.amiAlias"
    : `${layerOf(nodeClass, "amiFamily")}.amiAlias`;
}

export const amiRules: readonly Rule[] = [
  nodeClassRule("ami-is-pinned-in-production", "error", (nodeClass, report, { environment }) => {
    if (environment !== "production" || nodeClass.operatingSystem === "windows") return;
    if (nodeClass.amiAlias === undefined && nodeClass.amiSelectorTerms !== undefined) return;
    if (nodeClass.amiAlias !== undefined && !nodeClass.amiAlias.endsWith("@latest")) return;
    const family = nodeClass.amiFamily.toLowerCase();
    report({
      path: nodeClass.amiAlias === undefined ? missingAliasPath(nodeClass) : nodeClass.pathOf("amiAlias"),
      value: nodeClass.amiAlias,
      message:
        nodeClass.amiAlias === undefined
          ? "is missing: production pins its AMIs"
          : "rolls every node at each AMI release; production pins its AMIs",
      suggestion:
        nodeClass.amiFamily === "Custom"
          ? "set amiSelectorTerms"
          : `write a version you tested, such as "${family}@v${family === "bottlerocket" ? "1.40.0" : "20250715"}"`,
    });
  }),
  nodeClassRule("windows-alias-is-latest", "error", (nodeClass, report) => {
    if (
      nodeClass.operatingSystem !== "windows" ||
      nodeClass.amiAlias === undefined ||
      nodeClass.amiAlias.endsWith("@latest")
    )
      return;
    report({
      path: nodeClass.pathOf("amiAlias"),
      value: nodeClass.amiAlias,
      message: "is refused: Windows aliases take @latest only",
      suggestion: `write "${nodeClass.amiAlias.split("@")[0]}@latest", or pin by amiSelectorTerms`,
    });
  }),
  nodeClassRule("alias-is-of-the-family", "error", (nodeClass, report) => {
    const { amiFamily, amiAlias } = nodeClass;
    if (amiFamily === "Custom" || amiAlias === undefined || aliasFamily(amiAlias) === amiFamily) return;
    const beside = layerOf(nodeClass, "amiFamily") === layerOf(nodeClass, "amiAlias");
    report({
      path: nodeClass.pathOf("amiFamily"),
      value: amiFamily,
      message: `does not go with ${beside ? "amiAlias" : nodeClass.pathOf("amiAlias")} "${amiAlias}"`,
      suggestion: beside ? `write ${aliasFamily(amiAlias)}, or delete it` : "write an amiAlias of the family beside it",
    });
  }),
  {
    name: "ami-is-chosen-one-way",
    level: "error",
    check: ({ input }, report) => {
      for (const { path, written } of writtenNodeClasses(input)) {
        if (written?.amiAlias === undefined || written.amiSelectorTerms === undefined) continue;
        report({
          path: `${path}.amiSelectorTerms`,
          value: written.amiSelectorTerms,
          message: "cannot be set beside amiAlias",
          suggestion: "delete one of them",
        });
      }
    },
  },
  nodeClassRule("custom-family-selects-its-ami", "error", (nodeClass, report) => {
    if (
      nodeClass.amiFamily !== "Custom" ||
      nodeClass.amiAlias !== undefined ||
      nodeClass.amiSelectorTerms !== undefined
    )
      return;
    report({
      path: nodeClass.pathOf("amiFamily"),
      value: "Custom",
      message: "needs amiSelectorTerms: the family has no AMI of its own",
      suggestion: "set amiSelectorTerms",
    });
  }),
  nodeClassRule("custom-family-joins-by-itself", "warning", (nodeClass, report) => {
    if (nodeClass.amiFamily !== "Custom" || nodeClass.userData !== undefined) return;
    report({
      path: nodeClass.pathOf("amiFamily"),
      value: "Custom",
      message: "has no userData: the AMI itself must join the cluster, with taint karpenter.sh/unregistered:NoExecute",
    });
  }),
  nodeClassRule("windows-has-its-kubernetes", "error", (nodeClass, report, { cluster }) => {
    if (nodeClass.amiFamily !== "Windows2025" || compareVersions(cluster.version, "1.35") >= 0) return;
    report({
      path: nodeClass.pathOf("amiFamily"),
      value: nodeClass.amiFamily,
      message: `needs Kubernetes 1.35; cluster.version is "${cluster.version}"`,
      suggestion: "write Windows2022",
    });
  }),
  nodeClassRule("ami-terms-select", "error", (nodeClass, report) => {
    for (const [index, term] of (nodeClass.amiSelectorTerms ?? []).entries()) {
      const path = `${nodeClass.pathOf("amiSelectorTerms")}[${index}]`;
      const fields = Object.keys(term);
      for (const alone of ["id", "ssmParameter"] as const) {
        if (term[alone] === undefined || fields.length === 1) continue;
        report({
          path: `${path}.${alone}`,
          value: term[alone],
          message: `names one AMI and cannot be combined with ${fields.filter((field) => field !== alone).join(", ")}`,
          suggestion: "keep it alone",
        });
      }
      if (["id", "name", "tags", "ssmParameter"].some((field) => fields.includes(field))) continue;
      report({ path, value: term, message: "selects nothing", suggestion: "give id, name, tags or ssmParameter" });
    }
  }),
  nodeClassRule("selector-terms-have-few-tags", "error", (nodeClass, report) => {
    for (const key of ["amiSelectorTerms", "capacityReservations"] as const) {
      for (const [index, { tags = {} }] of (nodeClass[key] ?? []).entries()) {
        const count = Object.keys(tags).length;
        if (count <= mostTermTags) continue;
        report({
          path: `${nodeClass.pathOf(key)}[${index}].tags`,
          message: `are ${count}; a term takes at most ${mostTermTags}`,
          suggestion: "take fewer",
        });
      }
    }
  }),
];
