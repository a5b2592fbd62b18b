import assert from "node:assert/strict";
import fc from "fast-check";
import { sourceBounds } from "../../../config/bounds";
import { readYaml } from "../../../config/source/yaml";

/** What the file is refused for, as `line:column message; suggestion`. */
function refusal(text: string): string {
  const { value, findings } = readYaml(text);
  assert.equal(value, undefined);
  return findings
    .map(({ place, message, suggestion }) => `${place.line}:${place.column} ${message}; ${suggestion}`)
    .join("\n");
}

describe("a YAML file as Pulumi's CLI reads it", () => {
  const scalars: readonly (readonly [yaml: string, value: unknown])[] = [
    ["1.30", 1.3],
    ['"1.30"', "1.30"],
    ["010", 8],
    ["0o10", 8],
    ["0x1F", 31],
    ["1_000", 1000],
    ["yes", "yes"],
    ["true", true],
    ["~", null],
    ["1e3", 1000],
    ["10.0.0.0/16", "10.0.0.0/16"],
    ["12:30", "12:30"],
    ["constructor", "constructor"],
    ["toString", "toString"],
    ["2026-01-01", "2026-01-01 00:00:00 +0000 UTC"],
    ["2026-01-01T08:30:00+09:00", "2026-01-01 08:30:00 +0900 +0900"],
    ["!!str 1.30", "1.30"],
  ];
  for (const [yaml, value] of scalars) {
    it(`takes ${yaml} for ${JSON.stringify(value)}`, () =>
      assert.deepEqual(readYaml(`key: ${yaml}`).value, { key: value }));
  }

  it("follows anchors and merges, the closer key winning", () => {
    assert.deepEqual(readYaml("base: &base { a: 1, b: 2 }\nkey: { <<: *base, b: 3 }").value, {
      base: { a: 1, b: 2 },
      key: { a: 1, b: 3 },
    });
  });

  it("keeps a key called __proto__ as a key, and changes no prototype", () => {
    const { value } = readYaml("config:\n  __proto__: { polluted: true }\n  constructor: 1");
    const { config } = value as { config: object };
    assert.deepEqual(Object.keys(config), ["__proto__", "constructor"]);
    assert.equal(Object.getPrototypeOf(config), Object.prototype);
    assert.equal((config as { polluted?: unknown }).polluted, undefined);
  });

  it("is empty for an empty file and one of comments", () => {
    assert.equal(readYaml("").value, null);
    assert.equal(readYaml("# hello\n").value, null);
  });

  it("tells where a value stands, by its key, and of a missing one where its map does", () => {
    const source = readYaml(
      "config:\n  nodepools:teams:\n    dotori:\n      pools:\n        - name: a\n        - { name: b, weight: 7 }",
    );
    const at = (...steps: readonly PropertyKey[]) => source.place(["config", "nodepools:teams", ...steps]);
    assert.deepEqual(at("dotori", "pools", 1, "weight"), { line: 6, column: 22 });
    assert.deepEqual(at("dotori", "pools", 1), { line: 6, column: 11 });
    assert.deepEqual(at("dotori", "pools", 1, "limits", "cpu"), { line: 6, column: 11 });
    assert.deepEqual(at("dotori"), { line: 3, column: 5 });
  });

  it("tells where a value stands that an alias or a merge brings", () => {
    const source = readYaml("base: &base\n  cpu: 1\na:\n  <<: *base\nb: *base");
    assert.deepEqual(source.place(["a", "cpu"]), { line: 2, column: 3 });
    assert.deepEqual(source.place(["b", "cpu"]), { line: 2, column: 3 });
  });

  it("keeps the text as it was written", () => {
    const source = readYaml("a: 0471\nb: '1.30'\nc: [x]");
    assert.deepEqual(
      [["a"], ["b"], ["c"], ["d"]].map((steps) => source.written(steps)),
      ["0471", "1.30", undefined, undefined],
    );
  });

  it("warns where a number or a date is not what the text seems to say", () => {
    const { findings } = readYaml(
      "weight: 010\ntag: 2026-01-01\nid: 12345678901234567890\nplain: 10\nhex: 0x10\nsame: 07",
    );
    assert.deepEqual(
      findings.map(
        ({ level, path, value, message, suggestion, place }) =>
          `${level} ${place.line}:${place.column} ${path}: ${JSON.stringify(value)} ${message}; ${suggestion}`,
      ),
      [
        'warning 1:9 weight: 8 is how YAML reads 010, as an octal number; write 10 for the number, "010" in quotes for the text',
        'warning 2:6 tag: "2026-01-01 00:00:00 +0000 UTC" is how YAML reads 2026-01-01, as a time; write "2026-01-01" in quotes',
        'warning 3:5 id: 12345678901234567000 is how YAML reads 12345678901234567890, with fewer digits; write "12345678901234567890" in quotes',
      ],
    );
  });
});

