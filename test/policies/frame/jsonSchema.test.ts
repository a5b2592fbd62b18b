import { deepEqual } from "node:assert/strict";
import { schemaErrors } from "../../../policies/frame/jsonSchema";

/** Errors of a value as lines: place, what is wrong, what to write. */
const errors = (schema: unknown, value: unknown): string[] =>
  schemaErrors(schema, value, "s").map(({ path, problem, advice }) => `${path}: ${problem}; ${advice}`);

/** Schema, a value at the boundary that passes, one beyond it, and all errors of the second. */
const cases: readonly (readonly [object, unknown, unknown, readonly string[]])[] = [
  [{ type: "string" }, "64", {}, ["s: {} is not a string; write a string"]],
  [{ type: "string", default: "64" }, "", null, ['s: null is not a string; write a string such as "64"']],
  [{ type: "number" }, 0.5, [], ["s: [] is not a number; write a number"]],
  [{ type: "integer", default: 3 }, 3, 3.5, ["s: 3.5 is not a whole number; write a whole number such as 3"]],
  [{ type: "boolean", default: false }, true, "yes", ['s: "yes" is not a boolean; write true or false']],
  [
    { type: "array", default: ["m5", "c5"] },
    [],
    { m5: true },
    ['s: {"m5":true} is not a list; write a list such as ["m5","c5"]'],
  ],
  [{ type: "object" }, {}, [], ["s: [] is not an object; write an object"]],
  [{ type: "null" }, null, 0, ["s: 0 is not null; write null"]],
  [{ type: ["integer", "null"] }, null, {}, ["s: {} is not a whole number or null; write a whole number or null"]],
  [{ enum: ["all", "none", 3] }, 3, "al", ['s: "al" is not known; did you mean "all"? (all, none, 3)']],
  [{ enum: ["all", "none"] }, "none", "some", ['s: "some" is not known; write one of all, none']],
  [{ enum: ["all"] }, "all", "some", ['s: "some" is not known; write "all"']],
  [
    { enum: [..."abcdefghijklmn"], format: "letter", default: "a" },
    "n",
    "none",
    ['s: "none" is not a valid letter; write a value such as "a"'],
  ],
  [
    { enum: ["pool", "pool.kubelet"] },
    "pool.kubelet",
    "pool.kubelet.evictionSoft.memory",
    ['s: "pool.kubelet.evictionSoft.memory" is not known; did you mean "pool.kubelet"? (pool, pool.kubelet)'],
  ],
  [
    {
      items: {
        anyOf: [
          { type: "string", enum: ["tags"] },
          { type: "string", pattern: "^tags\\.[a-z]+$" },
        ],
      },
    },
    ["tags", "tags.owner"],
    ["tag", "tags.1", "tags.x", 1],
    [
      's[0]: "tag" is not known; did you mean "tags"?',
      's[1]: "tags.1" is not known; did you mean "tags"?',
      "s[3]: 1 is not a string; write a string",
    ],
  ],
  [{ const: "all" }, "all", "none", ['s: "none" is not allowed; write "all"']],
  [{ minimum: 1 }, 1, 0.9, ["s: 0.9 is too small; write at least 1"]],
  [{ maximum: 1 }, 1, 1.1, ["s: 1.1 is too large; write at most 1"]],
  [{ exclusiveMinimum: 1 }, 1.1, 1, ["s: 1 is too small; write more than 1"]],
  [{ exclusiveMaximum: 1 }, 0.9, 1, ["s: 1 is too large; write less than 1"]],
  [{ minLength: 1 }, "é", "", ['s: "" is too short; write at least 1 character']],
  [{ maxLength: 2 }, "🙂🙂", "abc", ['s: "abc" is too long; write at most 2 characters']],
  [{ minItems: 2 }, [1, 2], [1], ["s: [1] is too short; write at least 2 items"]],
  [{ maxItems: 1 }, [1], [1, 2], ["s: [1,2] is too long; write at most 1 item"]],
  [{ uniqueItems: true }, [1, "1"], [1, 2, 1], ["s: [1,2,1] repeats 1; write it once"]],
  [{ pattern: "^a" }, "ab", "ba", ['s: "ba" does not match ^a; write a value']],
  [
    { type: "string", pattern: "^[0-9]+m?$", format: "CPU quantity", default: "64" },
    "1500m",
    "lots",
    ['s: "lots" is not a valid CPU quantity; write a string such as "64"'],
  ],
  [
    { items: { type: "string" }, maxItems: 2 },
    ["a"],
    ["a", 3, "b"],
    ['s: ["a",3,"b"] is too long; write at most 2 items', 's[1]: 3 is not a string; write "3"'],
  ],
  [
    {
      properties: { from: { type: "integer", default: 8 }, to: {} },
      required: ["from", "to"],
      additionalProperties: false,
    },
    { from: 1, to: 2 },
    { form: 1, "odd/key": 1 },
    [
      "s.from: is missing; add a whole number such as 8",
      "s.to: is missing; add a value",
      's.form: is not known; did you mean "from"? (from, to)',
      's["odd/key"]: is not known; write one of from, to',
    ],
  ],
  [{ additionalProperties: { minimum: 1 } }, { any: 1 }, { any: 0 }, ["s.any: 0 is too small; write at least 1"]],
];

