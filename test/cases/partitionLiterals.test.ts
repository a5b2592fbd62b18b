/**
 * Kind: a name built from the region, partition forgotten. ARNs, service names and regions that stand as literals in the
 * sources, each in a class; in China and in the other partitions they are others.
 */
import assert from "node:assert/strict";
import ts from "typescript";
import { nodesOf, sources } from "../architecture/sources";

/** Text of string literals and templates, patterns included, comments left out. */
function textsOf(file: ts.SourceFile): readonly string[] {
  return nodesOf(file).flatMap((node) => {
    if (ts.isRegularExpressionLiteral(node) || ts.isStringLiteralLike(node)) return [node.text];
    return ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node) ? [node.text] : [];
  });
}

const literal =
  /arn:aws[\w-]*|[\w.-]*amazonaws\.com(\.cn)?|\b(us|eu|ap|sa|ca|me|af|cn|il|mx)(-gov)?-(north|south|east|west|central)+-\d\b/g;

/** By why they may stand there: files, or a file and one literal of it. */
const classes: Readonly<Record<string, readonly string[]>> = {
  "prices: the region with the longest list, whose prices are only scaled or ranked by, and where AWS publishes them": [
    "capacity/ec2/priceEstimate.ts: us-east-1",
    "capacity/ec2/prices.ts: us-east-1",
    "tools/catalog/lists/locations.ts",
    "tools/catalog/main.ts: ap-northeast-2",
    "tools/catalog/refresh.ts: pricing.us-east-1.amazonaws.com",
    "tools/catalog/refresh.ts: spot-bid-advisor.s3.amazonaws.com",
  ],
  "both partitions' names of EC2's service principal, told apart by the caller": [
    "tools/rehearse/aws/front/needs/iam.ts: ec2.amazonaws.com",
    "tools/rehearse/aws/front/needs/iam.ts: ec2.amazonaws.com.cn",
    "tools/rehearse/aws/front/needs/launch.ts: ec2.amazonaws.com",
    "tools/rehearse/aws/front/needs/launch.ts: ec2.amazonaws.com.cn",
  ],
  "an example in a description, or an image that AWS keeps in one region": [
    "config/rules/network/privateNetwork.ts: 602401143452.dkr.ecr.us-west-2.amazonaws.com",
    "config/rules/nodeClass/launch.ts: vpc.amazonaws.com",
    "tools/new/arguments.ts: ap-northeast-2",
    "tools/new/questions.ts: ap-northeast-2",
  ],
  "EC2's name in the condition kms:ViaService, which has this suffix in every partition": [
    "components/karpenter/volumeKeys.ts: .amazonaws.com",
    "policies/readers/reviewedStatements.ts: .amazonaws.com",
  ],
  "moto's own default, which every request names otherwise": ["tools/rehearse/aws/moto/start.ts: us-east-1"],
  "the table of partitions and what is known of single regions": [
    "capacity/ec2/partitions.ts",
    "capacity/ec2/zones.ts",
    "tools/plan/standins/regions.ts",
    "tools/plan/standins/standIn.ts: amazonaws.com",
  ],
  "a service principal or an audience, which is the same in every partition": [
    "tools/rehearse/aws/cloud.ts: events.amazonaws.com",
    "tools/rehearse/aws/credentials/grant.ts: pods.eks.amazonaws.com",
    "tools/rehearse/aws/credentials/grant.ts: sts.amazonaws.com",
    "tools/rehearse/aws/front/answer.ts: ec2.amazonaws.com",
    "components/cluster/capabilities.ts: capabilities.eks.amazonaws.com",
    "tools/rehearse/aws/existingCluster.ts: sts.amazonaws.com",
    "components/cluster/bootstrapCapacity.ts: eks-fargate-pods.amazonaws.com",
    "components/cluster/cluster.ts: sts.amazonaws.com",
    "components/cluster/controlPlane.ts: eks.amazonaws.com",
    "components/iam/role.ts: pods.eks.amazonaws.com",
    "components/iam/role.ts: sts.amazonaws.com",
    "components/karpenter/interruptionQueue.ts: events.amazonaws.com",
    "components/karpenter/karpenter.ts: spot.amazonaws.com",
    "components/network/flowLogs.ts: vpc-flow-logs.amazonaws.com",
    "policies/rules/queue/queueSendersAreNamed.ts: events.amazonaws.com",
    "policies/rules/iam/trustIsBoundToServiceAccount.ts: pods.eks.amazonaws.com",
    "tools/plan/standins/eks/cluster.ts: sts.amazonaws.com",
    "tools/plan/standins/eks/serviceRole.ts: eks.amazonaws.com",
  ],
  "an id that the provider of @pulumi/eks gives in every partition; the ARN beside it has the partition": [
    "tools/plan/standins/eks/serviceRole.ts: arn:aws",
  ],
  "the domain of resources that AWS's device plugins offer, which is the same in every partition": [
    "capacity/kubernetes/extendedResource.ts: vpc.amazonaws.com",
    "config/schema/pool.ts: vpc.amazonaws.com",
    "config/schema/team.ts: vpc.amazonaws.com",
  ],
  "a name of EC2 beside that of the partition, from the table: KMS may see either": [],
  "the domain of annotations, labels and tags of EKS": [
    "tools/leftovers/tags.ts: cluster.k8s.amazonaws.com",
    "components/karpenter/karpenter.ts: eks.amazonaws.com",
    "tools/rehearse/aws/controller/settings.ts: eks.amazonaws.com",
    "config/rules/pool/labels.ts: eks.amazonaws.com",
    "tools/migrate/kinds/nodePool.ts: eks.amazonaws.com",
  ],
  "a pattern or an example of what users write, checked against the region's partition by arns-are-of-the-partition": [
    "config/schema/adopt.ts",
    "config/schema/capabilities.ts",
    "config/schema/cluster.ts",
    "config/schema/existingCluster.ts",
    "config/schema/podIdentity.ts",
    "config/rules/cluster/existing.ts: arn:aws",
    "config/rules/cluster/existing.ts: oidc.eks.us-east-1.amazonaws.com",
    "config/schema/disk.ts",
    "config/schema/karpenter.ts",
    "config/schema/keda.ts",
    "config/schema/network.ts",
    "config/schema/nodeClass.ts",
    "config/schema/principal.ts",
    "config/schema/warm.ts",
    "config/rules/cluster/region.ts: us-east-1",
    "policies/rules/iam/iamResourcesAreNamed.ts: arn:aws",
    "policies/rules/iam/passRoleIsBound.ts: ec2.amazonaws.com",
    "tools/generate/stackFileSchema.ts",
  ],
  "the region of the catalogue's prices, or of a plan where none is set": [
    "tools/plan/engine/deployment.ts: us-east-1",
    "tools/rehearse/parts/versions.ts: us-east-1",
    "tools/bench/stacks.ts: us-east-1",
    "tools/bench/manyStacks.ts: us-east-1",
  ],
};

describe("kind: names built from the region, partition forgotten", () => {
  const found = [
    ...new Set(
      sources.flatMap(({ path, file }) =>
        textsOf(file).flatMap((text) => [...text.matchAll(literal)].map(([one]) => `${path}: ${one}`)),
      ),
    ),
  ];
  const listed = Object.values(classes).flat();

  it("have each literal in a class", () => {
    const covered = (one: string) => listed.includes(one) || listed.includes(one.split(": ")[0]!);
    assert.deepEqual(
      found.filter((one) => !covered(one)),
      [],
      "take the partition from capacity/ec2/partitions.ts, or name the class",
    );
  });

  it("have no class of nothing", () => {
    assert.deepEqual(
      listed.filter((one) => !found.some((literal) => literal === one || literal.startsWith(`${one}: `))),
      [],
    );
  });
});
