/**
 * The condition operators, each by its exact name. Source: IAM user guide, reference_policies_elements_condition_operators.
 * `Null`, `...IfExists` and the set operators are in condition.ts: they ask whether there is a value at all.
 */
import { instant } from "./instant";
import { ipRange } from "./ipRange";
import { arnSegments, matchesArn, matchesPattern, type Pattern } from "./pattern";
import { expand, hasVariables, type LookUp, type PolicyVersion, parseTemplate } from "./variable";

/** Whether one value of the request matches one value of the policy. */
export type ValueMatcher = (asked: string, lookUp: LookUp) => boolean;

export interface Operator {
  /** True of the operators that are the opposite of another: they are true where the key is missing. */
  readonly negated: boolean;
  /** Whether a second value would contradict the first. */
  readonly single: boolean;
  /** @throws RangeError naming the value of the policy, if the operator cannot compare with it */
  readonly matcher: (written: string, version: PolicyVersion) => ValueMatcher;
}

/** Compares texts whose variables are replaced first. */
function texts(wildcards: boolean, isSame: (pattern: Pattern, asked: string) => boolean): Operator["matcher"] {
  return (written, version) => {
    const template = parseTemplate(written, version, wildcards);
    return (asked, lookUp) => {
      const pattern = expand(template, lookUp);
      return pattern !== undefined && isSame(pattern, asked);
    };
  };
}

/** Takes no variables: IAM knows them in texts and ARNs only. */
function constant(matcher: (written: string) => (asked: string) => boolean): Operator["matcher"] {
  return (written, version) => {
    if (version === "2012-10-17" && written.includes("${")) {
      throw new RangeError(`"${written}" has a policy variable, which only String and Arn operators take`);
    }
    return matcher(written);
  };
}

/** Compares what both texts mean. */
function values<T>(read: (text: string) => T, isSame: (asked: T, written: T) => boolean): Operator["matcher"] {
  return constant((written) => {
    const value = read(written);
    return (asked) => isSame(read(asked), value);
  });
}

function matchesArnOf(written: string, version: PolicyVersion): ValueMatcher {
  const template = parseTemplate(written, version, true);
  // A variable may bring colons of its own, so such a text can be counted only when the request is there.
  if (!hasVariables(template) && arnSegments(expand(template, () => undefined)!) === undefined) {
    throw new RangeError(`"${written}" is not an ARN of six parts`);
  }
  return texts(true, matchesArn)(written, version);
}

function number(text: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new RangeError(`"${text}" is not a number`);
  return Number(text);
}

function boolean(text: string): boolean {
  if (text !== "true" && text !== "false") throw new RangeError(`"${text}" is neither "true" nor "false"`);
  return text === "true";
}

function bytes(text: string): string {
  const decoded = Buffer.from(text, "base64");
  if (decoded.toString("base64").replace(/=+$/, "") !== text.replace(/=+$/, "")) {
    throw new RangeError(`"${text}" is not base64`);
  }
  return decoded.toString("hex");
}

const isIn = constant(ipRange);
const equals = texts(false, matchesPattern);
const lowerCase = (pattern: Pattern): Pattern =>
  pattern.map((piece) => ("literal" in piece ? { literal: piece.literal.toLowerCase() } : piece));
const equalsIgnoreCase = texts(false, (pattern, asked) => matchesPattern(lowerCase(pattern), asked.toLowerCase()));
const like = texts(true, matchesPattern);

const is = (matcher: Operator["matcher"]): Operator => ({ negated: false, single: false, matcher });
const isNot = (matcher: Operator["matcher"]): Operator => ({ negated: true, single: false, matcher });

/** By name, as policies write it. */
export const operators: Readonly<Record<string, Operator>> = {
  StringEquals: is(equals),
  StringNotEquals: isNot(equals),
  StringEqualsIgnoreCase: is(equalsIgnoreCase),
  StringNotEqualsIgnoreCase: isNot(equalsIgnoreCase),
  StringLike: is(like),
  StringNotLike: isNot(like),
  NumericEquals: is(values(number, (asked, written) => asked === written)),
  NumericNotEquals: isNot(values(number, (asked, written) => asked === written)),
  NumericLessThan: is(values(number, (asked, written) => asked < written)),
  NumericLessThanEquals: is(values(number, (asked, written) => asked <= written)),
  NumericGreaterThan: is(values(number, (asked, written) => asked > written)),
  NumericGreaterThanEquals: is(values(number, (asked, written) => asked >= written)),
  DateEquals: is(values(instant, (asked, written) => asked === written)),
  DateNotEquals: isNot(values(instant, (asked, written) => asked === written)),
  DateLessThan: is(values(instant, (asked, written) => asked < written)),
  DateLessThanEquals: is(values(instant, (asked, written) => asked <= written)),
  DateGreaterThan: is(values(instant, (asked, written) => asked > written)),
  DateGreaterThanEquals: is(values(instant, (asked, written) => asked >= written)),
  Bool: { ...is(values(boolean, (asked, written) => asked === written)), single: true },
  BinaryEquals: is(values(bytes, (asked, written) => asked === written)),
  IpAddress: is(isIn),
  NotIpAddress: isNot(isIn),
  ArnEquals: is(matchesArnOf),
  ArnLike: is(matchesArnOf),
  ArnNotEquals: isNot(matchesArnOf),
  ArnNotLike: isNot(matchesArnOf),
};
