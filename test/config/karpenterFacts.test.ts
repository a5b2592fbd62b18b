import assert from "node:assert/strict";
import { checkStackConfig, findingText } from "../../config";
import { context } from "./arbitraries";
import type { Fact } from "./facts/fact";
import * as nodeClassFacts from "./facts/nodeClass";
import * as nodePoolFacts from "./facts/nodePool";
import { nodeClass, onePool, quiet } from "./violation";

const tables: Readonly<Record<string, readonly Fact[]>> = {
  "what the NodePool CRD rejects": nodePoolFacts.rejected,
  "NodePools that are admitted and then ignored": nodePoolFacts.ignored,
  "NodePools that are admitted, ready and silently useless or dangerous": nodePoolFacts.useless,
  "what the EC2NodeClass CRD rejects": nodeClassFacts.rejected,
  "EC2NodeClasses that are accepted but wrong": nodeClassFacts.acceptedButWrong,
  "EC2NodeClasses that never become ready": nodeClassFacts.neverReady,
};

for (const [title, facts] of Object.entries(tables)) {
  describe(`${title} has a finding`, () => {
    for (const fact of facts) {
      if ("because" in fact) {
        it(`${fact.title}: no stack file says it, as ${fact.because}`, () => assert.notEqual(fact.because, ""));
        continue;
      }
      it(fact.title, () => {
        const { config, findings } = checkStackConfig(quiet(fact.config), context);
        const level = fact.level ?? "error";
        assert.ok(
          findings.some((finding) => finding.path === fact.path && finding.level === level),
          `no ${level} at ${fact.path}: ${findings.map(findingText).join("\n") || "nothing"}`,
        );
        assert.equal(config === undefined, level === "error");
      });
    }
  });
}

describe("what Karpenter takes without harm", () => {
  const fine = {
    "tags that are Karpenter's by name only": nodeClass({
      tags: { Name: "x", "karpenter.sh/discovery": "x", "karpenter.k8s.aws/cluster": "x" },
    }),
    "every operator with what it needs": onePool({
      requirements: [
        { key: "karpenter.k8s.aws/instance-cpu", operator: "In", values: ["4", "8"] },
        { key: "karpenter.k8s.aws/instance-family", operator: "NotIn", values: ["t3"], minValues: 1 },
        { key: "example.com/own", operator: "Exists" },
        { key: "example.com/other", operator: "DoesNotExist" },
        { key: "karpenter.k8s.aws/instance-memory", operator: "Gt", values: ["1"] },
        { key: "karpenter.k8s.aws/instance-memory", operator: "Lt", values: ["999999"] },
        { key: "karpenter.k8s.aws/instance-generation", operator: "Gte", values: ["3"] },
        { key: "karpenter.k8s.aws/instance-generation", operator: "Lte", values: ["9"] },
      ],
    }),
    "the freeze that still lets empty nodes go": onePool({
      disruption: {
        consolidateAfter: "5m",
        budgets: [
          { nodes: "0", reasons: ["Drifted", "Underutilized"], schedule: "0 0 * * 1-5", duration: "9h" },
          { nodes: "10%" },
        ],
      },
    }),
    "one taint key with two effects": onePool({
      taints: [
        { key: "gpu", effect: "NoSchedule" },
        { key: "gpu", effect: "NoExecute" },
      ],
    }),
  };
  for (const [title, config] of Object.entries(fine)) {
    it(title, () => assert.deepEqual(checkStackConfig(quiet(config), context).findings.map(findingText), []));
  }
});
