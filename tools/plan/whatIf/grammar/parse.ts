/** A what-if as people write it: `dotori: 40 pods of 1cpu/2Gi on spot at mon 09:00`. */
import type { PodSize } from "../../../../capacity/ec2/allocatable";
import type { PodToleration } from "../../../../capacity/tenancy/isolation";
import { ownValue } from "../../../../capacity/units/ownValue";
import { labelPart, readSelector, readToleration, type WrittenSelector } from "./labels";
import { readMoment, type WrittenMoment } from "./moment";
import { beginsSize, readSize, sizeExample, type WrittenSize } from "./size";
import { mistaken, Reader, type Word, type Written, wordsOf } from "./words";

/** What a what-if says, before it is known what the stack has. */
export interface ParsedWhatIf extends Written {
  readonly team: Word;
  /** Behind a slash: `dotori/dotori-batch`. */
  readonly namespace?: Word | undefined;
  readonly count: number;
  readonly size: WrittenSize;
  readonly pool?: Word | undefined;
  readonly selectors: readonly WrittenSelector[];
  readonly tolerations: readonly PodToleration[];
  readonly arch?: string | undefined;
  readonly zone?: Word | undefined;
  readonly capacityType?: string | undefined;
  readonly onePerNode: boolean;
  /** A number, or one of the PriorityClasses that are known without the cluster. */
  readonly priority: number | string;
  readonly at?: WrittenMoment | undefined;
  /** Of the user's own DaemonSets, on each node. */
  readonly daemonSets?: PodSize | undefined;
}

/** Most pods: more is a typing error, or belongs into a load test. */
export const mostPods = 10_000;

const architectures = ["amd64", "arm64"];
const capacityTypes = ["spot", "on-demand", "reserved"];
/** PriorityClasses of Kubernetes and of this program; others have the number that the user gives. */
export const knownClasses = ["system-node-critical", "system-cluster-critical", "warm-placeholder"];

const otherNames: Readonly<Record<string, string>> = {
  x86: "amd64",
  x86_64: "amd64",
  "x86-64": "amd64",
  intel: "amd64",
  amd: "amd64",
  aarch64: "arm64",
  arm: "arm64",
  graviton: "arm64",
  ondemand: "on-demand",
  on_demand: "on-demand",
};

/** Words that only make it read well. */
const fillers: ReadonlySet<string> = new Set([
  "of",
  "each",
  "with",
  "and",
  "on",
  "in",
  "using",
  "to",
  "a",
  "every",
  "/",
]);
const nouns: ReadonlySet<string> = new Set(["pod", "pods", "replica", "replicas", "x", "×"]);

type Clauses = {
  -readonly [Key in
    | "size"
    | "pool"
    | "selectors"
    | "tolerations"
    | "arch"
    | "zone"
    | "capacityType"
    | "onePerNode"
    | "priority"
    | "at"
    | "daemonSets"]: ParsedWhatIf[Key];
};

