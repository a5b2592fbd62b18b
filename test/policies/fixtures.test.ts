import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Analyzer,
  analyzerFor,
  type PolicyConfigFile,
  packFolder,
  type Resource,
  stopAnalyzers,
} from "../support/analyzer";
import { productionStack } from "./case";
import * as modules from "./fixtures/modules";
import * as sources from "./fixtures/sources";
import { eksCluster, nodeClass, pool, stack } from "./objects";

const production = JSON.parse(readFileSync(join(packFolder, "config/production.json"), "utf8")) as PolicyConfigFile;

/** Rules that refuse something in these resources under the production config, each once. */
async function refusedBy(analyzer: Analyzer, resources: readonly Resource[]): Promise<string[]> {
  await analyzer.configure(production);
  const violations = await analyzer.analyze([stack, ...resources]);
  const refusing = violations.filter(({ message }) => !/: cannot tell/.test(message)).map(({ rule }) => rule);
  return [...new Set(refusing)].sort();
}

const verdicts: readonly (readonly [string, readonly Resource[], readonly string[]])[] = [
  [
    "accept pool, node class and cluster as this project makes them",
    [pool("dotori"), nodeClass("dotori"), eksCluster("blue")],
    [],
  ],
  [
    "find that the operator's guide pins a pool with pods that never give way",
    sources.operatorsGuide,
    ["placeholders-give-way", "placeholders-stay-on-their-pool"],
  ],
  ["find the dead API of the overview", sources.overview, ["karpenter-api-is-served"]],
  [
    "find dead APIs, placeholders that never give way and 168 windows a week in the team trial",
    sources.teamTrial,
    ["karpenter-api-is-served", "placeholders-give-way", "placeholders-stay-on-their-pool", "warm-windows-are-meant"],
  ],
  [
    "find the moving AMI and what else the workshop leaves to chance",
    sources.workshop,
    [
      "ami-alias-is-pinned",
      "node-class-has-mandatory-tags",
      "pool-has-disruption-budgets",
      "pool-has-termination-grace-period",
      "pool-names-its-owner",
    ],
  ],
  [
    "find three incomplete taints and a label that nothing sets in the comparison",
    sources.comparison,
    ["pool-taints-are-whole", "workload-selectors-are-met"],
  ],
  [
    "find the missing memory limit of Karpenter's getting-started pool",
    modules.gettingStarted,
    [
      "node-class-has-mandatory-tags",
      "pool-has-disruption-budgets",
      "pool-has-limits",
      "pool-has-termination-grace-period",
      "pool-names-its-owner",
      "pool-within-ceiling",
    ],
  ],
  [
    "find the moving AMI and the churn of terraform-aws-eks's example",
    modules.terraformAwsEks,
    [
      "ami-alias-is-pinned",
      "node-class-has-mandatory-tags",
      "pool-consolidates-in-bounds",
      "pool-has-disruption-budgets",
      "pool-has-limits",
      "pool-has-termination-grace-period",
      "pool-names-its-owner",
      "pool-within-ceiling",
    ],
  ],
  ["find the missing E of cdk-eks-blueprints", modules.cdkEksBlueprints, ["event-pattern-is-sent"]],
];

after(stopAnalyzers);

describe("policies under the production config", () => {
  for (const [title, resources, rules] of verdicts) {
    it(title, async () => {
      assert.deepEqual(await refusedBy(await analyzerFor(productionStack), resources), rules);
    });
  }
});
