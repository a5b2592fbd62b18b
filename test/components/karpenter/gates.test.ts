import assert from "node:assert/strict";
import { karpenterVersions } from "../../../capacity/karpenter/versions";
import { gateStatements } from "../../../components/karpenter/controllerPolicies";
import type { Plan } from "../../../tools/plan/plan";
import { planOf, resource } from "../../support/plans";

type Json = Readonly<Record<string, unknown>>;

const settings = (plan: Plan): Json =>
  (resource(plan, "kubernetes:helm.sh/v3:Release", "karpenter").inputs as { values: { settings: Json } }).values
    .settings;

function actions(plan: Plan): readonly string[] {
  const { policy } = resource(plan, "aws:iam/policy:Policy", "karpenter-controller-NodeLifecycle").inputs;
  const { Statement } = JSON.parse(String(policy)) as { Statement: { Action: string[] }[] };
  return Statement.flatMap(({ Action }) => Action);
}

const planWith = (karpenter: object) => planOf("gates", { karpenter }, "settled");

describe("feature gates of Karpenter", () => {
  for (const row of karpenterVersions) {
    const { release } = row.source;

    it(`reach the chart of ${release} where it reads them, and no others`, async () => {
      const { featureGates, awsFeatureGates } = settings(await planWith({ version: release }));
      assert.deepEqual(
        featureGates,
        Object.fromEntries(Object.entries(row.featureGates).map(([gate, { default: isOn }]) => [gate, isOn])),
      );
      assert.equal(awsFeatureGates, undefined);
    });

    const gates = Object.entries(row.awsFeatureGates);
    for (const [gate, { actions: needed = [] }] of gates) {
      it(`reach the chart of ${release} from awsFeatureGates.${gate} alone, with the rights that it needs`, async () => {
        const plan = await planWith({
          version: release,
          featureGates: { nodeRepair: true },
          awsFeatureGates: { [gate]: true },
        });
        // an explicit false beside settings.enableDRA would fail the chart
        assert.deepEqual(settings(plan).awsFeatureGates, { [gate]: true });
        const granted = actions(plan);
        const every = karpenterVersions.flatMap((each) => Object.values(each.awsFeatureGates));
        for (const action of every.flatMap((each) => each.actions ?? []))
          assert.equal(granted.includes(action), needed.includes(action), action);
      });
    }
  }

  it("have a statement for each action that one of them needs", () => {
    const gates = karpenterVersions.flatMap((row) => [
      ...Object.values(row.featureGates),
      ...Object.values(row.awsFeatureGates),
    ]);
    const needed = [...new Set(gates.flatMap(({ actions: each = [] }) => each))];
    assert.deepEqual(needed, Object.keys(gateStatements));
  });
});
