/**
 * Conditions of a statement. Source: IAM user guide, reference_policies_elements_condition_operators and
 * reference_policies_condition-single-vs-multi-valued-context-keys.
 */
import type { KeyValue, RequestContext } from "./context";
import { type Operator, operators, type ValueMatcher } from "./operator";
import { PolicyError, RequestError } from "./policyError";
import type { PolicyVersion } from "./variable";

export interface Condition {
  /** As the policy writes it: `ForAllValues:StringEquals`. */
  readonly operator: string;
  readonly key: string;
  readonly written: readonly string[];
  /** @throws RequestError if the key has several values and the operator is for one, or a value is of another type */
  holds(context: RequestContext): boolean;
}

type SetOperator = "ForAllValues" | "ForAnyValue" | undefined;

interface Test {
  readonly set: SetOperator;
  readonly ifExists: boolean;
  readonly negated: boolean;
  readonly matchers: readonly ValueMatcher[];
}

const operatorForm = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/;

/**
 * Reads the Condition element: all of its conditions must hold.
 * @throws PolicyError naming the operator, key or value that IAM does not know
 */
export function parseConditions(element: unknown, version: PolicyVersion, where: string): readonly Condition[] {
  return Object.entries(block(element, where)).flatMap(([operator, keys]) =>
    Object.entries(block(keys, `${where}.${operator}`)).map(([key, value]) =>
      parseCondition(operator, key, writtenValues(value, `${where}.${operator}.${key}`), version, where),
    ),
  );
}

function parseCondition(
  operator: string,
  key: string,
  written: readonly string[],
  version: PolicyVersion,
  where: string,
): Condition {
  const path = `${where}.${operator}.${key}`;
  if (!/^[^:\s]+:\S/.test(key)) throw new PolicyError(path, `"${key}" is not a condition key; write prefix:key`);
  const [, set, name = "", ifExists] = operatorForm.exec(operator) ?? [];
  if (name === "Null" && set === undefined && ifExists === undefined) return nullCondition(key, written, path);
  const found = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (found === undefined) throw new PolicyError(path, `"${operator}" is not a condition operator`);
  if (found.single) onlyOne(written, path);
  const test: Test = {
    set: set as SetOperator,
    ifExists: ifExists !== undefined,
    negated: found.negated,
    matchers: written.map((value) => matcher(found, value, version, path)),
  };
  return { operator, key, written, holds: (context) => holds(test, key, operator, context) };
}

function holds({ set, ifExists, negated, matchers }: Test, key: string, operator: string, context: RequestContext) {
  const asked = context.get(key);
  if (asked === undefined && ifExists) return true;
  const matches = (value: string) => anyMatches(matchers, value, key, context) !== negated;
  // Nothing to compare, and an empty text is nothing: all of no values match, any of no values does not.
  if (set === "ForAllValues") return isNull(asked) || many(asked).every(matches);
  if (set === "ForAnyValue") return !isNull(asked) && many(asked).some(matches);
  if (asked === undefined) return negated;
  if (typeof asked !== "string") {
    throw new RequestError(`${key} has several values; ${operator} needs ForAllValues: or ForAnyValue: before it`);
  }
  return matches(asked);
}

function anyMatches(matchers: readonly ValueMatcher[], value: string, key: string, context: RequestContext): boolean {
  try {
    return matchers.some((one) => one(value, singleValueOf(context)));
  } catch (error) {
    if (error instanceof RangeError) throw new RequestError(`${key}: ${error.message}`);
    throw error;
  }
}

/** `true` wants the key to be missing, `false` to have a value. */
function nullCondition(key: string, written: readonly string[], path: string): Condition {
  const [value] = onlyOne(written, path);
  if (value !== "true" && value !== "false") throw new PolicyError(path, `"${value}" is neither "true" nor "false"`);
  return { operator: "Null", key, written, holds: (context) => isNull(context.get(key)) === (value === "true") };
}

function isNull(asked: KeyValue | undefined): boolean {
  return many(asked).every((value) => value === "");
}

function many(asked: KeyValue | undefined): readonly string[] {
  return asked === undefined ? [] : typeof asked === "string" ? [asked] : asked;
}

/** Looks up policy variables. */
export function singleValueOf(context: RequestContext): (key: string) => string | undefined {
  return (key) => {
    const value = context.get(key);
    if (value === undefined || typeof value === "string") return value;
    throw new RequestError(`${key} has several values, so it cannot be a policy variable`);
  };
}

function matcher(operator: Operator, value: string, version: PolicyVersion, path: string): ValueMatcher {
  try {
    return operator.matcher(value, version);
  } catch (error) {
    if (error instanceof RangeError) throw new PolicyError(path, error.message);
    throw error;
  }
}

function onlyOne(written: readonly string[], path: string): readonly string[] {
  if (written.length !== 1) throw new PolicyError(path, `has ${written.length} values; it takes one`);
  return written;
}

function block(element: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof element !== "object" || element === null || Array.isArray(element)) {
    throw new PolicyError(where, "is not an object");
  }
  return element as Readonly<Record<string, unknown>>;
}

/** IAM takes numbers and booleans for their texts. */
function writtenValues(value: unknown, where: string): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (all.length === 0) throw new PolicyError(where, "has no value");
  return all.map((one) => {
    if (typeof one === "string" || typeof one === "number" || typeof one === "boolean") return String(one);
    throw new PolicyError(where, `${JSON.stringify(one)} is not a text`);
  });
}
