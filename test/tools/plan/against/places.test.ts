/** Everything that happens at once is placed at the key that decides it, or that what is gone was under. */
import { deepEqual } from "node:assert/strict";
import { join } from "node:path";
import { changesOf } from "../../../../tools/plan/against/changes";
import { parseStackFile, readProject } from "../../../../tools/plan/project/project";
import { distinctPlaceholder, pulumiConfig } from "../../../../tools/plan/project/pulumiConfig";
import { configPlaces } from "../../../../tools/plan/summary/configPlace";
import { checkStack } from "../../../../tools/plan/summary/findings";
import { root } from "../../../support/plans";
import { sideOfText } from "../../../support/programInProcess";
import { baseSide, edited } from "./edited";
import type { Edit } from "./edits";

/** Kind, path, and the line of the new text, of each. */
async function placed(set: Edit["set"]) {
  const text = edited({ set });
  const [project, stack] = [readProject(root), parseStackFile("dev", join(root, "Pulumi.dev.yaml"), text)];
  const after = await sideOfText(text);
  const { abrupt } = changesOf({
    against: { kind: "stack-file", name: "base.yaml", stack: "dev", mode: "preview" },
    before: await baseSide(),
    after,
    places: configPlaces(
      checkStack(project, stack, pulumiConfig(project, stack, distinctPlaceholder)),
      after.resources,
    ),
  });
  const lines = text.split("\n");
  return abrupt.map(({ kind, path, file, line }) => [kind, path, file, lines[(line ?? 0) - 1]?.trim()]);
}

const team = (name: string, ...rest: readonly (string | number)[]) => ["nodepools:teams", name, ...rest];

describe("the place of what happens at once", function () {
  this.timeout(120_000);

  const cases: readonly (readonly [title: string, set: Edit["set"], expected: readonly (readonly string[])[]])[] = [
    [
      "a zone",
      [
        [
          ["nodepools:network", "zones"],
          ["us-east-1a", "us-east-1b"],
        ],
      ],
      [
        ["cluster-zones", "network.zones", "zones:"],
        ["zone-gone", "network.zones", "zones:"],
      ],
    ],
    ["a team that goes", [[team("alpha"), undefined]], [["team-gone", "teams", "nodepools:teams:"]]],
    ["a pool that goes", [[team("dotori", "pools", 0), undefined]], [["pool-gone", "teams.dotori.pools", "pools:"]]],
    [
      "a pool that is renamed",
      [[team("dotori", "pools", 0, "name"), "common"]],
      [["pool-renamed", "teams.dotori.pools[0]", "- name: common"]],
    ],
    [
      "namespaces",
      [[team("dotori", "namespaces"), ["dotori-batch"]]],
      [["namespace-gone", "teams.dotori.namespaces", "namespaces:"]],
    ],
    [
      "isolation",
      [[team("alpha", "isolation"), "none"]],
      [["isolation-changed", "teams.alpha.isolation", "isolation: none"]],
    ],
    [
      "a limit below the warm nodes",
      [
        [team("dotori", "pools", 1, "limits", "nodes"), 1],
        [team("dotori", "pools", 1, "warm", "windows", 0, "nodes"), 1],
      ],
      [["limit-below-declared", "teams.dotori.pools[1].limits", 'limits: { cpu: "32", memory: 128Gi, nodes: 1 }']],
    ],
    [
      "another key for secrets",
      [[["nodepools:cluster"], { secretsKey: `arn:aws:kms:us-east-1:123456789012:key/${"1".repeat(36)}` }]],
      [
        [
          "secrets-key-changed",
          "cluster.secretsKey",
          `secretsKey: arn:aws:kms:us-east-1:123456789012:key/${"1".repeat(36)}`,
        ],
      ],
    ],
    [
      "a field that cannot change",
      [
        [["nodepools:karpenter", "featureGates"], { staticCapacity: true }],
        [team("dotori", "pools", 0, "replicas"), 2],
        [team("dotori", "pools", 0, "limits"), { nodes: 3 }],
      ],
      [["immutable-field", "teams.dotori.pools[0].replicas", "replicas: 2"]],
    ],
    [
      "a node class that no budget lets go",
      [
        [team("alpha", "pools", 0, "nodeClass"), { detailedMonitoring: true }],
        [team("alpha", "pools", 0, "disruption"), { budgets: [{ nodes: "0" }] }],
      ],
      [["node-class-waits", "teams.alpha.pools[0].nodeClass", "nodeClass:"]],
    ],
    [
      "another node role",
      [[["nodepools:karpenter", "accountWideNames"], "withoutRegion"]],
      [["node-access-gone", "karpenter.accountWideNames", "accountWideNames: withoutRegion"]],
    ],
    [
      "a replaced network",
      [[["nodepools:network", "cidr"], "10.64.0.0/16"]],
      [["network-replaced", "network", "nodepools:network:"]],
    ],
    [
      "a replaced cluster",
      [[["nodepools:cluster"], { name: "other" }]],
      [
        ["cluster-replaced", "cluster.name", "name: other"],
        ["pool-replaced", "teams.alpha.pools[0]", "- name: general"],
        ["pool-replaced", "teams.dotori.pools[0]", "- name: general"],
        ["pool-replaced", "teams.dotori.pools[1]", "- name: spot"],
      ],
    ],
  ];
  for (const [title, set, expected] of cases)
    it(`is the key: ${title}`, async () => {
      deepEqual(
        await placed(set),
        expected.map(([kind, path, line]) => [kind, path, "Pulumi.dev.yaml", line]),
      );
    });

  it("is that of an edit that an upgrade of Karpenter hides", async () => {
    const found = await placed([
      [["nodepools:karpenter", "version"], "1.15.0"],
      [["nodepools:nodeClassDefaults", "kubelet"], { maxPods: 58 }],
    ]);
    deepEqual(
      found.map(([, path]) => path),
      ["nodeClassDefaults.kubelet", "nodeClassDefaults.kubelet", "nodeClassDefaults.kubelet"],
    );
  });

  it("is that of the region", async () => {
    const [first] = await placed([
      [["aws:region"], "us-west-2"],
      [["nodepools:network", "zones"], 3],
    ]);
    deepEqual(first, ["region-changed", "aws:region", "Pulumi.dev.yaml", "aws:region: us-west-2"]);
  });
});
