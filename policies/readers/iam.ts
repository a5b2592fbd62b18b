/** IAM policy documents: statements, conditions, principals. */
import type { Field } from "../frame/field";
import { types } from "../frame/subject";

/** Types whose inputs have a policy document that allows an identity something. */
export const identityPolicyTypes = [
  types.policy,
  types.rolePolicy,
  types.userPolicy,
  types.groupPolicy,
  types.role,
] as const;

/** The documents in the inputs of one of these types: `policy`, and the inline ones of a role. */
export function identityDocuments(inputs: Field): Field[] {
  const inline = inputs.at("inlinePolicies");
  return [inputs.at("policy"), ...(inline.isUnknown ? [inline] : inline.items().map((entry) => entry.at("policy")))];
}

export interface Statement {
  readonly place: Field;
  /** True for the effect Allow. */
  readonly isAllow: boolean;
  /** Without those of NotAction. */
  readonly actions: readonly string[];
  /** Without those of NotResource. */
  readonly resources: readonly string[];
  readonly conditions: readonly Condition[];
}

/** One key of a condition block: `StringEquals: { "aws:RequestTag/team": ["dotori"] }`. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** The statements of a document; none where it is missing. @throws Undecided when the document is not known yet */
export function statementsOf(document: Field): Statement[] {
  const list = document.json()?.at("Statement");
  if (list === undefined || list.isMissing) return [];
  const items = list.items();
  return (items.length > 0 ? items : [list]).map((place) => ({
    place,
    isAllow: place.at("Effect").text() === "Allow",
    actions: place.at("Action").texts(),
    resources: place.at("Resource").texts(),
    conditions: conditionsOf(place.at("Condition")),
  }));
}

function conditionsOf(conditions: Field): Condition[] {
  return conditions
    .entries()
    .flatMap(([operator, keys]) => keys.entries().map(([key, value]) => ({ operator, key, values: value.texts() })));
}

export const hasWildcard = (text: string): boolean => /[*?]/.test(text);

/** Whether an action, wildcards included, covers another. IAM ignores the case of actions. */
export function covers(action: string, wanted: string): boolean {
  const pattern = action
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${pattern}$`, "i").test(wanted);
}

/** Principals of a statement as kind and name, such as `Service ec2.amazonaws.com`; `*` for everyone. */
export function principalsOf(statement: Field): string[] {
  const principal = statement.at("Principal");
  const entries = principal.entries();
  if (entries.length === 0) return principal.texts();
  return entries.flatMap(([kind, names]) => names.texts().map((name) => (name === "*" ? "*" : `${kind} ${name}`)));
}
