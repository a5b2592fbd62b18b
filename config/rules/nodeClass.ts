/** Node classes: what the CRD rejects, and what it accepts and nodes then suffer from. */
import { aliasFamily } from "../resolveNodeClass";
import { evictionSignals } from "../schema/nodeClass";
import { allNodeClasses, nodeClassRule, type Rule, repeated } from "./rule";
import { compareVersions } from "./version";

/** Tags that Karpenter sets and the CRD refuses (v1.14.1). */
const restrictedTags = [
  "eks:eks-cluster-name",
  "karpenter.sh/nodepool",
  "karpenter.sh/nodeclaim",
  "karpenter.k8s.aws/ec2nodeclass",
];
const isRestrictedTag = (key: string) => restrictedTags.includes(key) || key.startsWith("kubernetes.io/cluster");

/** Most bytes of rendered user data (EC2 RunInstances). */
const userDataBytes = 16384;
/** Tags that EC2 allows on a resource, less the six that Karpenter adds. */
const mostTags = 44;

export const nodeClassRules: readonly Rule[] = [
  nodeClassRule("ami-is-pinned-in-production", "error", (nodeClass, report, { environment }) => {
    if (environment !== "production" || nodeClass.operatingSystem === "windows") return;
    if (nodeClass.amiAlias === undefined && nodeClass.amiSelectorTerms !== undefined) return;
    if (nodeClass.amiAlias !== undefined && !nodeClass.amiAlias.endsWith("@latest")) return;
    const family = nodeClass.amiFamily.toLowerCase();
    report({
      path: nodeClass.pathOf("amiAlias"),
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
    const { amiFamily } = nodeClass.settings;
    if (amiFamily === undefined || amiFamily === "Custom" || nodeClass.amiAlias === undefined) return;
    if (aliasFamily(nodeClass.amiAlias) === amiFamily) return;
    report({
      path: nodeClass.pathOf("amiFamily"),
      value: amiFamily,
      message: `does not go with amiAlias "${nodeClass.amiAlias}"`,
      suggestion: `write ${aliasFamily(nodeClass.amiAlias)}, or delete it`,
    });
  }),
  {
    name: "ami-is-chosen-one-way",
    level: "error",
    check: ({ input, stack }, report) => {
      const layers = [
        { path: "nodeClassDefaults", written: input.nodeClassDefaults },
        ...stack.teams.flatMap((team) => [
          { path: `${team.path}.nodeClass`, written: input.teams?.[team.name]?.nodeClass },
          ...(input.teams?.[team.name]?.pools ?? []).map((pool, index) => ({
            path: `${team.path}.pools[${index}].nodeClass`,
            written: pool.nodeClass,
          })),
        ]),
        ...(input.sharedPools ?? []).map((pool, index) => ({
          path: `sharedPools[${index}].nodeClass`,
          written: pool.nodeClass,
        })),
      ];
      for (const { path, written } of layers) {
        if (written?.amiAlias === undefined || written.amiSelectorTerms === undefined) continue;
        report({
          path: `${path}.amiSelectorTerms`,
          value: written.amiSelectorTerms,
          message: "cannot stand beside amiAlias",
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
      message: "needs amiSelectorTerms: there is no AMI to take",
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
          message: `names one AMI and cannot stand beside ${fields.filter((field) => field !== alone).join(", ")}`,
          suggestion: "keep it alone",
        });
      }
      if (["id", "name", "tags", "ssmParameter"].some((field) => fields.includes(field))) continue;
      report({ path, value: term, message: "selects nothing", suggestion: "give id, name, tags or ssmParameter" });
    }
  }),
  nodeClassRule("reservation-terms-select", "error", (nodeClass, report) => {
    for (const [index, term] of nodeClass.capacityReservations.entries()) {
      const path = `${nodeClass.pathOf("capacityReservations")}[${index}]`;
      const others = Object.keys(term).filter((field) => field !== "id");
      if (term.id !== undefined && others.length > 0) {
        report({
          path: `${path}.id`,
          value: term.id,
          message: `names one reservation and cannot stand beside ${others.join(", ")}`,
          suggestion: "keep it alone",
        });
      } else if (term.id === undefined && term.tags === undefined && term.instanceMatchCriteria === undefined) {
        report({ path, value: term, message: "selects nothing", suggestion: "give id, tags or instanceMatchCriteria" });
      }
    }
  }),
  nodeClassRule("tag-keys-are-free", "error", (nodeClass, report) => {
    for (const [key, value] of Object.entries(nodeClass.settings.tags ?? {})) {
      if (isRestrictedTag(key))
        report({
          path: `${nodeClass.pathOf("tags")}[${JSON.stringify(key)}]`,
          value,
          message: "is a tag that Karpenter sets",
          suggestion: "delete it",
        });
    }
  }),
  {
    name: "stack-tag-keys-are-free",
    level: "error",
    check: ({ input }, report) => {
      const places = {
        tags: input.tags,
        ...Object.fromEntries(
          Object.entries(input.teams ?? {}).map(([name, team]) => [`teams.${name}.tags`, team.tags]),
        ),
      };
      for (const [path, tags] of Object.entries(places)) {
        for (const [key, value] of Object.entries(tags ?? {})) {
          if (isRestrictedTag(key))
            report({
              path: `${path}[${JSON.stringify(key)}]`,
              value,
              message: "is a tag that Karpenter sets",
              suggestion: "delete it",
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
      message: `and the stack's and team's are ${count} tags together; EC2 takes 50, and Karpenter adds 6`,
      suggestion: "take fewer",
    });
  }),
  nodeClassRule("one-root-volume", "error", (nodeClass, report) => {
    const roots = (nodeClass.settings.disks ?? []).flatMap(({ rootVolume }, index) =>
      rootVolume === true ? [index] : [],
    );
    for (const index of roots.slice(1)) {
      report({
        path: `${nodeClass.pathOf("disks")}[${index}].rootVolume`,
        value: true,
        message: `is a second root volume; disks[${roots[0]}] is the first`,
        suggestion: "keep one",
      });
    }
  }),
  nodeClassRule("devices-differ", "error", (nodeClass, report) => {
    for (const { item, index } of repeated(nodeClass.settings.disks ?? [], ({ deviceName }) => deviceName)) {
      report({
        path: `${nodeClass.pathOf("disks")}[${index}].deviceName`,
        value: item.deviceName,
        message: "is named twice",
        suggestion: "delete one",
      });
    }
  }),
  nodeClassRule("disk-speed-suits-its-type", "error", (nodeClass, report) => {
    for (const [index, disk] of (nodeClass.disks ?? []).entries()) {
      const path = `${nodeClass.pathOf("disks")}[${index}]`;
      if (disk.throughput !== undefined && disk.type !== "gp3") {
        report({
          path: `${path}.throughput`,
          value: disk.throughput,
          message: `cannot be set on ${disk.type}; gp3 takes it`,
          suggestion: "delete it",
        });
      }
      if (disk.iops !== undefined && !["gp3", "io1", "io2"].includes(disk.type)) {
        report({
          path: `${path}.iops`,
          value: disk.iops,
          message: `cannot be set on ${disk.type}; gp3, io1 and io2 take it`,
          suggestion: "delete it",
        });
      }
    }
  }),
  nodeClassRule("volumes-are-encrypted", "warning", (nodeClass, report) => {
    for (const [index, { encrypted }] of (nodeClass.disks ?? []).entries()) {
      if (!encrypted)
        report({
          path: `${nodeClass.pathOf("disks")}[${index}].encrypted`,
          value: false,
          message: "leaves the volume's data in the clear",
          suggestion: "delete it",
        });
    }
  }),
  nodeClassRule("volume-key-lets-nodes-start", "warning", (nodeClass, report) => {
    for (const [index, { kmsKeyArn }] of (nodeClass.disks ?? []).entries()) {
      if (kmsKeyArn === undefined) continue;
      report({
        path: `${nodeClass.pathOf("disks")}[${index}].kmsKeyArn`,
        value: kmsKeyArn,
        message:
          "must let the controller's role use the key through EC2 (kms:CreateGrant and the data-key actions), else nodes die at launch; this cannot be seen from here",
      });
    }
  }),
  nodeClassRule("data-volume-is-the-familys", "warning", (nodeClass, report) => {
    if (
      nodeClass.amiFamily !== "Bottlerocket" ||
      nodeClass.disks === undefined ||
      nodeClass.disks.some(({ deviceName }) => deviceName === "/dev/xvdb")
    )
      return;
    report({
      path: nodeClass.pathOf("disks"),
      message: "lacks /dev/xvdb, where Bottlerocket keeps images and pods: they get its 20 GiB default no longer",
      suggestion: "add /dev/xvdb",
    });
  }),
  nodeClassRule("metadata-stays-on-the-node", "warning", (nodeClass, report) => {
    const { httpPutResponseHopLimit } = nodeClass.metadataOptions;
    if (httpPutResponseHopLimit <= 1) return;
    report({
      path: `${nodeClass.pathOf("metadataOptions")}.httpPutResponseHopLimit`,
      value: httpPutResponseHopLimit,
      message: "lets every pod take the node's credentials from the metadata service",
      suggestion: "write 1 and give pods roles of their own",
    });
  }),
  nodeClassRule("metadata-needs-a-token", "warning", (nodeClass, report) => {
    if (nodeClass.metadataOptions.httpTokens === "required") return;
    report({
      path: `${nodeClass.pathOf("metadataOptions")}.httpTokens`,
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
      suggestion: "load the rest at start",
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
        path: `${nodeClass.pathOf("kubelet")}.${there}["${signal}"]`,
        value: soft ?? grace,
        message: `needs ${missing} for the same signal`,
        suggestion: `add it to ${missing}`,
      });
    }
  }),
  nodeClassRule("image-clean-up-ends-below-its-start", "error", (nodeClass, report) => {
    const { imageGCHighThresholdPercent: high, imageGCLowThresholdPercent: low } = nodeClass.kubelet ?? {};
    if (high === undefined || low === undefined || high > low) return;
    report({
      path: `${nodeClass.pathOf("kubelet")}.imageGCLowThresholdPercent`,
      value: low,
      message: `is not below imageGCHighThresholdPercent ${high}`,
      suggestion: `write ${Math.max(high - 5, 0)} or less`,
    });
  }),
  nodeClassRule("security-groups-differ", "error", (nodeClass, report) => {
    for (const { item, index } of repeated(nodeClass.securityGroupIds, String)) {
      report({
        path: `${nodeClass.pathOf("securityGroupIds")}[${index}]`,
        value: item,
        message: "is named twice",
        suggestion: "delete one",
      });
    }
  }),
  {
    name: "node-classes-have-a-pool",
    level: "warning",
    check: ({ input, stack }, report) => {
      const used = new Set(allNodeClasses(stack).map(({ nodeClass }) => nodeClass.name));
      for (const team of stack.teams) {
        if (input.teams?.[team.name]?.nodeClass === undefined || used.has(team.name) || team.pools.length > 0) continue;
        report({
          path: `${team.path}.nodeClass`,
          message: "is not made: the team has no pool of its own",
          suggestion: "delete it, or add a pool",
        });
      }
    },
  },
];
