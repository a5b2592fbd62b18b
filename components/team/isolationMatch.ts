/** Which requests the admission policies look at: pods outside the system's namespaces, but for narrow exemptions. */
import {
  isolationKey,
  placeholderNamespace,
  placeholderPriorityClass,
  teamPoolsKey,
} from "../../capacity/tenancy/labels";
import type { AdmissionConfig } from "../../config";
import { celList, celText, type Expression, isCreate } from "./cel";

/** The controller that makes the pods of DaemonSets; only its user name tells its pods from those with a forged owner reference. */
const daemonSetController = "system:serviceaccount:kube-system:daemon-set-controller";

interface PodRequests {
  readonly operations: readonly ("CREATE" | "UPDATE")[];
  /** Labels that the pod's namespace must have. */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
}

/** What the validating policy checks: new pods, and updates of running ones. */
export const validatedRequests: PodRequests = { operations: ["CREATE", "UPDATE"] };

/**
 * What the mutating policy fills in: new pods of teams that have pools of their own. By labels and not by a condition:
 * conditions of a MutatingAdmissionPolicy are evaluated without the namespace (seen on Kubernetes 1.34).
 */
export const filledInRequests: PodRequests = {
  operations: ["CREATE"],
  namespaceLabels: { [isolationKey]: "enforced", [teamPoolsKey]: "own" },
};

/** Pods of every namespace but the system's: those must start even if an expression here has a bug. */
export function matchConstraints(
  { systemNamespaces }: AdmissionConfig,
  { operations, namespaceLabels = {} }: PodRequests,
) {
  return {
    matchPolicy: "Equivalent",
    namespaceSelector: {
      matchExpressions: [
        { key: "kubernetes.io/metadata.name", operator: "NotIn", values: [...systemNamespaces].sort() },
        ...Object.entries(namespaceLabels).map(([key, value]) => ({ key, operator: "In", values: [value] })),
      ],
    },
    resourceRules: [
      { apiGroups: [""], apiVersions: ["v1"], operations: [...operations], resources: ["pods"], scope: "Namespaced" },
    ],
  };
}

/** Leaves out updates that change no toleration, DaemonSets' pods in the namespaces that the config lists, and placeholders. */
export function matchConditions({ daemonSetNamespaces }: AdmissionConfig): readonly Expression[] {
  const daemonSet = {
    name: "no-daemonset-pod-of-an-add-on",
    expression: `!(${isCreate} && request.namespace in ${celList([...daemonSetNamespaces].sort())} && request.userInfo.username == ${celText(daemonSetController)} && object.metadata.?ownerReferences.orValue([]).exists(owner, owner.apiVersion == "apps/v1" && owner.kind == "DaemonSet" && owner.?controller.orValue(false)))`,
  };
  return [
    {
      name: "made-or-tolerations-changed",
      expression: `${isCreate} || object.spec.?tolerations.orValue([]) != oldObject.spec.?tolerations.orValue([])`,
    },
    ...(daemonSetNamespaces.length === 0 ? [] : [daemonSet]),
    {
      name: "no-placeholder",
      expression: `!(request.namespace == ${celText(placeholderNamespace)} && object.spec.?priorityClassName.orValue("") == ${celText(placeholderPriorityClass)})`,
    },
  ];
}
