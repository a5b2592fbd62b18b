/** Node classes: which AMI nodes boot. */
import {
  type AmiReleaseFamily,
  type AmiReleaseFinding,
  amiReleaseFinding,
  listCommand,
  recommendedAlias,
} from "../../../capacity/ec2/amiReleases";
import { labelKeys } from "../../../capacity/kubernetes/labels";
import { clusterSchema } from "../../schema/cluster";
import type { NodeClassConfig, PoolConfig, StackConfig } from "../../stack";
import { aliasFamily, pinnedRelease, releaseFamily } from "../../values/ami";
import { allNodeClasses, layerOf, nodeClassRule, type Rule, writtenNodeClasses } from "../rule";

/** Tags of one AMI term (EC2NodeClass CRD v1.14.1). */
const mostTermTags = 20;

type AmiTerm = NonNullable<NodeClassConfig["amiSelectorTerms"]>[number];

const families = ["AL2023", "Bottlerocket"] as const;
/** As the names of AWS's own AMIs and of their parameters have it. */
const familyNames: Readonly<Record<(typeof families)[number], RegExp>> = {
  AL2023: /al2023|amazon-linux-2023/i,
  Bottlerocket: /bottlerocket/i,
};

/** Families that a term's name speaks of: none, most often. */
function saidFamilies({ name, ssmParameter }: AmiTerm): readonly (typeof families)[number][] {
  return families.filter((family) => familyNames[family].test(name ?? ssmParameter ?? ""));
}

/** The architecture that a term's name speaks of. */
function saidArchitecture({ name, ssmParameter }: AmiTerm): string | undefined {
  const text = name ?? ssmParameter ?? "";
  const said = [/x86_64|amd64/i.test(text) ? "amd64" : [], /arm64|aarch64/i.test(text) ? "arm64" : []].flat();
  return said.length === 1 ? said[0] : undefined;
}

/** Architectures that pools name, each once. */
function architecturesOf(pools: readonly PoolConfig[]): readonly string[] {
  const named = pools.flatMap(({ requirements }) =>
    requirements.flatMap(({ key, operator, values = [] }) =>
      key === labelKeys.arch && operator === "In" ? values : [],
    ),
  );
  return [...new Set(named)];
}

/** Characters of a parameter's ARN before its name, with quotes and comma: `"arn:aws-us-gov:ssm:us-gov-west-1:123456789012:parameter",`. */
const ownArnLength = 60;
/** What Karpenter's other statements leave of the policy that lists the parameters. */
const mostParameterBytes = 4000;

/** Where a missing alias belongs: beside the family, or with no family either in nodeClassDefaults. */
function missingAliasPath(nodeClass: NodeClassConfig): string {
  return nodeClass.settings.amiFamily === undefined
    ? "nodeClassDefaults.amiAlias"
    : `${layerOf(nodeClass, "amiFamily")}.amiAlias`;
}

/** What to do about a release that nodes cannot boot, or of which this program does not know. */
function releaseAdvice(
  family: AmiReleaseFamily,
  { cluster, region = "REGION" }: StackConfig,
  pools: readonly PoolConfig[],
): { readonly example: string; readonly list: string } {
  const isKnownMinor = recommendedAlias(family, cluster.version) !== undefined;
  const minor = isKnownMinor ? cluster.version : clusterSchema.shape.version.byDefault;
  const architectures = architecturesOf(pools);
  const architecture = architectures.includes("amd64") || !architectures.includes("arm64") ? "amd64" : "arm64";
  return {
    example: recommendedAlias(family, minor)!,
    list: `\`${listCommand(family, cluster.version, region, architecture)}\``,
  };
}

/** Why no node of the release can boot, or undefined where it can or nobody knows. */
function releaseError(finding: AmiReleaseFinding, minor: string): string | undefined {
  switch (finding.kind) {
    case "tooOld":
      return `is older than ${finding.first}, the first release with images for Kubernetes ${minor}: the node class would never be ready`;
    case "dropped":
      return `is newer than ${finding.last}, the last release with images for Kubernetes ${minor}: the node class would never be ready`;
    case "notARelease":
      return `is not a release; the ones before and after it are ${finding.before} and ${finding.after}`;
    case "malformed":
      return `is not a release; releases are written as ${finding.example}`;
    default:
      return undefined;
  }
}

/** Why nobody knows whether the release exists; undefined where it is known to, or known not to. */
function releaseDoubt(finding: AmiReleaseFinding, minor: string): string | undefined {
  switch (finding.kind) {
    case "newerThanTable":
      return `is newer than ${finding.newest}, the newest release known to this version of the program: a node class whose release does not exist is never ready`;
    case "unconfirmed":
      return `is between the releases ${finding.before} and ${finding.after}, and not among those known to this version of the program: a node class whose release does not exist is never ready`;
    case "unknownMinor":
      return `cannot be checked: releases are known for Kubernetes ${finding.oldestMinor} to ${finding.newestMinor}, and cluster.version is "${minor}"`;
    default:
      return undefined;
  }
}

/** A rule about the release that a node class pins, on the Kubernetes of the cluster. */
function releaseRule(
  name: string,
  level: Rule["level"],
  messageOf: (finding: AmiReleaseFinding, minor: string) => string | undefined,
  suggestionOf: (advice: ReturnType<typeof releaseAdvice>) => string,
): Rule {
  return nodeClassRule(name, level, (nodeClass, report, stack, pools) => {
    const { amiAlias } = nodeClass;
    const pinned = amiAlias === undefined ? undefined : pinnedRelease(amiAlias);
    if (pinned === undefined) return;
    const { version: kubernetesMinor } = stack.cluster;
    const message = messageOf(amiReleaseFinding({ ...pinned, kubernetesMinor }), kubernetesMinor);
    if (message === undefined) return;
    report({
      path: nodeClass.pathOf("amiAlias"),
      value: amiAlias,
      message,
      suggestion: suggestionOf(releaseAdvice(pinned.family, stack, pools)),
    });
  });
}

