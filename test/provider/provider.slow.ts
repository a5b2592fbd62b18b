/** The component provider over its own protocol, against the plan's stand-in for the engine. */
import assert from "node:assert/strict";
import { parse } from "yaml";
import { planOf } from "../support/plans";
import { ProviderHost } from "./host";

interface Schema {
  readonly name: string;
  readonly resources: Readonly<
    Record<
      string,
      {
        readonly isComponent: boolean;
        readonly inputProperties: Readonly<
          Record<string, { readonly type?: string; readonly plain?: boolean; readonly description?: string }>
        >;
        readonly requiredInputs: readonly string[];
        readonly properties: Readonly<Record<string, unknown>>;
      }
    >
  >;
}

/** As a YAML program would write it. */
const cluster = {
  environment: "development",
  clusterName: "theirs",
  nodeRoleName: "their-node-role",
  nodeSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  clusterSecurityGroupId: "sg-0123456789abcdef0",
  kubeconfig: "{}",
};
/** Of a Team alone. */
const enforced = { networkPoliciesAreEnforced: true };
const team = parse(`
owner: dotori-on-call
objectQuota: { pods: "200" }
pools:
  - name: general
    capacityTypes: [spot, on-demand]
    limits: { cpu: "64", memory: 256Gi, nodes: "20" }
  - name: gpu
    instanceFamilies: [g5]
    limits: { cpu: "64", memory: 256Gi, gpu: "4" }
`) as { pools: readonly { limits: Record<string, string> }[] };

describe("the component provider", function () {
  this.timeout(300_000);
  let host: ProviderHost;
  before(async () => {
    host = await ProviderHost.start();
  });
  after(() => host.stop());

  const names = () => [...host.deployment.resources.keys()].map((urn) => urn.split("::").slice(2).join("::"));

  it("describes Team and NodePool: inputs with their descriptions, plain where they decide what is made", async () => {
    const schema = JSON.parse(await host.schema()) as Schema;
    assert.equal(schema.name, "nodepools");
    assert.deepEqual(Object.keys(schema.resources).sort(), ["nodepools:index:NodePool", "nodepools:index:Team"]);
    const { isComponent, inputProperties, requiredInputs, properties } = schema.resources["nodepools:index:Team"]!;
    assert.equal(isComponent, true);
    assert.deepEqual([...requiredInputs].sort(), [
      "clusterName",
      "clusterSecurityGroupId",
      "environment",
      "nodeRoleName",
      "nodeSubnetIds",
    ]);
    assert.deepEqual([inputProperties.isolation?.plain, inputProperties.nodeRoleName?.plain], [true, undefined]);
    assert.match(inputProperties.isolation?.description ?? "", /One of enforced, prefer, none\.$/);
    assert.deepEqual(Object.keys(properties), ["namespaces", "nodePools"]);
    for (const missing of ["access", "capacityBuffers", "formerNames", "podIdentities"])
      assert.equal(inputProperties[missing], undefined);
  });

  it("makes a Team with the resources, names and inputs that the program gives the same team", async () => {
    const { urn, state } = await host.construct("nodepools:index:Team", "dotori", { ...cluster, ...enforced, ...team });
    assert.equal(urn, "urn:pulumi:dev::acme::nodepools:index:Team::dotori");
    assert.deepEqual(state, { namespaces: ["dotori"], nodePools: ["dotori-general", "dotori-gpu"] });
    // a stack file has counts as numbers
    const pools = team.pools.map(({ limits: { gpu, nodes, ...rest }, ...pool }) => ({
      ...pool,
      limits: { ...rest, ...(gpu ? { gpu: Number(gpu) } : {}), ...(nodes ? { nodes: Number(nodes) } : {}) },
    }));
    const program = await planOf("theirs", {
      "aws:region": "eu-west-1",
      cluster: { name: "theirs" },
      teams: { dotori: { ...team, objectQuota: { pods: 200 }, pools } },
    });
    const ofProgram = program.resources.filter(({ urn: one }) => /nodepools:index:Team(\$|::dotori)/.test(one));
    assert.ok(ofProgram.length > 8);
    for (const { urn: one, inputs, type } of ofProgram) {
      const here = host.deployment.resources.get(one.replace(/^urn:pulumi:theirs::nodepools/, "urn:pulumi:dev::acme"));
      assert.ok(here !== undefined, one);
      if (!type.endsWith("EC2NodeClass")) assert.deepEqual(here.inputs, inputs, one);
    }
    // the node class names what of the cluster is another here
    const nodeClass = [...host.deployment.resources.values()].find(({ type }) => type.endsWith("EC2NodeClass"));
    assert.ok(nodeClass !== undefined);
    const { role, subnetSelectorTerms, securityGroupSelectorTerms } = nodeClass.inputs.spec as Record<string, unknown>;
    assert.deepEqual(
      { role, subnetSelectorTerms, securityGroupSelectorTerms },
      {
        role: "their-node-role",
        subnetSelectorTerms: cluster.nodeSubnetIds.map((id) => ({ id })),
        securityGroupSelectorTerms: [{ id: cluster.clusterSecurityGroupId }],
      },
    );
    assert.deepEqual(
      names().filter((name) => name.includes("pulumi:providers:kubernetes")),
      ["nodepools:index:Team$pulumi:providers:kubernetes::dotori"],
    );
  });

  it("makes a NodePool that teams share", async () => {
    const { urn, state } = await host.construct("nodepools:index:NodePool", "batch", {
      ...cluster,
      teams: ["dotori"],
      limits: { cpu: "32", memory: "128Gi" },
    });
    assert.equal(urn, "urn:pulumi:dev::acme::nodepools:index:NodePool::batch");
    assert.deepEqual(state, { nodePoolName: "batch" });
    assert.ok(names().includes("nodepools:index:NodePool$kubernetes:karpenter.sh/v1:NodePool::batch"));
  });

  it("refuses what a stack file would be refused for, in the same words and with the argument's path", async () => {
    const wrong = { ...team, pools: [{ name: "general", limits: { cpu: "lots", memory: "256Gi" } }] };
    await assert.rejects(
      host.construct("nodepools:index:Team", "alpha", { ...cluster, ...enforced, ...wrong }),
      ({ details }) => {
        assert.match(
          details as string,
          /^teams\.alpha\.pools\[0\]\.limits\.cpu: "lots" is not a valid CPU quantity; write "64" or "64000m"$/m,
        );
        return true;
      },
    );
    assert.deepEqual(
      names().filter((name) => name.endsWith("::alpha")),
      [],
    );
  });
});
