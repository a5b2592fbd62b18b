/**
 * The frame of a rule. A rule file says what is right, why, how to mend it, its settings and its check; the frame
 * makes the SDK's policy of it, words its findings, and turns an unknown value into "cannot tell yet".
 */
import type {
  EnforcementLevel,
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  Severity,
  StackValidationPolicy,
} from "@pulumi/policy";
import { Field, Undecided } from "./field";
import { type Settings, type ValuesOf, valuesOf } from "./setting";
import { type Subject, subjectText } from "./subject";

/** What messages and docs/policies.md tell of a rule, and what a policy config may set. */
export interface RuleMetadata<S extends Settings> {
  /** Kebab case: users write it in policy configs, so it never changes. */
  readonly name: string;
  /** The good state, as a sentence without its full stop. */
  readonly title: string;
  /** What goes wrong without it; follows the title and a colon. */
  readonly reason: string;
  /** How to fix a violation; follows "To fix it,". */
  readonly fix: string;
  readonly severity: Severity;
  /** Level when no policy config sets one. */
  readonly enforcementLevel: EnforcementLevel;
  readonly settings: S;
}

/** The SDK's policy, which a pack runs, with the rule's own metadata. */
export type Rule = (ResourceValidationPolicy | StackValidationPolicy) & RuleMetadata<Settings>;

/** Where findings go. Every finding names its place and what stands there; the fix is the rule's unless given. */
export interface Judge {
  violation(place: Field | string, what: string, fix?: string): void;
  /** An advisory, whatever the rule's level: nothing can be said yet, or from what is there. */
  cannotTell(place: Field | string, why: string): void;
  /** Runs the check on each item; an unknown in one becomes its own advisory and hides nothing of the others. */
  each<T>(items: Iterable<T>, check: (item: T) => void): void;
}

export interface ResourceCheck<S extends Settings> extends Judge {
  readonly subject: Subject;
  readonly inputs: Field;
  readonly opts: ResourceValidationArgs["opts"];
  readonly settings: ValuesOf<S>;
}

export interface ResourceRule<S extends Settings> extends RuleMetadata<S> {
  /** Type tokens that the rule is about. With one the server skips all others without unpacking them. */
  readonly types: readonly [string, ...string[]] | ((type: string) => boolean);
  check(context: ResourceCheck<S>): void;
}

/** A rule that each resource answers for itself. */
export function resourceRule<const S extends Settings>(rule: ResourceRule<S>): Rule {
  const validateResource = (args: ResourceValidationArgs, report: ReportViolation) => {
    if (!isAbout(rule.types, args.type)) return;
    const subject = subjectOf(args);
    const judge = judgeFor(rule, report, subjectText(subject));
    const settings = valuesOf(rule.settings, args.getConfig());
    judge.each([subject], () => rule.check({ ...judge, subject, inputs: subject.inputs, opts: args.opts, settings }));
  };
  return { ...policyOf(rule), validateResource: typed(validateResource, rule.types) };
}

/** What a rule kept of one resource. */
export interface Collected<T> {
  readonly subject: Subject;
  readonly value: T;
}

export interface StackCheck<S extends Settings, T> {
  /** What was collected from resources that the stack still holds, in order of name. */
  readonly collected: readonly Collected<T>[];
  /** All resources with their outputs; on a first preview a Kubernetes object's are empty. */
  readonly resources: readonly PolicyResource[];
  readonly settings: ValuesOf<S>;
  /** A judge whose findings are about this subject, shown at the resource with this urn or at the stack. */
  about(subject: string, urn?: string): Judge;
}

export interface StackRule<S extends Settings, T> extends RuleMetadata<S> {
  readonly types: readonly [string, ...string[]] | ((type: string) => boolean);
  /** Keeps what the check needs of one resource's inputs: in preview the outputs that stack policies see lack them. */
  collect(context: ResourceCheck<S>): T | undefined;
  check(context: StackCheck<S, T>): void;
}

