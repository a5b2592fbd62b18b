/** Check 1: would the API server take every object as it stands, and keep every field of it? */

import type { KubeApi } from "./api/kubeApi";
import { KubeError, type KubeStatus } from "./api/kubeError";
import { type KubeObject, objectName } from "./api/kubeObject";
import type { RehearsalFinding } from "./finding";
import type { PlannedObject, PlannedObjects } from "./plannedObjects";

export interface Admission {
  readonly findings: readonly RehearsalFinding[];
  /** Objects that the server took. */
  readonly admitted: readonly KubeObject[];
  /** What the check cannot say, in plain words. */
  readonly notes: readonly string[];
}

/** Fields that a server's words name: those that are unknown would be pruned by a server that is not asked to be strict. */
const unknownField = [/unknown field "([^"]+)"/g, /\.([\w.[\]"-]+): field not declared in schema/g];

/** What the server said, one entry for each field that it said it of. */
export function refusals({
  message,
  causes,
}: KubeStatus): readonly { readonly field: string; readonly message: string }[] {
  const said = causes.filter((cause) => cause.message !== "");
  if (said.length > 0) return said;
  const fields = unknownField.flatMap((pattern) => [...message.matchAll(pattern)].map((match) => match[1]!));
  if (fields.length === 0) return [{ field: "", message }];
  return [...new Set(fields)].map((field) => ({
    field,
    message: "the server does not know this field: it would drop it without a word",
  }));
}

/** Where a finding stands: the config's key when there is one, and the object that it makes. */
function subject({ object, configPath }: PlannedObject): string {
  return configPath === undefined ? objectName(object) : `${configPath} (${objectName(object)})`;
}

function notesOf({ releases, objects }: PlannedObjects): readonly string[] {
  const notes = releases.map(
    ({ name, chart }) => `Helm release ${name} (${chart || "a chart"}): not rendered, so its objects are not checked`,
  );
  const policies = objects.filter(({ object }) => object.kind === "NetworkPolicy").length;
  if (policies > 0) notes.push(`${policies} NetworkPolicies: admitted, not enforced; nothing here carries packets`);
  return notes;
}

/**
 * Applies the planned objects to a server by server-side apply with strict field validation.
 * @throws RehearsalFault when the server cannot be reached; what it refuses is a finding
 */
export async function checkAdmission(api: KubeApi, planned: PlannedObjects): Promise<Admission> {
  for (const { createsNamespace, namespace } of planned.releases) {
    if (createsNamespace) await api.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
  }
  const findings: RehearsalFinding[] = [];
  const admitted: KubeObject[] = [];
  // one after the other: what comes first may be what the next one needs
  for (const each of planned.objects) {
    try {
      admitted.push(await api.apply(each.object));
    } catch (cause) {
      if (!(cause instanceof KubeError)) throw cause;
      findings.push(
        ...refusals(cause.status).map((said) => ({ check: "admission" as const, subject: subject(each), ...said })),
      );
    }
  }
  return { findings, admitted, notes: notesOf(planned) };
}
