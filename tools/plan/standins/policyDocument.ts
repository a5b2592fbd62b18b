/** `aws.iam.getPolicyDocument`, which the provider computes without a call to AWS. */
import { isProperties, type Properties, type Value } from "../engine/property";

function list(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

/** One text stays a text, several are a list in order: as the provider writes them. */
function oneOrMany(values: readonly string[]): Value {
  return values.length === 1 ? (values[0] as string) : [...values].sort().reverse();
}

function items(value: Value | undefined): readonly Properties[] {
  return Array.isArray(value) ? value.filter((item: Value): item is Properties => isProperties(item)) : [];
}

function principals(value: Value | undefined): Value | undefined {
  const given = items(value);
  if (given.length === 0) return undefined;
  if (given.some(({ type, identifiers }) => type === "*" && list(identifiers).includes("*"))) return "*";
  return Object.fromEntries(given.map(({ type, identifiers }) => [String(type), oneOrMany(list(identifiers))]));
}

function conditions(value: Value | undefined): Value | undefined {
  const given = items(value);
  if (given.length === 0) return undefined;
  const byOperator = new Map<string, Readonly<Record<string, Value>>>();
  for (const { test, variable, values } of given) {
    const operator = String(test);
    byOperator.set(operator, { ...byOperator.get(operator), [String(variable)]: oneOrMany(list(values)) });
  }
  return Object.fromEntries(byOperator);
}

function statement(given: Properties): Properties {
  const fields: readonly (readonly [string, Value | undefined])[] = [
    ["Sid", given.sid],
    ["Effect", given.effect ?? "Allow"],
    ["Action", list(given.actions).length > 0 ? oneOrMany(list(given.actions)) : undefined],
    ["NotAction", list(given.notActions).length > 0 ? oneOrMany(list(given.notActions)) : undefined],
    ["Resource", list(given.resources).length > 0 ? oneOrMany(list(given.resources)) : undefined],
    ["NotResource", list(given.notResources).length > 0 ? oneOrMany(list(given.notResources)) : undefined],
    ["Principal", principals(given.principals)],
    ["NotPrincipal", principals(given.notPrincipals)],
    ["Condition", conditions(given.conditions)],
  ];
  return Object.fromEntries(fields.filter((field): field is readonly [string, Value] => field[1] !== undefined));
}

/** The statements of documents given as JSON, then one's own: a later statement replaces an earlier one of its Sid. */
export function policyDocument(inputs: Properties): string {
  const parsed = (text: string): readonly Properties[] => {
    const { Statement = [] } = JSON.parse(text) as { Statement?: Properties | Properties[] };
    return Array.isArray(Statement) ? (Statement as Properties[]) : [Statement as Properties];
  };
  const statements: readonly Properties[] = [
    ...list(inputs.sourcePolicyDocuments).flatMap(parsed),
    ...items(inputs.statements).map(statement),
    ...list(inputs.overridePolicyDocuments).flatMap(parsed),
  ];
  const last = statements.filter(
    ({ Sid }, index) => Sid === undefined || !statements.slice(index + 1).some((later) => later.Sid === Sid),
  );
  return JSON.stringify(
    {
      Version: inputs.version ?? "2012-10-17",
      ...(inputs.policyId === undefined ? {} : { Id: inputs.policyId }),
      Statement: last,
    },
    undefined,
    2,
  );
}
