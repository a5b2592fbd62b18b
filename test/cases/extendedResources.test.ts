import assert from "node:assert/strict";
import { poolCeiling } from "../../capacity/nodePool/ceiling";
import { parseLimits } from "../../capacity/nodePool/limits";
import { poolSelection } from "../../capacity/nodePool/selection";
import { ofType, planOf } from "../support/plans";
import { errorsOf, findingsOf, stackYaml } from "./harness";

/** The stack of case 09 with these limits of its pool and these lines of its team. */
function neuron(limits: string, ...team: readonly string[]): string {
  return stackYaml(
    "nodepools:cluster: { endpoint: { publicCidrs: [8.8.8.0/24] } }",
    "nodepools:teams:",
    "  ml:",
    ...team.map((line) => `    ${line}`),
    "    pools:",
    "      - name: inf2",
    "        instanceFamilies: [inf2]",
    '        taints: [{ key: aws.amazon.com/neuron, value: "true", effect: NoSchedule }]',
    `        limits: ${limits}`,
  );
}

const size = 'cpu: "384", memory: 1536Gi';

describe("case 09: extended resources in limits and quotas", () => {
  it("accepts a limit on Neuron devices", () => {
    assert.deepEqual(errorsOf(neuron(`{ ${size}, aws.amazon.com/neuron: 16 }`)), []);
    assert.deepEqual(
      findingsOf(neuron(`{ ${size}, aws.amazon.com/neuron: 16 }`)).filter((line) => line.includes("limits[")),
      [],
    );
  });

  it("takes it for what bounds the cost of the pool", () => {
    const untainted = neuron(`{ ${size}, aws.amazon.com/neuron: 16 }`).replace(/^.*taints.*\n/m, "");
    assert.deepEqual(
      findingsOf(untainted).filter((line) => line.includes("any pod of its team")),
      [],
    );
  });

  it("puts limits and quotas into the objects under the names that Kubernetes has", async () => {
    const plan = await planOf("neuron", {
      teams: {
        ml: {
          quotas: { ml: { cpu: "192", memory: "768Gi", "aws.amazon.com/neuron": 12 } },
          pools: [
            {
              name: "inf2",
              instanceFamilies: ["inf2"],
              taints: [{ key: "aws.amazon.com/neuron", value: "true", effect: "NoSchedule" }],
              limits: { cpu: "384", memory: "1536Gi", "aws.amazon.com/neuron": 16, "vpc.amazonaws.com/efa": 8 },
            },
          ],
        },
      },
    });
    const [pool] = ofType(plan, "kubernetes:karpenter.sh/v1:NodePool");
    assert.deepEqual((pool!.inputs as { spec: { limits: unknown } }).spec.limits, {
      cpu: "384",
      memory: "1536Gi",
      "aws.amazon.com/neuron": "16",
      "vpc.amazonaws.com/efa": "8",
    });
    const quota = ofType(plan, "kubernetes:core/v1:ResourceQuota").find(({ name }) => name === "ml");
    const { hard } = (quota!.inputs as { spec: { hard: Record<string, string> } }).spec;
    assert.equal(hard["requests.aws.amazon.com/neuron"], "12");
  });

  it("lowers the ceiling to what the devices leave, by the types' own counts", () => {
    const template = {
      requirements: [
        {
          key: "node.kubernetes.io/instance-type",
          operator: "In" as const,
          values: ["inf2.24xlarge", "trn2.48xlarge"],
        },
      ],
      labels: {},
    };
    const nodes = (limits: Record<string, string>) =>
      poolCeiling({ ...poolSelection(template, "us-east-1"), limits: parseLimits(limits) }).nodes;
    assert.deepEqual(
      [
        nodes({ "aws.amazon.com/neuron": "5" }),
        nodes({ "aws.amazon.com/neuron": "12" }),
        nodes({ "aws.amazon.com/neuroncore": "25" }),
        nodes({ "vpc.amazonaws.com/efa": "1" }),
      ],
      [0, 2, 2, null],
    );
  });

  it("keeps refusing names that are neither a key nor qualified, with the right spelling", () => {
    const lines = (limits: string) => errorsOf(neuron(`{ ${size}, ${limits} }`));
    assert.deepEqual(lines("gpus: 4"), [
      `error Pulumi.dev.yaml:11:49 teams.ml.pools[0].limits.gpus: 4 is not a known key; did you mean "gpu"? (cpu, memory, nodes, gpu)`,
    ]);
    for (const [written, fix] of [
      ["nvidia.com/gpu: 4", "write gpu"],
      ["requests.nvidia.com/gpu: 4", "write gpu; the program writes a quota's requests"],
      ["requests.aws.amazon.com/neuron: 4", "write aws.amazon.com/neuron; the program writes a quota's requests"],
    ] as const) {
      assert.match(lines(written)[0] ?? "", new RegExp(`is not a key of this place; ${fix.replace(/[.']/g, "\\$&")}$`));
    }
    assert.match(
      lines("aws.amazon.com/neuron: lots")[0] ?? "",
      /\["aws\.amazon\.com\/neuron"\]: "lots" is not a whole number; write 1 to 100000$/,
    );
    assert.match(lines("aws.amazon.com/neuron: 0")[0] ?? "", /: 0 is below 1; write 1 to 100000$/);
    assert.equal(lines("gpus: 4, aws.amazon.com/neuron: lots, nodes: many").length, 3);
  });
});