/** Each clause by the word that begins it. */
const clauses: Readonly<Record<string, (reader: Reader, clauses: Clauses) => void>> = {
  pool: (reader, into) => {
    into.pool = reader.take("which pool? Write its name");
  },
  selector: (reader, into) => {
    into.selectors = [...into.selectors, readSelector(reader)];
  },
  tolerates: (reader, into) => {
    into.tolerations = [...into.tolerations, readToleration(reader)];
  },
  arch: (reader, into) => {
    into.arch = oneOf(reader, reader.take("which architecture? Write amd64 or arm64"), architectures);
  },
  zone: (reader, into) => {
    into.zone = readZone(reader);
  },
  "capacity-type": (reader, into) => {
    into.capacityType = oneOf(
      reader,
      reader.take("which capacity type? Write spot, on-demand or reserved"),
      capacityTypes,
    );
  },
  gpu: (reader, into) => {
    const count = reader.take('how many GPUs? Write "gpu 1"');
    if (!/^\d{1,4}$/.test(count.text)) throw reader.mistake(count, 'is not a number of GPUs; write "gpu 1"');
    if (into.size.gpus !== undefined) throw reader.mistake(count, "is said twice: each pod has one number of GPUs");
    into.size = { ...into.size, gpus: Number(count.text) };
  },
  "one-per-node": (_, into) => {
    into.onePerNode = true;
  },
  priority: (reader, into) => {
    into.priority = readPriority(reader);
  },
  at: (reader, into) => {
    into.at = readMoment(reader, isClause);
  },
  daemonsets: (reader, into) => {
    const word = reader.peek() ?? reader.take(`of what size? Write what they request on a node, ${sizeExample}`);
    if (!beginsSize(word.text))
      throw reader.mistake(word, `is not a size; write what they request on a node, ${sizeExample}`);
    const { cpuMillis = 0, memoryMiB = 0, gpus } = readSize(reader, {});
    if (gpus !== undefined) throw reader.mistake(word, "has GPUs: those are the pods' own");
    into.daemonSets = { cpuMillis, memoryMiB };
  },
};

const sameClause: Readonly<Record<string, string>> = {
  selects: "selector",
  toleration: "tolerates",
  tolerate: "tolerates",
  tolerating: "tolerates",
  gpus: "gpu",
  daemonset: "daemonsets",
  architecture: "arch",
};

const severalTimes: ReadonlySet<string> = new Set(["selector", "tolerates"]);
const clauseWords = [...Object.keys(clauses), ...architectures, ...capacityTypes];

function isClause(word: string): boolean {
  const lower = word.toLowerCase();
  return (
    [...clauseWords, ...Object.keys(sameClause), ...fillers, "one", "capacity"].includes(lower) || beginsSize(word)
  );
}

/** @throws UsageError that says where and what is wrong, and what is allowed */
export function parseWhatIf(written: Written): ParsedWhatIf {
  const { subject, rest } = readSubject(written);
  const reader = new Reader(written, wordsOf(written, rest));
  const count = readCount(reader);
  const into: Clauses = {
    size: {},
    pool: undefined,
    selectors: [],
    tolerations: [],
    arch: undefined,
    zone: undefined,
    capacityType: undefined,
    onePerNode: false,
    priority: 0,
    at: undefined,
    daemonSets: undefined,
  };
  const seen = new Set<string>();
  while (reader.peek() !== undefined) readClause(reader, into, seen);
  return { ...written, ...subject, count, ...into };
}

function readSubject(written: Written): {
  readonly subject: Pick<ParsedWhatIf, "team" | "namespace">;
  readonly rest: number;
} {
  wordsOf(written);
  const match = /^\s*([^\s:,]+?)\s*:/.exec(written.text);
  const [begin = "", name = ""] = match ?? [];
  if (match === null)
    throw mistaken(written, {
      at: 1,
      value: "",
      message: 'names no team; begin with one and a colon, such as "dotori: 40 pods of 1cpu/2Gi"',
    });
  const at = begin.indexOf(name) + 1;
  const slash = name.indexOf("/");
  if (slash < 0) return { subject: { team: { text: name, at } }, rest: begin.length };
  const [team, namespace] = [name.slice(0, slash), name.slice(slash + 1)];
  return {
    subject: { team: { text: team, at }, namespace: { text: namespace, at: at + slash + 1 } },
    rest: begin.length,
  };
}

function readCount(reader: Reader): number {
  const example = 'such as "40 pods of 1cpu/2Gi"';
  const word = reader.take(`how many pods? Write their number, ${example}`);
  const [, digits, noun = ""] = /^(\d+)([x×])?$/.exec(word.text) ?? [];
  if (digits === undefined) throw reader.mistake(word, `is not a number of pods; write it first, ${example}`);
  const count = Number(digits);
  if (count < 1 || count > mostPods)
    throw reader.mistake(word, `is not a number of pods; write 1 to ${mostPods.toLocaleString("en-US")}`);
  if (noun !== "") return count;
  if (nouns.has(reader.peekLower())) {
    reader.skip();
    return count;
  }
  const next = reader.take(`of what? Write "${digits} pods", and what each requests, ${sizeExample}`);
  throw reader.mistake(next, `is not expected after the number; write "${digits} pods"`, { allowed: ["pod", "pods"] });
}

