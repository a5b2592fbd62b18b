import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { nodePoolComponentType } from "../../../../components/nodePool/nodePoolInputs";
import { teamComponentType } from "../../../../components/team/teamInputs";
import { warmCapacityType } from "../../../../components/warm/warmCapacityInputs";
import { type Plan, runPlan } from "../../../../tools/plan/plan";
import { fieldPath, nodeClassFields, poolFields } from "../../../../tools/plan/summary/configField";
import { componentPaths } from "../../../../tools/plan/summary/configPath";
import { planOf, root } from "../../../support/plans";
import { startProgramInProcess } from "../../../support/programInProcess";
import { madeOnce } from "../../../support/shared";

/** Path by type and name, of the resources whose urn has a part. */
const paths = ({ resources }: Plan, part: string) =>
  Object.fromEntries(
    resources.flatMap(({ urn, type, name, path }) =>
      urn.includes(part) ? [[`${type.split(":").at(-1)} ${name}`, path]] : [],
    ),
  );

describe("the key of the config that decides a resource", () => {
  let plan: Plan;

  before(async () => {
    plan = await planOf("paths", {
      keda: { install: "always" },
      nodeClassDefaults: { tags: { a: "b" } },
      sharedPools: [{ name: "spare", limits: { cpu: "8", memory: "32Gi" }, smokeTest: true }],
      teams: {
        dotori: {
          namespaces: ["dotori", "dotori-batch"],
          quotas: { dotori: { cpu: "8", memory: "32Gi" }, "dotori-batch": { cpu: "8", memory: "32Gi" } },
          access: { edit: ["arn:aws:iam::123456789012:role/dotori"] },
          pools: [
            { name: "general", limits: { cpu: "64", memory: "256Gi" }, pin: 2 },
            {
              name: "batch",
              limits: { cpu: "64", memory: "256Gi" },
              nodeClass: { detailedMonitoring: true },
              warm: { windows: [{ days: "everyday", from: "03:00", to: "10:00", timezone: "UTC", nodes: 2 }] },
            },
          ],
        },
      },
    });
  });

  it("is the team's, the pool's or a part of theirs", () => {
    assert.deepEqual(paths(plan, "nodepools:index:Team"), {
      "Team dotori": "teams.dotori",
      "Namespace dotori": "teams.dotori.namespaces",
      "Namespace dotori-batch": "teams.dotori.namespaces",
      "LimitRange dotori": "teams.dotori.requests",
      "LimitRange dotori-batch": "teams.dotori.requests",
      "ResourceQuota dotori": "teams.dotori.quotas.dotori",
      "ResourceQuota dotori-batch": "teams.dotori.quotas.dotori-batch",
      "NetworkPolicy dotori": "teams.dotori.networkPolicy",
      "NetworkPolicy dotori-batch": "teams.dotori.networkPolicy",
      "EC2NodeClass dotori": "teams.dotori.nodeClass",
      "ClusterRole dotori-pools-view": "teams.dotori.access",
      "ClusterRoleBinding dotori-pools-view": "teams.dotori.access",
      "Role dotori-keda-edit": "teams.dotori.access",
      "Role dotori-batch-keda-edit": "teams.dotori.access",
      "RoleBinding dotori-keda-edit": "teams.dotori.access",
      "RoleBinding dotori-batch-keda-edit": "teams.dotori.access",
      "NodePool dotori-general": "teams.dotori.pools[0]",
      "WarmCapacity dotori-general": "teams.dotori.pools[0].pin",
      "Deployment dotori-general-always": "teams.dotori.pools[0].pin",
      "NodePool dotori-batch": "teams.dotori.pools[1]",
      "EC2NodeClass dotori-batch": "teams.dotori.pools[1].nodeClass",
      "WarmCapacity dotori-batch": "teams.dotori.pools[1].warm",
      "Deployment dotori-batch": "teams.dotori.pools[1].warm",
      "ScaledObject dotori-batch": "teams.dotori.pools[1].warm",
    });
  });

  it("is the shared pool's", () => {
    assert.deepEqual(paths(plan, "::nodepools:index:NodePool"), {
      "NodePool spare": "sharedPools[0]",
      "EC2NodeClass spare": "sharedPools[0].nodeClass",
      "Deployment inflate-spare": "sharedPools[0].smokeTest",
    });
  });

  it("is a section of the stack for what is made once, and nothing for providers and the stack", () => {
    const sections = new Map(plan.resources.map(({ path, urn }) => [urn.split("::")[2]!.split("$")[0]!, path]));
    const without = plan.resources.filter(({ path }) => path === null).map(({ type }) => type);
    assert.deepEqual([...new Set(without)].sort(), [
      "pulumi:providers:aws",
      "pulumi:providers:eks",
      "pulumi:pulumi:Stack",
    ]);
    for (const [type, path] of Object.entries(componentPaths))
      if (sections.has(type)) assert.equal(sections.get(type)?.startsWith(path.split(".")[0]!), true, type);
    assert.deepEqual(
      [
        paths(plan, "Network$aws:ec2/natGateway"),
        paths(plan, "Cluster$aws:kms"),
        paths(plan, "InterruptionQueue$aws:sqs/queue:"),
      ],
      [
        { "NatGateway network-nat-1": "network.nat" },
        { "Key cluster-secrets": "cluster.secretsKey" },
        { "Queue karpenter-interruption": "karpenter.interruption" },
      ],
    );
  });

  it("is known for every component of the program", () => {
    const files = readdirSync(join(root, "components"), { recursive: true, encoding: "utf8" });
    const types = files
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => readFileSync(join(root, "components", file), "utf8").match(/"nodepools:index:\w+"/g) ?? []);
    const own = [nodePoolComponentType, teamComponentType, warmCapacityType];
    assert.deepEqual(
      [...new Set(types.map((quoted) => JSON.parse(quoted) as string))].sort(),
      [...Object.keys(componentPaths), ...own].sort(),
    );
  });
});

