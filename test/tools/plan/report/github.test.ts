import assert from "node:assert/strict";
import type { Plan } from "../../../../tools/plan/plan";
import { githubReport } from "../../../../tools/plan/report/github";
import { samplePlan, samplePlanAlone } from "../../../support/samplePlan";

describe("the report as annotations", () => {
  it("is a command for each finding and violation, worst first, with the path from the repository's root", () => {
    assert.deepEqual(githubReport(samplePlan).split("\n"), [
      '::error file=infra/Pulumi.dev.yaml,line=14,col=11,title=policy/pool-has-limits::A NodePool states its limits: without them it grows.%0ANodePool "dotori-general" (team dotori): spec.limits.cpu is missing. To fix it, set it.',
      '::notice file=infra/Pulumi.dev.yaml,line=3,col=3,title=policy/cluster-logs-are-kept::A cluster keeps logs: without them nobody knows.%0AEKS cluster "cluster": enabledClusterLogTypes is empty.',
      "::warning file=infra/Pulumi.dev.yaml,line=3,col=3,title=config/deployer-reaches-the-cluster::cluster.endpoint.publicCidrs: is empty; name your ranges",
      "::warning title=pool dotori-spot::goes: all nodes drain at once",
      "::notice file=infra/Pulumi.dev.yaml,line=12,col=11,title=pool dotori-general::all nodes are replaced, under the budgets%0Atakes 1h at best, no bound%0ANodePool spec.template.metadata.labels is part of what every node is made from%0Ainstance types no longer admitted: m7i.large%0Aassumed: a node is ready after 90 s%0Awhatever the edit: the AMI alias names @latest%0Areverting the commit: rolls all nodes again",
      "::notice title=plan of dev::cannot tell yet: 1 advisory of 1 policy",
      "nodepools dev: fail: 1 mandatory, 1 advisory, 1 cannot tell yet",
      "",
    ]);
  });

  it("escapes what would end a property or the data, and leaves out a place outside of the repository", () => {
    const [finding] = samplePlanAlone.findings;
    const file = "a,b:c%.yaml";
    const plan: Plan = {
      ...samplePlanAlone,
      policies: { verdict: "pass", violations: [] },
      files: { [file]: `x/${file}` },
      findings: [
        { ...finding!, rule: "r:1,2", message: "100% wrong\nsecond\r::error::x", file },
        { ...finding!, file: "elsewhere.yaml" },
      ],
    };
    assert.deepEqual(githubReport(plan).split("\n").slice(0, 2), [
      "::warning file=x/a%2Cb%3Ac%25.yaml,line=3,col=3,title=config/r%3A1%2C2::cluster.endpoint.publicCidrs: 100%25 wrong%0Asecond<U+000D>::error::x; name your ranges",
      "::warning title=config/deployer-reaches-the-cluster::cluster.endpoint.publicCidrs: is empty; name your ranges",
    ]);
  });
});
