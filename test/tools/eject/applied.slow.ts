/** The ejected files on a real API server: the objects are those that the plan makes. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { join } from "node:path";
import { parse } from "yaml";
import { eject } from "../../../tools/eject/eject";
import { checkAdmission } from "../../../tools/rehearse/admission";
import { type KubeObject, kindOf } from "../../../tools/rehearse/api/kubeObject";
import { plannedObjects } from "../../../tools/rehearse/plannedObjects";
import { root, settledPlanOfFile } from "../../support/plans";
import { startProgramInProcess } from "../../support/programInProcess";
import { serverOfSuite } from "../../support/rehearse/server";

/** What the API server keeps of an object, without what it counts and notes itself. */
function stored({ metadata, ...rest }: KubeObject): object {
  const { managedFields: _, resourceVersion: __, ...kept } = metadata as Record<string, unknown>;
  return { ...rest, metadata: kept };
}

describe("ejected files", function () {
  this.timeout(300_000);
  const server = serverOfSuite({ controllers: false });

  // nothing of this stack's objects is an id that only AWS knows, so they can be applied as they are
  for (const file of ["examples/existing-cluster.yaml"])
    it(`are the objects of ${file}, and change none of them`, async () => {
      const { api } = server.plane;
      const planned = plannedObjects(await settledPlanOfFile(file));
      const { findings, admitted } = await checkAdmission(api, planned);
      deepEqual(findings, []);
      const out = await eject({ folder: root, config: join(root, file), start: startProgramInProcess });
      ok("files" in out);
      const objects = out.files
        .filter(({ path }) => path.startsWith("kubernetes/"))
        .map(({ text }) => parse(text) as KubeObject);
      equal(objects.length, planned.objects.length);
      const nameOf = ({ kind, metadata }: KubeObject) => `${kind} ${metadata.namespace ?? ""} ${metadata.name}`;
      const before = new Map(admitted.map((object) => [nameOf(object), stored(object)]));
      // as KEDA does within a window, and `kubectl scale` at any time
      const scaled = planned.objects.filter(({ setByOthers }) => setByOthers?.includes("spec.replicas"));
      ok(scaled.length > 0);
      for (const { object } of scaled) {
        await api.patch(object, { spec: { replicas: 2 } }, "scale");
        before.set(nameOf(object), stored((await api.get(kindOf(object.apiVersion, object.kind), object.metadata))!));
      }
      // in the order of the files, as `kubectl apply --server-side -f FOLDER` reads them
      for (const object of objects)
        deepEqual(stored(await api.apply(object, { manager: "kubectl" })), before.get(nameOf(object)));
    });
});
