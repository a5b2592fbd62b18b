/** Auto Scaling groups that Cluster Autoscaler scales, as `aws autoscaling describe-auto-scaling-groups` prints them. */
import { labelKeys } from "../../../capacity/kubernetes/labels";
import type { Taint } from "../../../capacity/nodePool/spec";
import type { Model, Pair } from "../model";
import { Field, type Said, type SourceObject } from "../source/sourceObject";
import { groupDefaults, noteTypesUnknown } from "./groupDefaults";
import { launchTemplate, leastWeight, noteOverrides, noteShares } from "./mixedInstances";

/** Prefix of the tags that tell Cluster Autoscaler of a group's nodes. Source: its README for AWS. */
const prefix = "k8s.io/cluster-autoscaler/node-template/";

const withoutEquivalent: Readonly<Record<string, readonly [message: string, advice: string]>> = {
  VPCZoneIdentifier: [
    "names subnets; nodes run in the node subnets of the stack's network",
    "name them under network.existing, or let the stack make its own",
  ],
  LaunchTemplate: launchTemplate,
  LaunchConfigurationName: [
    "names a launch configuration, which Karpenter does not take",
    "say its parts in nodeClass",
  ],
  SuspendedProcesses: ["stops parts of the group's own scaling", "leave it out: Karpenter has no group"],
  PlacementGroup: ["names a placement group", "write nodeClass.placementGroupSelector"],
};

/** Other parts of the group, which Karpenter has no need of. */
const noGroup = ["its part of the group is nothing that Karpenter has", "leave it out"] as const;

/** Reads an Auto Scaling group. */
export function readAutoScalingGroup(object: SourceObject, model: Model): void {
  const top = Field.of(object);
  const tags = top.at("Tags").items();
  const tagged = tags.flatMap((item): readonly Said<Pair>[] => {
    const [key, value] = [item.at("Key").text(), item.at("Value").text()];
    return key === undefined ? [] : [item.said([key.value, value?.value ?? ""] as const)];
  });
  const nodeGroup = tagged.find(({ value: [key] }) => key === "eks:nodegroup-name");
  if (nodeGroup !== undefined) {
    model.notes.push((ledger) =>
      ledger.noEquivalent(
        top.from,
        `is the group of the managed node group ${nodeGroup.value[1]}`,
        "give that one: aws eks describe-nodegroup",
      ),
    );
    return;
  }
  const below = (part: string) =>
    tagged.flatMap(({ value: [key, value], from }) =>
      key.startsWith(`${prefix}${part}/`)
        ? [{ value: [key.slice(prefix.length + part.length + 1), value] as const, from }]
        : [],
    );
  const mixed = top.at("MixedInstancesPolicy");
  const overrides = mixed.at("LaunchTemplate", "Overrides");
  const running = top.at("Instances");
  const typesIn = (list: Field, key: string) => [
    ...new Set(list.items().flatMap((item) => item.at(key).text()?.value ?? [])),
  ];
  const chosen = typesIn(overrides, "InstanceType");
  const types = chosen.length > 0 ? chosen : typesIn(running, "InstanceType");
  const zones = top.at("AvailabilityZones");
  const shares = mixed.at("InstancesDistribution");
  const onDemand = shares.at("OnDemandPercentageAboveBaseCapacity").number()?.value ?? 100;
  const base = shares.at("OnDemandBaseCapacity").number()?.value ?? 0;
  const buys = onDemand >= 100 ? ["on-demand"] : onDemand === 0 && base === 0 ? ["spot"] : ["spot", "on-demand"];
  const weight = leastWeight(overrides);
  const nodesOf = (key: string) => {
    const said = top.at(key).number();
    return said && { ...said, value: Math.ceil(said.value / weight) };
  };
  const max = nodesOf("MaxSize");
  const typesUnknown = types.length === 0;
  const template = [
    top.at("LaunchTemplate"),
    mixed.at("LaunchTemplate", "LaunchTemplateSpecification"),
    top.at("LaunchConfigurationName"),
  ].find(({ isThere }) => isThere);
  if (typesUnknown) noteTypesUnknown(template?.from ?? { object, steps: object.nameSteps }, model);
  const zoneNames = zones.texts() ?? [];
  noteOverrides(overrides, weight, model);
  noteParts({ top, mixed, shares, tagged, isShared: buys.length > 1 }, model);
  model.pools.push({
    object,
    name: object.name,
    defaults: groupDefaults("an Auto Scaling group", typesUnknown),
    objectLabels: [],
    labels: below("label"),
    annotations: [],
    requirements: [
      ...(types.length === 0
        ? []
        : [
            (chosen.length > 0 ? overrides : running).said({
              key: labelKeys.instanceType,
              operator: "In" as const,
              values: types,
            }),
          ]),
      ...(shares.isThere ? [shares.said({ key: labelKeys.capacityType, operator: "In" as const, values: buys })] : []),
      ...(zoneNames.length === 0
        ? []
        : [zones.said({ key: labelKeys.zone, operator: "In" as const, values: zoneNames })]),
    ],
    taints: below("taint").flatMap(({ value: [key, text], from }) => {
      const [, value = "", effect = ""] = /^(.*):(\w+)$/.exec(text) ?? [];
      return isEffect(effect) ? [{ value: { key, ...(value === "" ? {} : { value }), effect }, from }] : [];
    }),
    startupTaints: [],
    typesUnknown,
    limits: max === undefined ? [] : [{ value: ["nodes", String(max.value)] as const, from: max.from }],
    nodeClassKind: object.kind,
    leastNodes: nodesOf("MinSize"),
    kubelet: [],
  });
}

