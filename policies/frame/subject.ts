/** How a message names a resource: `NodePool "general" (team dotori)`. */
import { ownValue } from "../../capacity/units/ownValue";
import type { Field } from "./field";

/** Type tokens of the resources that rules are about. */
export const types = {
  stack: "pulumi:pulumi:Stack",
  team: "nodepools:index:Team",
  nodePool: "kubernetes:karpenter.sh/v1:NodePool",
  nodeClass: "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
  namespace: "kubernetes:core/v1:Namespace",
  resourceQuota: "kubernetes:core/v1:ResourceQuota",
  deployment: "kubernetes:apps/v1:Deployment",
  podTemplate: "kubernetes:core/v1:PodTemplate",
  capacityBuffer: "kubernetes:autoscaling.x-k8s.io/v1beta1:CapacityBuffer",
  priorityClass: "kubernetes:scheduling.k8s.io/v1:PriorityClass",
  scaledObject: "kubernetes:keda.sh/v1alpha1:ScaledObject",
  policy: "aws:iam/policy:Policy",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  userPolicy: "aws:iam/userPolicy:UserPolicy",
  groupPolicy: "aws:iam/groupPolicy:GroupPolicy",
  role: "aws:iam/role:Role",
  queue: "aws:sqs/queue:Queue",
  queuePolicy: "aws:sqs/queuePolicy:QueuePolicy",
  eventRule: "aws:cloudwatch/eventRule:EventRule",
  eventTarget: "aws:cloudwatch/eventTarget:EventTarget",
  eksCluster: "aws:eks/cluster:Cluster",
  eksComponent: "eks:index:Cluster",
  nodeGroup: "aws:eks/nodeGroup:NodeGroup",
  launchTemplate: "aws:ec2/launchTemplate:LaunchTemplate",
  vpc: "aws:ec2/vpc:Vpc",
  subnet: "aws:ec2/subnet:Subnet",
  flowLog: "aws:ec2/flowLog:FlowLog",
} as const;

/** How messages name types whose last part says too little. */
const kinds: Readonly<Record<string, string>> = {
  [types.policy]: "IAM policy",
  [types.rolePolicy]: "IAM role policy",
  [types.userPolicy]: "IAM user policy",
  [types.groupPolicy]: "IAM group policy",
  [types.role]: "IAM role",
  [types.queue]: "SQS queue",
  [types.queuePolicy]: "SQS queue policy",
  [types.eventRule]: "EventBridge rule",
  [types.eksCluster]: "EKS cluster",
  [types.eksComponent]: "EKS component",
  [types.nodeGroup]: "EKS node group",
  [types.launchTemplate]: "launch template",
  [types.vpc]: "VPC",
  [types.subnet]: "subnet",
};

/** The label that names the team of a namespace, a node class or a pool's nodes. */
export const teamLabel = "team";

/** The resource that a message is about. */
export interface Subject {
  /** Pulumi's type token. */
  readonly type: string;
  readonly urn: string;
  /** Pulumi's logical name. */
  readonly name: string;
  readonly inputs: Field;
}

/** The name of the Kubernetes object where there is one and preview knows it, else Pulumi's logical name. */
export function shownName({ name, inputs }: Pick<Subject, "name" | "inputs">): string {
  const ownName = inputs.at("metadata", "name");
  return (ownName.isUnknown ? undefined : ownName.text()) ?? name;
}

/** The start of a message: `NodePool "general" (team dotori)`. */
export function subjectText(subject: Subject): string {
  const kind = ownValue(kinds, subject.type) ?? subject.type.slice(subject.type.lastIndexOf(":") + 1);
  const team = teamOf(subject.inputs);
  return `${kind} "${shownName(subject)}"${team === undefined ? "" : ` (team ${team})`}`;
}

/**
 * The team that a Kubernetes object's labels name: of a pool the labels of its nodes, then its own. Undefined where there
 * is no such label, or preview does not know it.
 */
export function teamOf(inputs: Field, label: string = teamLabel): string | undefined {
  const places = [inputs.at("spec", "template", "metadata", "labels", label), inputs.at("metadata", "labels", label)];
  return places.map((place) => (place.isUnknown ? undefined : place.text())).find((team) => team !== undefined);
}
