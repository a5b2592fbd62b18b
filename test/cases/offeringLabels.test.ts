/**
 * Kind: a label of the offering, that is of where and how an instance is bought, taken as one of the instance type. Each is in
 * a class: a rule says what is wrong with a value that no node of the pool can have.
 */
import assert from "node:assert/strict";
import { labelSource, wellKnownKeys } from "../../capacity/kubernetes/labels";
import { structuredFindingsOf } from "./harness";
import { pool } from "./poolCase";

/** By label: a value that cannot be met, and the one rule whose error says so, by where it is written. */
const classes: Readonly<
  Record<string, { readonly value: string; readonly requirement: string; readonly label: string }>
> = {
  "topology.kubernetes.io/zone": {
    value: "us-west-2a",
    requirement: "pool-zones-are-the-networks",
    label: "label-keys-are-free",
  },
  "topology.k8s.aws/zone-id": {
    value: "usw2-az1",
    requirement: "offerings-are-of-the-region",
    label: "offerings-are-of-the-region",
  },
  "topology.kubernetes.io/region": {
    value: "us-west-2",
    requirement: "offerings-are-of-the-region",
    label: "offerings-are-of-the-region",
  },
  "karpenter.sh/capacity-type": {
    value: "spot",
    requirement: "requirement-has-no-setting",
    label: "label-keys-are-free",
  },
  "karpenter.k8s.aws/instance-tenancy": {
    value: "shared",
    requirement: "requirements-know-their-values",
    label: "requirements-know-their-values",
  },
  ...Object.fromEntries(
    ["type", "id", "interruptible"].map((name) => [
      `karpenter.k8s.aws/capacity-reservation-${name}`,
      {
        value: "cr-0123456789abcdef0",
        requirement: "reservation-labels-have-reserved",
        label: "reservation-labels-have-reserved",
      },
    ]),
  ),
  ...Object.fromEntries(
    ["id", "partition"].map((name) => [
      `karpenter.k8s.aws/placement-group-${name}`,
      {
        value: "pg-0123456789abcdef0",
        requirement: "placement-is-the-node-classes",
        label: "placement-is-the-node-classes",
      },
    ]),
  ),
};

const errorsOf = (keys: string) =>
  structuredFindingsOf(pool(keys)).flatMap(({ level, rule }) => (level === "error" ? [rule] : []));

describe("kind: a label of the offering, not of the type", () => {
  it("has each such label in a class", () => {
    assert.deepEqual(
      wellKnownKeys.filter((key) => labelSource(key) === "offering").sort(),
      Object.keys(classes).sort(),
    );
  });

  for (const [key, { value, requirement, label }] of Object.entries(classes)) {
    it(`refuses a value of ${key} that no node can have, once, as a requirement and as a label`, () => {
      assert.deepEqual(errorsOf(`requirements: [{ key: ${key}, operator: In, values: ["${value}"] }]`), [requirement]);
      assert.deepEqual(errorsOf(`labels: { ${key}: "${value}" }`), [label]);
    });
  }
});
