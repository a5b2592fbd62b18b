/** Node classes without AMIs and disks: what the CRD rejects, and what it accepts but harms nodes. */
import { labelKeys } from "../../../capacity/kubernetes/labels";
import { ownerKey, teamKey } from "../../../capacity/tenancy/labels";
import { entryPath, pathText } from "../../finding";
import { evictionSignals, kubeletSchema } from "../../schema/kubelet";
import { isPlaceholder } from "../../values/encrypted";
import { allNodeClasses, nodeClassRule, type Rule, repeated, reportRepeated, writtenNodeClasses } from "../rule";

/** Tags that Karpenter sets and the CRD refuses (v1.14.1). */
const restrictedTags = ["eks:eks-cluster-name", labelKeys.nodePool, "karpenter.sh/nodeclaim", labelKeys.nodeClass];
const isRestrictedTag = (key: string) => restrictedTags.includes(key) || key.startsWith("kubernetes.io/cluster");
/** Team and owner are the program's on nodes only; elsewhere in the stack these tags are free. */
const isTakenTag = (key: string) => isRestrictedTag(key) || key === teamKey || key === ownerKey;

/** Most bytes of rendered user data (EC2 RunInstances). */
const userDataBytes = 16384;
/** Tags that EC2 allows on a resource, less the six that Karpenter adds. */
const mostTags = 44;

type UserDataForm = "shell" | "mime" | "nodeConfig" | "toml" | "powershell";

