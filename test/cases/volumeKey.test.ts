import assert from "node:assert/strict";
import { controllerPolicies } from "../../components/karpenter/controllerPolicies";
import { isReviewed } from "../../policies/readers/reviewedStatements";
import { ofType, planOf } from "../support/plans";
import { pool } from "../support/pool";
import { errorsOf, findingsOf, stackYaml } from "./harness";

const id = "1234abcd-12ab-34cd-56ef-1234567890ab";
const account = "arn:aws:kms:us-east-1:123456789012";

function disk(key: string): string {
  return stackYaml(
    "nodepools:cluster: { endpoint: { publicCidrs: [8.8.8.0/24] } }",
    `nodepools:nodeClassDefaults: { disks: [{ deviceName: /dev/xvda, sizeGiB: 50, ${key} }] }`,
    "nodepools:teams: { a: { pools: [{ name: general, limits: { cpu: 64, memory: 256Gi } }] } }",
  );
}

function statements(...volumeKeys: readonly string[]) {
  return controllerPolicies({
    partition: "aws",
    region: "us-east-1",
    accountId: "123456789012",
    clusterName: "platform",
    nodeRoleArn: "arn:aws:iam::123456789012:role/node",
    queueArn: undefined,
    volumeKeys,
  }).VolumeKeys?.Statement;
}

describe("KMS keys of volumes", () => {
  it("are named by id, alias, or ARN of either, as EC2 takes them", () => {
    for (const key of [
      id,
      `mrk-${"0a".repeat(16)}`,
      "alias/node-volumes",
      `${account}:key/${id}`,
      `${account}:alias/x/y`,
    ]) {
      assert.deepEqual(errorsOf(disk(`kmsKeyId: "${key}"`)), [], key);
    }
    for (const key of ["node-volumes", "alias/", "alias/*", `${account}:key/*`, "key/1234", `${id}0`]) {
      assert.match(
        errorsOf(disk(`kmsKeyId: "${key}"`))[0] ?? "",
        /is not a valid KMS key; write its id, "alias\/<name>", or the ARN of either$/,
        key,
      );
    }
    assert.match(
      errorsOf(disk(`kmsKeyArn: "${account}:key/${id}"`))[0] ?? "",
      /write kmsKeyId, which takes ids and aliases as well$/,
    );
  });

  it("warn of what is not to be seen here: the key's own policy; not for a key that AWS manages", () => {
    const warnings = (key: string) =>
      findingsOf(disk(`kmsKeyId: "${key}"`)).filter((line) => line.includes("kmsKeyId"));
    assert.equal(warnings(id).length, 1);
    assert.deepEqual(warnings("alias/aws/ebs"), []);
  });

  it("are the controller's to use through EC2, each exactly, and none without", () => {
    assert.equal(statements(), undefined);
    const [use, grant, ...more] = statements(id, `${account}:key/${id}`)!;
    assert.deepEqual(more, []);
    assert.deepEqual(use, {
      Sid: "AllowVolumeKeyUse",
      Effect: "Allow",
      Action: [
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
      ],
      Resource: [`${account}:key/${id}`],
      Condition: { StringEquals: { "kms:ViaService": ["ec2.us-east-1.amazonaws.com"] } },
    });
    assert.deepEqual(grant, {
      Sid: "AllowVolumeKeyGrants",
      Effect: "Allow",
      Action: ["kms:CreateGrant"],
      Resource: [`${account}:key/${id}`],
      Condition: {
        StringEquals: { "kms:ViaService": ["ec2.us-east-1.amazonaws.com"] },
        Bool: { "kms:GrantIsForAWSResource": "true" },
      },
    });
  });

  it("by alias are bound by the alias, in the account that has it", () => {
    const other = "arn:aws:kms:us-east-1:210987654321";
    const all = statements("alias/b", "alias/a", `${other}:alias/shared`)!;
    assert.deepEqual(
      all
        .filter(({ Action }) => Action.includes("kms:Decrypt"))
        .map(({ Sid, Resource, Condition }) => [Sid, Resource, Condition!["ForAnyValue:StringEquals"]]),
      [
        ["AllowVolumeKeyUseByAlias", [`${account}:key/*`], { "kms:ResourceAliases": ["alias/a", "alias/b"] }],
        ["AllowVolumeKeyUseByAlias2", [`${other}:key/*`], { "kms:ResourceAliases": ["alias/shared"] }],
      ],
    );
  });

  it("by alias pass the policy that wants resources named, with all conditions and no fewer", () => {
    for (const { Action, Resource, Condition } of statements("alias/a")!) {
      const conditions = Object.entries(Condition!).flatMap(([operator, keys]) =>
        Object.entries(keys).map(([key, values]) => ({ operator, key, values: [values].flat() })),
      );
      const reviewed = (given: typeof conditions) =>
        isReviewed({ actions: Action, conditions: given } as unknown as Parameters<typeof isReviewed>[0], Resource[0]!);
      assert.equal(reviewed(conditions), true);
      for (const without of conditions) {
        assert.equal(reviewed(conditions.filter((one) => one !== without)), false, without.key);
      }
    }
  });

  it("reach both the EC2NodeClass and the role, in the program", async () => {
    const disks = [{ deviceName: "/dev/xvda", sizeGiB: 50, kmsKeyId: "alias/node-volumes" }];
    const plan = await planOf("volumekey", {
      nodeClassDefaults: { disks },
      teams: { a: { pools: [pool("general")] } },
    });
    const [nodeClass] = ofType(plan, "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass");
    const { blockDeviceMappings } = (
      nodeClass!.inputs as { spec: { blockDeviceMappings: { ebs: { kmsKeyID: string } }[] } }
    ).spec;
    assert.equal(blockDeviceMappings[0]!.ebs.kmsKeyID, "alias/node-volumes");
    const policies = ofType(plan, "aws:iam/policy:Policy").map(({ name }) => name);
    assert.ok(policies.includes("karpenter-controller-VolumeKeys"), policies.join());
  });
});
