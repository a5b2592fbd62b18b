import assert from "node:assert/strict";
import { orderStack } from "../../program/orderStack";
import { ofType, planOf, planOfFile, resource } from "../../support/plans";

const json = (value: unknown) => JSON.parse(String(value)) as Record<string, unknown>;

describe("Karpenter", () => {
  it("installs its definitions first, then the controller without them, both of one version", async () => {
    const plan = await planOfFile("Pulumi.dev.yaml");
    const release = (name: string) => {
      const { inputs } = resource(plan, "kubernetes:helm.sh/v3:Release", name);
      return [inputs.name, inputs.chart, inputs.version, inputs.namespace, inputs.skipCrds ?? false];
    };
    const registry = "oci://public.ecr.aws/karpenter";
    assert.deepEqual(release("karpenter-crd"), [
      "karpenter-crd",
      `${registry}/karpenter-crd`,
      "1.15.1",
      "kube-system",
      false,
    ]);
    assert.deepEqual(release("karpenter"), ["karpenter", `${registry}/karpenter`, "1.15.1", "kube-system", true]);
  });

  it("lets its nodes in by an EC2_LINUX entry, and binds its controller's role to its own service account", async () => {
    const plan = await planOfFile("Pulumi.dev.yaml");
    assert.equal(resource(plan, "aws:eks/accessEntry:AccessEntry", "karpenter-node").inputs.type, "EC2_LINUX");
    const trust = json(resource(plan, "aws:iam/role:Role", "karpenter-controller").inputs.assumeRolePolicy);
    assert.deepEqual(trust.Statement, [
      {
        Effect: "Allow",
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Principal: { Service: "pods.eks.amazonaws.com" },
        Condition: {
          StringEquals: {
            "aws:SourceArn": "arn:aws:eks:us-east-1:123456789012:cluster/nodepools-dev",
            "aws:RequestTag/kubernetes-namespace": "kube-system",
            "aws:RequestTag/kubernetes-service-account": "karpenter",
          },
        },
      },
    ]);
  });

  it("gives its nodes, and the bootstrap nodes, two policies, and the VPC CNI a role of its own", async () => {
    const plan = await planOfFile("Pulumi.dev.yaml");
    const policies = (role: string) =>
      ofType(plan, "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        .filter(({ name }) => name.startsWith(`${role}-Amazon`))
        .map(({ inputs }) => String(inputs.policyArn))
        .sort();
    const arns = (...names: string[]) => names.map((name) => `arn:aws:iam::aws:policy/${name}`);
    const expected = arns("AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodePolicy");
    assert.deepEqual(policies("karpenter-node"), expected);
    assert.deepEqual(policies("cluster-bootstrap"), expected);
    assert.deepEqual(policies("cluster-early-vpc-cni"), arns("AmazonEKS_CNI_Policy"));
  });

  it("may pass no role but that of its nodes", async () => {
    const plan = await planOfFile("Pulumi.dev.yaml");
    const policy = json(resource(plan, "aws:iam/policy:Policy", "karpenter-controller-IAMIntegration").inputs.policy);
    const [passRole] = (policy.Statement as { Action: string[]; Resource: string[] }[]).filter(({ Action }) =>
      Action.includes("iam:PassRole"),
    );
    assert.deepEqual(passRole!.Resource, ["arn:aws:iam::123456789012:role/KarpenterNodeRole-nodepools-dev-us-east-1"]);
  });

  it("keeps the account's spot role when the stack is destroyed", async () => {
    const plan = await planOf("order", orderStack);
    const { retainOnDelete, inputs } = resource(plan, "aws:iam/serviceLinkedRole:ServiceLinkedRole", "karpenter-spot");
    assert.deepEqual([retainOnDelete, inputs.awsServiceName], [true, "spot.amazonaws.com"]);
  });

  it("makes the instance profile itself, and names it in node classes, where Karpenter cannot reach IAM", async () => {
    const plan = await planOfFile("examples/private-fargate.yaml");
    const { spec } = resource(plan, "EC2NodeClass", "dotori").inputs as { spec: Record<string, unknown> };
    const [profile] = ofType(plan, "aws:iam/instanceProfile:InstanceProfile");
    assert.deepEqual([spec.instanceProfile, "role" in spec], [profile!.inputs.name, false]);
  });
});
