/**
 * The kinds of value that a config is made of: what each accepts, how a message names it, and examples for editors and
 * tests.
 */
import { z } from "zod";
import { durationSeconds } from "../../../capacity/units/duration";
import { cpuMillis, memoryBytes } from "../../../capacity/units/quantity";

/** What messages, editors and tests need to know of a value. */
export interface Kind {
  /** Completes "is not": `a valid CPU quantity`. */
  readonly what: string;
  /** Completes "write": `"64" or "64000m"`. */
  readonly write: string;
  /** The same with an example of a region. */
  readonly writeIn?: (region: string) => string;
  /** Values that are accepted wherever the kind is used. */
  readonly examples: readonly unknown[];
  /** True when the stack file may hold it encrypted: it decides nothing that the plan must know. */
  readonly secret?: boolean;
  /** True for a version whose last zero YAML drops when it is not in quotes: 1.30 becomes 1.3. */
  readonly losesZeroInYaml?: boolean;
}

/** By schema, what to say of words that users mean rightly and the program refuses on purpose, instead of "is not known". */
export const refusals = z.registry<{
  readonly of: (word: string) => Refusal | undefined;
}>();

interface Refusal {
  readonly message: string;
  readonly suggestion: string;
  /** The value that the suggestion leads to, where it is one. */
  readonly meant?: unknown;
}

/** Kinds by their schema; booleans and enums need none. */
export const kinds = z.registry<Kind>();

interface TextKind extends Kind {
  /** Completes "is not a valid": `CPU quantity`. */
  readonly what: string;
  readonly pattern?: RegExp;
  /** For what a pattern cannot say; false, or a throw, refuses. */
  readonly accepts?: (text: string) => boolean;
  readonly maxLength?: number;
}

/** Text of one kind. Its description is added where it is used. */
export function text({ pattern, accepts, maxLength, ...kind }: TextKind) {
  let schema = z.string().min(1);
  if (maxLength !== undefined) schema = schema.max(maxLength);
  if (pattern !== undefined) schema = schema.regex(pattern);
  if (accepts !== undefined) schema = schema.refine(withoutThrowing(accepts));
  return schema.register(kinds, { ...kind, what: `a valid ${kind.what}` });
}

function withoutThrowing(accepts: (text: string) => boolean): (text: string) => boolean {
  return (value) => {
    try {
      return accepts(value);
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  };
}

/**
 * A whole number in a range, both ends included.
 * @param kind.what completes "is not a". @default "whole number"
 * @param kind.examples @default both ends
 */
export function integer(kind: { min: number; max: number; what?: string; examples?: readonly number[] }) {
  const { min, max, what = "whole number", examples = [min, max] } = kind;
  return z
    .int()
    .min(min)
    .max(max)
    .register(kinds, { what: `a ${what}`, write: `${min} to ${max}`, examples });
}

/** RFC 1123 label: names of teams, pools and namespaces become Kubernetes names and label values. */
export function dnsLabel(what: string, examples: readonly string[], maxLength = 63) {
  return text({
    what,
    write: `lower-case letters, digits and "-", at most ${maxLength}, such as ${JSON.stringify(examples[0])}`,
    pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    maxLength,
    examples,
  });
}

/** Longer label values than 63 characters pass the CRD and then disable the pool (facts: live run). */
export const labelValuePattern = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;

export function labelValue(examples: readonly string[] = ["blue", "v1.2", ""]) {
  return z
    .string()
    .max(63)
    .regex(labelValuePattern)
    .register(kinds, {
      what: "a valid label value",
      write: `at most 63 letters, digits, "-", "_" or "." in quotes, such as ${JSON.stringify(examples[0])}`,
      examples,
    });
}

/** A qualified name: an optional DNS prefix and a name of at most 63 characters (Kubernetes apimachinery, IsQualifiedName). */
export const qualifiedNamePattern =
  /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

export function qualifiedName(what: string, examples: readonly string[]) {
  return text({
    what,
    write: `[prefix/]name, such as ${JSON.stringify(examples[0])}`,
    pattern: qualifiedNamePattern,
    maxLength: 316,
    examples,
  });
}

/** To Kubernetes "64Gi" is a quantity of CPU as well: 68,719,476,736 vCPU, so a limit that bounds nothing. */
const memorySuffix = /([KMGTPE]i|[MGTPE])$/;

export function cpu(examples: readonly (string | number)[] = ["64", "64000m", 96]) {
  const accepts = (value: string) => !memorySuffix.test(value) && cpuMillis(value) > 0;
  return z
    .union([z.string().refine(withoutThrowing(accepts)), z.number().positive()])
    .register(refusals, { of: memoryAsCpu })
    .register(kinds, { what: "a valid CPU quantity", write: '"64" or "64000m"', examples });
}

/** M alone is none of them: "500M" is rather a misspelt 500m. */
function memoryAsCpu(word: string): Refusal | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?) ?([KMGTPE]i?B|[KMGTPE]i|[KGTPE])$/i.exec(word) ?? [];
  // k is decimal: "1k" is 1000 vCPU
  if (number === undefined || unit === "k" || Number(number) === 0) return undefined;
  const message = `is not a valid CPU quantity: ${unit} is a unit of memory`;
  return { message, suggestion: `write "${number}"`, meant: number };
}

export function memory(examples: readonly string[] = ["256Gi", "1000Gi", "512G"]) {
  return text({
    what: "memory quantity",
    write: '"256Gi"; a bare number would be bytes',
    accepts: (value) => /[A-Za-z]$/.test(value) && !/[mun]$/.test(value) && memoryBytes(value) > 0,
    examples,
  });
}

/** A duration as Karpenter's CRDs take it: hours, minutes, seconds; no days. */
export function duration({ never = false, examples }: { never?: boolean; examples: readonly string[] }) {
  return text({
    what: "duration",
    write: `hours, minutes and seconds such as ${JSON.stringify(examples[0])}${never ? ' or "Never"' : ""} (there is no "d")`,
    pattern: never ? /^(([0-9]+(s|m|h))+|Never)$/ : /^([0-9]+(s|m|h))+$/,
    accepts: (value) => value === "Never" || Number.isSafeInteger(durationSeconds(value)),
    examples: never ? [...examples, "Never"] : examples,
  });
}

export function arn(what: string, pattern: RegExp, examples: readonly string[]) {
  return text({ what, write: `an ARN such as ${JSON.stringify(examples[0])}`, pattern, examples });
}

/** An id that AWS gave, such as `subnet-0a1b2c3d`. */
export function awsId(prefix: string) {
  const example = `${prefix}-0123456789abcdef0`;
  return text({
    what: `${prefix} id`,
    write: `the id that AWS shows, such as ${JSON.stringify(example)}`,
    pattern: new RegExp(`^${prefix}-[0-9a-f]{8,17}$`),
    examples: [example, `${prefix}-1a2b3c4d`],
  });
}

/** An availability zone by name; local and wavelength zones are not for EKS nodes. */
export function zoneName(examples: readonly string[] = ["us-east-1a", "us-east-1b", "us-east-1c"]) {
  const write = (example: string | undefined) => `a zone's name such as ${JSON.stringify(example)}`;
  return text({
    what: "availability zone",
    write: write(examples[0]),
    writeIn: (region) => write(`${region}a`),
    pattern: /^[a-z]{2,4}(-[a-z]+)+-[0-9][a-z]$/,
    examples,
  });
}
