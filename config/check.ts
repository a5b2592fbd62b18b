/** Checks a stack's config: leaf by leaf against the schema, then across leaves against the rules; all findings at once. */
import type { z } from "zod";
import { type Finding, pathText } from "./finding";
import { kinds } from "./kind";
import { resolveStack, type StackConfig, type StackContext } from "./resolve";
import { rules } from "./rules";
import { type StackInput, stackSchema } from "./schema/stack";
import { type SchemaFault, schemaAt, schemaFaults, valueAt } from "./schemaFindings";

/** Context of a check, beyond that of the stack. */
export interface CheckContext extends StackContext {
  /** Places whose value is encrypted and cannot be read here, as steps from the namespace. */
  readonly encrypted?: readonly (readonly PropertyKey[])[];
}

export interface Checked {
  /** Present when no finding is an error. */
  readonly config?: StackConfig;
  /** In the order of the checks; a fault that several pools inherit stands once. */
  readonly findings: readonly Finding[];
}

/**
 * Checks what stands under the project's namespace.
 * @param raw values by key without the namespace, as JSON gives them
 */
export function checkStackConfig(raw: Readonly<Record<string, unknown>>, context: CheckContext): Checked {
  const unreadable = encryptedFindings(context);
  const parsed = stackSchema.safeParse(raw);
  if (parsed.success) {
    const stack = resolveStack(parsed.data, context);
    const findings = [...unreadable, ...ruleFindings(parsed.data, stack, context)];
    return findings.some(({ level }) => level === "error") ? { findings } : { config: stack, findings };
  }
  const faults = schemaFaults(stackSchema, raw, parsed.error.issues);
  return {
    findings: [
      ...unreadable,
      ...distinct(faults.map(({ finding }) => finding)),
      ...findingsOfTheRest(raw, faults, context),
    ],
  };
}

/** What the rules say once the faulty leaves are taken out: one wrong leaf must not hide what is wrong elsewhere. */
function findingsOfTheRest(
  raw: Readonly<Record<string, unknown>>,
  faults: readonly SchemaFault[],
  context: StackContext,
): readonly Finding[] {
  const rest = structuredClone(raw);
  // From the back, so that taking an entry out of a list does not move those still to be taken.
  for (const { steps } of [...faults].sort((a, b) => (a.finding.path < b.finding.path ? 1 : -1))) {
    const holder = valueAt(rest, steps.slice(0, -1));
    const last = steps.at(-1);
    if (Array.isArray(holder) && typeof last === "number") holder.splice(last, 1);
    else if (typeof holder === "object" && holder !== null && last !== undefined) Reflect.deleteProperty(holder, last);
  }
  // Lists would be renumbered, and what needs the faulty leaf cannot be judged: then the schema's faults stand alone.
  const listsChanged = faults.some(({ steps }) => typeof steps.at(-1) === "number");
  const parsed = stackSchema.safeParse(rest);
  if (listsChanged || !parsed.success) return [];
  const faulty = faults.map(({ finding }) => finding.path);
  return ruleFindings(parsed.data, resolveStack(parsed.data, context), context).filter(
    ({ path }) =>
      !faulty.some(
        (at) => path === at || path.startsWith(`${at}.`) || path.startsWith(`${at}[`) || at.startsWith(`${path}.`),
      ),
  );
}

function ruleFindings(input: StackInput, stack: StackConfig, context: StackContext): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { name, level, check } of rules) {
    check({ input, stack, context }, (found) => findings.push({ level, rule: name, ...withoutUndefined(found) }));
  }
  return distinct(findings);
}

function encryptedFindings({ encrypted = [] }: CheckContext): readonly Finding[] {
  return encrypted.flatMap((steps): Finding[] => {
    const place = schemaAt(stackSchema, steps);
    const readable = place !== undefined && kinds.get(place as z.ZodType)?.secret !== true && !isHelmValue(steps);
    if (!readable) return [];
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
  const seen = new Map(findings.map((finding) => [`${finding.rule} ${finding.path} ${finding.message}`, finding]));
  return [...seen.values()];
}

function withoutUndefined<T extends object>(found: T): T {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as T;
}
