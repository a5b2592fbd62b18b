import assert from "node:assert/strict";
import fc from "fast-check";
import { types } from "../../policies/frame/subject";
import { rules } from "../../policies/rules";
import { type Analyzer, analyzerFor, type Resource, stopAnalyzers, unknown } from "../support/analyzer";
import { developmentStack } from "./case";
import { eksCluster, nodeClass, placeholder, pool, scaledObject, window } from "./objects";

/** Values that stand where they should not. */
const oddity = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    "lots",
    -1,
    1e99,
    true,
    [],
    {},
    [null],
    ["", 7],
    { a: { b: [] } },
    unknown,
    "[",
    "{}",
  ),
  fc.string(),
);

/** Every path to a value inside an object. */
function pathsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return [path, ...entries.flatMap(([key, inner]) => pathsIn(inner, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  const fields = copy as Record<string, unknown>;
  fields[key] = replaced(fields[key], rest, by);
  return copy;
}

const whole: readonly Resource[] = [
  pool("general"),
  nodeClass("dotori", {
    blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: "50Gi", encrypted: true } }],
  }),
  placeholder("warm"),
  scaledObject("warm", [window()]),
  eksCluster("blue"),
];

after(stopAnalyzers);

describe("policies, whatever they meet", () => {
  let analyzer: Analyzer;
  before(async () => {
    analyzer = await analyzerFor(developmentStack);
    await analyzer.configure({ all: "mandatory" });
  });

  it("answer for any object in which one value is something else", async () => {
    const changed = fc.constantFrom(...whole).chain((resource) => {
      const paths = pathsIn(resource.inputs).filter((path) => path.length > 0);
      return fc.tuple(fc.constantFrom(...paths), oddity).map(([path, by]) => ({
        ...resource,
        inputs: replaced(resource.inputs, path, by) as object,
      }));
    });
    await fc.assert(
      fc.asyncProperty(changed, async (resource) => {
        await analyzer.analyze([resource]);
      }),
      { numRuns: 300, seed: 20261121 },
    );
  });

  it("answer for any type with inputs of any shape, and with none", async () => {
    const shapes = [
      {},
      { spec: 1 },
      { spec: [] },
      { spec: { template: "x", limits: 4 } },
      { policy: "{", assumeRolePolicy: "[]" },
    ];
    const resources = Object.values(types).flatMap((type) =>
      shapes.map((inputs, index) => ({ type, name: `n${index}`, inputs })),
    );
    assert.equal((await analyzer.analyze(resources)).length > 0, true);
  });

  it("name what is unknown as an advisory, never as a violation, when all of an object is unknown", async () => {
    for (const { type, name } of whole) {
      const violations = await analyzer.analyze([
        { type, name, inputs: { spec: unknown, vpcConfig: unknown, version: unknown }, outputs: {} },
      ]);
      const violated = violations.filter(
        ({ level, message }) => level === "mandatory" && /\b(spec|vpcConfig|version)\b/.test(message.split("\n")[1]!),
      );
      assert.deepEqual(violated, []);
    }
  });

  it("take hardly any time with resources that no rule is about", () => {
    const typed = rules.filter(
      (rule) => "validateResource" in rule && "__pulumiType" in (rule.validateResource as object),
    );
    const broad = rules.filter((rule) => !typed.includes(rule)).map(({ name }) => name);
    assert.deepEqual(broad.sort(), [
      "cluster-warm-capacity-within-ceiling",
      "eks-component-shows-its-cluster",
      "iam-actions-are-named",
      "iam-resources-are-named",
      "karpenter-api-is-served",
      "pass-role-is-bound",
      "placeholders-give-way",
      "placeholders-stay-on-their-pool",
      "pool-node-class-exists",
      "queue-policy-allows-tls-only",
      "queue-senders-are-named",
      "team-namespace-has-quota",
      "team-warm-capacity-within-ceiling",
      "warm-capacity-within-ceiling",
      "warm-capacity-within-pool-limits",
      "workload-selectors-are-met",
      "workloads-tolerate-by-name",
    ]);
  });
});
