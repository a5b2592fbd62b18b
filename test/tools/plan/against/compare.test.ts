/** Values that differ, that do not, and of which nobody can tell. */
import { deepEqual } from "node:assert/strict";
import { hiddenSecret } from "../../../../tools/plan/against/jsonPlan";
import { type Comparing, compare } from "../../../../tools/plan/against/values";
import { secret, unknown, type Value } from "../../../../tools/plan/engine/property";

const comparing: Comparing = {
  isStandIn: (text) => text === "stand-in",
  isSet: (steps) => steps[0] === "set",
  isDefault: () => false,
  isThere: (steps) => steps[0] === "block",
};

/** What is found, short: kind, path, and what it is ignored as. */
const found = (before: Value | undefined, after: Value | undefined) =>
  compare(before, after, comparing).map((each) =>
    [each.kind, each.steps.join("."), ...(each.kind === "ignored" ? [each.what] : [])].join(" ").trim(),
  );

describe("two values of a property", () => {
  const cases: readonly (readonly [
    title: string,
    before: Value | undefined,
    after: Value | undefined,
    found: readonly string[],
  ])[] = [
    ["the same", { a: [1, { b: "x" }] }, { a: [1, { b: "x" }] }, []],
    ["keys in another order", { a: 1, b: 2 }, { b: 2, a: 1 }, []],
    ["another text", { a: "x" }, { a: "y" }, ["differs a"]],
    ["a key more", {}, { a: "y" }, ["differs a"]],
    ["a list that is longer, as a whole", { a: [1] }, { a: [1, 2] }, ["differs a"]],
    ["an entry of a list", { a: [1, 2] }, { a: [1, 3] }, ["differs a.1"]],
    ["unknown on both sides", { a: unknown }, { a: unknown }, []],
    ["unknown on one side", { a: unknown }, { a: "x" }, ["cannotTell a"]],
    ["unknown and there, or not there", { block: unknown }, {}, ["differs block"]],
    ["unknown, and maybe not there", { a: unknown }, {}, ["cannotTell a"]],
    ["unknown in part", { a: `arn:${unknown}` }, { a: "arn:x" }, ["cannotTell a"]],
    ["a stand-in beside what AWS answered", { a: "vpc-1" }, { a: "stand-in" }, ["cannotTell a"]],
    ["a secret of the same ciphertext", { a: secret("[secret 1]") }, { a: secret("[secret 1]") }, []],
    ["a secret of another ciphertext", { a: secret("[secret 1]") }, { a: secret("[secret 2]") }, ["cannotTell a"]],
    ["secrets of a report or a state", { a: hiddenSecret }, { a: hiddenSecret }, ["cannotTell a"]],
    ["a secret beside a plain text", { a: "x" }, { a: secret("x") }, ["cannotTell a"]],
    ["equal quantities", { limits: { cpu: "1000m" } }, { limits: { cpu: "1" } }, ["ignored limits.cpu quantity"]],
    ["other quantities", { limits: { cpu: "1000m" } }, { limits: { cpu: "2" } }, ["differs limits.cpu"]],
    [
      "a label that looks like a quantity",
      { labels: { size: "1000m" } },
      { labels: { size: "1" } },
      ["differs labels.size"],
    ],
    ["a number as text", { a: 5 }, { a: "5" }, ["ignored a text"]],
    ["a set in another order", { set: ["a", "b"] }, { set: ["b", "a"] }, ["ignored set order"]],
    ["a list in another order", { list: ["a", "b"] }, { list: ["b", "a"] }, ["differs list.0", "differs list.1"]],
    ["an empty list beside none", { a: [] }, {}, ["ignored a default"]],
    ["null beside none", { a: null }, {}, []],
    ["what AWS's provider filled in", { __defaults: ["a"], a: true }, {}, ["ignored a default"]],
    [
      "a policy document whose keys and actions are in another order",
      { policy: '{"Version":"2012-10-17","Statement":[{"Action":["b","a"],"Effect":"Allow"}]}' },
      { policy: '{"Statement":[{"Effect":"Allow","Action":["a","b"]}],"Version":"2012-10-17"}' },
      ["ignored policy policy-document"],
    ],
    ["another policy document, whole", { policy: '{"a":1,"b":2}' }, { policy: '{"a":1,"b":3}' }, ["differs policy"]],
    [
      "a policy document with something unknown on one side",
      { policy: `{"a":"${unknown}"}` },
      { policy: '{"a":"x"}' },
      ["cannotTell policy"],
    ],
    [
      "a policy document that differs beside an unknown",
      { policy: `{"a":"${unknown}","b":1}` },
      { policy: `{"a":"${unknown}","b":2}` },
      ["differs policy"],
    ],
  ];
  for (const [title, before, after, expected] of cases)
    it(`${expected.length === 0 ? "is" : "tells"} ${title}`, () => deepEqual(found(before, after), expected));

  it("says the same the other way round", () => {
    for (const [, before, after, expected] of cases.filter(([title]) => !title.includes("stand-in")))
      deepEqual(found(after, before), expected);
  });
});
