/** What the table needs of a plan: one plan for each partition. */

import { parseArn } from "../../../tools/iam/arn";
import type { AppliedPolicies } from "../../../tools/iam/evaluate";
import { type PlannedRole, plannedRole } from "../../../tools/iam/plannedRole";
import { type Policy, parsePolicy } from "../../../tools/iam/policyDocument";
import type { Principal, Tags } from "../../../tools/iam/request";
import type { Plan } from "../../../tools/plan/plan";
import { ofType, planOf, resource, settledPlanOfFile } from "../../support/plans";
import { pool } from "../../support/pool";
import { type Place, queueArn } from "./place";

export interface Stack {
  readonly place: Place;
  /** `amazonaws.com`, or `amazonaws.com.cn`: the end of EC2's service principal. */
  readonly dnsSuffix: string;
  /** By the program's name. */
  role(name: string): PlannedRole;
  readonly roleNames: readonly string[];
  /** Karpenter's controller, once it has its role. */
  readonly controller: Principal;
  readonly controllerPolicies: AppliedPolicies;
  readonly queueArn: string;
  readonly queuePolicy: Policy;
  /** Names of the EventBridge rules that fill the queue. */
  readonly ruleNames: readonly string[];
  /** Tags of a planned node class, which Karpenter adds to its own. */
  readonly classTags: Tags;
  readonly nodeRoleName: string;
}

/** Keys of volumes that the stacks' node classes name, in both ways. */
export const volumeKeys = { id: "1234abcd-12ab-34cd-56ef-1234567890ab", alias: "alias/node-volumes" } as const;

/** The role in another account that pods of the stacks end up with. */
export const targetRoleArn = (partition: string) => `arn:${partition}:iam::210987654321:role/reports-reader`;

const disks = Object.values(volumeKeys).map((kmsKeyId, index) => ({
  deviceName: index === 0 ? "/dev/xvda" : "/dev/xvdb",
  sizeGiB: 50,
  kmsKeyId,
}));

const config = (region: string, karpenter: object) => ({
  "aws:region": region,
  network: { zones: 2, flowLogs: true },
  // every right that a gate brings
  karpenter: { ...karpenter, featureGates: { nodeRepair: true }, awsFeatureGates: { rebootForRepair: true } },
  nodeClassDefaults: { disks },
  teams: {
    alpha: { tags: { "cost-center": "4711" }, pools: [pool("general")] },
    dotori: {
      podIdentities: [
        {
          serviceAccount: "reports",
          targetRoleArn: targetRoleArn(
            region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws",
          ),
        },
      ],
    },
  },
});

/** Pod Identity and IRSA, and both kinds of regions. */
export const stacks: Readonly<Record<string, () => Promise<Stack>>> = {
  aws: async () => stackOf(await planOf("iam", config("us-east-1", {}), "settled"), "us-east-1"),
  "aws-cn": async () =>
    stackOf(await planOf("iam", config("cn-north-1", { identity: "irsa" }), "settled"), "cn-north-1"),
  "aws-us-gov": async () => stackOf(await planOf("iam", config("us-gov-west-1", {}), "settled"), "us-gov-west-1"),
};

/** The repository's own stack, whose calls test/golden/aws-calls has recorded. */
export async function devStack(): Promise<Stack> {
  return stackOf(await settledPlanOfFile("Pulumi.dev.yaml"), "us-east-1");
}

function stackOf(plan: Plan, region: string): Stack {
  const [cluster] = ofType(plan, "aws:eks/cluster:Cluster");
  const { partition, account } = parseArn(String(cluster!.inputs.roleArn));
  const place = { partition, region, account, cluster: String(cluster!.inputs.name) };
  const role = (name: string) => plannedRole(plan.resources, name, { partition, accountId: account });
  const controller = role("karpenter-controller");
  const queue = resource(plan, "aws:sqs/queue:Queue", "karpenter-interruption").inputs;
  const [nodeClass] = ofType(plan, "EC2NodeClass");
  const { tags = {}, role: nodeRoleName } = (nodeClass!.inputs as { spec: { tags?: Tags; role: string } }).spec;
  return {
    place,
    dnsSuffix: partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com",
    role,
    roleNames: ofType(plan, "aws:iam/role:Role").map(({ name }) => name),
    controller: { kind: "roleSession", roleArn: controller.arn, sessionName: "karpenter" },
    controllerPolicies: { identity: controller.identity },
    queueArn: queueArn({ ...place, cluster: String(queue.name) }),
    queuePolicy: parsePolicy(
      "queue policy",
      "resource",
      resource(plan, "aws:sqs/queuePolicy:QueuePolicy", "karpenter-interruption").inputs.policy,
    ),
    ruleNames: ofType(plan, "aws:cloudwatch/eventRule:EventRule").map(({ inputs }) => String(inputs.name)),
    classTags: tags,
    nodeRoleName,
  };
}
