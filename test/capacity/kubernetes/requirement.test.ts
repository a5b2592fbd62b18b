import assert from "node:assert/strict";
import fc from "fast-check";
import {
  allowedBy,
  allowedByKey,
  allows,
  intersection,
  type Requirement,
  type RequirementOperator,
  requirementOperators,
} from "../../../capacity/kubernetes/requirement";

const missing = undefined;

/** Which of the labels "4", "5", "6", "x" and a missing one the requirements allow. */
function allowed(...requirements: readonly [RequirementOperator, ...string[]][]): readonly (string | undefined)[] {
  const list = requirements.map(([operator, ...values]): Requirement => ({ key: "k", operator, values }));
  const set = allowedByKey(list).get("k")!;
  return ["4", "5", "6", "x", missing].filter((label) => allows(set, label));
}

const values = fc.constantFrom("0", "1", "2", "3", "4", "x", "y");
const requirement: fc.Arbitrary<Requirement> = fc.oneof(
  fc.record({
    key: fc.constant("k"),
    operator: fc.constantFrom("In", "NotIn"),
    values: fc.array(values, { maxLength: 4 }),
  }),
  fc.record({ key: fc.constant("k"), operator: fc.constantFrom("Exists", "DoesNotExist") }),
  fc.record({
    key: fc.constant("k"),
    operator: fc.constantFrom("Gt", "Lt", "Gte", "Lte"),
    values: fc.tuple(fc.nat(5).map(String)),
  }),
);
const labels = ["0", "1", "2", "3", "4", "5", "x", "z", "", missing];

describe("requirement", () => {
  it("knows Karpenter's eight operators", () => {
    assert.deepEqual([...requirementOperators].sort(), [
      "DoesNotExist",
      "Exists",
      "Gt",
      "Gte",
      "In",
      "Lt",
      "Lte",
      "NotIn",
    ]);
  });

  it("treats each operator as Karpenter does, missing labels and texts beside numbers too", () => {
    assert.deepEqual(allowed(["In", "4", "x"]), ["4", "x"]);
    assert.deepEqual(allowed(["NotIn", "4", "x"]), ["5", "6", missing]);
    assert.deepEqual(allowed(["Exists"]), ["4", "5", "6", "x"]);
    assert.deepEqual(allowed(["DoesNotExist"]), [missing]);
    assert.deepEqual(allowed(["Gt", "5"]), ["6"]);
    assert.deepEqual(allowed(["Gte", "5"]), ["5", "6"]);
    assert.deepEqual(allowed(["Lt", "5"]), ["4"]);
    assert.deepEqual(allowed(["Lte", "5"]), ["4", "5"]);
  });

  it("treats what Karpenter accepts and twists the same way", () => {
    assert.deepEqual(allowed(["NotIn"]), ["4", "5", "6", "x"], "NotIn without values is Exists");
    assert.deepEqual(allowed(["In"]), [missing], "In without values is DoesNotExist");
    assert.deepEqual(allowed(["Exists", "4"]), ["4", "5", "6", "x"], "Exists ignores values");
    assert.deepEqual(allowed(["Gt", "many"]), ["4", "5", "6"], "a bound that is no number is 0");
  });

  it("intersects several requirements on one key", () => {
    assert.deepEqual(allowed(["Gte", "5"], ["Lte", "5"]), ["5"]);
    assert.deepEqual(allowed(["Gt", "4"], ["Lt", "5"]), [missing]);
    assert.deepEqual(allowed(["Gt", "3"], ["Gt", "5"]), ["6"]);
    assert.deepEqual(allowed(["Lte", "4"], ["Lte", "5"]), ["4"]);
    assert.deepEqual(allowed(["In", "4", "5"], ["NotIn", "4"]), ["5"]);
    assert.deepEqual(allowed(["NotIn", "4"], ["Gt", "3"]), ["5", "6", missing], "Karpenter calls this NotIn");
    assert.deepEqual(allowed(["In", "4"], ["In", "5"]), [missing], "nothing left is DoesNotExist");
    assert.deepEqual(allowed(["Exists"], ["DoesNotExist"]), [missing]);
  });

  it("keeps the highest minValues of a key", () => {
    const requirements: Requirement[] = [
      { key: "k", operator: "Exists", minValues: 2 },
      { key: "k", operator: "NotIn", values: ["a"], minValues: 5 },
      { key: "k", operator: "NotIn", values: ["b"] },
    ];
    assert.deepEqual(allowedByKey(requirements).get("k"), {
      complement: true,
      values: new Set(["a", "b"]),
      minValues: 5,
    });
  });

  it("reads aliases as the key they stand for, and nothing else", () => {
    const both: Requirement[] = [
      { key: "beta.kubernetes.io/arch", operator: "In", values: ["amd64", "arm64"] },
      { key: "kubernetes.io/arch", operator: "NotIn", values: ["arm64"] },
    ];
    assert.deepEqual(
      [...allowedByKey(both)],
      [["kubernetes.io/arch", { complement: false, values: new Set(["amd64"]) }]],
    );
  });

  it("intersects in any order to the same, and repeating changes nothing", () => {
    fc.assert(
      fc.property(requirement, requirement, (first, second) => {
        const [a, b] = [allowedBy(first), allowedBy(second)];
        assert.deepEqual(intersection(a, b), intersection(b, a));
        const bounded = (allowed: typeof a) => labels.filter((label) => allows(allowed, label));
        assert.deepEqual(bounded(intersection(a, a)), bounded(a));
      }),
    );
  });

  it("allows a present label exactly when every requirement alone does", () => {
    fc.assert(
      fc.property(fc.array(requirement, { minLength: 1, maxLength: 4 }), fc.constantFrom(...labels), (list, label) => {
        fc.pre(label !== missing);
        const together = allows(allowedByKey(list).get("k")!, label);
        assert.equal(
          together,
          list.every((one) => allows(allowedBy(one), label)),
        );
      }),
    );
  });
});
