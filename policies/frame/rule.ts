/**
 * What a rule is. A rule file has the good state, the reason, the fix, the settings and the check; here they become the
 * SDK's policy, violations become text, and a value that preview does not know becomes "cannot tell yet".
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
import { type Edit, remedied } from "./remedy";
import { type Settings, settingsReader, type ValuesOf } from "./setting";
import { type Subject, subjectText } from "./subject";
import { cannotTellText, undecidedText } from "./undecided";

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

/** What a rule may do at level `remediate`, besides refusing. */
interface Remediable<S extends Settings> {
  /** What to set so that the check finds nothing; in a sentence for docs/policies.md, without its full stop. */
  readonly remedyText?: string;
  /** The edits; none where nothing is wrong, or nothing can be done. @throws Undecided at a value that preview does not know */
  remedy?(context: Pick<ResourceCheck<S>, "inputs" | "settings">): readonly Edit[];
}

/** The SDK's policy, which a pack runs, with the rule's own metadata. */
export type Rule = (ResourceValidationPolicy | StackValidationPolicy) &
  RuleMetadata<Settings> &
  Pick<Remediable<Settings>, "remedyText"> & { readonly types: RuleTypes };

/** Takes what a check finds about one subject. */
export interface Reporter {
  /**
   * Reports a violation at the rule's level.
   * @param place the field, by its path, or words for it: `its pools`
   * @param what follows the place, with the value and what is allowed: `is 3; at most 1 is allowed`
   * @param fix of this violation; follows "To fix it," @default the rule's
   */
  violation(place: Field | string, what: string, fix?: string): void;
  /** Reports an advisory, whatever the rule's level, where the inputs do not decide. @param why without a full stop */
  cannotTell(place: Field | string, why: string): void;
  /**
   * Runs the check on each item. An item whose check meets an unknown value gives an advisory, one whose check throws a
   * RangeError a violation; the others are checked all the same.
   */
  each<T>(items: Iterable<T>, check: (item: T) => void): void;
}

/** One resource, as a check sees it. */
export interface ResourceCheck<S extends Settings> extends Reporter {
  readonly subject: Subject;
  /** Inputs before the resource is made: in preview some values are unknown. */
  readonly inputs: Field;
  /** Pulumi's resource options, such as parent and protect. */
  readonly opts: ResourceValidationArgs["opts"];
  readonly settings: ValuesOf<S>;
}

/** Type tokens that a rule is about, or a test of them. With a single one the SDK skips all other resources. */
export type RuleTypes = readonly [string, ...string[]] | ((type: string) => boolean);

export interface ResourceRule<S extends Settings> extends RuleMetadata<S>, Remediable<S> {
  readonly types: RuleTypes;
  /**
   * Reports what is wrong with one resource.
   * @throws Undecided at a value that preview does not know, RangeError at one that cannot be parsed; both are reported
   */
  check(context: ResourceCheck<S>): void;
}

/** A rule on single resources. */
export function resourceRule<const S extends Settings>(rule: ResourceRule<S>): Rule {
  const settingsIn = settingsReader(rule.settings);
  const validateResource = (args: ResourceValidationArgs, report: ReportViolation) => {
    if (!isAbout(rule.types, args.type)) return;
    const context = new ResourceContext(rule, report, args, settingsIn(args.getConfig()));
    context.each([context], () => rule.check(context));
  };
  const remediateResource = (args: ResourceValidationArgs) => {
    if (!isAbout(rule.types, args.type)) return undefined;
    const inputs = Field.ofInputs(args.props);
    return remedied(args.props, () => rule.remedy?.({ inputs, settings: settingsIn(args.getConfig()) }) ?? []);
  };
  return {
    ...policyOf(rule),
    types: rule.types,
    validateResource: typed(validateResource, rule.types),
    ...(rule.remedy === undefined
      ? {}
      : { remedyText: rule.remedyText, remediateResource: typed(remediateResource, rule.types) }),
  };
}

/** What a rule collected from one resource. */
export interface Collected<T> {
  readonly subject: Subject;
  readonly value: T;
}

export interface StackCheck<S extends Settings, T> {
  /** What was collected from the resources that are still in the stack, in order of their urns. */
  readonly collected: readonly Collected<T>[];
  /** Those of the rule's types and of `alsoReads`, with their outputs; on a first preview a Kubernetes object's are empty. */
  readonly resources: readonly PolicyResource[];
  readonly settings: ValuesOf<S>;
  /**
   * Takes what is found about a subject.
   * @param subject starts the message: `team "dotori"`
   * @param urn of the resource that the report belongs to @default the stack
   */
  about(subject: string, urn?: string): Reporter;
}

export interface StackRule<S extends Settings, T> extends RuleMetadata<S> {
  readonly types: RuleTypes;
  /** Further type tokens that `check` reads among `resources`. @default none */
  readonly alsoReads?: readonly string[];
  /**
   * Returns what the check needs of one resource: in preview, stack policies see outputs without most of the inputs.
   * @throws as `check` of a resource rule
   */
  collect(context: ResourceCheck<S>): T | undefined;
  /** Reports what is wrong with the resources together, after all of them. @throws as `check` of a resource rule */
  check(context: StackCheck<S, T>): void;
}

