/** YAML as Pulumi's CLI reads it (go-yaml), which is neither YAML 1.1 nor 1.2: `010` is 8, `1.30` is 1.3, a date is a Go time. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type Scalar } from "yaml";
import type { Value } from "../engine/property";

/** Plain words with a meaning of their own. `yes`, `no`, `on` and `off` are text. */
const words: Readonly<Record<string, Value>> = Object.fromEntries([
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null]),
  ...["true", "True", "TRUE"].map((word) => [word, true]),
  ...["false", "False", "FALSE"].map((word) => [word, false]),
]);

const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const integers: readonly (readonly [RegExp, number])[] = [
  [/^([-+]?)0b([01]+)$/, 2],
  [/^([-+]?)0o([0-7]+)$/, 8],
  [/^([-+]?)0x([0-9a-fA-F]+)$/, 16],
  [/^([-+]?)0([0-7]+)$/, 8],
  [/^([-+]?)(0|[1-9][0-9]*)$/, 10],
];
const timestamp =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d+)?(?:[ \t]*(Z|[-+]\d{1,2}(?::?\d{2})?))?)?$/;

/** A time as Go prints it: `2026-01-01 00:00:00 +0000 UTC`. */
function goTime(parts: RegExpExecArray): string {
  const two = (text: string | undefined) => (text ?? "0").padStart(2, "0");
  const [, year, month, day, hour, minute, second, fraction = "", zone] = parts;
  const [, sign, hours, minutes] = /^([-+])(\d{1,2}):?(\d{2})?$/.exec(zone ?? "") ?? [];
  const offset = sign === undefined ? "+0000" : `${sign}${two(hours)}${two(minutes)}`;
  const name = /^[-+]0000$/.test(offset) ? "UTC" : offset;
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}${fraction.replace(/\.?0+$/, "")} ${offset} ${name}`;
}

/** The value that go-yaml gives a plain scalar. */
export function goScalar(text: string): Value {
  const word = words[text];
  if (word !== undefined) return word;
  if (!/^[-+.0-9]/.test(text)) return text;
  const digits = text.replaceAll("_", "");
  for (const [pattern, base] of integers) {
    const [, sign, number] = pattern.exec(digits) ?? [];
    if (number !== undefined) return Number.parseInt(`${sign === "-" ? "-" : ""}${number}`, base);
  }
  if (float.test(digits)) return Number(digits);
  const time = timestamp.exec(text);
  return time === null ? text : goTime(time);
}

function scalarValue(scalar: Scalar): Value {
  const text = scalar.source ?? String(scalar.value ?? "");
  const tag = scalar.tag?.replace("tag:yaml.org,2002:", "!!");
  if (scalar.type !== "PLAIN" || tag === "!!str") return String(scalar.value ?? "");
  return goScalar(text);
}

function nodeValue(node: unknown, document: Document): Value {
  if (isAlias(node)) return nodeValue(node.resolve(document), document);
  if (isScalar(node)) return scalarValue(node);
  if (isSeq(node)) return node.items.map((item) => nodeValue(item, document));
  if (!isMap(node)) return null;
  const result: Record<string, Value> = {};
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.source ?? key.value ?? "") : String((key as Node | null)?.toString() ?? "");
    const inner = nodeValue(value, document);
    if (name !== "<<") result[name] = inner;
    else
      for (const base of Array.isArray(inner) ? inner : [inner])
        Object.assign(result, { ...(base as object), ...result });
  }
  return result;
}

/**
 * The content of a YAML file.
 * @throws Error with line and column, when it is not valid YAML
 */
export function goYaml(text: string): Value {
  const document = parseDocument(text, { schema: "failsafe", keepSourceTokens: false, prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined) throw new Error(error.message.split("\n", 1)[0]?.replace(/:$/, ""));
  return nodeValue(document.contents, document);
}
