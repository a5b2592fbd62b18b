import assert from "node:assert/strict";
import { ofType, planOf, resource } from "../../support/plans";

const association = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
const target = "arn:aws:iam::210987654321:role/reports-reader";

describe("roles for pods of teams", () => {
  it("are chained to the role that the config names, one for each service account", async () => {
    const plan = await planOf(
      "pod-identities",
      {
        cluster: { name: "platform" },
        teams: {
          dotori: {
            namespaces: ["dotori", "dotori-batch"],
            quotas: { dotori: { cpu: "1", memory: "1Gi" }, "dotori-batch": { cpu: "1", memory: "1Gi" } },
            podIdentities: [
              { serviceAccount: "reports", targetRoleArn: target },
              { serviceAccount: "a".repeat(60), namespace: "dotori-batch", targetRoleArn: target },
            ],
          },
        },
      },
      "settled",
    );
    const [second, first] = ofType(plan, association)
      .filter(({ name }) => name.startsWith("pod-identities-"))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { namespace, serviceAccount, targetRoleArn, roleArn } = first!.inputs;
    assert.deepEqual(
      [first!.name, namespace, serviceAccount, targetRoleArn, roleArn],
      [
        "pod-identities-dotori/reports",
        "dotori",
        "reports",
        target,
        "arn:aws:iam::123456789012:role/PodIdentity-dotori_reports-platform-us-east-1",
      ],
    );
    assert.equal(second!.inputs.namespace, "dotori-batch");
    const name = String(resource(plan, "aws:iam/role:Role", second!.name).inputs.name);
    assert.equal(name.length, 64);
    const { policy } = resource(plan, "aws:iam/rolePolicy:RolePolicy", first!.name).inputs;
    assert.deepEqual(JSON.parse(String(policy)).Statement, [
      { Effect: "Allow", Action: ["sts:AssumeRole", "sts:TagSession"], Resource: target },
    ]);
  });

  it("are none without a team that asks for one", async () => {
    const plan = await planOf("pod-identities-none", { teams: { dotori: {} } });
    assert.deepEqual(
      plan.resources.filter(({ type }) => type === "nodepools:index:PodIdentities"),
      [],
    );
  });
});
