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
    title: "refuses a name in a list that no resource can have, which would bind nothing",
    resources: [stack],
    file: {
      "team-files-keep-to-their-keys": {
        refused: ["isolatoin", "podsecurity", "nodeClass.kubelet.maxPods", "dotori.pools", "tags.cost-center"],
      },
      "pool-disruption-is-not-frozen": { reasons: ["drifted", "Unhealthy"] },
      "pool-instance-families-are-allowed": { forbidden: ["c1", "t2.micro", "M5"] },
      "pool-instance-sizes-are-allowed": { forbidden: ["2x-large"] },
      "pool-architectures-are-allowed": { allowed: ["x86_64"] },
      "pool-zones-are-allowed": { forbidden: ["us-east-1", "us-west-2-lax-1a", "us-east-1-wl1-bos-wlz-1"] },
      "cluster-version-is-supported": { asOf: "2026-13-01" },
      "pool-names-its-owner": { fillIn: ["owner", "owner=platform", "owner=", "=platform"] },
      "node-class-has-mandatory-tags": { fillIn: ["cost-center=0=1", "owner= "] },
    },
    violates: [
      `Stack "nodepools-test": cluster-version-is-supported.asOf: "2026-13-01" is not a valid day such as 2026-12-31; write a string. ${fix}`,
      `Stack "nodepools-test": node-class-has-mandatory-tags.fillIn[1]: "owner= " is not a valid key and value; write a string such as "owner=platform". ${fix}`,
      `Stack "nodepools-test": pool-architectures-are-allowed.allowed[0]: "x86_64" is not a valid architecture, amd64 or arm64; write a string such as "arm64". ${fix}`,
      `Stack "nodepools-test": pool-disruption-is-not-frozen.reasons[0]: "drifted" is not known; did you mean "Drifted"? (Underutilized, Empty, Drifted, Unhealthy). ${fix}`,
      `Stack "nodepools-test": pool-instance-families-are-allowed.forbidden[1]: "t2.micro" is not a valid instance family; write a string such as "m7i". ${fix}`,
      `Stack "nodepools-test": pool-instance-families-are-allowed.forbidden[2]: "M5" is not a valid instance family; write a string such as "m7i". ${fix}`,
      `Stack "nodepools-test": pool-instance-sizes-are-allowed.forbidden[0]: "2x-large" is not a valid instance size; write a string such as "24xlarge". ${fix}`,
      `Stack "nodepools-test": pool-names-its-owner.fillIn[0]: "owner" is not a valid key and value; write a string such as "owner=platform". ${fix}`,
      `Stack "nodepools-test": pool-names-its-owner.fillIn[2]: "owner=" is not a valid key and value; write a string such as "owner=platform". ${fix}`,
      `Stack "nodepools-test": pool-names-its-owner.fillIn[3]: "=platform" is not a valid key and value; write a string such as "owner=platform". ${fix}`,
      `Stack "nodepools-test": pool-zones-are-allowed.forbidden[0]: "us-east-1" is not a valid zone; write a string such as "us-east-1a". ${fix}`,
      `Stack "nodepools-test": team-files-keep-to-their-keys.refused[0]: "isolatoin" is not a valid key of a team or of what is right below it; did you mean "isolation"? ${fix}`,
      `Stack "nodepools-test": team-files-keep-to-their-keys.refused[1]: "podsecurity" is not a valid key of a team or of what is right below it; did you mean "podSecurity"? ${fix}`,
      `Stack "nodepools-test": team-files-keep-to-their-keys.refused[2]: "nodeClass.kubelet.maxPods" is not a valid key of a team or of what is right below it; did you mean "nodeClass.kubelet"? ${fix}`,
      `Stack "nodepools-test": team-files-keep-to-their-keys.refused[3]: "dotori.pools" is not a valid key of a team or of what is right below it; write a string such as "isolation". ${fix}`,
    ],
  },
  {
    title: "tells of a value that may be misspelt, or newer than this version",
    resources: [stack],
    file: {
      "pool-instance-families-are-allowed": { forbidden: ["m5q", "m5", "dl1", "cc2"], allowed: [] },
      "pool-instance-categories-are-allowed": { allowed: ["m", "spacious"] },
      "pool-instance-sizes-are-allowed": { forbidden: ["metal-7xl", "metal-48xl"] },
    },
    cannotTell: [
      `Stack "nodepools-test": cannot tell about pool-instance-categories-are-allowed.allowed[1]: "spacious" is no instance category that is known today, so it applies only to pools that name it.`,
      `Stack "nodepools-test": cannot tell about pool-instance-families-are-allowed.forbidden[0]: "m5q" is no instance family that is known today, so it applies only to pools that name it (did you mean "m5"?).`,
      `Stack "nodepools-test": cannot tell about pool-instance-sizes-are-allowed.forbidden[0]: "metal-7xl" is no instance size that is known today, so it applies only to pools that name it (did you mean "metal-48xl"?).`,
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
