/** What the component provider refuses, by argument: the same as in a stack file. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { checkedConfig, refuseOutputs, withCounts } from "../../provider/checked";
import { missingKeys, providerArgs } from "../../tools/generate/providerArgs";

const cluster = {
  environment: "development",
  clusterName: "theirs",
  nodeRoleName: "node-role",
  nodeSubnetIds: ["subnet-0123456789abcdef0"],
  clusterSecurityGroupId: "sg-0123456789abcdef0",
  region: "eu-west-1",
};
const pool = { name: "general", limits: { cpu: "8", memory: "32Gi" } };

/** Errors by argument. */
function refused(
  args: object,
  team: object,
  networkPoliciesAreEnforced = true,
): readonly (readonly [string, string])[] {
  const place = { config: { teams: { dotori: team } }, path: "teams.dotori", networkPoliciesAreEnforced };
  try {
    checkedConfig({ ...cluster, ...args }, place);
  } catch (cause) {
    assert.ok(pulumi.InputPropertiesError.isInstance(cause), String(cause));
    return (cause.errors ?? []).map(({ propertyPath, reason }) => [propertyPath, reason] as const);
  }
  return [];
}

describe("arguments of the component provider", () => {
  it("are accepted where a stack file with the same keys is", () => {
    assert.deepEqual(refused({}, { pools: [pool] }), []);
  });

  it("are refused by their own path, with the words of a stack file", () => {
    assert.deepEqual(refused({}, { pools: [{ ...pool, capacityTypes: ["Spot"] }], isolation: "strict" }), [
      ["isolation", '"strict" is not known; allowed: enforced, prefer, none'],
      ["pools[0].capacityTypes[0]", '"Spot" is not known; did you mean "spot"? (spot, on-demand, reserved)'],
    ]);
  });

  it("of the cluster are refused under their names", () => {
    const names = (args: object) => refused(args, { pools: [pool] }).map(([name]) => name);
    assert.deepEqual(names({ environment: "test" }), ["environment"]);
    assert.deepEqual(names({ kubernetesVersion: "1.2" }), ["kubernetesVersion"]);
    assert.deepEqual(names({ region: "mars-1" }), ["region"]);
    assert.deepEqual(names({ karpenterVersion: "one" }), ["karpenterVersion"]);
  });

  it("say whether NetworkPolicy objects are enforced; where they are not, a team makes none", () => {
    assert.deepEqual(refused({}, { pools: [pool] }, false), [
      [
        "networkPolicy",
        'ingress makes NetworkPolicy objects that nothing enforces: networkPoliciesAreEnforced is false; write "none", or networkPoliciesAreEnforced: true',
      ],
    ]);
    assert.deepEqual(refused({}, { pools: [pool], networkPolicy: "none" }, false), []);
  });

  it("say whether Karpenter has static pools, which replicas need", () => {
    const pools = [{ name: "fixed", replicas: 2, limits: { nodes: 3 } }];
    assert.deepEqual(refused({}, { pools }), [
      ["pools[0].replicas", "2 does nothing: staticCapacity is off; set staticCapacity: true"],
    ]);
    assert.deepEqual(refused({ staticCapacity: true }, { pools }), []);
  });

  it("have no pod identities, for which a component makes nothing", () => {
    const text = providerArgs();
    assert.ok(!text.includes("podIdentities"));
    assert.ok(missingKeys.team.includes("podIdentities"));
  });

  it("that decide what is made are no outputs, however deep", () => {
    assert.throws(
      () => refuseOutputs({ pools: [{ name: "general", limits: { cpu: pulumi.output("8") } }] }),
      (cause) => pulumi.InputPropertyError.isInstance(cause) && cause.propertyPath === "pools",
    );
    refuseOutputs({ pools: [pool] });
  });

  it("carry counts as text, and quantities as they are", () => {
    assert.deepEqual(withCounts({ cpu: "64", memory: "256Gi", "nvidia.com/gpu": "4", nodes: "3", pods: "unlimited" }), {
      cpu: "64",
      memory: "256Gi",
      "nvidia.com/gpu": 4,
      nodes: 3,
      pods: "unlimited",
    });
  });
});
