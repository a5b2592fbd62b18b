/** Applies all that a stack file plans to a server, and asserts that nothing of it is refused. */
import { deepEqual } from "node:assert/strict";
import { checkAdmission } from "../../../tools/rehearse/admission";
import type { KubeApi } from "../../../tools/rehearse/api/kubeApi";
import { plannedObjects } from "../../../tools/rehearse/plannedObjects";
import { settledPlanOfFile } from "../plans";

/** @param file relative to the repository, such as "examples/single.yaml" */
export async function admitsAll(api: KubeApi, file: string): Promise<void> {
  const objects = plannedObjects(await settledPlanOfFile(file));
  const { findings, admitted } = await checkAdmission(api, objects);
  deepEqual(findings, []);
  deepEqual(
    admitted.map(({ kind, metadata }) => `${kind} ${metadata.name}`),
    objects.objects.map(({ object }) => `${object.kind} ${object.metadata.name}`),
  );
  // the next stack may have pools of the same names, whose mode and class reference cannot change
  for (const { object } of objects.objects) if (object.kind !== "Namespace") await api.delete(object);
}
