import assert from "node:assert/strict";
import { ofType, planOf } from "../support/plans";
import { pool } from "../support/pool";
import { errorsOf, findingsOf, stackYaml } from "./harness";

/** The stack of case 05 with these lines beside its teams. */
function gpu(...lines: readonly string[]): string {
  return stackYaml(
    "nodepools:cluster: { endpoint: { publicCidrs: [8.8.8.0/24] } }",
    ...lines,
    "nodepools:teams:",
    "  vision:",
    "    pools:",
    "      - name: gpu",
    "        instanceFamilies: [g5, g6]",
    '        taints: [{ key: nvidia.com/gpu, value: "true", effect: NoSchedule }]',
    '        limits: { cpu: "32", memory: 128Gi, gpu: 4 }',
  );
}

const type = "kubernetes:helm.sh/v3:Release";
const everyTaint = [{ operator: "Exists" }];

describe("case 05: device plugins by the program", () => {
  it("leave nothing to warn of", () => {
    assert.deepEqual(findingsOf(gpu("nodepools:devicePlugins: { nvidia: {} }")), []);
    assert.equal(findingsOf(gpu("nodepools:devicePlugins: { neuron: {} }")).length, 1);
    assert.equal(findingsOf(gpu()).length, 1);
  });

  it("have names that are checked", () => {
    assert.match(errorsOf(gpu("nodepools:devicePlugins: { nvidea: {} }"))[0] ?? "", /did you mean "nvidia"\?/);
    assert.match(
      errorsOf(gpu("nodepools:devicePlugins: { nvidia: { version: latest } }"))[0] ?? "",
      /write a version in quotes, such as "0\.20\.0"$/,
    );
  });

  it("are releases in kube-system that reach every pool's nodes and wait for none", async () => {
    const plan = await planOf("devices", {
      devicePlugins: { nvidia: { values: { failOnInitError: false } }, neuron: {}, efa: { version: "v0.5.29" } },
      teams: {
        vision: {
          pools: [
            pool("gpu", { instanceFamilies: ["g5"] }),
            pool("brs", { instanceFamilies: ["g6"], nodeClass: { amiFamily: "Bottlerocket" } }),
          ],
        },
      },
    });
    const releases = Object.fromEntries(
      ofType(plan, type)
        .filter(({ name }) => name.startsWith("devices-"))
        .map(({ name, inputs }) => [name, inputs as Record<string, unknown>]),
    );
    assert.deepEqual(Object.keys(releases).sort(), ["devices-efa", "devices-neuron", "devices-nvidia"]);
    for (const { namespace, skipAwait } of Object.values(releases)) {
      assert.deepEqual([namespace, skipAwait], ["kube-system", true]);
    }
    const { nvidia, neuron, efa } = {
      nvidia: releases["devices-nvidia"]!,
      neuron: releases["devices-neuron"]!,
      efa: releases["devices-efa"]!,
    };
    assert.deepEqual(
      [nvidia, neuron, efa].map(({ chart, version, repositoryOpts }) => [chart, version, repositoryOpts]),
      [
        ["nvidia-device-plugin", "0.20.0", { repo: "https://nvidia.github.io/k8s-device-plugin" }],
        ["oci://public.ecr.aws/neuron/neuron-helm-chart", "1.9.0", undefined],
        ["aws-efa-k8s-device-plugin", "v0.5.29", { repo: "https://aws.github.io/eks-charts" }],
      ],
    );
    const matchExpressions = [
      { key: "karpenter.k8s.aws/instance-gpu-manufacturer", operator: "In", values: ["nvidia"] },
      // the AMI of these has the plugin inside
      { key: "karpenter.k8s.aws/ec2nodeclass", operator: "NotIn", values: ["vision-brs"] },
    ];
    assert.deepEqual(nvidia.values, {
      tolerations: everyTaint,
      affinity: {
        nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } },
      },
      failOnInitError: false,
    });
    const values = neuron.values as { neuronInstances: string[]; devicePlugin: unknown; npd: unknown };
    assert.deepEqual([values.devicePlugin, values.npd], [{ tolerations: everyTaint }, { enabled: false }]);
    assert.ok(
      values.neuronInstances.includes("trn2.48xlarge") &&
        values.neuronInstances.every((name) => /^(inf|trn)/.test(name)),
    );
    assert.deepEqual(efa.values, { tolerations: everyTaint });
  });

  it("are none unless asked for", async () => {
    const plan = await planOf("overlay-none", { teams: { a: { pools: [pool("general")] } } });
    assert.deepEqual(
      ofType(plan, type)
        .map(({ name }) => name)
        .sort(),
      ["karpenter", "karpenter-crd"],
    );
  });
});
