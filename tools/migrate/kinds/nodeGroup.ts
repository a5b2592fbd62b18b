/** Managed node groups, as `aws eks describe-nodegroup` prints them. */

import { familyVolumes } from "../../../capacity/ec2/familyVolumes";
import { labelKeys } from "../../../capacity/kubernetes/labels";
import type { Requirement } from "../../../capacity/kubernetes/requirement";
import type { Taint } from "../../../capacity/nodePool/spec";
import { ownValue } from "../../../capacity/units/ownValue";
import type { Model, SourceNodeClass } from "../model";
import { Field, type Said, type SourceObject } from "../source/sourceObject";
import { groupDefaults, noteTypesUnknown } from "./groupDefaults";

const effects: Readonly<Record<string, Taint["effect"]>> = {
  NO_SCHEDULE: "NoSchedule",
  NO_EXECUTE: "NoExecute",
  PREFER_NO_SCHEDULE: "PreferNoSchedule",
};

const capacityTypes: Readonly<Record<string, string>> = {
  ON_DEMAND: "on-demand",
  SPOT: "spot",
  CAPACITY_BLOCK: "reserved",
};

/** What EKS or the caller keeps, and no pool needs. */
const bookkeeping = [
  ...[
    "nodegroupArn",
    "nodegroupName",
    "clusterName",
    "createdAt",
    "modifiedAt",
    "status",
    "health",
    "resources",
    "version",
  ],
];

const withoutEquivalent: Readonly<Record<string, readonly [message: string, advice: string]>> = {
  subnets: [
    "names subnets; nodes run in the node subnets of the stack's network",
    "name them under network.existing, or let the stack make its own",
  ],
  nodeRole: [
    "names a role for nodes; the program makes one of its own",
    "give that one the policies that this one has besides EKS's",
  ],
  remoteAccess: ["opens nodes for SSH", "use Session Manager, for which the node role has the policy"],
  updateConfig: ["says how the group replaces nodes", "write disruption.budgets of the pool"],
  nodeRepairConfig: ["lets EKS replace broken nodes", "turn on karpenter.featureGates.nodeRepair"],
  launchTemplate: [
    "names a launch template, which Karpenter does not take",
    "say its parts in nodeClass: disks, userData, metadataOptions, securityGroupIds",
  ],
  warmPoolConfig: ["keeps stopped instances", "write warm capacity of the pool"],
};

/** Reads a managed node group. */
export function readNodeGroup(object: SourceObject, model: Model): void {
  const top = Field.of(object);
  const scaling = top.at("scalingConfig");
  const type = top.at("amiType").text();
  const types = top.at("instanceTypes");
  const capacity = top.at("capacityType");
  const capacityType = ownValue(capacityTypes, capacity.text()?.value ?? "");
  const architecture = architectureOf(type?.value ?? "");
  const names = types.texts() ?? [];
  const max = scaling.at("maxSize").number();
  model.notes.push((ledger) => {
    for (const key of bookkeeping) ledger.settle(top.at(key).from);
    ledger.settle(scaling.at("desiredSize").from);
    for (const [key, [message, advice]] of Object.entries(withoutEquivalent)) {
      const field = top.at(key);
      if (field.isThere) ledger.noEquivalent(field.from, message, advice);
    }
  });
  const typesUnknown = names.length === 0;
  const template = top.at("launchTemplate");
  if (typesUnknown) noteTypesUnknown(template.isThere ? template.from : { object, steps: object.nameSteps }, model);
  const requirement = (field: Field, value: Requirement): Said<Requirement> => field.said(value);
  model.pools.push({
    object,
    name: object.name,
    defaults: groupDefaults("a managed node group", typesUnknown),
    objectLabels: [],
    labels: top.at("labels").pairs(),
    annotations: [],
    requirements: [
      ...(names.length === 0
        ? []
        : [requirement(types, { key: labelKeys.instanceType, operator: "In", values: names })]),
      ...(capacityType === undefined
        ? []
        : [requirement(capacity, { key: labelKeys.capacityType, operator: "In", values: [capacityType] })]),
      ...(type === undefined || architecture === undefined
        ? []
        : [requirement(top.at("amiType"), { key: labelKeys.arch, operator: "In", values: [architecture] })]),
    ],
    taints: top
      .at("taints")
      .items()
      .flatMap((item) => {
        const key = item.at("key").text();
        const value = item.at("value").text();
        const effect = ownValue(effects, item.at("effect").text()?.value ?? "");
        if (key === undefined || effect === undefined) return [];
        return [item.said({ key: key.value, ...(value === undefined ? {} : { value: value.value }), effect })];
      }),
    startupTaints: [],
    typesUnknown,
    limits: max === undefined ? [] : [{ value: ["nodes", String(max.value)] as const, from: max.from }],
    leastNodes: scaling.at("minSize").number(),
    nodeClassKind: object.kind,
    ownNodeClass: nodeClassOf(top, model),
    kubelet: [],
  });
}

