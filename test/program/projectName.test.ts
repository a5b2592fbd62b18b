/** The project may have any name: `pulumi new` lets the user choose it. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { noPolicies, startPolicyPack } from "../../tools/plan/policyPack/analyzer";
import { parseStackFile, readProject } from "../../tools/plan/project/project";
import { pulumiConfig } from "../../tools/plan/project/pulumiConfig";
import { runToEnd } from "../../tools/plan/run";
import { checkStack } from "../../tools/plan/summary/findings";
import { textFile } from "../support/planned";
import { root } from "../support/plans";
import { startProgramInProcess } from "../support/programInProcess";

const acme = { ...readProject(root), name: "acme" };
const quiet = { timeoutSeconds: 100, progress: () => {}, log: () => {}, thorough: false };

const text = (namespace: string) => `config:
  aws:region: us-east-1
  ${namespace}environment: development
  ${namespace}teams:
    dotori: { pools: [{ name: general, limits: { cpu: "8", memory: 32Gi } }] }
`;

function read(namespace: string) {
  const stack = parseStackFile("dev", join(root, "Pulumi.dev.yaml"), text(namespace));
  return { stack, config: pulumiConfig(acme, stack) };
}

async function ran(namespace: string, policyConfig?: string) {
  const { stack, config } = read(namespace);
  const pack =
    policyConfig === undefined
      ? noPolicies
      : startPolicyPack({ folder: join(root, "policies"), project: acme, stack: "dev", config, policyConfig });
  const input = { project: acme, stack, config, mode: "preview", pack, start: startProgramInProcess } as const;
  return runToEnd(input, quiet).finally(pack.close);
}

describe("a project called acme", () => {
  for (const [how, namespace] of [
    ["under acme:", "acme:"],
    ["without a namespace, as Pulumi's CLI allows", ""],
  ] as const)
    it(`reads its config ${how}`, async () => {
      const { stack, config } = read(namespace);
      assert.deepEqual(
        checkStack(acme, stack, config).findings.filter(({ level }) => level === "error"),
        [],
      );
      const outcome = await ran(namespace);
      assert.ok("resources" in outcome);
      const pools = outcome.resources.filter(({ type }) => type === "nodepools:index:NodePool");
      assert.deepEqual(
        pools.map(({ urn }) => urn),
        ["urn:pulumi:dev::acme::nodepools:index:Team$nodepools:index:NodePool::dotori-general"],
      );
    });

  it("says in one line which keys are under another project's name", async () => {
    const { stack, config } = read("nodepools:");
    const line = "2 keys are under nodepools:, this project is acme";
    const [finding, ...others] = checkStack(acme, stack, config).findings;
    assert.deepEqual([finding?.message, finding?.suggestion], [line, "write acme: in place of nodepools:"]);
    assert.deepEqual(others, []);
    const outcome = await ran("nodepools:");
    assert.ok("refusals" in outcome);
    assert.match(outcome.refusals.join("\n"), /2 keys are under nodepools:, this project is acme; write acme:/);
  });

  it("has its config read by the policies, too", async () => {
    const policyConfig = textFile("policies.json", '{"stack-environment-matches": {"environment": "production"}}');
    const { violations } = await ran("acme:", policyConfig);
    assert.deepEqual(
      violations?.filter(({ level }) => level === "mandatory").map(({ policy }) => policy),
      ["stack-environment-matches"],
    );
  });
});