function isEffect(text: string): text is Taint["effect"] {
  return ["NoSchedule", "PreferNoSchedule", "NoExecute"].includes(text);
}

interface GroupParts {
  readonly top: Field;
  readonly mixed: Field;
  readonly shares: Field;
  readonly tagged: readonly Said<Pair>[];
  readonly isShared: boolean;
}

/** Tells of what the config cannot say, and settles what EC2 Auto Scaling keeps for itself. */
function noteParts({ top, mixed, shares, tagged, isShared }: GroupParts, model: Model): void {
  noteShares(shares, model);
  model.notes.push((ledger) => {
    for (const key of [
      "AutoScalingGroupName",
      "AutoScalingGroupARN",
      "DesiredCapacity",
      "Instances",
      "CreatedTime",
      "ServiceLinkedRoleARN",
      "Status",
    ])
      ledger.settle(top.at(key).from);
    for (const [key, [message, advice]] of Object.entries(withoutEquivalent)) {
      const field = top.at(key);
      if (field.isThere) ledger.noEquivalent(field.from, message, advice);
    }
    const template = mixed.at("LaunchTemplate", "LaunchTemplateSpecification");
    if (template.isThere) ledger.noEquivalent(template.from, ...launchTemplate);
    if (isShared)
      ledger.noEquivalent(
        shares.from,
        "shares the group between spot and on-demand",
        "write a pool of each, with limits of its own",
      );
    for (const { value, from } of tagged) {
      const told = tagWithoutEquivalent(value);
      if (told === undefined) ledger.settle(from);
      else ledger.noEquivalent(from, ...told);
    }
    for (const key of [
      "DefaultCooldown",
      "HealthCheckType",
      "HealthCheckGracePeriod",
      "TerminationPolicies",
      "NewInstancesProtectedFromScaleIn",
      "CapacityRebalance",
      "EnabledMetrics",
      "LoadBalancerNames",
      "TargetGroupARNs",
      "TrafficSources",
      "DefaultInstanceWarmup",
      "MaxInstanceLifetime",
    ]) {
      const field = top.at(key);
      if (field.isThere && !(Array.isArray(field.raw) && field.raw.length === 0))
        ledger.noEquivalent(field.from, ...noGroup);
    }
  });
}

/** Why a tag has no equivalent; undefined for labels and taints, which the pool has. */
function tagWithoutEquivalent([key, value]: Pair): readonly [message: string, advice: string] | undefined {
  if (!key.startsWith(prefix))
    return ["is a tag of the group", "write it under the team's tags if its cost is to be found by it"];
  const [part, ...rest] = key.slice(prefix.length).split("/");
  if (part === "label") return undefined;
  if (part === "taint" && isEffect(/:(\w+)$/.exec(value)?.[1] ?? "")) return undefined;
  if (part === "taint")
    return [
      "is no taint: its value must be VALUE:NoSchedule, VALUE:PreferNoSchedule or VALUE:NoExecute",
      "write it under the pool's taints",
    ];
  if (part === "resources")
    return ["tells Cluster Autoscaler of a resource; Karpenter knows it of the type", "leave it out"];
  if (part !== "autoscaling-options") return ["is no tag that migrate knows", "see whether it matters"];
  return [
    "sets an option of Cluster Autoscaler for this group",
    rest[0] === "scaledownunneededtime"
      ? `write disruption.consolidateAfter ${value} of the pool, which is its like`
      : "see whether disruption of the pool says it",
  ];
}
