import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../../tools/plan/plan";
import type { Ran } from "../../support/commandInProcess";
import { byUrn, planOf, ran, temporaryFolder } from "../../support/planned";

describe("the offline plan of a stack", () => {
  const manifests = temporaryFolder();
  let previewRan: Ran;
  let settledRan: Ran;
  let preview: Plan;
  let settled: Plan;

  before(async () => {
    // variables of a developer's shell must change nothing
    const env = {
      AWS_REGION: "ap-south-1",
      AWS_PROFILE: "mine",
      PULUMI_K8S_ENABLE_PATCH_FORCE: "true",
      KUBECONFIG: "/none",
    };
    previewRan = await ran(["--format", "json"], { env });
    settledRan = await ran(["--format", "json", "--mode", "settled", "--manifests", manifests]);
    preview = planOf(previewRan);
    settled = planOf(settledRan);
  });

  it("has exactly the keys that readers rely on", () => {
    equal(previewRan.code, 0);
    deepEqual(Object.keys(preview), [
      "version",
      "project",
      "stack",
      "mode",
      "files",
      "resources",
      "policies",
      "decidedByAws",
      "placement",
      "sharedPrincipals",
      "teams",
      "cluster",
      "money",
      "findings",
    ]);
    deepEqual(Object.keys(preview.resources[0] ?? {}), [
      ...[
        "urn",
        "type",
        "name",
        "parent",
        "custom",
        "remote",
        "inputs",
        "dependencies",
        "propertyDependencies",
        "protect",
      ],
      ...[
        "retainOnDelete",
        "ignoreChanges",
        "customTimeouts",
        "deletedWith",
        "aliases",
        "provider",
        "expanded",
        "path",
      ],
    ]);
  });

  it("gives nested components all of their ancestors' types in the urn, without the stack's", () => {
    const own = preview.resources.filter(({ expanded }) => !expanded).map(({ urn }) => urn);
    deepEqual(own, [
      "urn:pulumi:dev::small::aws:ec2/subnet:Subnet::private-a",
      "urn:pulumi:dev::small::aws:ec2/subnet:Subnet::private-b",
      "urn:pulumi:dev::small::aws:ec2/vpc:Vpc::main",
      "urn:pulumi:dev::small::aws:sqs/queue:Queue::events",
      "urn:pulumi:dev::small::aws:sqs/queue:Queue::unnamed",
      "urn:pulumi:dev::small::eks:index:Cluster::c",
      "urn:pulumi:dev::small::pulumi:providers:aws::default_7_25_0",
      "urn:pulumi:dev::small::pulumi:providers:aws::default_7_48_0",
      "urn:pulumi:dev::small::pulumi:providers:eks::default_4_3_0",
      "urn:pulumi:dev::small::pulumi:providers:kubernetes::k8s",
      "urn:pulumi:dev::small::pulumi:pulumi:Stack::small-dev",
      "urn:pulumi:dev::small::small:index:Box$small:index:Box$kubernetes:core/v1:Namespace::dotori",
      "urn:pulumi:dev::small::small:index:Box$small:index:Box$kubernetes:core/v1:Secret::token",
      "urn:pulumi:dev::small::small:index:Box$small:index:Box$kubernetes:karpenter.sh/v1:NodePool::general",
      "urn:pulumi:dev::small::small:index:Box$small:index:Box::inner",
      "urn:pulumi:dev::small::small:index:Box::outer",
    ]);
  });

  it("makes the children that @pulumi/eks 4.3.0 makes for these options", () => {
    const children = preview.resources
      .filter(({ expanded }) => expanded)
      .map(({ urn }) => urn.split("eks:index:Cluster$")[1]);
    deepEqual(children, [
      "aws:ec2/securityGroup:SecurityGroup::c-eksClusterSecurityGroup",
      "aws:ec2/securityGroup:SecurityGroup::c-nodeSecurityGroup",
      "aws:ec2/securityGroupRule:SecurityGroupRule::c-eksClusterIngressRule",
      "aws:ec2/securityGroupRule:SecurityGroupRule::c-eksClusterInternetEgressRule",
      "aws:ec2/securityGroupRule:SecurityGroupRule::c-eksExtApiServerClusterIngressRule",
      "aws:ec2/securityGroupRule:SecurityGroupRule::c-eksNodeClusterIngressRule",
      "aws:ec2/securityGroupRule:SecurityGroupRule::c-eksNodeIngressRule",
      "aws:ec2/securityGroupRule:SecurityGroupRule::c-eksNodeInternetEgressRule",
      "aws:eks/accessEntry:AccessEntry$aws:eks/accessPolicyAssociation:AccessPolicyAssociation::c-admin-admin",
      "aws:eks/accessEntry:AccessEntry::c-admin",
      "aws:eks/addon:Addon::c-kube-proxy",
      "aws:eks/cluster:Cluster::c-eksCluster",
      "eks:index:ServiceRole$aws:iam/role:Role::c-eksRole-role",
      "eks:index:ServiceRole$aws:iam/rolePolicyAttachment:RolePolicyAttachment::c-eksRole-4b490823",
      "eks:index:ServiceRole::c-eksRole",
      "eks:index:VpcCniAddon$aws:eks/addon:Addon::c-vpc-cni",
      "eks:index:VpcCniAddon::c-vpc-cni",
      "pulumi:providers:kubernetes::c-eks-k8s",
    ]);
  });

  it("shows the same resources in both modes", () => {
    equal(settledRan.code, 0);
    deepEqual(
      settled.resources.map(({ urn }) => urn),
      preview.resources.map(({ urn }) => urn),
    );
  });

  it("gives default providers the stack's config and the version that the SDK asks for", () => {
    const resources = byUrn(preview);
    deepEqual(resources.get("pulumi:providers:aws::default_7_48_0")?.inputs, {
      region: "eu-west-1",
      version: "7.48.0",
    });
    equal(
      resources.get("aws:ec2/vpc:Vpc::main")?.provider,
      "urn:pulumi:dev::small::pulumi:providers:aws::default_7_48_0::[unknown]",
    );
    deepEqual(resources.get("pulumi:providers:kubernetes::k8s")?.inputs, {
      kubeconfig: "[unknown]",
      clusterIdentifier: "small",
      version: "4.34.2",
    });
  });

  it("knows inputs but no computed output in a preview", () => {
    const { spec } =
      byUrn(preview).get("small:index:Box$small:index:Box$kubernetes:karpenter.sh/v1:NodePool::general")?.inputs ?? {};
    const { role, endpoint } = spec as { role: string; endpoint: string };
    deepEqual({ role, endpoint }, { role: "small", endpoint: "[unknown]" });
    equal(byUrn(preview).get("aws:ec2/subnet:Subnet::private-a")?.inputs.vpcId, "[unknown]");
    equal(byUrn(preview).get("aws:ec2/subnet:Subnet::private-b")?.inputs.availabilityZone, "eu-west-1b");
  });

  it("leaves nothing unknown once settled", () => {
    equal(settled.resources.filter((resource) => JSON.stringify({ ...resource }).includes("[unknown]")).length, 0);
    match(JSON.stringify(settled), /https:\/\/[0-9A-F]{32}\.gr7\.eu-west-1\.eks\.amazonaws\.com/);
  });

  it("knows the name that AWS's provider makes up, in a preview too", () => {
    match(String(byUrn(preview).get("aws:sqs/queue:Queue::unnamed")?.inputs.name), /^unnamed-[0-9a-f]{7}$/);
  });

  it("keeps every option that was registered", () => {
    const pool = byUrn(preview).get("small:index:Box$small:index:Box$kubernetes:karpenter.sh/v1:NodePool::general");
    deepEqual(pool?.customTimeouts, { delete: "45m" });
    deepEqual(pool?.ignoreChanges, ["spec.weight"]);
    equal(pool?.retainOnDelete, true);
    deepEqual(pool?.dependencies, [
      "urn:pulumi:dev::small::eks:index:Cluster$aws:eks/cluster:Cluster::c-eksCluster",
      "urn:pulumi:dev::small::eks:index:Cluster::c",
    ]);
    const queue = byUrn(preview).get("aws:sqs/queue:Queue::events");
    equal(queue?.protect, true);
    deepEqual(queue?.aliases, ["urn:pulumi:dev::small::aws:sqs/queue:Queue::old-events"]);
  });

  it("says what a component's outputs depend on: the component and the cluster in it", () => {
    deepEqual(byUrn(preview).get("pulumi:providers:kubernetes::k8s")?.propertyDependencies, {
      kubeconfig: [
        "urn:pulumi:dev::small::eks:index:Cluster$aws:eks/cluster:Cluster::c-eksCluster",
        "urn:pulumi:dev::small::eks:index:Cluster::c",
      ],
    });
  });

  it("computes the ceilings of the teams' pools", () => {
    deepEqual(
      preview.teams.map(({ name, pools }) => [name, pools.map((pool) => [pool.name, pool.ceiling.cpuMillis])]),
      [["dotori", [["general", 64000]]]],
    );
    equal(preview.cluster.ceiling.cpuMillis, 64000);
  });

  it("never prints what is secret", () => {
    for (const { stdout, stderr } of [previewRan, settledRan]) doesNotMatch(stdout + stderr, /hunter2|aHVudGVyMg/);
    equal(
      byUrn(settled).get("small:index:Box$small:index:Box$kubernetes:core/v1:Secret::token")?.inputs.stringData,
      "[secret]",
    );
  });

  it("writes each Kubernetes object as a YAML file", () => {
    deepEqual(readdirSync(manifests).sort(), [
      ".nodepools-plan.json",
      "namespace-dotori.yaml",
      "nodepool-general.yaml",
      "secret-dotori-token.yaml",
    ]);
    equal(
      readFileSync(join(manifests, "secret-dotori-token.yaml"), "utf8"),
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: token\n  namespace: dotori\nstringData: "[secret]"\n',
    );
  });

  it("is the same when run again", async () => {
    equal((await ran(["--format", "json"])).stdout, previewRan.stdout);
  });
});
