import { deepEqual, equal, notEqual, throws } from "node:assert/strict";
import { Field, Undecided } from "../../../policies/frame/field";
import { unknown } from "../../support/analyzer";

/** What the SDK wraps inputs in. */
const { unknownCheckingProxy } = require("@pulumi/policy/proxy") as {
  unknownCheckingProxy: (props: object) => Record<string, unknown>;
};

const inputs = {
  name: "general",
  count: 3,
  ready: true,
  wanted: "5",
  off: "false",
  none: null,
  list: ["a", 2, { b: 1 }, unknown],
  labels: { "team/name": "dotori", unset: unknown },
  policy: '{"Version":"2012-10-17"}',
  later: unknown,
};

/** Of the inputs alone, and of the same as the SDK hands them to a policy. */
const fields: readonly (readonly [string, Field])[] = [
  ["plain inputs", new Field(inputs)],
  ["the SDK's proxy", Field.ofInputs(unknownCheckingProxy(inputs))],
  ["a proxy without a target", Field.ofInputs(hidden(unknownCheckingProxy(inputs)))],
];

/** The proxy of an SDK that has another name for its target. */
function hidden(proxy: Record<string, unknown>): Record<string, unknown> {
  return new Proxy(proxy, {
    get: (target, key) => (key === "__getSpecialProxyTarget" ? undefined : target[key as string]),
  });
}

for (const [of, field] of fields) {
  describe(`a field of ${of}`, () => {
    it("knows its path, with keys that are not words in brackets", () => {
      equal(field.at("spec", "limits", "cpu").path, "spec.limits.cpu");
      equal(field.at("list", 2, "b").path, "list[2].b");
      equal(field.at("labels", "team/name").path, 'labels["team/name"]');
    });

    it("reads strings, and numbers and booleans as strings", () => {
      deepEqual(
        ["name", "count", "ready", "none", "list", "labels", "absent"].map((key) => field.at(key).text()),
        ["general", "3", "true", undefined, undefined, undefined, undefined],
      );
    });

    it("reads numbers and booleans, also where they are strings", () => {
      deepEqual(
        ["count", "wanted", "name", "ready", "absent"].map((key) => field.at(key).number()),
        [3, 5, undefined, undefined, undefined],
      );
      deepEqual(
        ["ready", "off", "count", "name", "absent"].map((key) => field.at(key).flag()),
        [true, false, undefined, undefined, undefined],
      );
      equal(new Field("").number(), undefined);
      equal(new Field(" ").number(), undefined);
    });

    it("takes null for missing, and nothing else that is there", () => {
      deepEqual(
        ["none", "absent", "list", "off"].map((key) => field.at(key).isMissing),
        [true, true, false, false],
      );
    });

    it("reads lists and objects, and anything else as empty", () => {
      deepEqual(
        field
          .at("list")
          .items()
          .map(({ path, isUnknown }) => [path, isUnknown]),
        [
          ["list[0]", false],
          ["list[1]", false],
          ["list[2]", false],
          ["list[3]", true],
        ],
      );
      deepEqual(
        field
          .at("labels")
          .entries()
          .map(([key, { path }]) => [key, path]),
        [
          ["team/name", 'labels["team/name"]'],
          ["unset", "labels.unset"],
        ],
      );
      deepEqual([field.at("name").items(), field.at("name").entries(), field.at("list").entries()], [[], [], []]);
    });

    it("reads a list of strings, or the one in its place", () => {
      deepEqual(new Field(["a", 1, {}]).texts(), ["a", "1"]);
      deepEqual(field.at("name").texts(), ["general"]);
      deepEqual(field.at("absent").texts(), []);
    });

    it("reads a document in a JSON string, or an object in its place", () => {
      equal(field.at("policy").json()?.at("Version").text(), "2012-10-17");
      equal(field.at("policy").json()?.at("Version").path, "policy.Version");
      equal(field.at("labels").json()?.at("team/name").text(), "dotori");
      deepEqual([field.at("name").json(), field.at("absent").json()], [undefined, undefined]);
    });

    it("throws at an unknown value, and at anything below one, with its path", () => {
      const later = field.at("later", "spec", 0);
      equal(later.isUnknown, true);
      equal(field.at("name").isUnknown, false);
      const reads = [
        () => later.isMissing,
        () => later.text(),
        () => later.number(),
        () => later.flag(),
        () => later.items(),
        () => later.texts(),
        () => later.entries(),
        () => later.plain(),
        () => later.json(),
      ];
      for (const read of reads) throws(read, new Undecided("later.spec[0]"));
    });

    it("throws at the first unknown value in plain data, and gives it without one", () => {
      throws(() => field.at("list").plain(), new Undecided("list[3]"));
      throws(() => field.at("labels").plain(), new Undecided("labels.unset"));
      deepEqual(field.at("list", 2).plain(), { b: 1 });
      equal(field.at("absent").plain(), undefined);
    });
  });
}

describe("a field", () => {
  it("has nothing that every JavaScript object has", () => {
    equal(new Field({}).at("constructor").isMissing, true);
    equal(new Field("text").at("length").isMissing, true);
  });

  it("has one fingerprint for equal values, unknown ones included", () => {
    equal(new Field({ a: [unknown] }).fingerprint, new Field({ a: [unknown] }).fingerprint);
    notEqual(new Field({ a: 1 }).fingerprint, new Field({ a: "1" }).fingerprint);
    notEqual(new Field(unknown).fingerprint, new Field(undefined).fingerprint);
    equal(new Field(undefined).fingerprint, "");
  });

  it("takes the text for an unknown value of each type", () => {
    const texts = Object.entries(require("@pulumi/policy/proxy") as Record<string, unknown>).filter(([name]) =>
      /^unknown\w+Value$/.test(name),
    );
    equal(texts.length, 7);
    for (const [name, text] of texts) equal(new Field(text).isUnknown, true, name);
  });
});
