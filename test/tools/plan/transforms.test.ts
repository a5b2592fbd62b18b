import { deepEqual, equal } from "node:assert/strict";
import { bare, planOf, ran, stackFile } from "../../support/planned";
import { ofType, resource, planOf as stackPlan } from "../../support/plans";

describe("transforms of resources", () => {
  it("change the properties of a resource and of those below it, its own before its parents'", async () => {
    const { code, stdout, stderr } = await ran(["--config", stackFile("scenario: transforms"), "--format", "json"], {
      folder: bare,
    });
    equal(code, 0, stderr);
    const plan = planOf({ code, stdout, stderr });
    const queues = ofType(plan, "aws:sqs/queue:Queue").map(({ name, inputs }) => [name, inputs.name, inputs.tags]);
    deepEqual(queues.sort(), [
      ["elsewhere", "[secret]", undefined],
      ["queue", "[unknown]", { kept: "yes", own: "yes", last: "parent", parent: "yes" }],
    ]);
    deepEqual(resource(plan, "aws:sns/topic:Topic", "topic").inputs.tags, undefined);
  });

  it("reach the children of a remote component: zonal shift of the cluster, and Karpenter's value with it", async () => {
    const shifted = async (cluster: object) => {
      const plan = await stackPlan(`zonal-shift-${Object.values(cluster).join()}`, { cluster, teams: {} });
      const [made] = ofType(plan, "aws:eks/cluster:Cluster");
      const { settings } = resource(plan, "kubernetes:helm.sh/v3:Release", "karpenter").inputs.values as {
        readonly settings: Readonly<Record<string, unknown>>;
      };
      return [made!.inputs.zonalShiftConfig, settings.enableZonalShift];
    };
    deepEqual(await shifted({ zonalShift: true }), [{ enabled: true }, true]);
    deepEqual(await shifted({ zonalShift: false }), [{ enabled: false }, undefined]);
    deepEqual(await shifted({}), [undefined, undefined]);
  });
});