/** A rule on several resources together. */
export function stackRule<const S extends Settings, T>(rule: StackRule<S, T>): Rule {
  const settingsIn = settingsReader(rule.settings);
  const { types, alsoReads = [] } = rule;
  const isRead = (type: string): boolean => isAbout(types, type) || alsoReads.includes(type);
  const collectedByUrn = new Map<string, Collected<T>>();
  const validateResource = (args: ResourceValidationArgs, report: ReportViolation) => {
    if (!isAbout(rule.types, args.type)) return;
    const context = new ResourceContext(rule, report, args, settingsIn(args.getConfig()));
    const { subject } = context;
    collectedByUrn.delete(subject.urn);
    context.each([context], () => {
      const value = rule.collect(context);
      if (value !== undefined) collectedByUrn.set(subject.urn, { subject, value });
    });
  };
  const validateStack: StackValidationPolicy["validateStack"] = (args, report) => {
    const resources = args.resources.filter(({ type }) => isRead(type));
    const present = new Set(resources.map(({ urn }) => urn));
    const collected = [...collectedByUrn.values()]
      .filter(({ subject }) => present.has(subject.urn))
      .sort((a, b) => (a.subject.urn < b.subject.urn ? -1 : 1));
    const settings = settingsIn(args.getConfig());
    const about = (subject: string, urn?: string) => new RuleReporter(rule, report, subject, urn);
    about("the stack").each([collected], () => rule.check({ collected, resources, settings, about }));
  };
  return {
    ...policyOf(rule),
    types,
    validateResource: typed(validateResource, types),
    // by a single type the SDK would skip the policy where the stack has none of it
    validateStack: Object.assign(validateStack, { __nodepoolsTypes: isRead }),
  };
}

function isAbout(types: RuleTypes, type: string): boolean {
  return typeof types === "function" ? types(type) : types.includes(type);
}

/**
 * Marks a function with the types that it is about. The SDK skips a resource without unpacking it when the function carries
 * another type (server.js, "Fast check"); several types are ours, for the plan (tools/plan/process/askWhatApplies.cjs).
 */
function typed<F extends object>(validate: F, types: RuleTypes): F {
  const single = typeof types !== "function" && types.length === 1 ? types[0] : undefined;
  return Object.assign(validate, single === undefined ? { __nodepoolsTypes: types } : { __pulumiType: single });
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

/**
 * What a rule reports about one subject. A stack has a reporter for each of its resources and each rule that is about it, and
 * few report anything: what a check may take out of it is made when it does.
 */
class RuleReporter implements Reporter {
  readonly #rule: RuleMetadata<Settings>;
  readonly #report: ReportViolation;
  readonly #subject: string | Subject;
  readonly #urn: string | undefined;
  #reportedPaths: Set<string> | undefined;

  /** @param subject starts each message */
  constructor(rule: RuleMetadata<Settings>, report: ReportViolation, subject: string | Subject, urn?: string) {
    this.#rule = rule;
    this.#report = report;
    this.#subject = subject;
    this.#urn = urn;
  }

  get violation(): Reporter["violation"] {
    return (place, what, fix = this.#rule.fix) =>
      this.#send(`${sentence(`${pathOf(place)} ${what}`)} To fix it, ${fix}.`);
  }

  get cannotTell(): Reporter["cannotTell"] {
    return (place, why) => this.#send(cannotTellText(pathOf(place), why), "advisory");
  }

  get each(): Reporter["each"] {
    return (items, check) => {
      for (const item of items) {
        try {
          check(item);
        } catch (error) {
          this.#explain(error);
        }
      }
    };
  }

  #send(text: string, level?: EnforcementLevel): void {
    const subject = typeof this.#subject === "string" ? this.#subject : subjectText(this.#subject);
    (this.#report as ReportViolation & Report)({
      message: `${descriptionOf(this.#rule)}\n${subject}: ${text}`,
      ...(this.#urn === undefined ? {} : { urn: this.#urn }),
      ...(level === undefined ? {} : { enforcementLevel: level }),
    });
  }

  #explain(error: unknown): void {
    if (error instanceof RangeError) this.#send(`cannot be checked: ${error.message}. To fix it, ${this.#rule.fix}.`);
    else if (!(error instanceof Undecided)) throw error;
    else if (!this.#reportedPaths?.has(error.path)) {
      this.#reportedPaths ??= new Set();
      this.#reportedPaths.add(error.path);
      this.#send(undecidedText(error.path), "advisory");
    }
  }
}

/** One resource for a check, with what it reports of it. */
class ResourceContext<S extends Settings> extends RuleReporter implements ResourceCheck<S> {
  readonly subject: Subject;
  readonly opts: ResourceValidationArgs["opts"];

  constructor(
    rule: RuleMetadata<S>,
    report: ReportViolation,
    { type, urn, name, props, opts }: ResourceValidationArgs,
    readonly settings: ValuesOf<S>,
  ) {
    const subject = { type, urn, name, inputs: Field.ofInputs(props) };
    super(rule, report, subject);
    this.subject = subject;
    this.opts = opts;
  }

  get inputs(): Field {
    return this.subject.inputs;
  }
}

const sentence = (text: string): string => (text.endsWith("?") ? text : `${text}.`);

const pathOf = (place: Field | string): string => (typeof place === "string" ? place : place.path);
