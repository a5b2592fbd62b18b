import type { Case } from "../../case";
import { stack } from "../../objects";

export const cases: readonly Case[] = [
  {
    title: "accepts known rules and properties",
    resources: [stack],
    file: { "pool-within-ceiling": { maxCpu: "64", maxNodes: 8 }, "ami-alias-is-pinned": "disabled" },
  },
  {
    title: "refuses a rule that does not exist",
    resources: [stack],
    file: { "pool-has-limit": "mandatory" },
    violates: [
      'Stack "nodepools-test": pool-has-limit is no rule of this pack; the nearest name is pool-has-limits. To fix it, correct the policy config file; docs/policies.md lists the rules and their properties.',
    ],
  },
  {
    title: "refuses a property that does not exist",
    resources: [stack],
    file: { "imds-hop-limit-is-bounded": { maxHop: 1 } },
    violates: [
      'Stack "nodepools-test": imds-hop-limit-is-bounded.maxHop is no property of this rule; known are enforcementLevel, maxHops. To fix it, correct the policy config file; docs/policies.md lists the rules and their properties.',
    ],
  },
  {
    title: "refuses a value of the wrong type, out of a list, or below the least",
    resources: [stack],
    file: {
      "pool-within-ceiling": { maxCpu: 64, maxNodes: -1 },
      "ami-alias-is-pinned": { in: "staging" },
      "ami-family-is-allowed": { allowed: "AL2023" },
    },
    violates: [
      'Stack "nodepools-test": ami-alias-is-pinned.in is "staging"; write one of production, everywhere. To fix it, correct the policy config file; docs/policies.md lists the rules and their properties.',
      'Stack "nodepools-test": ami-family-is-allowed.allowed is "AL2023"; write a list of texts. To fix it, correct the policy config file; docs/policies.md lists the rules and their properties.',
      'Stack "nodepools-test": pool-within-ceiling.maxCpu is 64; write a string. To fix it, correct the policy config file; docs/policies.md lists the rules and their properties.',
      'Stack "nodepools-test": pool-within-ceiling.maxNodes is -1; write at least 0. To fix it, correct the policy config file; docs/policies.md lists the rules and their properties.',
    ],
  },
  {
    title: "refuses a figure that is no quantity",
    resources: [stack],
    file: { "pool-within-ceiling": { maxCpu: "lots" } },
    violates: [
      'Stack "nodepools-test": pool-within-ceiling.maxCpu is "lots"; write what fits ^[0-9]+m?$. To fix it, correct the policy config file; docs/policies.md lists the rules and their properties.',
    ],
  },
];
