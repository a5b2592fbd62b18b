/** Check 1: whether the API server admits every object, with every field of it. */

import type { KubeApi } from "./api/kubeApi";
import { KubeError, type KubeStatus } from "./api/kubeError";
import { type KubeObject, objectName } from "./api/kubeObject";
import { type RehearsalFinding, subjectOf } from "./finding";
import type { PlannedObjects } from "./plannedObjects";

export interface Admission {
  /** One for each field that the server refuses. */
  readonly findings: readonly RehearsalFinding[];
  /** As the server stored them. */
  readonly admitted: readonly KubeObject[];
  /** What this check does not cover, one sentence each. */
  readonly notChecked: readonly string[];
}

/** How the server names unknown fields in a message; without strict validation it would prune them. */
const unknownField = [/unknown field "([^"]+)"/g, /\.([\w.[\]"-]+): field not declared in schema/g];

/** A refusal as one entry for each field that it names, or as one with field "" when it names none. */
export function refusals({
  message,
  causes,
}: KubeStatus): readonly { readonly field: string; readonly message: string }[] {
  const withMessage = causes.filter((cause) => cause.message !== "");
  if (withMessage.length > 0) return withMessage;
  const fields = unknownField.flatMap((pattern) => [...message.matchAll(pattern)].map((match) => match[1]!));
  if (fields.length === 0) return [{ field: "", message }];
  return [...new Set(fields)].map((field) => ({
    field,
    message: "the server does not know this field and would drop it silently",
  }));
}

function notCheckedOf({ releases, objects }: PlannedObjects): readonly string[] {
  const lines = releases
    .filter(({ isRendered }) => isRendered !== true)
    .map(
      ({ name, chart }) => `Helm release ${name} (${chart || "a chart"}): not rendered, so its objects are not checked`,
    );
  const policies = objects.filter(({ object }) => object.kind === "NetworkPolicy").length;
  if (policies > 0)
    lines.push(`NetworkPolicies (${policies}): admitted, but not enforced; there is no pod network here`);
  return lines;
}

/**
 * Applies the planned objects to a server by server-side apply with strict field validation. What it refuses is a finding;
 * the objects after it are applied all the same.
 * @throws UnreachableError when the server cannot be reached
 */
export async function checkAdmission(api: KubeApi, planned: PlannedObjects): Promise<Admission> {
  for (const { createsNamespace, namespace } of planned.releases) {
    if (createsNamespace) await api.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
  }
  const findings: RehearsalFinding[] = [];
  const admitted: KubeObject[] = [];
  // one after the other: an object may need those before it
  for (const each of planned.objects) {
    try {
      admitted.push(await api.apply(each.object, { dryRun: each.dryRun === true }));
    } catch (cause) {
      if (!(cause instanceof KubeError)) throw cause;
      findings.push(
        ...refusals(cause.status).map((refusal) => ({
          check: "admission" as const,
          by: "kubernetes" as const,
          subject: subjectOf(each.origin, objectName(each.object)),
          ...refusal,
        })),
      );
    }
  }
  return { findings, admitted, notChecked: notCheckedOf(planned) };
}
