import type { Violation } from "../../violation";
import { nodeClass, onePool, pool } from "../../violation";

const manyTags = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag-${index}`, "x"]));

export const tagViolations: readonly Violation[] = [
  {
    rule: "tags-suit-iam",
    config: { tags: { "cost&center": "payments", project: "R&D <x>" } },
    paths: ['tags["cost&center"]', "tags.project"],
    text: 'tags["cost&center"]: has & in its key; allowed: letters, digits, spaces and _ . : / = + - @, since IAM, KMS and SQS take no others; rename it, for example "cost+center"',
    good: { tags: { "cost:center": "결제 팀", project: "a_b.c:d/e=f+g-h@i 1" } },
  },
  {
    rule: "tags-suit-iam",
    config: {
      nodeClassDefaults: { tags: { a: "#1" } },
      teams: { dotori: { tags: { b: "(x)" }, pools: [] } },
      ...{},
      sharedPools: [],
    },
    paths: ["nodeClassDefaults.tags.a", "teams.dotori.tags.b"],
    also: ["teams-have-a-pool"],
    good: onePool({}, { nodeClassDefaults: { tags: { a: "1" } } }),
  },
  {
    rule: "stack-tags-are-free",
    config: { tags: { "karpenter.sh/discovery": "dev", "eks:nodegroup-name": "x" } },
    paths: ['tags["karpenter.sh/discovery"]', 'tags["eks:nodegroup-name"]'],
    text: 'tags["karpenter.sh/discovery"]: "dev" is a tag by which Karpenter finds what is its own, and would be on every resource of the stack; delete it',
    good: nodeClass({ tags: { "karpenter.sh/discovery": "dev" } }),
  },
  {
    rule: "tag-keys-differ-in-more-than-case",
    config: { tags: { CostCenter: "1", costcenter: "2" } },
    paths: ["tags.costcenter"],
    text: 'tags.costcenter: "2" differs from the key "CostCenter" in case only, and IAM takes both for one; delete one',
    good: { tags: { CostCenter: "1", "cost-center": "2" } },
  },
  {
    // The program's own tag `team` is on nodes beside it.
    rule: "tag-keys-differ-in-more-than-case",
    config: nodeClass({ tags: { Team: "x" } }),
    paths: ["teams.dotori.nodeClass.tags.Team"],
    text: 'teams.dotori.nodeClass.tags.Team: "x" differs from the key "team", which the program sets, in case only, and IAM takes both for one; rename it, or delete it: nodes have the tag team by themselves',
    good: { tags: { Team: "x" } },
  },
  {
    // Each at the layer that says it, once, however many node classes have it.
    rule: "tag-keys-differ-in-more-than-case",
    config: onePool(
      { nodeClass: { tags: { cost: "1" } } },
      {
        tags: { OWNER: "x" },
        nodeClassDefaults: { tags: { Cost: "2", "example.com/Tier": "a" } },
        sharedPools: [pool({ name: "shared", nodeClass: { tags: { "example.com/tier": "b" } } })],
      },
    ),
    paths: [
      "tags.OWNER",
      "teams.dotori.pools[0].nodeClass.tags.cost",
      'sharedPools[0].nodeClass.tags["example.com/tier"]',
    ],
    good: onePool({ nodeClass: { tags: { "cost-center": "1" } } }, { nodeClassDefaults: { tags: { Cost: "2" } } }),
  },
  {
    rule: "stack-tags-fit",
    config: { tags: manyTags(50) },
    paths: ["tags"],
    good: { tags: manyTags(49) },
  },
  {
    rule: "name-tag-is-left-alone",
    config: { tags: { Name: "x" } },
    paths: ["tags.Name"],
    good: nodeClass({ tags: { Name: "x" } }),
  },
];