function readClause(reader: Reader, into: Clauses, seen: Set<string>): void {
  const word = reader.take("");
  const lower = word.text.toLowerCase();
  if (fillers.has(lower)) {
    if (reader.peek() === undefined) throw reader.mistake(word, "is the last word; say what follows it");
    return;
  }
  const found = clauseOf(reader, word, lower);
  if (found === "size") {
    reader.skip(-1);
    into.size = readSize(reader, into.size);
    return;
  }
  const { name, back } = found;
  if (seen.has(name) && !severalTimes.has(name)) throw reader.mistake(word, `is said twice: there is one ${name}`);
  seen.add(name);
  // a bare value, such as `spot`, is read again as what its clause takes
  if (back) reader.skip(-1);
  ownValue(clauses, name)!(reader, into);
}

/** @throws UsageError for a word that begins nothing */
function clauseOf(
  reader: Reader,
  word: Word,
  lower: string,
): "size" | { readonly name: string; readonly back: boolean } {
  if (beginsSize(word.text)) return "size";
  if (Object.hasOwn(clauses, lower)) return { name: lower, back: false };
  if (Object.hasOwn(sameClause, lower)) return { name: sameClause[lower]!, back: false };
  if (architectures.includes(lower)) return { name: "arch", back: true };
  if (capacityTypes.includes(lower)) return { name: "capacity-type", back: true };
  if (zoneForm.test(lower)) return { name: "zone", back: true };
  for (const [words, name] of spacedWords) {
    if (words.every((each, index) => (index === 0 ? lower : reader.peekLower(index - 1)) === each)) {
      reader.skip(words.length - 1);
      return { name, back: false };
    }
  }
  if (labelPart.test(word.text) && word.text.includes("="))
    throw reader.mistake(word, "is not expected here; a node's label is asked for by its word", {
      suggestion: `selector ${word.text}`,
    });
  throw reader.mistake(word, "is not known here", { allowed: clauseWords, suggestion: ownValue(otherNames, lower) });
}

const spacedWords: readonly (readonly [readonly string[], string])[] = [
  [["one", "per", "node"], "one-per-node"],
  [["one", "pod", "per", "node"], "one-per-node"],
  [["capacity", "type"], "capacity-type"],
];

const zoneForm = /^[a-z]{2,4}(-[a-z]+)+-\d+[a-z]$|^[a-z]{2,4}(-[a-z]+)+-\d+-[a-z]+-\d+[a-z]$/;

function readZone(reader: Reader): Word {
  const word = reader.take('which zone? Write its name, such as "us-east-1a"');
  if (zoneForm.test(word.text)) return word;
  const suggestion = zoneForm.test(word.text.toLowerCase()) ? word.text.toLowerCase() : undefined;
  throw reader.mistake(word, 'is not the name of an availability zone; write one such as "us-east-1a"', { suggestion });
}

function readPriority(reader: Reader): number | string {
  const word = reader.take("which priority? Write its number");
  if (knownClasses.includes(word.text)) return word.text;
  if (/^-?\d{1,10}$/.test(word.text) && Math.abs(Number(word.text)) <= 2_147_483_647) return Number(word.text);
  throw reader.mistake(word, "is not a priority; write the number that its PriorityClass has", {
    allowed: knownClasses,
  });
}

function oneOf(reader: Reader, word: Word, allowed: readonly string[]): string {
  const lower = word.text.toLowerCase();
  if (allowed.includes(lower)) return lower;
  throw reader.mistake(word, "is not known here", { allowed, suggestion: ownValue(otherNames, lower) });
}