describe("a YAML file that cannot be read", () => {
  const refused: readonly (readonly [title: string, yaml: string, says: string])[] = [
    [
      "a key that stands twice",
      "a: 1\na: 2",
      "2:1 cannot be read as YAML: Map keys must be unique; remove one of the two",
    ],
    [
      "an alias without an anchor",
      "a:\n  - *nope",
      "2:5 the alias *nope names no anchor; write &nope at the value that is meant, or the value itself",
    ],
    [
      "an alias inside its own anchor",
      "a: &r\n  b: *r",
      "2:6 the alias *r stands inside the value that it repeats; write the value out",
    ],
    [
      "a second document",
      "a: 1\n---\na: 2",
      "2:1 a second YAML document begins here; a stack file has one; remove this one, or the --- above it",
    ],
    ["a list as a key", "? [a]\n: 1", "1:3 a key must be text, not a list or a map; undefined"],
    [
      "a tag of a programming language",
      "a: !!python/object:os.system x",
      "1:30 the tag !!python/object:os.system means nothing to a stack file; remove it",
    ],
    ["brackets without end", `config: ${"[".repeat(600)}`, "1:72 is nested more than 64 levels deep; undefined"],
    ["dashes without end", "- ".repeat(100_000), "1:129 is nested more than 64 levels deep; undefined"],
  ];
  for (const [title, yaml, says] of refused)
    it(`is refused for ${title}, in one line`, () => assert.equal(refusal(yaml), says));

  it("is refused for aliases that expand without bound, at once", () => {
    const lines = ["a: &a [x,x,x,x,x,x,x,x,x]"];
    for (const [name, of] of ["ba", "cb", "dc", "ed", "fe", "gf", "hg"])
      lines.push(`${name}: &${name} [${Array(9).fill(`*${of}`).join(",")}]`);
    const started = performance.now();
    assert.match(
      refusal(lines.join("\n")),
      /^\d+:\d+ its aliases expand to more than 100,000 values; write the values out, or share less$/,
    );
    assert.ok(performance.now() - started < 20_000, "without a bound it would never end");
  });

  it("is read at the bound of aliases and refused one value above it", () => {
    const bounds = { ...sourceBounds, aliasValues: 4 };
    assert.equal(readYaml("a: &a [1, 2, 3]\nb: *a", bounds).findings.length, 0);
    assert.equal(readYaml("a: &a [1, 2, 3, 4]\nb: *a", bounds).findings.length, 1);
  });

  it("never hangs and never throws, whatever stands in it", () => {
    const piece = fc.constantFrom(
      "a: ",
      "- ",
      "[",
      "]",
      "{",
      "}",
      "\n",
      "  ",
      "*a ",
      "&a ",
      "<<: ",
      "? ",
      ": ",
      "!!x ",
      "'",
      '"',
      "|\n",
      "---\n",
      "...\n",
      "%YAML 1.2\n",
      "__proto__: ",
      "#",
      "\t",
      "0471",
      "\u0000",
      "é",
      "𝄞",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
        const { value, findings } = readYaml(pieces.join(""));
        assert.ok(value !== undefined || findings.length === 1);
        for (const { message } of findings) assert.doesNotMatch(message, /\n|Maximum call stack| at .*\.js/);
      }),
      { numRuns: 2000 },
    );
  });
});
