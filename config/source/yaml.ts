/**
 * A YAML file as Pulumi's CLI reads it, with the place of each value. It may be a stranger's: what it expands to is bounded, its
 * keys are data whatever they are called, and what is wrong with it is told as findings with line and column.
 */

import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  type YAMLMap,
} from "yaml";
import { isRecord } from "../../capacity/units/fields";
import { type SourceBounds, sourceBounds } from "../bounds";
import { type Finding, pathText } from "../finding";
import { type GoScalar, goScalar } from "./goScalar";

export type YamlValue = null | boolean | number | string | readonly YamlValue[] | { readonly [key: string]: YamlValue };

/** Keys and indexes from the top of a file to a value. */
export type Steps = readonly PropertyKey[];

/** A place in a file, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What a file says, and where. */
export interface YamlSource {
  /** Undefined when the file cannot be read as YAML; `findings` then say why. */
  readonly value: YamlValue | undefined;
  /** Errors for which the file is refused as a whole, and warnings where YAML reads a text otherwise than its writer. */
  readonly findings: readonly SourceFinding[];
  /** Where a value or, if there is none, the nearest value around it begins; for an entry of a map, its key. */
  place(steps: Steps): Place | undefined;
  /** The text of a plain or quoted scalar as it was written; undefined for lists, maps and what is not there. */
  written(steps: Steps): string | undefined;
}

/** A finding on the file itself. */
export interface SourceFinding extends Finding {
  readonly place: Place;
  readonly steps: Steps;
}

/** A reason to stop reading. */
class Refusal extends Error {
  constructor(
    readonly rule: string,
    message: string,
    readonly offset: number,
    readonly suggestion?: string,
  ) {
    super(message);
  }
}

const tagPrefix = "tag:yaml.org,2002:";
/** Tags that mean for a scalar what it would mean without them, or text. */
const plainTags = new Set(
  ["str", "int", "float", "bool", "null", "timestamp", "map", "seq"].map((tag) => tagPrefix + tag),
);

/**
 * Reads the text of a YAML file.
 * @param bounds at most this much is read; the default is for a stack file
 */
export function readYaml(text: string, bounds: SourceBounds = sourceBounds): YamlSource {
  const lines = new LineCounter();
  return readDocument(() => onlyDocument(compose(text, lines, bounds)), placeIn(lines), bounds);
}

/**
 * Reads each document of a text, as `kubectl` and `helm template` print several. One that cannot be read says why in its
 * findings and hides none of the others; what breaks the text as a whole is the finding of a single source.
 * @param bounds at most this much is read
 */
export function readYamlDocuments(text: string, bounds: SourceBounds): readonly YamlSource[] {
  const lines = new LineCounter();
  const place = placeIn(lines);
  try {
    return compose(text, lines, bounds).map((document) => readDocument(() => withoutErrors(document), place, bounds));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [refused(error, place)];
  }
}

function placeIn(lines: LineCounter): (offset: number) => Place {
  return (offset) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
}

/** @param read throws a Refusal where there is no document to read */
function readDocument(read: () => Document, place: (offset: number) => Place, bounds: SourceBounds): YamlSource {
  try {
    const document = read();
    const reader = new Reader(document, bounds);
    const value = reader.read();
    return {
      value,
      findings: reader.surprises.map(({ steps, offset, ...finding }) => ({
        level: "warning",
        path: pathText(steps),
        rule: "yaml-reads-as-written",
        ...finding,
        place: place(offset),
        steps,
      })),
      place: (steps) => {
        const offset = offsetOf(document, steps);
        return offset === undefined ? undefined : place(offset);
      },
      written: (steps) => {
        const node = nodeAt(document, steps);
        return isScalar(node) ? (node.source ?? undefined) : undefined;
      },
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refused(error, place);
  }
}

/** What cannot be read, and why. */
function refused({ rule, message, offset, suggestion }: Refusal, place: (offset: number) => Place): YamlSource {
  const finding = { level: "error", path: "", message, rule, place: place(offset), steps: [] } as const;
  return {
    value: undefined,
    findings: [suggestion === undefined ? finding : { ...finding, suggestion }],
    place: () => undefined,
    written: () => undefined,
  };
}

/**
 * The documents of a text, one at least, with their errors.
 * @throws Refusal for what is nested too deep
 */
function compose(text: string, lines: LineCounter, bounds: SourceBounds): readonly Document[] {
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  refuseDepth(tokens, bounds.depth);
  const documents: Document[] = [];
  // the failsafe schema leaves every scalar as text: what it means is go-yaml's to say. Reader finds keys that stand twice:
  // the parser compares each with all before it, which takes minutes for 40,000
  for (const document of new Composer({ schema: "failsafe", uniqueKeys: false, stringKeys: false }).compose(
    tokens,
    true,
    text.length,
  )) {
    documents.push(document as Document);
  }
  return documents;
}

/** @throws Refusal for a document that is not YAML */
function withoutErrors(document: Document): Document {
  const [error] = document.errors;
  if (error !== undefined) throw new Refusal("yaml", sentence(error.message), error.pos[0], fixes[error.code]);
  return document;
}

/** @throws Refusal for what is not one YAML document */
function onlyDocument(documents: readonly Document[]): Document {
  const [first, second] = documents;
  for (const document of documents) withoutErrors(document);
  if (second !== undefined) {
    const start = second.range?.[0] ?? 0;
    throw new Refusal(
      "one-document",
      "a second YAML document begins here",
      start,
      "a stack file has one; remove this one, or the --- above it",
    );
  }
  return first!;
}

const fixes: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "indent with spaces",
  BAD_INDENT: "align it with the entries of the same list or map",
};

