import type { Case } from "../../case";
import { stack } from "../../objects";

const fix = "To fix it, correct the policy config file; docs/policies.md lists the policies and their settings.";

export const cases: readonly Case[] = [
  {
    title: "accepts known policies and settings",
    resources: [stack],
    file: { "pool-within-ceiling": { maxCpu: "64", maxNodes: 8 }, "ami-alias-is-pinned": "disabled" },
  },
  {
    title: "refuses a policy that does not exist",
    resources: [stack],
    file: { "pool-has-limit": "mandatory" },
    violates: [
      `Stack "nodepools-test": pool-has-limit: there is no such policy; did you mean "pool-has-limits"? ${fix}`,
    ],
  },
  {
    title: "refuses a setting that does not exist",
    resources: [stack],
    file: { "imds-hop-limit-is-bounded": { maxHop: 1 } },
    violates: [
      `Stack "nodepools-test": imds-hop-limit-is-bounded.maxHop: there is no such setting; did you mean "maxHops"? (maxHops, enforcementLevel). ${fix}`,
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
      `Stack "nodepools-test": ami-alias-is-pinned.in: "staging" is not known; write one of production, everywhere. ${fix}`,
      `Stack "nodepools-test": ami-family-is-allowed.allowed: "AL2023" is not a list; write ["AL2023"]. ${fix}`,
      `Stack "nodepools-test": pool-within-ceiling.maxCpu: 64 is not a string; write "64". ${fix}`,
      `Stack "nodepools-test": pool-within-ceiling.maxNodes: -1 is too small; write at least 0. ${fix}`,
    ],
  },
  {
    title: "refuses a figure that is not a valid quantity",
    resources: [stack],
    file: { "pool-within-ceiling": { maxCpu: "lots" } },
    violates: [
      `Stack "nodepools-test": pool-within-ceiling.maxCpu: "lots" is not a valid CPU quantity (cores or millicores); write a string such as "1000". ${fix}`,
    ],
  },
  {
    title: "refuses a policy that is like no other",
    resources: [stack],
    file: { environments: { production: true } },
    violates: [
      `Stack "nodepools-test": environments: there is no such policy; write all or the name of one of the pack's policies. ${fix}`,
    ],
  },
];
