/** Names of Karpenter, EKS and KEDA that people paste, and what this config has in their place. */
import { shortNames } from "../../../capacity/kubernetes/extendedResource";
import { ownValue } from "../../../capacity/units/ownValue";
import type { Steps } from "./walk";

const ownForm =
  "this is Karpenter's own form; here its fields are keys of the pool itself, such as taints, requirements, labels";

/** By the name as Karpenter, EKS or KEDA writes it; read only where the schema does not know the key. */
export const karpenterNames: ReadonlyMap<string, string> = new Map([
  // NodePool
  ["apiVersion", ownForm],
  ["kind", ownForm],
  ["metadata", ownForm],
  ["spec", ownForm],
  ["template", ownForm],
  ["nodeClassRef", "the program sets it; write nodeClass with what differs from the team's"],
  ["nodeClassName", "the program sets it; write nodeClass with what differs from the team's"],
  ["budgets", "write disruption: { budgets: [...] }"],
  ["consolidationPolicy", "write disruption: { consolidationPolicy: ... }"],
  ["consolidateAfter", "write disruption: { consolidateAfter: ... }"],
  ["consolidation", "gone since Karpenter v1; write disruption: { consolidationPolicy: ..., consolidateAfter: ... }"],
  [
    "ttlSecondsAfterEmpty",
    'gone since Karpenter v1; write disruption: { consolidationPolicy: WhenEmpty, consolidateAfter: "30s" }',
  ],
  ["ttlSecondsUntilExpired", 'gone since Karpenter v1; write expireAfter: "720h"'],
  ["provider", "gone since Karpenter v1; write nodeClass"],
  ["providerRef", "gone since Karpenter v1; write nodeClass"],
  ["nvidia.com/gpu", "write gpu"],
  ["resources", "write limits: { cpu: ..., memory: ... }"],
  ["tolerations", "pods tolerate, pools have taints: write taints, or leave them to the team's isolation"],
  ["minValues", "write it in an entry of requirements, with its key and operator"],
  // Kubernetes' ResourceQuota and LimitRange
  ["services.loadbalancers", "write objectQuota: { loadBalancers: ... } in the team"],
  ["services.nodeports", "write objectQuota: { nodePorts: ... } in the team"],
  ["requests.storage", "write objectQuota: { storage: ... } in the team"],
  ["pods", "write objectQuota: { pods: ... } in the team"],
  ["defaultRequest", "write requests: { cpu: ..., memory: ... } in the team"],
  ["min", "write minRequests: { cpu: ..., memory: ... } in the team"],
  // EC2NodeClass
  ["amiSelector", "gone since Karpenter v1; write amiSelectorTerms"],
  ["alias", 'write amiAlias in the node class, such as amiAlias: "al2023@v..."'],
  ["amiFamily", "write nodeClass: { amiFamily: ... }"],
  ["blockDeviceMappings", "write disks: [{ deviceName: /dev/xvda, sizeGiB: 50 }]"],
  ["ebs", "its fields stand beside deviceName: sizeGiB, type, iops, throughput, encrypted"],
  ["volumeSize", "write sizeGiB, a number"],
  ["volumeType", "write type"],
  ["kmsKeyID", "write kmsKeyId"],
  ["kmsKeyArn", "write kmsKeyId, which takes ids and aliases as well"],
  ["snapshotID", "write snapshotId"],
  ["capacityReservationSelectorTerms", "write capacityReservations"],
  ["ownerID", "write ownerId"],
  ["subnetSelectorTerms", "the program sets it from the network's private subnets; choose by zones"],
  ["subnetSelector", "the program sets it from the network's private subnets; choose by zones"],
  ["securityGroupSelectorTerms", "write securityGroupIds for groups besides the cluster's"],
  ["securityGroupSelector", "write securityGroupIds for groups besides the cluster's"],
  ["role", "the program makes the node role; it is the same for all node classes"],
  ["instanceProfile", "the program makes the node role, and Karpenter the profile"],
  ["associatePublicIPAddress", "nodes are in private subnets; none gets a public address"],
  ["context", "EC2's fleet context cannot be set here"],
  // what is said by a list of words here
  ["spot", "write capacityTypes: [spot], or [spot, on-demand] to fall back"],
  ["nodeSelector", "pods select, pools have labels: write labels"],
  ["resourceQuota", "write quotas: { <namespace>: { cpu: ..., memory: ... } } in the team"],
  ["members", "write access: { edit: [...] } in the team, with IAM roles"],
  // EKS, node groups and KEDA
  ["kubernetesVersion", "write cluster.version"],
  ["endpointPublicAccess", "write cluster.endpoint: { publicCidrs: [...] }"],
  ["desiredSize", "write replicas for a static pool, or warm for nodes kept ready"],
  ["minSize", "a pool starts at none; write warm: { always: ... } for nodes kept ready"],
  ["maxSize", "write limits: { nodes: ... }"],
  ["diskSize", "write nodeClass: { disks: [{ deviceName: /dev/xvda, sizeGiB: 50 }] }"],
  ["minReplicaCount", "write warm: { always: ... }"],
  ["maxReplicaCount", "write limits: { nodes: ... }"],
  ["desiredReplicas", "write nodes in the window"],
  ["triggers", "write warm: { windows: [...] }"],
]);

/** What an entry of capacityBuffers has in place of names that mean something else in a pool or a team. */
const bufferNames: ReadonlyMap<string, string> = new Map([
  ["pods", "write replicas: for how many pods there is room"],
  ["nodes", "a buffer counts pods: write replicas"],
  ["template", "write podTemplateRef: { name: ... }, a PodTemplate of the namespace"],
  [
    "cpu",
    "the size of a pod is that of scalableRef's or podTemplateRef's; write limits: { cpu: ... } for the most in all",
  ],
  [
    "memory",
    "the size of a pod is that of scalableRef's or podTemplateRef's; write limits: { memory: ... } for the most in all",
  ],
]);

/** What a name stands for in the place where it is written, whatever it means elsewhere; undefined for any other word. */
export function hintHere(steps: Steps, key: string): string | undefined {
  return steps.at(-2) === "capacityBuffers" ? bufferNames.get(key) : undefined;
}

/** What to write in place of a pasted name; undefined for any other word. */
export function karpenterHint(steps: Steps, key: string): string | undefined {
  const asked = /^(requests|limits)\.(.+)$/.exec(key)?.[2];
  if (asked !== undefined)
    return `write ${ownValue(shortNames, asked) ?? asked}; the program writes a quota's requests`;
  const hint = karpenterNames.get(key);
  if (hint === undefined) return undefined;
  return key === "provider" && steps[0] === "cluster" ? undefined : hint;
}
