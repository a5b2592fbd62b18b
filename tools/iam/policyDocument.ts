/** Policy documents, read and checked. Source: IAM user guide, reference_policies_elements and reference_policies_grammar. */

import { arnLength } from "./arn";
import { type Condition, parseConditions, singleValueOf } from "./condition";
import type { RequestContext } from "./context";
import { arnSegments, matchesArn, matchesPattern, wildcardPattern } from "./pattern";
import { PolicyError } from "./policyError";
import { type Principals, parseNotPrincipal, parsePrincipal } from "./principal";
import { expand, hasVariables, type PolicyVersion, parseTemplate, policyVersions } from "./variable";

/**
 * Where a policy is attached, which decides what it must say and what it can do.
 * `identity`, `boundary` and `session` belong to who asks, `resource`, `key` and `trust` to what is asked for: a KMS key's
 * and a role's policy must allow, whatever the account's own policies say.
 */
export type PolicyKind = "identity" | "boundary" | "session" | "resource" | "key" | "trust";

export interface Policy {
  /** As findings name it. */
  readonly name: string;
  readonly kind: PolicyKind;
  readonly statements: readonly Statement[];
}

export interface Statement {
  /** The policy's name and the Sid, or the place in the list: `NodeLifecycle AllowScopedDeletion`, `trust #1`. */
  readonly name: string;
  readonly effect: "Allow" | "Deny";
  readonly actions: Element<string>;
  /** Undefined in a trust policy: it is about its own role. */
  readonly resources: Element<string> | undefined;
  /** Undefined in the policies of who asks. */
  readonly principals: Principals | undefined;
  readonly conditions: readonly Condition[];
}

/** Action, Resource, or their opposites. */
export interface Element<T> {
  /** `Action` or `NotAction`. */
  readonly element: string;
  readonly written: readonly string[];
  matches(asked: T, context: RequestContext): boolean;
}

const documentElements = ["Version", "Id", "Statement"];
const statementElements = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];
const ofCaller: ReadonlySet<PolicyKind> = new Set(["identity", "boundary", "session"]);

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a policy. Duplicate keys of a JSON text, which IAM refuses, are not seen: the last one counts, as in JavaScript.
 * @param document its JSON, or what the JSON says
 * @throws PolicyError naming the place and what IAM would not take there
 */
