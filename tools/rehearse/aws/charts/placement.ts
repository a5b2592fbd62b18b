/** Whether the pods of charts can run before there are nodes of Karpenter's: on the bootstrap node group. */

import { labelKeys } from "../../../../capacity/kubernetes/labels";
import { listOf, recordOf, textOf } from "../../../../capacity/units/fields";
import { ownValue } from "../../../../capacity/units/ownValue";
import { type KubeObject, objectName } from "../../api/kubeObject";
import type { RehearsalFinding } from "../../finding";
import type { AwsResource } from "../credentials/roles";

interface GroupTaint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

/** Effects as EKS writes them, and as Kubernetes does. */
const effects: Readonly<Record<string, string>> = {
  NO_SCHEDULE: "NoSchedule",
  NO_EXECUTE: "NoExecute",
  PREFER_NO_SCHEDULE: "PreferNoSchedule",
};

function taintsOf(group: AwsResource): readonly GroupTaint[] {
  return listOf(group.inputs.taints)
    .map(recordOf)
    .map(({ key, value, effect }) => ({
      key: textOf(key),
      value: textOf(value),
      effect: ownValue(effects, textOf(effect)) ?? textOf(effect),
    }))
    .filter(({ effect }) => effect !== "PreferNoSchedule");
}

function tolerates(tolerations: readonly unknown[], taint: GroupTaint): boolean {
  return tolerations.map(recordOf).some(({ key, operator, value, effect }) => {
    const ofKey = key === undefined ? operator === "Exists" : key === taint.key;
    const ofValue = operator === "Exists" || textOf(value) === taint.value;
    return ofKey && ofValue && (effect === undefined || effect === taint.effect);
  });
}

const podOf = ({ spec }: KubeObject) => recordOf(recordOf(recordOf(spec).template).spec);

/** Whether required node affinity keeps pods off Karpenter's own nodes. */
function avoidsOwnNodes(pod: Readonly<Record<string, unknown>>): boolean {
  const required = recordOf(
    recordOf(recordOf(pod.affinity).nodeAffinity).requiredDuringSchedulingIgnoredDuringExecution,
  );
  const terms = listOf(required.nodeSelectorTerms).map((term) => listOf(recordOf(term).matchExpressions).map(recordOf));
  return (
    terms.length > 0 &&
    terms.every((term) => term.some(({ key, operator }) => key === labelKeys.nodePool && operator === "DoesNotExist"))
  );
}

/**
 * One finding for each Deployment that no bootstrap node group takes, and for Karpenter's where it may land on its own
 * nodes. A plan without node groups bootstraps on Fargate, which has no taints.
 */
export function placementFindings(
  deployments: readonly KubeObject[],
  karpenter: KubeObject | undefined,
  resources: readonly AwsResource[],
): readonly RehearsalFinding[] {
  const groups = resources.filter(({ type }) => type === "aws:eks/nodeGroup:NodeGroup");
  const found = deployments.flatMap((deployment) => {
    const tolerations = listOf(podOf(deployment).tolerations);
    const untolerated = groups.map((group) => taintsOf(group).filter((taint) => !tolerates(tolerations, taint)));
    if (groups.length === 0 || untolerated.some((taints) => taints.length === 0)) return [];
    const [first] = untolerated.flat();
    const message = `tolerates no bootstrap node group (${first?.key}=${first?.value}:${first?.effect}), so it cannot run before Karpenter has nodes`;
    return [
      {
        check: "admission" as const,
        by: "rehearsal" as const,
        subject: objectName(deployment),
        field: "spec.template.spec.tolerations",
        message,
      },
    ];
  });
  if (karpenter === undefined || avoidsOwnNodes(podOf(karpenter))) return found;
  return [
    ...found,
    {
      check: "admission",
      by: "rehearsal",
      subject: objectName(karpenter),
      field: "spec.template.spec.affinity",
      message: "may run on nodes that Karpenter itself makes, and then removes its own node",
    },
  ];
}