describe("the errors of a value against a JSON schema", () => {
  for (const [schema, good, wrong, lines] of cases) {
    it(`are none for ${JSON.stringify(good)}, and all that is wrong with ${JSON.stringify(wrong)}, under ${JSON.stringify(schema)}`, () => {
      deepEqual(errors(schema, good), []);
      deepEqual(errors(schema, wrong), lines);
    });
  }

  it("suggest what was meant where only the type is wrong", () => {
    const cpu = { type: "string", pattern: "^[0-9]+m?$", default: "1000" };
    deepEqual(
      [
        errors(cpu, 64),
        errors(cpu, 6.4),
        errors({ type: "integer", minimum: 1 }, "5"),
        errors({ type: "integer", minimum: 1 }, "0"),
        errors({ type: "number" }, " "),
        errors({ type: "number" }, "Infinity"),
        errors({ type: "boolean" }, "true"),
        errors({ type: "boolean" }, "false"),
        errors({ type: "array", items: { type: "string" } }, "m5"),
        errors({ type: "array", items: { type: "string" } }, 5),
      ].flat(),
      [
        's: 64 is not a string; write "64"',
        's: 6.4 is not a string; write a string such as "1000"',
        's: "5" is not a whole number; write 5',
        's: "0" is not a whole number; write a whole number',
        's: " " is not a number; write a number',
        's: "Infinity" is not a number; write a number',
        's: "true" is not a boolean; write true',
        's: "false" is not a boolean; write false',
        's: "m5" is not a list; write ["m5"]',
        "s: 5 is not a list; write a list",
      ],
    );
  });

  it("list up to twelve names, and give a default as an example unless it is empty", () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `option-${index}`);
    deepEqual(errors({ enum: names(12) }, "x"), [`s: "x" is not known; write one of ${names(12).join(", ")}`]);
    deepEqual(errors({ enum: names(13) }, "x"), [
      `s: "x" is not known; write ${names(13)
        .map((name) => `"${name}"`)
        .join(" or ")}`,
    ]);
    deepEqual([errors({ type: "string", default: "" }, {}), errors({ type: "array", default: [] }, {})].flat(), [
      "s: {} is not a string; write a string",
      "s: {} is not a list; write a list",
    ]);
  });

  it("bind a number, a string and a list only by the keywords of its own kind", () => {
    deepEqual(errors({ pattern: "^a", uniqueItems: false }, [1, 1]), []);
    deepEqual(errors({ pattern: "^a", uniqueItems: true }, 1), []);
    deepEqual(errors({ minimum: 5, minLength: 2, minItems: 2 }, 7), []);
    deepEqual(errors({ minimum: 5, minLength: 2, minItems: 2 }, "ab"), []);
    deepEqual(errors({ minimum: 5, minLength: 2, minItems: 2 }, [1, 2]), []);
  });

  it("cut a long value, and are none without a schema", () => {
    const long = "x".repeat(79);
    deepEqual(errors({ maxLength: 9 }, long.slice(1)), [
      `s: "${long.slice(1)}" is too long; write at most 9 characters`,
    ]);
    deepEqual(errors({ maxLength: 9 }, long), [`s: "${long}… is too long; write at most 9 characters`]);
    deepEqual(errors(undefined, long), []);
  });

  it("know nothing that every JavaScript object has", () => {
    const schema = { properties: {}, required: ["toString"], additionalProperties: false };
    deepEqual(errors(schema, JSON.parse('{ "constructor": 1, "__proto__": 1 }')), [
      "s.toString: is missing; add a value",
      "s.constructor: is not known; remove it",
      "s.__proto__: is not known; remove it",
    ]);
  });
});
