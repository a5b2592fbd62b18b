import assert from "node:assert/strict";
import { regions } from "../../capacity/ec2/catalogue";
import { controllerPolicies, type PolicyContext } from "../../components/karpenter/controllerPolicies";
import type { PlannedResource } from "../support/closure";
import { ofType, planOf } from "../support/plans";
import { pool } from "../support/pool";

const longName = "c".repeat(100);
/** Characters of a managed policy, white space not counted. Source: IAM quotas. */
const mostPolicyCharacters = 6144;

function longest(words: readonly string[]): string {
  return [...words].sort((a, b) => b.length - a.length)[0]!;
}

describe("names and sizes for a cluster name of 100 characters", () => {
  const nameOf = ({ inputs }: PlannedResource) => String((inputs as { name?: unknown }).name);

  it("each of the six policies stays under 6,144 characters in the region with the longest name", () => {
    const context: PolicyContext = {
      partition: "aws-us-gov",
      region: longest(regions),
      accountId: "123456789012",
      clusterName: longName,
      nodeRoleArn: `arn:aws-us-gov:iam::123456789012:role/${"r".repeat(64)}`,
      queueArn: `arn:aws-us-gov:sqs:${longest(regions)}:123456789012:${"q".repeat(80)}`,
      gateActions: ["ec2:RebootInstances"],
    };
    const sizes = Object.entries(controllerPolicies(context)).map(
      ([name, document]) => [name, JSON.stringify(document).length] as const,
    );
    assert.equal(sizes.length, 6);
    assert.deepEqual(
      sizes.filter(([, size]) => size >= mostPolicyCharacters),
      [],
    );
  });

  it("every physical name is within its service's limit, and no two are the same", async () => {
    const plan = await planOf("names", {
      cluster: { name: longName },
      teams: { [`t${"e".repeat(48)}m`]: { pools: [pool("p".repeat(12))] } },
    });
    const limits: Readonly<Record<string, number>> = {
      "aws:iam/role:Role": 64,
      "aws:iam/policy:Policy": 128,
      "aws:sqs/queue:Queue": 80,
      "aws:cloudwatch/eventRule:EventRule": 64,
    };
    for (const [type, limit] of Object.entries(limits)) {
      const names = ofType(plan, type).map(nameOf);
      assert.ok(names.length > 0, type);
      assert.deepEqual(
        names.filter((name) => name.length > limit),
        [],
      );
      assert.equal(new Set(names).size, names.length, `${type} names differ`);
    }
    const [nodePool] = ofType(plan, "kubernetes:karpenter.sh/v1:NodePool");
    assert.equal((nodePool!.inputs as { metadata: { name: string } }).metadata.name.length, 63);
  });
});
