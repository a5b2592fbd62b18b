import { deepEqual, equal, notEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import type { JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

const { quickenStructs } = require("../../../../tools/plan/process/quickStruct.cjs") as {
  quickenStructs(): () => void;
};

type Package = { Struct: typeof Struct };
const path = "google-protobuf/google/protobuf/struct_pb";

/** Two copies of the package: as it is installed, and quickened. */
const [slow, quick] = (() => {
  const file = require.resolve(path);
  const before = require.cache[file];
  const fresh = (): Package => {
    delete require.cache[file];
    return require(path) as Package;
  };
  const installed = fresh();
  const undo = quickenStructs();
  const quickened = fresh();
  undo();
  if (before !== undefined) require.cache[file] = before;
  return [installed, quickened] as const;
})();

const key = fc.string({ unit: "grapheme" }).filter((text) => text !== "__proto__");
const { object } = fc.letrec<{ value: JavaScriptValue; object: Record<string, JavaScriptValue> }>((tie) => ({
  object: fc.dictionary(key, tie("value"), { maxKeys: 5 }),
  value: fc.oneof(
    { depthSize: "small" },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true }),
    fc.string({ unit: "grapheme", maxLength: 100 }),
    fc.array(tie("value"), { maxLength: 5 }),
    tie("object"),
  ),
}));

const long = { text: "ä".repeat(70_000), "0": -0, list: Array.from({ length: 300 }, (_, index) => [index, {}]) };

describe("a Struct that keeps its bytes", () => {
  it("is the same bytes and the same properties as google-protobuf's, keys in its order", () => {
    notEqual(slow.Struct, quick.Struct);
    fc.assert(
      fc.property(object, (properties) => {
        const bytes = Buffer.from(slow.Struct.fromJavaScript(properties).serializeBinary());
        const made = quick.Struct.fromJavaScript(properties);
        deepEqual(Buffer.from(made.serializeBinary()), bytes);
        const expected = JSON.stringify(slow.Struct.deserializeBinary(bytes).toJavaScript());
        equal(JSON.stringify(quick.Struct.deserializeBinary(bytes).toJavaScript()), expected);
        equal(JSON.stringify(made.toJavaScript()), expected);
      }),
      { examples: [[long as unknown as Record<string, JavaScriptValue>]] },
    );
  });

  it("is not what its object becomes later", () => {
    const properties = { a: 1 };
    const made = quick.Struct.fromJavaScript(properties);
    properties.a = 2;
    deepEqual(made.toJavaScript(), { a: 1 });
  });

  it("gives each caller properties of its own", () => {
    const made = quick.Struct.fromJavaScript({ a: { b: 1 } });
    (made.toJavaScript() as { a: { b: number } }).a.b = 2;
    deepEqual(made.toJavaScript(), { a: { b: 1 } });
  });

  it("still has the tree for who reads or changes it", () => {
    const made = quick.Struct.fromJavaScript({ a: { b: [1, null] } });
    equal(
      made.getFieldsMap().get("a")?.getStructValue()?.getFieldsMap().get("b")?.getListValue()?.getValuesList().length,
      2,
    );
    made.getFieldsMap().del("a");
    deepEqual(made.toJavaScript(), {});
    equal(made.serializeBinary().length, 0);
    const read = quick.Struct.deserializeBinary(quick.Struct.fromJavaScript({ c: true }).serializeBinary());
    deepEqual(read.toObject(), slow.Struct.fromJavaScript({ c: true }).toObject());
  });

  it("sorts keys that come in another order, and takes the last of equal ones", () => {
    const part = (properties: Record<string, JavaScriptValue>) =>
      quick.Struct.fromJavaScript(properties).serializeBinary();
    const bytes = Buffer.concat([part({ b: 1 }), part({ a: 2 }), part({ b: 3 })]);
    const read = quick.Struct.deserializeBinary(bytes).toJavaScript();
    equal(JSON.stringify(read), JSON.stringify(slow.Struct.deserializeBinary(bytes).toJavaScript()));
    equal(JSON.stringify(read), '{"a":2,"b":3}');
  });

  it("refuses what JSON has no form for", () => {
    for (const value of [undefined, () => {}, Symbol("a")])
      throws(() => quick.Struct.fromJavaScript({ a: value } as unknown as Record<string, JavaScriptValue>), {
        message: "Unexpected struct type.",
      });
  });
});