/** A rule about several resources together. */
export function stackRule<const S extends Settings, T>(rule: StackRule<S, T>): Rule {
  const kept = new Map<string, Collected<T>>();
  const validateResource = (args: ResourceValidationArgs, report: ReportViolation) => {
    if (!isAbout(rule.types, args.type)) return;
    const subject = subjectOf(args);
    const judge = judgeFor(rule, report, subjectText(subject));
    const settings = valuesOf(rule.settings, args.getConfig());
    kept.delete(subject.urn);
    judge.each([subject], () => {
      const value = rule.collect({ ...judge, subject, inputs: subject.inputs, opts: args.opts, settings });
      if (value !== undefined) kept.set(subject.urn, { subject, value });
    });
  };
  const validateStack: StackValidationPolicy["validateStack"] = (args, report) => {
    const present = new Set(args.resources.map(({ urn }) => urn));
    const collected = [...kept.values()]
      .filter(({ subject }) => present.has(subject.urn))
      .sort((a, b) => (a.subject.urn < b.subject.urn ? -1 : 1));
    const settings = valuesOf(rule.settings, args.getConfig());
    const about = (subject: string, urn?: string) => judgeFor(rule, report, subject, urn);
    about("the stack").each([collected], () => rule.check({ collected, resources: args.resources, settings, about }));
  };
  return { ...policyOf(rule), validateResource: typed(validateResource, rule.types), validateStack };
}

function isAbout(types: ResourceRule<Settings>["types"], type: string): boolean {
  return typeof types === "function" ? types(type) : types.includes(type);
}

function subjectOf({ type, urn, name, props }: ResourceValidationArgs): Subject {
  return { type, urn, name, inputs: Field.ofInputs(props) };
}

/** The SDK skips a resource without unpacking it when the function carries another type (server.js, "Fast check"). */
function typed<F extends object>(validate: F, types: ResourceRule<Settings>["types"]): F {
  const single = typeof types !== "function" && types.length === 1 ? types[0] : undefined;
  return single === undefined ? validate : Object.assign(validate, { __pulumiType: single });
}

function policyOf<S extends Settings>(metadata: RuleMetadata<S>) {
  const { name, title, reason, fix, severity, enforcementLevel, settings } = metadata;
  return {
    name,
    title,
    reason,
    fix,
    severity,
    enforcementLevel,
    settings,
    displayName: title,
    description: descriptionOf(metadata),
    remediationSteps: fix,
    configSchema: { properties: { ...settings } },
  };
}

/** First line of every message: the good state and why it matters. */
export function descriptionOf({ title, reason }: Pick<RuleMetadata<Settings>, "title" | "reason">): string {
  return `${title}: ${reason}.`;
}

/** The SDK's report also takes an object, whose level overrides the rule's (server.js, makeReportViolationFun). */
type Report = (violation: { message: string; urn?: string; enforcementLevel?: EnforcementLevel }) => void;

function judgeFor(rule: RuleMetadata<Settings>, report: ReportViolation, subject: string, urn?: string): Judge {
  const send = (text: string, level?: EnforcementLevel) =>
    (report as unknown as Report)({
      message: `${descriptionOf(rule)}\n${subject}: ${text}`,
      ...(urn === undefined ? {} : { urn }),
      ...(level === undefined ? {} : { enforcementLevel: level }),
    });
  const undecided = new Set<string>();
  const explain = (error: unknown) => {
    if (error instanceof RangeError) send(`cannot be judged: ${error.message}. To fix it, ${rule.fix}.`);
    else if (!(error instanceof Undecided)) throw error;
    else if (!undecided.has(error.path)) {
      undecided.add(error.path);
      send(`cannot tell yet: ${error.path} is known only when it is deployed; the rule decides then.`, "advisory");
    }
  };
  const judge: Judge = {
    violation: (place, what, fix = rule.fix) => send(`${sentence(`${pathOf(place)} ${what}`)} To fix it, ${fix}.`),
    cannotTell: (place, why) => send(`cannot tell about ${pathOf(place)}: ${why}.`, "advisory"),
    each(items, check) {
      for (const item of items) {
        try {
          check(item);
        } catch (error) {
          explain(error);
        }
      }
    },
  };
  return judge;
}

const sentence = (text: string): string => (text.endsWith("?") ? text : `${text}.`);

const pathOf = (place: Field | string): string => (typeof place === "string" ? place : place.path);
