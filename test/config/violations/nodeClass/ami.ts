import { amiReleaseTable, recommendedAlias } from "../../../../capacity/ec2/amiReleases";
import type { Violation } from "../../violation";
import { nodeClass, onePool, pool } from "../../violation";

const production = { environment: "production", network: { zones: ["us-east-1a", "us-east-1b"] } };
const pinned = { amiAlias: "al2023@v20260610" };
const newest = amiReleaseTable.families.al2023.releases.at(-1);
const lists = {
  al2023:
    "aws ssm get-parameters-by-path --region us-east-1 --path /aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard --recursive --query \"Parameters[?ends_with(Name, '/image_id')].Name\"",
  bottlerocket:
    "aws ssm get-parameters-by-path --region us-east-1 --path /aws/service/bottlerocket/aws-k8s-1.35/x86_64 --recursive --query \"Parameters[?ends_with(Name, '/image_id')].Name\"",
} as const;
const manyTags = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag-${index}`, "x"]));

/** Distinct parameters with names of 1,000 characters. */
const parameters = (count: number) => ({
  amiFamily: "AL2023",
  amiSelectorTerms: Array.from({ length: count }, (_, index) => ({ ssmParameter: `/${index}/${"x".repeat(997)}` })),
});

export const amiViolations: readonly Violation[] = [
  {
    rule: "family-is-said-beside-ami-terms",
    config: { nodeClassDefaults: pinned, ...nodeClass({ amiSelectorTerms: [{ name: "golden" }] }) },
    paths: ["teams.dotori.nodeClass.amiFamily"],
    good: { nodeClassDefaults: { amiFamily: "AL2023" }, ...nodeClass({ amiSelectorTerms: [{ name: "golden" }] }) },
  },
  {
    rule: "ami-terms-suit-the-nodes",
    config: nodeClass({ amiFamily: "AL2023", amiSelectorTerms: [{ name: "bottlerocket-aws-k8s-1.34-arm64-*" }] }),
    paths: Array.from({ length: 3 }, () => "teams.dotori.nodeClass.amiSelectorTerms[0].name"),
    good: nodeClass({ amiFamily: "Bottlerocket", amiSelectorTerms: [{ name: "bottlerocket-aws-k8s-1.35-x86_64-*" }] }),
  },
  {
    rule: "ami-parameters-fit-a-policy",
    config: nodeClass(parameters(4)),
    paths: ["teams.dotori.nodeClass.amiSelectorTerms"],
    good: nodeClass(parameters(3)),
  },
  {
    rule: "ami-alias-is-released",
    config: nodeClass({ amiAlias: "al2023@v20260113" }),
    paths: ["teams.dotori.nodeClass.amiAlias"],
    good: nodeClass({ amiAlias: "al2023@v20260114" }),
  },
  {
    rule: "ami-alias-is-released",
    config: nodeClass({ amiAlias: "bottlerocket@v1.53.1" }),
    paths: ["teams.dotori.nodeClass.amiAlias"],
    good: nodeClass({ amiAlias: "bottlerocket@v1.54.0" }),
  },
  {
    // The last release of a minor is not the last of the family.
    rule: "ami-alias-is-released",
    config: nodeClass({ amiAlias: "bottlerocket@v1.64.0" }, { cluster: { version: "1.30" } }),
    also: ["kubernetes-version-is-known"],
    goodAlso: ["kubernetes-version-is-known"],
    paths: ["teams.dotori.nodeClass.amiAlias"],
    good: nodeClass({ amiAlias: "bottlerocket@v1.63.0" }, { cluster: { version: "1.30" } }),
  },
  {
    rule: "ami-alias-was-checked",
    config: nodeClass({ amiAlias: "al2023@v20991231" }),
    paths: ["teams.dotori.nodeClass.amiAlias"],
    text: `teams.dotori.nodeClass.amiAlias: "al2023@v20991231" is newer than ${newest}, the newest release known to this version of the program: a node class whose release does not exist is never ready; \`${lists.al2023}\` lists the releases`,
    good: nodeClass({ amiAlias: recommendedAlias("al2023", "1.35") }),
  },
  {
    // One finding where all would inherit it, not one for each team.
    rule: "ami-is-pinned-in-production",
    config: {
      ...production,
      teams: { alpha: { pools: [pool()] }, dotori: { nodeClass: { detailedMonitoring: true }, pools: [pool()] } },
    },
    paths: ["nodeClassDefaults.amiAlias"],
    text: `nodeClassDefaults.amiAlias: is missing: production pins its AMIs; write a release you tested, such as "${recommendedAlias("al2023", "1.35")}"; \`${lists.al2023}\` lists them`,
    good: { ...production, nodeClassDefaults: pinned, ...onePool() },
  },
  {
    rule: "ami-is-pinned-in-production",
    config: nodeClass({ amiFamily: "Bottlerocket" }, production),
    paths: ["teams.dotori.nodeClass.amiAlias"],
    text: `teams.dotori.nodeClass.amiAlias: is missing: production pins its AMIs; write a release you tested, such as "${recommendedAlias("bottlerocket", "1.35")}"; \`${lists.bottlerocket}\` lists them`,
    good: nodeClass({ amiFamily: "AL2023", amiSelectorTerms: [{ name: "golden" }] }, production),
  },
  {
    rule: "ami-is-pinned-in-production",
    config: { ...production, nodeClassDefaults: { amiAlias: "al2023@latest" }, ...onePool() },
    paths: ["nodeClassDefaults.amiAlias"],
    good: { nodeClassDefaults: { amiAlias: "al2023@latest" }, ...onePool() },
  },
  {
    rule: "alias-is-of-the-family",
    config: nodeClass({ amiFamily: "Bottlerocket", ...pinned }),
    paths: ["teams.dotori.nodeClass.amiFamily"],
    text: 'teams.dotori.nodeClass.amiFamily: "Bottlerocket" does not go with amiAlias "al2023@v20260610"; write AL2023, or delete it',
    good: nodeClass({ amiFamily: "AL2023", ...pinned }),
  },
  {
    rule: "alias-is-of-the-family",
    config: { nodeClassDefaults: pinned, ...nodeClass({ amiFamily: "Bottlerocket" }) },
    paths: ["teams.dotori.nodeClass.amiFamily"],
    text: 'teams.dotori.nodeClass.amiFamily: "Bottlerocket" does not go with nodeClassDefaults.amiAlias "al2023@v20260610"; write an amiAlias of the family beside it',
    // An alias nearer to the pool than the family says the family, too.
    good: { nodeClassDefaults: { amiFamily: "AL2023", ...pinned }, ...nodeClass({ amiAlias: "bottlerocket@v1.60.0" }) },
  },
  {
    rule: "ami-is-chosen-one-way",
    config: nodeClass({ amiFamily: "AL2023", ...pinned, amiSelectorTerms: [{ name: "golden" }] }),
    paths: ["teams.dotori.nodeClass.amiSelectorTerms"],
    good: { nodeClassDefaults: pinned, ...nodeClass({ amiFamily: "AL2023", amiSelectorTerms: [{ name: "golden" }] }) },
  },
  {
    rule: "custom-family-selects-its-ami",
    config: nodeClass({ amiFamily: "Custom", userData: "join" }),
    paths: ["teams.dotori.nodeClass.amiFamily"],
    good: nodeClass({ amiFamily: "Custom", userData: "join", amiSelectorTerms: [{ name: "golden" }] }),
  },
  {
    rule: "custom-family-joins-by-itself",
    config: nodeClass({ amiFamily: "Custom", amiSelectorTerms: [{ name: "golden" }] }),
    paths: ["teams.dotori.nodeClass.amiFamily"],
    good: nodeClass({ amiFamily: "Custom", userData: "join", amiSelectorTerms: [{ name: "golden" }] }),
  },
  {
    rule: "ami-terms-select",
    config: nodeClass({
      amiFamily: "AL2023",
      amiSelectorTerms: [{ id: "ami-1a2b3c4d", name: "golden" }, { owner: "self" }],
    }),
    paths: ["teams.dotori.nodeClass.amiSelectorTerms[0].id", "teams.dotori.nodeClass.amiSelectorTerms[1]"],
    text: 'teams.dotori.nodeClass.amiSelectorTerms[0].id: "ami-1a2b3c4d" names one AMI and cannot be combined with name; keep it alone',
    good: nodeClass({
      amiFamily: "AL2023",
      amiSelectorTerms: [{ id: "ami-1a2b3c4d" }, { owner: "self", tags: { golden: "*" } }],
    }),
  },
  {
    rule: "selector-terms-have-few-tags",
    config: nodeClass({ amiFamily: "AL2023", amiSelectorTerms: [{ tags: manyTags(21) }] }),
    paths: ["teams.dotori.nodeClass.amiSelectorTerms[0].tags"],
    good: nodeClass({ amiFamily: "AL2023", amiSelectorTerms: [{ tags: manyTags(20) }] }),
  },
  {
    rule: "selector-terms-have-few-tags",
    config: nodeClass({ capacityReservations: [{ tags: manyTags(21) }] }),
    also: ["reservations-are-used"],
    paths: ["teams.dotori.nodeClass.capacityReservations[0].tags"],
    good: nodeClass({ capacityReservations: [{ tags: manyTags(20) }] }),
    goodAlso: ["reservations-are-used"],
  },
];