function architectureOf(amiType: string): string | undefined {
  if (/ARM_64|ARM64/.test(amiType)) return "arm64";
  return /x86_64/.test(amiType) ? "amd64" : undefined;
}

/** What a node group says of its AMI beyond the family. */
type Ami = Pick<SourceNodeClass, "amiAlias" | "amiTerms" | "hasOtherAmi">;

/**
 * The AMI of a group: `releaseVersion` is `1.34.1-20251023` for AL2023, Bottlerocket's own version and commit (`1.49.0-713f44ce`), and the
 * AMI itself where the launch template names one. Source: EKS API reference, Nodegroup; an alias is looked up by the same release.
 */
function amiOf(top: Field, family: string, model: Model): Ami {
  const type = top.at("amiType").text();
  const release = top.at("releaseVersion").text();
  const none = (field: Field, message: string, advice: string): Ami => {
    model.notes.push((ledger) => ledger.noEquivalent(field.from, message, advice));
    return { amiTerms: [], hasOtherAmi: true };
  };
  if (type?.value.includes("FIPS") === true) {
    if (release !== undefined)
      none(top.at("releaseVersion"), "is a release of the FIPS variant", "choose it with its AMI");
    return none(
      top.at("amiType"),
      "is a FIPS variant of Bottlerocket, which Karpenter's alias never chooses: nodes run the variant without FIPS",
      `choose its AMI by nodeClass.amiSelectorTerms, as of ssmParameter /aws/service/bottlerocket/aws-k8s-VERSION-fips/${architectureOf(type.value) === "arm64" ? "arm64" : "x86_64"}/latest/image_id`,
    );
  }
  if (release === undefined) return { amiTerms: [], hasOtherAmi: family === "Custom" };
  if (family === "Custom" && release.value.startsWith("ami-"))
    return { amiTerms: [{ ...release, value: { id: release.value } }] };
  const version =
    family === "AL2023"
      ? /^\d+\.\d+\.\d+-(\d{8})$/.exec(release.value)?.[1]
      : family === "Bottlerocket"
        ? /^(\d+\.\d+\.\d+)-[0-9a-f]{8}$/.exec(release.value)?.[1]
        : undefined;
  if (version !== undefined)
    return { amiTerms: [], amiAlias: { ...release, value: `${family.toLowerCase()}@v${version}` } };
  return none(
    top.at("releaseVersion"),
    family === "AL2" ? "is a release of AL2" : "is a release that no alias follows from",
    "pin one in nodeClass.amiAlias",
  );
}

function nodeClassOf(top: Field, model: Model): SourceNodeClass {
  const type = top.at("amiType").text();
  const family = familyOf(type?.value ?? "");
  const size = top.at("diskSize").number();
  const volume = familyVolumes[family === "Bottlerocket" ? "Bottlerocket" : "AL2023"].at(-1)!;
  const ofAws = top
    .at("tags")
    .entries()
    .flatMap(([key, field]) => (key.startsWith("aws:") ? [field] : []));
  model.notes.push((ledger) => {
    for (const field of ofAws) ledger.settle(field.from);
  });
  const boot = { deviceName: "/dev/xvda", sizeGiB: 4, type: "gp3", encrypted: true };
  return {
    object: top.object,
    name: top.object.name,
    amiFamily: type && { ...type, value: family },
    ...amiOf(top, family, model),
    disks:
      size === undefined
        ? []
        : [
            ...(volume.role === "data" ? [{ value: boot, from: size.from }] : []),
            {
              value: { deviceName: volume.deviceName, sizeGiB: size.value, type: "gp3", encrypted: true },
              from: size.from,
            },
          ],
    tags: top
      .at("tags")
      .pairs()
      .filter(({ value: [key] }) => !key.startsWith("aws:")),
    securityGroupIds: [],
    settings: [],
  };
}

function familyOf(amiType: string): string {
  if (amiType.startsWith("BOTTLEROCKET")) return "Bottlerocket";
  if (amiType.startsWith("WINDOWS")) return "Windows";
  if (amiType.startsWith("AL2_")) return "AL2";
  return amiType === "CUSTOM" ? "Custom" : "AL2023";
}