describe("the key of the config that a field comes from", () => {
  const inputs = {
    spec: {
      template: {
        spec: {
          requirements: [
            { key: "karpenter.sh/capacity-type", operator: "In", values: ["spot"] },
            { key: "karpenter.k8s.aws/instance-cpu", operator: "Gt", values: ["4"] },
          ],
        },
      },
    },
  };
  const rows: readonly (readonly [table: typeof poolFields, field: string, key: string | undefined])[] = [
    [poolFields, "spec.limits.cpu", "limits.cpu"],
    [poolFields, 'spec.limits["nvidia.com/gpu"]', "limits.gpu"],
    [poolFields, "spec.limits", "limits"],
    [poolFields, "spec.weight", "weight"],
    [poolFields, "spec.disruption.budgets[1].nodes", "disruption.budgets[1].nodes"],
    [poolFields, "spec.template.spec.expireAfter", "expireAfter"],
    [poolFields, "spec.template.spec.requirements[0].values", "capacityTypes"],
    [poolFields, "spec.template.spec.requirements[1]", "requirements"],
    [poolFields, "spec.template.spec.taints[0]", "taints"],
    [poolFields, 'spec.template.metadata.labels["a/b"]', 'labels["a/b"]'],
    [poolFields, "spec", undefined],
    [poolFields, "metadata.name", undefined],
    [nodeClassFields, "spec.metadataOptions.httpTokens", "metadataOptions.httpTokens"],
    [nodeClassFields, "spec.blockDeviceMappings[1].ebs.encrypted", "disks[1]"],
    [nodeClassFields, 'spec.tags["cost-center"]', "tags.cost-center"],
  ];
  for (const [table, field, key] of rows)
    it(`is ${key ?? "not known"} for ${field}`, () =>
      assert.equal(
        fieldPath(table, field, inputs, (each) => each),
        key,
      ));
});

describe("the place of a violation", () => {
  it("is in the stack file, at the field that the message names or the nearest key around it", async () => {
    const file = join(root, "Pulumi.dev.yaml");
    const plan = await madeOnce("Pulumi.dev.yaml with production.json", () =>
      runPlan({
        folder: root,
        config: file,
        start: startProgramInProcess,
        policyConfig: join(root, "policies/config/production.json"),
      }),
    );
    const places = plan.policies.violations
      .filter(({ level }) => level === "mandatory")
      .map(({ policy, path, file: name, line, column }) => [policy, path, name, line, column]);
    assert.deepEqual(places, [
      ["cluster-deletion-is-protected", "cluster.deletionProtection", "Pulumi.dev.yaml", 2, 1],
      ["vpc-has-flow-logs", "network", "Pulumi.dev.yaml", 2, 1],
      ["ami-alias-is-pinned", "teams.alpha.nodeClass.amiAlias", "Pulumi.dev.yaml", 23, 5],
      ["ami-alias-is-pinned", "teams.dotori.nodeClass.amiAlias", "Pulumi.dev.yaml", 6, 5],
      ["stack-environment-matches", undefined, undefined, undefined, undefined],
    ]);
    assert.deepEqual(plan.files, { "Pulumi.dev.yaml": "Pulumi.dev.yaml" });
  });
});
