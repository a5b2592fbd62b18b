import assert from "node:assert/strict";
import type { Plan } from "../../../../tools/plan/plan";
import { planOf, planOfFile, settledPlanOfFile } from "../../../support/plans";
import { findingsOf } from "./jsonReport";

describe("schema/plan.json", () => {
  const plans: readonly (readonly [title: string, plan: () => Promise<Plan>])[] = [
    ["Pulumi.dev.yaml", () => planOfFile("Pulumi.dev.yaml")],
    ["Pulumi.dev.yaml, settled", () => settledPlanOfFile("Pulumi.dev.yaml")],
    ["examples/private-fargate.yaml", () => planOfFile("examples/private-fargate.yaml")],
    ["examples/warm-by-the-clock.yaml", () => planOfFile("examples/warm-by-the-clock.yaml")],
    ["a refused stack", () => planOf("refused", { network: { zones: 9 }, teams: { dotori: {} } })],
  ];
  for (const [title, plan] of plans)
    it(`describes the plan of ${title}`, async () => assert.deepEqual(findingsOf(await plan()), []));

  it("knows no other keys, at any depth", async () => {
    const plan = await planOfFile("examples/warm-by-the-clock.yaml");
    const [team] = plan.teams;
    const [pool] = team?.pools ?? [];
    const extra = { more: 1 };
    const changed: readonly object[] = [
      { ...plan, ...extra },
      { ...plan, resources: [{ ...plan.resources[0], ...extra }] },
      { ...plan, policies: { ...plan.policies, ...extra } },
      { ...plan, placement: { ...plan.placement, rows: [{ ...plan.placement.rows[0], ...extra }] } },
      { ...plan, findings: [{ ...plan.findings[0], ...extra }] },
      { ...plan, cluster: { ...plan.cluster, ceiling: { ...plan.cluster.ceiling, ...extra } } },
      { ...plan, teams: [{ ...team, pools: [{ ...pool, warm: { ...pool?.warm, ...extra } }] }] },
      {
        ...plan,
        teams: [{ ...team, pools: [{ ...pool, warm: { ...pool?.warm, week: { ...pool?.warm?.week, ...extra } } }] }],
      },
    ];
    assert.deepEqual(
      changed.map((one) => findingsOf(one)),
      changed.map(() => ['Unrecognized key: "more"']),
    );
  });

  it("needs every key that is always there, and this version", async () => {
    const plan = await planOfFile("Pulumi.dev.yaml");
    const always = Object.keys(plan).filter((key) => key !== "versions");
    for (const key of always) assert.equal(findingsOf({ ...plan, [key]: undefined }).length, 1, key);
    assert.equal(findingsOf({ ...plan, version: 2 }).length, 1);
  });
});
