import type { Violation } from "../../violation";

export const regionViolations: readonly Violation[] = [
  {
    rule: "region-is-named",
    config: {},
    context: { region: undefined },
    paths: ["aws:region"],
    good: {},
  },
  {
    rule: "region-is-valid",
    config: { network: { zones: ["us-east-1a", "us-east-1b"] } },
    context: { region: "us-east1" },
    paths: ["aws:region"],
    text: 'aws:region: "us-east1" is not a region of AWS; did you mean "us-east-1"?',
    good: { network: { zones: ["us-east-1a", "us-east-1b"] } },
  },
  {
    rule: "region-is-known",
    config: {},
    context: { region: "us-eest-1" },
    paths: ["aws:region"],
    text: 'aws:region: "us-eest-1" is not in the catalogue of 2026-07-06: what EC2 offers there is not checked; did you mean "us-east-1"?',
    good: {},
  },
  {
    rule: "region-is-known",
    config: {},
    context: { region: "us-gov-west-1" },
    paths: ["aws:region"],
    text: 'aws:region: "us-gov-west-1" is not in the catalogue of 2026-07-06: what EC2 offers there is not checked',
    good: {},
  },
  {
    rule: "arns-are-of-the-partition",
    config: { cluster: { admins: ["arn:aws:iam::123456789012:role/admin"] } },
    context: { region: "us-gov-west-1" },
    paths: ["cluster.admins[0]"],
    also: ["region-is-known", "deployer-reaches-the-cluster"],
    text: 'cluster.admins[0]: "arn:aws:iam::123456789012:role/admin" is not of the partition aws-us-gov, in which us-gov-west-1 is; write "arn:aws-us-gov:iam::123456789012:role/admin"',
    good: { cluster: { admins: ["arn:aws-us-gov:iam::123456789012:role/admin"] } },
    goodContext: { region: "us-gov-west-1" },
    goodAlso: ["region-is-known", "deployer-reaches-the-cluster"],
  },
];
