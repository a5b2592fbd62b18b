/** Policy variables such as `${aws:PrincipalTag/team, 'none'}`. Source: IAM user guide, reference_policies_variables. */
import type { Pattern, Piece } from "./pattern";
import { wildcardPattern } from "./pattern";

/** The version of the policy language: variables are literal text in the older one, which is the default. */
export const policyVersions = ["2012-10-17", "2008-10-17"] as const;
export type PolicyVersion = (typeof policyVersions)[number];

interface Variable {
  readonly key: string;
  readonly otherwise: string | undefined;
}

/** A text of a policy, in which variables are still to be replaced. */
export type Template = readonly (Piece | Variable)[];

/** The one value of a condition key; undefined when the request does not have it. */
export type LookUp = (key: string) => string | undefined;

/** Names of the characters that would otherwise mean something. */
const escaped = new Set(["*", "?", "$"]);

const variableForm = /^([^\s,']+:[^\s,']+)(?:\s*,\s*'([^']*)')?$/;

/**
 * Reads a text with variables.
 * @param wildcards whether `*` and `?` outside of variables are wildcards
 * @throws RangeError naming the variable, if it is malformed
 */
export function parseTemplate(text: string, version: PolicyVersion, wildcards: boolean): Template {
  const pieces = (part: string): Pattern =>
    wildcards ? wildcardPattern(part) : part === "" ? [] : [{ literal: part }];
  if (version === "2008-10-17") return pieces(text);
  return text
    .split(/(\$\{[^}]*\}?)/)
    .flatMap((part): Template => (part.startsWith("${") ? variable(part) : pieces(part)));
}

function variable(text: string): Template {
  if (!text.endsWith("}")) throw new RangeError(`"${text}" has no closing brace`);
  const inside = text.slice(2, -1);
  if (escaped.has(inside)) return [{ literal: inside }];
  const [, key, otherwise] = variableForm.exec(inside) ?? [];
  if (key === undefined) {
    throw new RangeError(
      `"${text}" is not a policy variable; write \${prefix:key}, \${prefix:key, 'default'}, \${*}, \${?} or \${$}`,
    );
  }
  return [{ key, otherwise }];
}

/** Whether a request decides what the text is. */
export function hasVariables(template: Template): boolean {
  return template.some((piece) => "key" in piece);
}

/**
 * The template for one request. Wildcards in a request's values are literal.
 * @returns undefined if a key without a default is missing: then nothing is equal to the text, or like it
 */
export function expand(template: Template, lookUp: LookUp): Pattern | undefined {
  const pattern: Piece[] = [];
  for (const piece of template) {
    if (!("key" in piece)) {
      pattern.push(piece);
      continue;
    }
    const value = lookUp(piece.key) ?? piece.otherwise;
    if (value === undefined) return undefined;
    pattern.push({ literal: value });
  }
  return pattern;
}
