/** Checks a stack's config: each key against the schema, then keys together against the rules; all findings at once. */
import { type Finding, pathSteps, pathText } from "./finding";
import { readOwnPrices } from "./ownPrices/ownPrices";
import { resolveStack } from "./resolve/stack";
import { rules } from "./rules";
import { type Meant, type SchemaFinding, schemaFindings } from "./schema/frame/findings";
import { parsed } from "./schema/frame/parsed";
import { kindOf, schemaAt, valueAt } from "./schema/frame/walk";
import { type StackInput, stackSchema } from "./schema/stack";
import type { StackConfig, StackContext } from "./stack";
import { joinTeamFiles } from "./teamFiles/join";
import { isUnread, type UnreadPlaces, unreadPlaces } from "./unread";

/** Context of a check, beyond that of the stack. */
export interface CheckContext extends StackContext {
  /** Places whose value is encrypted and cannot be read here, as steps from the namespace. */
  readonly encrypted?: readonly (readonly PropertyKey[])[];
  /** The text of a scalar as the stack file writes it, where the file is at hand. */
  readonly written?: ((steps: readonly PropertyKey[]) => string | undefined) | undefined;
  /** The project's root, absolute: where the files of `teamsFrom`, `sharedPoolsFrom` and `prices.file` are looked for. */
  readonly root?: string | undefined;
  /** Names of all stacks of the project; asked for only where teams have files of their own. @default this stack alone */
  readonly stacks?: (() => readonly string[]) | undefined;
}

export interface Checked {
  /** Present when no finding is an error. */
  readonly config?: StackConfig;
  /** In the order of the checks; an error that several pools inherit is there once. With their place on a team's own file. */
  readonly findings: readonly Finding[];
  /** The finding with its place, when it is on a team's own file; else as it is. */
  place(finding: Finding): Finding;
}

/**
 * Checks what is written under the project's namespace, and in the files that it names.
 * @param raw values by key without the namespace, as JSON gives them
 */
export function checkStackConfig(raw: Readonly<Record<string, unknown>>, given: CheckContext): Checked {
  const joined = joinTeamFiles(raw, given);
  const ownPrices = readOwnPrices(raw.prices, given.root);
  const context = {
    ...given,
    ownPrices: ownPrices.prices,
    teamSources: joined.teamSources,
    secretPaths: joined.secretPaths,
    written: (steps: readonly PropertyKey[]) => joined.written(steps) ?? given.written?.(steps),
  };
  const { config, findings } = checked(joined.raw, context, joined.findings);
  const news = findings.filter(({ path }) => !joined.unread.some((unread) => isAtOrBelow(path, unread)));
  const ofFiles = [...joined.findings, ...ownPrices.findings];
  const all = withoutSecrets([...ofFiles, ...news], context).map(joined.place);
  return config === undefined || ofFiles.some(({ level }) => level === "error")
    ? { findings: all, place: joined.place }
    : { config, findings: all, place: joined.place };
}

function checked(
  raw: Readonly<Record<string, unknown>>,
  context: CheckContext,
  ofFiles: readonly Finding[],
): Omit<Checked, "place"> {
  const unreadable = encryptedFindings(context);
  const { data, issues } = parsed(stackSchema, raw);
  if (data !== undefined) {
    const stack = resolveStack(data, context);
    const findings = [...unreadable, ...ruleFindings(data, stack, context, unreadPlaces([...ofFiles, ...unreadable]))];
    return findings.some(({ level }) => level === "error") ? { findings } : { config: stack, findings };
  }
  const found = schemaFindings(stackSchema, raw, issues, context.written);
  const errors = withoutRefusedMaps(raw, inRegion(found, context), context);
  // of a secret that cannot stand there, what it was meant to be is nobody's to judge
  const readable = errors.filter(({ finding }) => !unreadable.some(({ path }) => isAtOrBelow(finding.path, path)));
  return {
    findings: [
      ...unreadable,
      ...distinct(readable.map(({ finding }) => finding)),
      ...findingsOfTheRest(raw, errors, context, [
        ...unreadPlaces([...ofFiles, ...unreadable, ...errors.map(({ finding }) => finding)]),
        ...errors.flatMap(({ meant }) => meant.map(({ steps }) => steps as readonly (string | number)[])),
      ]),
    ],
  };
}

/** With examples of the stack's own region. */
function inRegion(errors: readonly SchemaFinding[], { region }: StackContext): readonly SchemaFinding[] {
  return errors.map((error) => {
    const { finding, steps } = error;
    const kind = kindOf(schemaAt(stackSchema, steps));
    if (region === undefined || kind?.writeIn === undefined || finding.suggestion !== `write ${kind.write}`)
      return error;
    return { ...error, finding: { ...finding, suggestion: `write ${kind.writeIn(region)}` } };
  });
}

/** Of an empty map the rules may want keys: then `{}`, which its schema accepts, is no way out. */
function withoutRefusedMaps(
  raw: Readonly<Record<string, unknown>>,
  errors: readonly SchemaFinding[],
  context: StackContext,
): readonly SchemaFinding[] {
  const isEmptyMap = ({ meant: [guess] }: SchemaFinding) =>
    isObject(guess?.value) && !Array.isArray(guess.value) && Object.keys(guess.value).length === 0;
  if (!errors.some(isEmptyMap)) return errors;
  const { data } = parsed(stackSchema, withoutErrors(raw, errors, 0));
  const found = data === undefined ? [] : ruleFindings(data, resolveStack(data, context), context, []);
  const refused = found.filter(({ level }) => level === "error").map(({ path }) => path);
  return errors.map((error) => {
    const { finding } = error;
    if (!isEmptyMap(error) || !refused.some((path) => isAtOrBelow(path, finding.path))) return error;
    return { ...error, finding: { ...finding, suggestion: "write its keys below it, indented, or remove it" } };
  });
}