/** By how a text begins, as cloud-init, nodeadm and Bottlerocket tell them apart. */
const userDataForms: readonly { readonly form: UserDataForm; readonly what: string; readonly pattern: RegExp }[] = [
  { form: "shell", what: "a shell script", pattern: /^\s*#!/ },
  { form: "mime", what: "a MIME archive", pattern: /^\s*(MIME-Version|Content-Type):/i },
  { form: "nodeConfig", what: "a NodeConfig in YAML", pattern: /^\s*(---\s*)?(apiVersion|kind):/ },
  { form: "powershell", what: "a PowerShell script", pattern: /^\s*<powershell>/i },
  { form: "toml", what: "TOML", pattern: /^\s*(#[^!\n]*\n\s*)*\[+[\w."-]+\]+\s*$/m },
];

/** Source: Karpenter v1.14.1 docs, concepts/nodeclasses.md, spec.userData, and pkg/providers/amifamily/bootstrap. */
const familyUserData: Readonly<
  Record<"AL2023" | "Bottlerocket", { readonly takes: readonly UserDataForm[]; readonly write: string }>
> = {
  AL2023: { takes: ["shell", "mime", "nodeConfig"], write: "a shell script, a MIME archive or a NodeConfig in YAML" },
  Bottlerocket: { takes: ["toml"], write: "TOML settings such as [settings.kubernetes]" },
};

/** A value set under a name of a secret: `export DB_PASSWORD=hunter2`. What is fetched or empty is none. */
const secretInUserData =
  /(?:^|[\s;"'])((?:[A-Za-z0-9]+[_-])*(?:password|passwd|secret|token|api[_-]?key|secret[_-]?access[_-]?key|private[_-]?key))\s*[:=]\s*["']?(?![\s"'$`]|<\()[^\s"']{3,}/im;

export const nodeClassRules: readonly Rule[] = [
  nodeClassRule("reservation-terms-select", "error", (nodeClass, report) => {
    for (const [index, term] of nodeClass.capacityReservations.entries()) {
      const path = `${nodeClass.pathOf("capacityReservations")}[${index}]`;
      const others = Object.keys(term).filter((field) => field !== "id");
      if (term.id !== undefined && others.length > 0) {
        report({
          path: `${path}.id`,
          value: term.id,
          message: `names one reservation and cannot be combined with ${others.join(", ")}`,
          suggestion: "keep it alone",
        });
      } else if (term.id === undefined && term.tags === undefined && term.instanceMatchCriteria === undefined) {
        report({ path, value: term, message: "selects nothing", suggestion: "give id, tags or instanceMatchCriteria" });
      }
    }
  }),
  {
    name: "tag-keys-are-free",
    level: "error",
    check: ({ input }, report) => {
      // As written, since the tags of all layers add up: a nearer layer does not hide those of a further one.
      const places = [
        { path: "tags", tags: input.tags, refused: isRestrictedTag },
        ...Object.entries(input.teams ?? {}).map(([name, { tags }]) => ({
          path: pathText(["teams", name, "tags"]),
          tags,
          refused: isTakenTag,
        })),
        ...writtenNodeClasses(input).map(({ path, written }) => ({
          path: `${path}.tags`,
          tags: written?.tags,
          refused: isTakenTag,
        })),
      ];
      for (const { path, tags, refused } of places) {
        for (const [key, value] of Object.entries(tags ?? {})) {
          if (!refused(key)) continue;
          report({
            path: entryPath(path, key),
            value,
            message: isRestrictedTag(key) ? "is a tag that Karpenter sets" : "is a tag that the program sets",
            suggestion: key === ownerKey ? "use the team's owner" : "delete it",
          });
        }
      }
    },
  },
  nodeClassRule("tags-fit", "error", (nodeClass, report) => {
    const count = Object.keys(nodeClass.tags).length;
    if (count <= mostTags) return;
    report({
      path: nodeClass.pathOf("tags"),
      message: `and those of the stack and the team are ${count} tags together; EC2 takes 50, and Karpenter adds 6`,
      suggestion: "take fewer",
    });
  }),
  nodeClassRule("metadata-stays-on-the-node", "warning", (nodeClass, report) => {
    const { httpPutResponseHopLimit } = nodeClass.metadataOptions;
    if (httpPutResponseHopLimit <= 1) return;
    report({
      path: nodeClass.pathOf("metadataOptions.httpPutResponseHopLimit"),
      value: httpPutResponseHopLimit,
      message: "lets every pod take the node's credentials from the metadata service",
      suggestion: "write 1 and give pods roles of their own",
    });
  }),
  nodeClassRule("metadata-needs-a-token", "warning", (nodeClass, report) => {
    if (nodeClass.metadataOptions.httpTokens === "required") return;
    report({
      path: nodeClass.pathOf("metadataOptions.httpTokens"),
      value: nodeClass.metadataOptions.httpTokens,
      message: "allows IMDSv1: a forged request inside a pod can read the node's credentials",
      suggestion: "write required",
    });
  }),
  nodeClassRule("user-data-fits", "error", (nodeClass, report) => {
    const bytes = Buffer.byteLength(nodeClass.userData ?? "");
    if (bytes <= userDataBytes) return;
    report({
      path: nodeClass.pathOf("userData"),
      message: `is ${bytes} bytes; EC2 takes ${userDataBytes}, Karpenter's own part included`,
      suggestion: "download the rest at start",
    });
  }),
  nodeClassRule("user-data-is-the-familys", "error", (nodeClass, report) => {
    const { amiFamily, userData, userDataIsSecret } = nodeClass;
    if (userData === undefined || amiFamily === "Custom") return;
    if (userDataIsSecret && isPlaceholder(userData)) return;
    const form = userDataForms.find(({ pattern }) => pattern.test(userData));
    const { takes, write } = familyUserData[amiFamily];
    if (form === undefined || takes.includes(form.form)) return;
    report({
      path: nodeClass.pathOf("userData"),
      message: `is ${form.what}; ${amiFamily} takes ${write}, and its nodes would not start as meant`,
      suggestion: `write ${write}`,
    });
  }),
  nodeClassRule("user-data-is-no-secret", "warning", (nodeClass, report) => {
    const [, name] = secretInUserData.exec(nodeClass.userData ?? "") ?? [];
    if (name === undefined) return;
    report({
      path: nodeClass.pathOf("userData"),
      message: `sets ${name}, which looks like a secret: user data can be read on the node and by ec2:DescribeInstanceAttribute, encrypted in the stack file or not`,
      suggestion: "fetch it at start from Secrets Manager",
    });
  }),
  nodeClassRule("soft-eviction-has-grace", "error", (nodeClass, report) => {
    const { evictionSoft = {}, evictionSoftGracePeriod = {} } = nodeClass.kubelet ?? {};
    for (const signal of evictionSignals) {
      const [soft, grace] = [evictionSoft[signal], evictionSoftGracePeriod[signal]];
      if ((soft === undefined) === (grace === undefined)) continue;
      const [there, missing] =
        soft === undefined ? ["evictionSoftGracePeriod", "evictionSoft"] : ["evictionSoft", "evictionSoftGracePeriod"];
      report({
        path: `${nodeClass.pathOf(`kubelet.${there}`)}["${signal}"]`,
        value: soft ?? grace,
        message: `needs ${missing} for the same signal`,
        suggestion: `add it to ${missing}`,
      });
    }
  }),
  nodeClassRule("image-clean-up-ends-below-its-start", "error", (nodeClass, report) => {
    const { imageGCHighThresholdPercent: ownHigh, imageGCLowThresholdPercent: ownLow } = nodeClass.kubelet ?? {};
    // The CRD compares the two only when both are set.
    const { shape } = kubeletSchema;
    const high = ownHigh ?? shape.imageGCHighThresholdPercent.ownersDefault;
    const low = ownLow ?? shape.imageGCLowThresholdPercent.ownersDefault;
    if (high > low) return;
    const path = nodeClass.pathOf("kubelet");
    report(
      ownLow === undefined
        ? {
            path: `${path}.imageGCHighThresholdPercent`,
            value: high,
            message: `is not above imageGCLowThresholdPercent, ${low} unless set: kubelet would not start`,
            suggestion: `write ${low + 1} or more`,
          }
        : {
            path: `${path}.imageGCLowThresholdPercent`,
            value: low,
            message: `is not below imageGCHighThresholdPercent, ${high}${ownHigh === undefined ? " unless set" : ""}: kubelet would not start`,
            suggestion: `write ${Math.max(high - 5, 0)} or less`,
          },
    );
  }),
  nodeClassRule("dns-servers-differ", "error", (nodeClass, report) => {
    reportRepeated(report, nodeClass.pathOf("kubelet.clusterDNS"), nodeClass.kubelet?.clusterDNS ?? []);
  }),
  nodeClassRule("selector-terms-differ", "error", (nodeClass, report) => {
    for (const key of ["amiSelectorTerms", "capacityReservations"] as const) {
      for (const { item, index } of repeated<object>(nodeClass[key] ?? [], (term) => JSON.stringify(term))) {
        report({
          path: `${nodeClass.pathOf(key)}[${index}]`,
          value: item,
          message: "is named twice",
          suggestion: "delete one",
        });
      }
    }
  }),
  nodeClassRule("security-groups-differ", "error", (nodeClass, report) => {
    reportRepeated(report, nodeClass.pathOf("securityGroupIds"), nodeClass.securityGroupIds);
  }),
  {
    name: "node-classes-have-a-pool",
    level: "warning",
    check: ({ input, stack }, report) => {
      const used = new Set(allNodeClasses(stack).map(({ nodeClass }) => nodeClass.name));
      for (const team of stack.teams) {
        if (input.teams?.[team.key]?.nodeClass === undefined || used.has(team.name) || team.pools.length > 0) continue;
        report({
          path: `${team.path}.nodeClass`,
          message: "is not made: the team has no pool of its own",
          suggestion: "delete it, or add a pool",
          absentFrom: [`${team.path}.pools`],
        });
      }
    },
  },
];
