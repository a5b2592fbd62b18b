/** The program on a cluster that runs already. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { unwrapped } from "../../tools/plan/engine/property";
import { planStack } from "../../tools/plan/plan";
import { inProcess, ofType, planOf, resource, root, settledPlanOfFile } from "../support/plans";

const file = "examples/existing-cluster.yaml";
const { config } = parse(readFileSync(join(root, file), "utf8")) as {
  config: Record<string, unknown>;
};
const cluster = config["nodepools:cluster"] as { existing: Record<string, string> };

/** The example with other settings of the cluster and of Karpenter. */
const existing = (settings: object, karpenter: object = {}) =>
  planOf(
    "existing",
    {
      ...config,
      "nodepools:cluster": { ...cluster, existing: { ...cluster.existing, ...settings } },
      "nodepools:karpenter": karpenter,
    },
    "settled",
  );

describe("a cluster that runs already", () => {
  it("gets nothing of EKS but access entries and Karpenter's Pod Identity, and no network", async () => {
    const plan = await settledPlanOfFile(file);
    const types = [...new Set(plan.resources.map(({ type }) => type))].filter((type) =>
      /^(aws:(eks|ec2|kms)|eks:)/.test(type),
    );
    deepEqual(types.sort(), [
      "aws:eks/accessEntry:AccessEntry",
      "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
      "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    ]);
    const components = plan.resources
      .map(({ type }) => type)
      .filter((type) => /:(Addons|BootstrapCapacity)$/.test(type));
    deepEqual(components, []);
  });

  it("lets Karpenter's nodes in by its name", async () => {
    const { inputs } = resource(await settledPlanOfFile(file), "AccessEntry", "karpenter-node");
    equal(inputs.clusterName, "shared");
    equal(inputs.type, "EC2_LINUX");
  });

  it("is reached by its address and authority with a token of `aws eks get-token`", async () => {
    const { inputs } = resource(await settledPlanOfFile(file), "pulumi:providers:kubernetes", "cluster");
    deepEqual([inputs.clusterIdentifier, inputs.kubeconfig], ["shared", "[secret]"]);
    const { resources } = await planStack({ ...inProcess, config: join(root, file) });
    const provider = resources.find(({ type }) => type === "pulumi:providers:kubernetes");
    const { clusters, users } = JSON.parse(String(unwrapped(provider?.inputs.kubeconfig))) as Record<string, unknown[]>;
    deepEqual(clusters, [
      {
        name: "kubernetes",
        cluster: { server: cluster.existing.endpoint, "certificate-authority-data": cluster.existing.ca },
      },
    ]);
    const args = ["--region", "ap-northeast-2", "eks", "get-token", "--cluster-name", "shared", "--output", "json"];
    const exec = { apiVersion: "client.authentication.k8s.io/v1beta1", command: "aws", args, interactiveMode: "Never" };
    deepEqual(users, [{ name: "aws", user: { exec } }]);
  });

  it("has nodes with its security group in the subnets of its VPC", async () => {
    const { inputs } = resource(await settledPlanOfFile(file), "EC2NodeClass", "dotori");
    const { spec } = inputs as unknown as { spec: Record<string, unknown> };
    deepEqual(spec.securityGroupSelectorTerms, [{ id: "sg-0123456789abcdef0" }]);
    deepEqual(spec.subnetSelectorTerms, [{ id: "subnet-0123456789abcdef0" }, { id: "subnet-0123456789abcdef1" }]);
  });

  it("gives nodes the rights of a VPC CNI that has no role of its own", async () => {
    const names = ofType(await settledPlanOfFile(file), "RolePolicyAttachment").map(({ name }) => name);
    ok(names.includes("karpenter-node-AmazonEKS_CNI_Policy"));
  });

  it("trusts the controller's service account through IAM's provider that is there", async () => {
    const issuer = "oidc.eks.ap-northeast-2.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
    const oidc = `arn:aws:iam::123456789012:oidc-provider/${issuer}`;
    const plan = await existing({ oidc }, { identity: "irsa" });
    deepEqual(ofType(plan, "OpenIdConnectProvider"), []);
    deepEqual(ofType(plan, "PodIdentityAssociation"), []);
    const { inputs } = resource(plan, "aws:iam/role:Role", "karpenter-controller");
    const [statement] = (JSON.parse(String(inputs.assumeRolePolicy)) as { Statement: object[] }).Statement;
    deepEqual(statement, {
      Effect: "Allow",
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: oidc },
      Condition: {
        StringEquals: {
          [`${issuer}:aud`]: "sts.amazonaws.com",
          [`${issuer}:sub`]: "system:serviceaccount:kube-system:karpenter",
        },
      },
    });
  });

  it("is paid for by others", async () => {
    const { money } = await settledPlanOfFile(file);
    deepEqual(money.platform.planned.lines, []);
    ok(money.assumptions[0]!.startsWith("the cluster exists already"));
  });
});
