/** Stack files as a stranger may write them: raw YAML of the schema's words in wrong places, aliases, tags, noise. Not a test. */
import fc from "fast-check";
import { schemaKeys } from "./schemaKeys";

const ownKeys = [...new Set(schemaKeys.map(({ name }) => name.split(".").at(-1)!))].filter((key) => key !== "*");
const prototypeWords = ["constructor", "toString", "valueOf", "__proto__", "hasOwnProperty", "prototype"];
const scalars = [
  ...["~", "null", "true", "no", "010", "0x1F", "1_000", "1e309", ".inf", ".nan", "-0", "99999999999999999999", "1.30"],
  ...[
    '""',
    "''",
    '"\\u0000"',
    '"\\ud800"',
    "2026-01-01",
    "12:30:45",
    "us-east-1",
    "64",
    '"256Gi"',
    "[secret]",
    "m5.large",
  ],
  ...["!!str 1", "!!binary aGk=", "!!int x", "!Ref y", "!!python/object:os.system z", "!!set {a, b}", "!!omap [a: 1]"],
  ...["{ secure: AAABAA }", "{ secure: 1, more: 2 }", "한글", "\u202e", "@octocat", "&", "*", "|", ">", "%", "`"],
];

const key = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...ownKeys) },
  { weight: 1, arbitrary: fc.constantFrom(...prototypeWords) },
  { weight: 1, arbitrary: fc.constantFrom("<<", "? a", "!!str k", '"a b"', "1", "~", "[a]", "{a: 1}") },
);
const alias = fc.constantFrom("&a 1", "*a", "&a [*a]", "&b { x: *a }", "*nowhere", "&a { <<: *a }");
const scalar = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...scalars) },
  { weight: 1, arbitrary: fc.constantFrom(...prototypeWords) },
  { weight: 1, arbitrary: alias },
);

/** A value in one line, as flow YAML. */
const value = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    fc.array(fc.tuple(key, tie("value")), { maxLength: 4 }).map(mapText),
    fc.array(tie("value"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
  ),
})).value;

function mapText(entries: readonly (readonly [string, string])[]): string {
  return `{ ${entries.map(([name, inner]) => `${name}: ${inner}`).join(", ")} }`;
}

const line = fc
  .tuple(
    fc.constantFrom("", "  ", "  ", "  ", "    ", "\t"),
    fc.constantFrom("nodepools:", "nodepools:", "aws:", "other:", ""),
    key,
    value,
  )
  .map(([indent, namespace, name, inner]) => `${indent}${namespace}${name}: ${inner}`);

/** 528 bytes that would be 10^9 entries. */
const bomb = `config:\n${Array.from(
  { length: 10 },
  (_, index) =>
    `  a${index}: &a${index} [${Array(10)
      .fill(index === 0 ? "x" : `*a${index - 1}`)
      .join(", ")}]`,
).join("\n")}`;
const megabyte = 1024 * 1024;

/** A file of at most that size; a larger one is not read. */
function megabyteOf(head: string, line: (index: number) => string): string {
  let text = `config:\n${head}`;
  for (let index = 0; text.length + line(index).length <= megabyte; index++) text += line(index);
  return text;
}

/** Rare files that are large or deep. */
export const largeFiles: Readonly<Record<string, string>> = {
  "nested aliases": bomb,
  "1 MB of one word": `config:\n  nodepools:${"a".repeat(megabyte)}: 1`,
  "1 MB of misspelt keys at the top": megabyteOf("", (index) => `  nodepools:key${index}: ${index}\n`),
  "100,000 opened lists": `config: ${"[".repeat(100_000)}`,
  "1 MB of indentation": `config:\n${Array.from({ length: 1_400 }, (_, index) => `${" ".repeat(index)}a:`).join("\n")}`,
  "1 MB of control characters": `config:\n  nodepools:teams: "${"\u0007".repeat(megabyte)}"`,
  "1 MB of one scalar": `config:\n  nodepools:environment: ${"x".repeat(megabyte)}`,
};

/** A megabyte of noise in further places; seconds each. */
export const noisyFiles: Readonly<Record<string, string>> = {
  "1 MB of misspelt keys of a team": megabyteOf("  nodepools:teams:\n    a:\n", (index) => `      limts${index}: 1\n`),
  "1 MB of misspelt teams": megabyteOf("  nodepools:teams:\n", (index) => `    t${index}: { pols: [] }\n`),
  "1 MB of misspelt keys of a provider": megabyteOf("", (index) => `  aws:reg${index}: ${index}\n`),
  "1 MB of unknown instance families": megabyteOf(
    "  nodepools:poolDefaults:\n    instanceFamilies:\n",
    (index) => `      - m${index}q\n`,
  ),
};

/** A stack file; `config:` is there more often than not. */
export const arbitraryFile: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(
      "config:\n",
      "config:\n  aws:region: us-east-1\n  nodepools:environment: development\n",
      "config: &c\n",
      "",
      "---\n",
    ),
    fc.array(line, { maxLength: 6 }),
    fc.constantFrom("", "\n", "\n---\nconfig: {}\n", "\n...\n", "\r\n", "\u0000"),
  )
  .map(([head, lines, tail]) => `${head}${lines.join("\n")}${tail}`);
