import type { Violation } from "../../violation";
import { onePool } from "../../violation";

const at = "teams.dotori.pools[0]";
const cpu = "karpenter.k8s.aws/instance-cpu";
const requirements = (...list: readonly object[]) => onePool({ requirements: list });

export const requirementViolations: readonly Violation[] = [
  {
    rule: "requirement-values-fit-the-operator",
    config: requirements(
      { key: cpu, operator: "In" },
      { key: cpu, operator: "Gt", values: ["4", "8"] },
      { key: cpu, operator: "Lte", values: ["many"] },
      { key: cpu, operator: "Exists", values: ["4"] },
      { key: "example.com/own", operator: "NotIn" },
    ),
    paths: [0, 1, 2, 3, 4].map((index) => `${at}.requirements[${index}].values`),
    text: `${at}.requirements[0].values: is missing: In compares with one or more values; write such as ["4"]`,
    good: requirements(
      { key: cpu, operator: "In", values: ["4", "8"] },
      { key: cpu, operator: "Gt", values: ["0"] },
      { key: cpu, operator: "Lte", values: ["8"] },
      { key: cpu, operator: "Exists" },
    ),
  },
  {
    rule: "min-values-are-there",
    config: requirements({ key: "example.com/own", operator: "In", values: ["a", "b"], minValues: 3 }),
    paths: [`${at}.requirements[0].minValues`],
    good: requirements({ key: "example.com/own", operator: "In", values: ["a", "b"], minValues: 2 }),
  },
  {
    rule: "requirements-know-their-values",
    config: requirements({ key: "karpenter.k8s.aws/instance-tenancy", operator: "In", values: ["default", "shared"] }),
    paths: [`${at}.requirements[0].values`],
    good: requirements({ key: "karpenter.k8s.aws/instance-tenancy", operator: "In", values: ["default", "dedicated"] }),
  },
  {
    rule: "requirements-know-their-values",
    config: onePool({ labels: { "karpenter.k8s.aws/instance-tenancy": "shared" } }),
    paths: [`${at}.labels["karpenter.k8s.aws/instance-tenancy"]`],
    text: `${at}.labels["karpenter.k8s.aws/instance-tenancy"]: "shared" can only be default or dedicated: Karpenter then makes no node; write one of default, dedicated`,
    good: onePool({ labels: { "karpenter.k8s.aws/instance-tenancy": "dedicated" } }),
  },
  {
    rule: "generations-are-in-order",
    config: onePool({ instanceGenerations: { atLeast: 6, atMost: 5 } }),
    also: ["some-type-meets-the-requirements"],
    paths: [`${at}.instanceGenerations.atMost`],
    good: onePool({ instanceGenerations: { atLeast: 6, atMost: 6 } }),
  },
  {
    rule: "requirement-values-differ",
    config: requirements({ key: cpu, operator: "In", values: ["4", "8", "4"] }),
    paths: [`${at}.requirements[0].values[2]`],
    good: requirements({ key: cpu, operator: "In", values: ["4", "8"] }),
  },
  {
    // Karpenter then takes the label as absent, which of these types none is.
    rule: "requirements-do-not-contradict",
    config: requirements({ key: cpu, operator: "Gt", values: ["10"] }, { key: cpu, operator: "Lt", values: ["5"] }),
    also: ["some-type-meets-the-requirements"],
    paths: [`${at}.requirements[1]`],
    good: requirements({ key: cpu, operator: "Gt", values: ["3"] }, { key: cpu, operator: "Lt", values: ["5"] }),
  },
  {
    rule: "requirements-do-not-contradict",
    config: onePool({
      labels: { "example.com/tier": "blue" },
      requirements: [{ key: "example.com/tier", operator: "In", values: ["green"] }],
    }),
    paths: [`${at}.requirements[0]`],
    good: onePool({
      labels: { "example.com/tier": "blue" },
      requirements: [{ key: "example.com/tier", operator: "In", values: ["green", "blue"] }],
    }),
  },
  {
    rule: "requirements-do-not-contradict",
    config: requirements(
      { key: "example.com/tier", operator: "Exists" },
      { key: "example.com/tier", operator: "DoesNotExist" },
    ),
    paths: [`${at}.requirements[1]`],
    good: requirements({ key: "example.com/tier", operator: "DoesNotExist" }),
  },
];