export const amiRules: readonly Rule[] = [
  releaseRule(
    "ami-alias-is-released",
    "error",
    releaseError,
    ({ example, list }) => `write a release you tested, such as "${example}"; ${list} lists them`,
  ),
  releaseRule("ami-alias-was-checked", "warning", releaseDoubt, ({ list }) => `${list} lists the releases`),
  nodeClassRule("ami-is-pinned-in-production", "error", (nodeClass, report, stack, pools) => {
    const { environment } = stack;
    if (environment !== "production") return;
    if (nodeClass.amiAlias === undefined && nodeClass.amiSelectorTerms !== undefined) return;
    if (nodeClass.amiAlias !== undefined && !nodeClass.amiAlias.endsWith("@latest")) return;
    const family = releaseFamily(nodeClass.amiFamily);
    const advice = family && releaseAdvice(family, stack, pools);
    report({
      path: nodeClass.amiAlias === undefined ? missingAliasPath(nodeClass) : nodeClass.pathOf("amiAlias"),
      value: nodeClass.amiAlias,
      message:
        nodeClass.amiAlias === undefined
          ? "is missing: production pins its AMIs"
          : "rolls every node at each AMI release; production pins its AMIs",
      suggestion:
        advice === undefined
          ? "set amiSelectorTerms"
          : `write a release you tested, such as "${advice.example}"; ${advice.list} lists them`,
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
  nodeClassRule("family-is-said-beside-ami-terms", "error", (nodeClass, report) => {
    if (nodeClass.amiSelectorTerms === undefined || nodeClass.settings.amiFamily !== undefined) return;
    const said = families.find((family) =>
      nodeClass.amiSelectorTerms!.some((term) => saidFamilies(term).includes(family)),
    );
    report({
      path: `${layerOf(nodeClass, "amiSelectorTerms")}.amiFamily`,
      message: "is missing: it decides how nodes of these AMIs boot and join, which no AMI says of itself",
      suggestion: said === undefined ? 'write "AL2023", "Bottlerocket" or "Custom"' : `write "${said}"`,
    });
  }),
  nodeClassRule("ami-terms-suit-the-nodes", "warning", (nodeClass, report, { cluster }, pools) => {
    const { amiFamily, settings, amiSelectorTerms = [] } = nodeClass;
    const at = (index: number, term: AmiTerm) =>
      `${nodeClass.pathOf("amiSelectorTerms")}[${index}].${term.name === undefined ? "ssmParameter" : "name"}`;
    for (const [index, term] of amiSelectorTerms.entries()) {
      const value = term.name ?? term.ssmParameter;
      const others = saidFamilies(term);
      if (
        others.length > 0 &&
        settings.amiFamily !== undefined &&
        amiFamily !== "Custom" &&
        !others.includes(amiFamily)
      )
        report({
          path: at(index, term),
          value,
          message: `looks like ${others[0]}, and amiFamily is ${amiFamily}: nodes would not join`,
          suggestion: `write amiFamily ${others[0]}, or name another AMI`,
        });
      const minor = /(?:^|[^\d.])(1\.[23]\d)(?!\d)/.exec(value ?? "")?.[1];
      if (minor !== undefined && minor !== cluster.version)
        report({
          path: at(index, term),
          value,
          message: `looks like Kubernetes ${minor}, and cluster.version is "${cluster.version}"`,
          suggestion: `name an AMI for ${cluster.version}`,
        });
    }
    const said = amiSelectorTerms.map(saidArchitecture);
    if (said.length === 0 || said.includes(undefined)) return;
    for (const architecture of architecturesOf(pools).filter((one) => !said.includes(one))) {
      report({
        path: at(0, amiSelectorTerms[0]!),
        value: amiSelectorTerms[0]!.name ?? amiSelectorTerms[0]!.ssmParameter,
        message: `looks like an AMI for ${said[0]}, and no term names one for ${architecture}, which pools of the node class admit: no ${architecture} node is launched`,
        suggestion: `add a term for ${architecture}, or take it out of architectures`,
      });
    }
  }),
  nodeClassRule("custom-family-joins-by-itself", "warning", (nodeClass, report) => {
    if (nodeClass.amiFamily !== "Custom" || nodeClass.userData !== undefined) return;
    report({
      path: nodeClass.pathOf("amiFamily"),
      value: "Custom",
      message: "has no userData: the AMI itself must join the cluster, with taint karpenter.sh/unregistered:NoExecute",
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
  {
    name: "ami-parameters-fit-a-policy",
    level: "error",
    check: ({ stack }, report) => {
      const bytes = stack.karpenter.amiParameters.reduce((sum, parameter) => sum + parameter.length + ownArnLength, 0);
      if (bytes <= mostParameterBytes) return;
      for (const { nodeClass } of allNodeClasses(stack)) {
        if (nodeClass.amiSelectorTerms?.every(({ ssmParameter }) => ssmParameter === undefined) !== false) continue;
        report({
          path: nodeClass.pathOf("amiSelectorTerms"),
          message: `and those of other node classes name ${stack.karpenter.amiParameters.length} SSM parameters, more than fit into the policy of Karpenter's role (IAM: 6,144 characters)`,
          suggestion: "select AMIs by name or tags",
        });
      }
    },
  },
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
