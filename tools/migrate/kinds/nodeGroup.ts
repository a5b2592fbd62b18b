/** Managed node groups, as `aws eks describe-nodegroup` prints them. */

import { familyVolumes } from "../../../capacity/ec2/familyVolumes";
import { labelKeys } from "../../../capacity/kubernetes/labels";
import type { Requirement } from "../../../capacity/kubernetes/requirement";
import type { Taint } from "../../../capacity/nodePool/spec";
import { ownValue } from "../../../capacity/units/ownValue";
import type { Model, SourceNodeClass } from "../model";
import { Field, type Said, type SourceObject } from "../source/sourceObject";
import { groupDefaults } from "./groupDefaults";

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
    "releaseVersion",
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
  const requirement = (field: Field, value: Requirement): Said<Requirement> => field.said(value);
  model.pools.push({
    object,
    name: object.name,
    defaults: groupDefaults("a managed node group"),
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
    amiTerms: [],
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