export function parsePolicy(name: string, kind: PolicyKind, document: unknown): Policy {
  const json = object(typeof document === "string" ? parsedJson(name, document) : document, name);
  onlyKnown(json, documentElements, name);
  const { Version: version = "2008-10-17", Statement: statements } = json;
  if (!policyVersions.includes(version as PolicyVersion)) {
    throw new PolicyError(`${name}.Version`, `${JSON.stringify(version)} is not a version; write "2012-10-17"`);
  }
  if (json.Id !== undefined && ofCaller.has(kind)) throw new PolicyError(`${name}.Id`, `is not for ${kind} policies`);
  const list: readonly unknown[] = Array.isArray(statements) ? statements : [statements];
  if (statements === undefined || list.length === 0) throw new PolicyError(name, "has no Statement");
  const sids = new Set<unknown>();
  return {
    name,
    kind,
    statements: list.map((statement, index) => {
      const where = `${name}.Statement[${index}]`;
      const one = object(statement, where);
      if (one.Sid !== undefined && sids.has(one.Sid))
        throw new PolicyError(`${where}.Sid`, `"${one.Sid}" is there twice`);
      sids.add(one.Sid);
      return parseStatement(one, kind, version as PolicyVersion, where, `${name} ${one.Sid ?? `#${index + 1}`}`);
    }),
  };
}

function parseStatement(json: Json, kind: PolicyKind, version: PolicyVersion, where: string, name: string): Statement {
  onlyKnown(json, statementElements, where);
  const { Sid: sid, Effect: effect } = json;
  if (sid !== undefined && typeof sid !== "string") throw new PolicyError(`${where}.Sid`, "is not a text");
  if (effect !== "Allow" && effect !== "Deny") {
    throw new PolicyError(`${where}.Effect`, `${JSON.stringify(effect)} is neither "Allow" nor "Deny"`);
  }
  return {
    name,
    effect,
    actions: actions(json, kind, where),
    resources: resources(json, kind, version, where),
    principals: principals(json, kind, effect, where),
    conditions: json.Condition === undefined ? [] : parseConditions(json.Condition, version, `${where}.Condition`),
  };
}

/** One of two elements that exclude each other, each a text or a list of texts. */
function either(
  json: Json,
  element: string,
  where: string,
): { element: string; written: readonly string[] } | undefined {
  const both = [element, `Not${element}`].filter((one) => json[one] !== undefined);
  if (both.length === 0) return undefined;
  if (both.length === 2) throw new PolicyError(where, `has both ${element} and Not${element}`);
  const value = json[both[0]!];
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (all.length === 0 || !all.every((one): one is string => typeof one === "string")) {
    throw new PolicyError(`${where}.${both[0]}`, "is neither a text nor a list of texts");
  }
  return { element: both[0]!, written: all };
}

function actions(json: Json, kind: PolicyKind, where: string): Element<string> {
  const found = either(json, "Action", where);
  if (found === undefined) throw new PolicyError(where, "has neither Action nor NotAction");
  for (const written of found.written) {
    if (written !== "*" && !/^[a-z0-9-]+:[a-z0-9*?]+$/i.test(written)) {
      throw new PolicyError(`${where}.${found.element}`, `"${written}" is not an action; write service:Action or "*"`);
    }
    if (kind === "trust" && !/^sts:/i.test(written)) {
      throw new PolicyError(
        `${where}.${found.element}`,
        `"${written}" is not an action of sts, as a trust policy wants`,
      );
    }
  }
  // Actions have no case.
  const patterns = found.written.map((one) => wildcardPattern(one.toLowerCase()));
  const isNot = found.element === "NotAction";
  return {
    ...found,
    matches: (asked) => patterns.some((pattern) => matchesPattern(pattern, asked.toLowerCase())) !== isNot,
  };
}

function resources(json: Json, kind: PolicyKind, version: PolicyVersion, where: string): Element<string> | undefined {
  const found = either(json, "Resource", where);
  if (kind === "trust") {
    if (found !== undefined) throw new PolicyError(`${where}.${found.element}`, "is not for trust policies");
    return undefined;
  }
  if (found === undefined) throw new PolicyError(where, "has neither Resource nor NotResource");
  const path = `${where}.${found.element}`;
  const matchers = found.written.map((one) => resourceMatcher(one, version, path));
  const isNot = found.element === "NotResource";
  return { ...found, matches: (asked, context) => matchers.some((matches) => matches(asked, context)) !== isNot };
}

function resourceMatcher(written: string, version: PolicyVersion, path: string): Element<string>["matches"] {
  if (written === "*") return () => true;
  const fixed = written.split(":").slice(0, arnLength - 1);
  const template = templateOf(written, version, path);
  if (fixed[0] !== "arn" || fixed.length < arnLength - 1 || fixed.some((part) => part.includes("${"))) {
    throw new PolicyError(path, `"${written}" is not an ARN of six parts; variables may stand in the last one only`);
  }
  if (/[*?]/.test(fixed[2]!)) throw new PolicyError(path, `"${written}" has a wildcard for the service`);
  if (!hasVariables(template) && arnSegments(expand(template, () => undefined)!) === undefined) {
    throw new PolicyError(path, `"${written}" is not an ARN of six parts`);
  }
  return (asked, context) => {
    const pattern = expand(template, singleValueOf(context));
    return pattern !== undefined && matchesArn(pattern, asked);
  };
}

function templateOf(written: string, version: PolicyVersion, path: string) {
  try {
    return parseTemplate(written, version, true);
  } catch (error) {
    if (error instanceof RangeError) throw new PolicyError(path, error.message);
    throw error;
  }
}

function principals(json: Json, kind: PolicyKind, effect: "Allow" | "Deny", where: string): Principals | undefined {
  const { Principal: principal, NotPrincipal: notPrincipal } = json;
  if (ofCaller.has(kind)) {
    if (principal !== undefined || notPrincipal !== undefined) {
      throw new PolicyError(where, `names a principal, which is not for ${kind} policies`);
    }
    return undefined;
  }
  if (principal !== undefined && notPrincipal !== undefined) {
    throw new PolicyError(where, "has both Principal and NotPrincipal");
  }
  if (notPrincipal !== undefined) {
    if (kind === "trust") throw new PolicyError(`${where}.NotPrincipal`, "is not for trust policies");
    return parseNotPrincipal(notPrincipal, effect, `${where}.NotPrincipal`);
  }
  if (principal === undefined) throw new PolicyError(where, "has neither Principal nor NotPrincipal");
  return parsePrincipal(principal, `${where}.Principal`);
}

function parsedJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PolicyError(name, "is not JSON");
  }
}

function object(value: unknown, where: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new PolicyError(where, "is not an object");
  return value as Json;
}

function onlyKnown(json: Json, known: readonly string[], where: string): void {
  for (const element of Object.keys(json)) {
    if (!known.includes(element)) {
      throw new PolicyError(`${where}.${element}`, `is not an element of a policy (${known.join(", ")})`);
    }
  }
}