/**
 * What the rules say of the rest, so that one wrong value does not hide what is wrong elsewhere. The rest is checked once
 * without the wrong values and once with each guess at what was meant; only what is found every time counts: that limits
 * are missing is not news when the file says "limts".
 */
function findingsOfTheRest(
  raw: Readonly<Record<string, unknown>>,
  errors: readonly SchemaFinding[],
  context: StackContext,
  unread: UnreadPlaces,
): readonly Finding[] {
  const cases = [undefined, 0, 1].flatMap((guess) => {
    const { data } = parsed(stackSchema, withoutErrors(raw, errors, guess));
    return data === undefined ? [] : [ruleFindings(data, resolveStack(data, context), context, unread)];
  });
  const [first = [], ...others] = cases.map((findings) => new Map(findings.map((one) => [identity(one), one])));
  const wrong = errors.map(({ finding }) => finding.path);
  // Without a guess, what seems to be missing may be in the part that cannot be read.
  const unguessed = errors.filter(({ meant }) => meant.length === 0);
  const isSure = ({ value, level, path }: Finding) =>
    value !== undefined ||
    unguessed.length === 0 ||
    (level === "error" && unguessed.every(({ finding }) => isOfAnother(finding.path, path)));
  return [...first.values()].filter(
    (finding) =>
      isSure(finding) &&
      others.every((other) => other.has(identity(finding))) &&
      !wrong.some((at) => isAtOrBelow(finding.path, at) || isAtOrBelow(at, finding.path)),
  );
}

/** Whether two paths are of two entries of one list, or of two teams: what is wrong in one is not missing in the other. */
function isOfAnother(path: string, other: string): boolean {
  const [one, two] = [pathSteps(path), pathSteps(other)];
  const at = one.findIndex((step, index) => step !== two[index]);
  const isEntry = typeof one[at] === "number" && typeof two[at] === "number";
  return isEntry || (at === 1 && one[0] === "teams" && two.length > 1);
}

/** The config with each wrong value replaced by the guess at what was meant, or taken out where there is none. */
function withoutErrors(
  raw: Readonly<Record<string, unknown>>,
  errors: readonly SchemaFinding[],
  guess: number | undefined,
): unknown {
  const rest: unknown = structuredClone(raw);
  for (const { steps, meant } of errors) {
    const instead = guess === undefined ? undefined : (meant[guess] ?? meant[0]);
    if (instead === undefined || !isSame(instead.steps, steps)) takeOut(rest, steps);
    if (instead !== undefined) put(rest, instead);
  }
  return rest;
}

/** Takes the value out; an entry with its list, so that the paths of the other entries do not change. */
function takeOut(rest: unknown, steps: readonly PropertyKey[]): void {
  const key = steps.findLastIndex((step) => typeof step !== "number");
  const parent = valueAt(rest, steps.slice(0, key));
  if (isObject(parent) && key >= 0) Reflect.deleteProperty(parent, steps[key]!);
}

function put(rest: unknown, { steps, value }: Meant): void {
  const parent = valueAt(rest, steps.slice(0, -1));
  if (isObject(parent) && steps.length > 0) Reflect.set(parent, steps.at(-1)!, value);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isSame(a: readonly PropertyKey[], b: readonly PropertyKey[]): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}

function isAtOrBelow(path: string, at: string): boolean {
  return path === at || path.startsWith(`${at}.`) || path.startsWith(`${at}[`);
}

function ruleFindings(
  input: StackInput,
  stack: StackConfig,
  context: StackContext,
  unread: UnreadPlaces,
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { name, level, check } of rules) {
    check({ input, stack, context }, ({ absentFrom = [], ...found }) => {
      if (!isUnread(absentFrom, unread)) findings.push({ level, rule: name, ...withoutUndefined(found) });
    });
  }
  return distinct(findings);
}

function encryptedFindings({ encrypted = [] }: CheckContext): readonly Finding[] {
  return encrypted.flatMap((steps): Finding[] => {
    const place = schemaAt(stackSchema, steps);
    const mayBe = place === undefined || kindOf(place)?.secret === true || isHelmValue(steps);
    if (mayBe) return [];
    return [
      {
        level: "error",
        path: pathText(steps),
        message: "is encrypted: it decides what is made, so the plan and the reviewers must be able to read it",
        suggestion: "write it plainly; only userData and karpenter.values may be encrypted",
        rule: "encrypted",
      },
    ];
  });
}

function isHelmValue(steps: readonly PropertyKey[]): boolean {
  return steps[0] === "karpenter" && steps[1] === "values" && steps.length > 2;
}

function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [identity(finding), finding])).values()];
}

function identity({ rule, path, message }: Finding): string {
  return `${rule} ${path} ${message}`;
}

/** Findings without the values that may have been encrypted in the stack file. */
function withoutSecrets(
  findings: readonly Finding[],
  { secretKeys = [], secretPaths = [] }: StackContext,
): readonly Finding[] {
  return findings.map((finding) => {
    const { value, path, ...rest } = finding;
    const holdsSecret =
      secretKeys.includes(path.split(/[.[]/)[0]!) || secretPaths.some((secret) => isAtOrBelow(secret, path));
    return holdsSecret && maySaySecret(finding) ? { path, ...rest } : finding;
  });
}

function maySaySecret({ path, value, rule }: Finding): boolean {
  return isObject(value) || rule === "unknown-key" || path.startsWith("karpenter.values") || path.endsWith(".userData");
}

function withoutUndefined<T extends object>(found: T): T {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as T;
}