/** The parser's message without the place and the excerpt it adds. */
function sentence(message: string): string {
  const [first = ""] = message.split("\n", 1);
  return `cannot be read as YAML: ${first.replace(/ at line \d+, column \d+:?$/, "").replace(/:$/, "")}`;
}

interface Token {
  readonly type: string;
  readonly offset?: number;
  readonly items?: readonly { readonly key?: Token | null; readonly value?: Token }[];
  readonly value?: Token;
}

/** Walks without recursion: the depth is what is in question. */
function refuseDepth(tokens: Iterable<unknown>, most: number): void {
  const waiting: { readonly token: Token; readonly depth: number }[] = [...tokens].map((token) => ({
    token: token as Token,
    depth: 0,
  }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { token, depth } = next;
    const inner = token.items === undefined ? depth : depth + 1;
    if (inner > most) throw new Refusal("yaml-depth", `is nested more than ${most} levels deep`, token.offset ?? 0);
    if (token.type === "document" && token.value) waiting.push({ token: token.value, depth });
    for (const { key, value } of token.items ?? []) {
      if (key) waiting.push({ token: key, depth: inner });
      if (value) waiting.push({ token: value, depth: inner });
    }
  }
}

interface Surprise {
  readonly steps: Steps;
  readonly offset: number;
  readonly value: YamlValue;
  readonly message: string;
  readonly suggestion: string;
}

/** From nodes to values: aliases followed, merges made, counted as they grow. */
class Reader {
  readonly surprises: Surprise[] = [];
  /** Anchors' nodes that are being read: an alias to one of them would never end. */
  private readonly open = new Set<Node>();
  private inAlias = 0;
  private aliasValues = 0;

  constructor(
    private readonly document: Document,
    private readonly bounds: SourceBounds,
  ) {}

  read(): YamlValue {
    return this.value(this.document.contents, []);
  }

  private value(node: unknown, steps: Steps): YamlValue {
    if (this.inAlias > 0 && ++this.aliasValues > this.bounds.aliasValues) {
      const most = this.bounds.aliasValues.toLocaleString("en-US");
      throw new Refusal(
        "yaml-aliases",
        `its aliases expand to more than ${most} values`,
        offset(node),
        "write the values out, or share less",
      );
    }
    if (isAlias(node)) return this.alias(node, steps);
    if (isScalar(node)) return this.scalar(node, steps);
    if (isSeq(node))
      return this.within(node, () => node.items.map((item, index) => this.value(item, [...steps, index])));
    if (isMap(node)) return this.within(node, () => this.map(node.items, steps));
    return null;
  }

  private within<T>(node: Node, read: () => T): T {
    this.refuseTag(node);
    this.open.add(node);
    const value = read();
    this.open.delete(node);
    return value;
  }

  private alias(
    node: Node & { readonly source: string; resolve(document: Document): unknown },
    steps: Steps,
  ): YamlValue {
    const target = node.resolve(this.document);
    if (target === undefined)
      throw new Refusal(
        "yaml-aliases",
        `the alias *${node.source} names no anchor`,
        offset(node),
        `write &${node.source} at the value that is meant, or the value itself`,
      );
    if (this.open.has(target as Node))
      throw new Refusal(
        "yaml-aliases",
        `the alias *${node.source} stands inside the value that it repeats`,
        offset(node),
        "write the value out",
      );
    this.inAlias++;
    const value = this.value(target, steps);
    this.inAlias--;
    return value;
  }

  private scalar(
    node: Node & { readonly source?: string; readonly value: unknown; readonly type?: string; readonly tag?: string },
    steps: Steps,
  ): YamlValue {
    this.refuseTag(node);
    if (node.type !== "PLAIN" || node.tag === `${tagPrefix}str`) return String(node.value ?? "");
    const text = node.source ?? String(node.value ?? "");
    const read = goScalar(text);
    this.note(read, text, offset(node), steps);
    return read.value;
  }

  private note({ value, surprise }: GoScalar, text: string, at: number, steps: Steps): void {
    if (surprise === undefined || this.inAlias > 0) return;
    const reads = surprise === "date" ? "as a time" : surprise === "octal" ? "as an octal number" : "with fewer digits";
    const quoted = JSON.stringify(text);
    const suggestion =
      surprise === "octal"
        ? `write ${Number(text.replaceAll("_", ""))} for the number, ${quoted} in quotes for the text`
        : `write ${quoted} in quotes`;
    this.surprises.push({
      steps,
      offset: at,
      value,
      message: `is how YAML reads ${text}, ${reads}`,
      suggestion,
    });
  }

  private map(items: readonly unknown[], steps: Steps): YamlValue {
    const entries = new Map<string, YamlValue>();
    const merged: YamlValue[] = [];
    const keys = new Set<string>();
    for (const pair of items) {
      if (!isPair(pair)) continue;
      const key = this.key(pair.key);
      if (keys.has(key))
        throw new Refusal(
          "yaml",
          "cannot be read as YAML: Map keys must be unique",
          offset(pair.key),
          "remove one of the two",
        );
      keys.add(key);
      const value = this.value(pair.value, [...steps, key]);
      if (key === "<<") merged.push(...(Array.isArray(value) ? (value as readonly YamlValue[]) : [value]));
      else entries.set(key, value);
    }
    for (const base of merged) {
      if (!isRecord(base))
        throw new Refusal("yaml-merge", "<< merges a value that is not a map", offset(this.document.contents));
      for (const [key, value] of Object.entries(base)) if (!entries.has(key)) entries.set(key, value);
    }
    // fromEntries defines own properties, `__proto__` too, where an assignment would set the prototype
    return Object.fromEntries(entries);
  }

  private key(node: unknown): string {
    const target = isAlias(node) ? node.resolve(this.document) : node;
    if (!isScalar(target)) throw new Refusal("yaml-key", "a key must be text, not a list or a map", offset(node));
    this.refuseTag(target);
    return String(target.source ?? target.value ?? "");
  }

  private refuseTag(node: { readonly tag?: string | undefined; readonly range?: unknown }): void {
    if (node.tag === undefined || node.tag === "!" || plainTags.has(node.tag)) return;
    const tag = node.tag.replace(tagPrefix, "!!");
    throw new Refusal("yaml-tag", `the tag ${tag} means nothing to a stack file`, offset(node), "remove it");
  }
}

function offset(node: unknown): number {
  return (node as { readonly range?: readonly [number, ...number[]] | null } | null)?.range?.[0] ?? 0;
}

function followed(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

const pairsByMap = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** Pairs by key, made once for each map: many findings ask for their places. */
function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = pairsByMap.get(map);
  if (known !== undefined) return known;
  const made = new Map<string, Pair>();
  for (const pair of map.items) if (isScalar(pair.key)) made.set(String(pair.key.source ?? pair.key.value ?? ""), pair);
  pairsByMap.set(map, made);
  return made;
}

/** The pair or item under one step; merges are looked through, closer entries first. */
function childOf(
  holder: unknown,
  step: PropertyKey,
  document: Document,
): { readonly at: unknown; readonly node: unknown } | undefined {
  const node = followed(holder, document);
  if (isSeq(node)) {
    const item = typeof step === "number" ? node.items[step] : undefined;
    return item === undefined ? undefined : { at: item, node: item };
  }
  if (!isMap(node)) return undefined;
  const pairs = pairsOf(node);
  const pair = pairs.get(String(step));
  if (pair !== undefined) return { at: pair.key, node: pair.value };
  const bases = followed(pairs.get("<<")?.value, document);
  for (const base of isSeq(bases) ? bases.items : [bases]) {
    const found = childOf(base, step, document);
    if (found !== undefined) return found;
  }
  return undefined;
}

function nodeAt(document: Document, steps: Steps): unknown {
  let node: unknown = document.contents;
  for (const step of steps) {
    const child = childOf(node, step, document);
    if (child === undefined) return undefined;
    node = child.node;
  }
  return followed(node, document);
}

function offsetOf(document: Document, steps: Steps): number | undefined {
  let node: unknown = document.contents;
  let at: unknown = node;
  for (const step of steps) {
    const child = childOf(node, step, document);
    if (child === undefined) break;
    ({ at, node } = child);
  }
  return at === null ? undefined : offset(at);
}
