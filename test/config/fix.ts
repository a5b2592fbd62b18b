/**
 * Makes a config valid by doing what its findings say: what a finding's path names is replaced by what the finding
 * suggests, or deleted. Nothing here knows a rule, so a path that is not exact, or a suggestion that does not help, leaves
 * a config that stays invalid. Not a test.
 */
import fc from "fast-check";
import { type Checked, checkStackConfig, type Finding } from "../../config";
import { definition, schemaAt, unwrapped, valueAt } from "../../config/schema/frame/walk";
import { stackSchema } from "../../config/schema/stack";
import { arbitraryConfig, context, isOptional, type RawConfig, type Schema } from "./arbitraries";

type Steps = readonly PropertyKey[];

export interface Fixed {
  readonly config: RawConfig;
  /** What the check says of it: no error. */
  readonly checked: Checked;
  readonly rounds: number;
}

/** What to write where a finding says that something is missing and can suggest no single value. */
const supplements: Readonly<Record<string, unknown>> = {
  environment: "development",
  "network.existing": {
    vpcId: "vpc-0123456789abcdef0",
    privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  },
};

const mostRounds = 60;

/** So many valid configs, the same for the same seed: for tests that put them through the program. */
export function validConfigs(count: number, seed: number): readonly RawConfig[] {
  return fc.sample(arbitraryConfig, { seed, numRuns: count }).map((config) => fixed(config).config);
}

/** @throws Error with the findings that are left, when following them leads nowhere */
export function fixed(arbitrary: RawConfig): Fixed {
  const config = structuredClone(arbitrary) as Record<string, unknown>;
  /** How often each finding has been followed: first its suggestion, then by deleting the value, then by deleting its parent. */
  const tries = new Map<string, number>();
  let followed = JSON.stringify(arbitrary).length;
  for (let rounds = 0; rounds < mostRounds; rounds++) {
    const checked = checkStackConfig(config, context);
    const errors = checked.findings.filter(({ level }) => level === "error");
    if (errors.length === 0) return { config, checked, rounds };
    for (const { finding, steps } of fromTheBack(errors)) {
      const key = `${finding.rule} ${finding.path}`;
      const attempt = tries.get(key) ?? 0;
      tries.set(key, attempt + 1);
      // "Keep it alone" means that it or the others go: by turns, so that the tests see both.
      if (finding.suggestion === "keep it alone" && attempt === 0 && followed++ % 2 === 0) keepAlone(config, steps);
      else follow(config, finding, steps, attempt);
    }
  }
  const left = checkStackConfig(config, context).findings.filter(({ level }) => level === "error");
  throw new Error(`still invalid after ${mostRounds} rounds: ${JSON.stringify(left, undefined, 1)}`);
}

/** Later entries of a list first, so that deleting one moves none that is still to be followed; each path once. */
export function fromTheBack(errors: readonly Finding[]): readonly { finding: Finding; steps: Steps }[] {
  const byPath = new Map(errors.map((finding) => [finding.path, finding]));
  return [...byPath.values()]
    .map((finding) => ({ finding, steps: stepsOf(finding.path) }))
    .sort((a, b) => compared(b.steps, a.steps));
}

function compared(a: Steps, b: Steps): number {
  for (const [index, step] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (step !== other) return typeof step === "number" ? step - Number(other) : String(step) < String(other) ? -1 : 1;
  }
  return a.length - b.length;
}

function follow(config: Record<string, unknown>, finding: Finding, steps: Steps, attempt: number): void {
  const there = valueAt(config, steps) !== undefined;
  const suggested = suggestedValue(finding);
  if (attempt === 0 && suggested !== undefined) put(config, steps, suggested);
  else if (there) takeOut(config, attempt < 2 ? steps : steps.slice(0, -1));
  else {
    const value = supplements[finding.path] ?? suggested;
    // What is missing and cannot be made up goes with its parent.
    if (value === undefined && finding.rule === "missing") takeOut(config, steps.slice(0, -1));
    else put(config, steps, value);
  }
}

/** The literal that a suggestion names: `write "64"`, `write 3 or more`, `such as ["4"]`, `did you mean "spot"?`. */
export function suggestedValue({ suggestion = "" }: Finding): unknown {
  const literal = /(?:write|such as|did you mean) (?:such as )?(?:[a-z ]*)?(\[\]|\[["\d].*?\]|"[^"]*"|\d+)/.exec(
    suggestion,
  )?.[1];
  return literal === undefined ? undefined : (JSON.parse(literal) as unknown);
}

/** Deletes the value; its parent, where the schema requires the value or nothing would be left. */
export function takeOut(config: Record<string, unknown>, steps: Steps): void {
  const last = steps.at(-1);
  if (last === undefined) return;
  const parentSteps = steps.slice(0, -1);
  const parent = valueAt(config, parentSteps);
  if (Array.isArray(parent)) {
    if (parent.length === 1) takeOut(config, parentSteps);
    else parent.splice(Number(last), 1);
  } else if (typeof parent === "object" && parent !== null) {
    if (isRequired(parentSteps, String(last))) takeOut(config, parentSteps);
    else Reflect.deleteProperty(parent, last);
  }
}

function keepAlone(config: Record<string, unknown>, steps: Steps): void {
  const parent = valueAt(config, steps.slice(0, -1)) as Record<string, unknown> | undefined;
  // Another finding of the round may have taken it out.
  if (parent === undefined || !Object.hasOwn(parent, String(steps.at(-1)))) return;
  for (const key of Object.keys(parent)) if (key !== steps.at(-1)) delete parent[key];
}

function isRequired(parent: Steps, key: string): boolean {
  const place: Schema | undefined = schemaAt(stackSchema, parent);
  const schema = place && definition(unwrapped(place)).shape?.[key];
  return schema !== undefined && !isOptional(schema);
}

export function put(config: Record<string, unknown>, steps: Steps, value: unknown): void {
  let parent: Record<PropertyKey, unknown> = config;
  for (const step of steps.slice(0, -1)) {
    parent[step] ??= {};
    parent = parent[step] as Record<PropertyKey, unknown>;
  }
  if (value !== undefined) parent[steps.at(-1)!] = value;
}

/** Steps of a finding's path. @throws Error when it is not written as paths are */
export function stepsOf(path: string): Steps {
  const piece = /^(?:\.?([A-Za-z_][\w-]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\])/;
  const steps: PropertyKey[] = [];
  for (let rest = path; rest !== ""; ) {
    const [whole, key, index, odd] = piece.exec(rest) ?? [];
    if (whole === undefined) throw new Error(`${JSON.stringify(path)} is not a path at ${JSON.stringify(rest)}`);
    steps.push(key ?? (odd === undefined ? Number(index) : (JSON.parse(odd) as string)));
    rest = rest.slice(whole.length);
  }
  return steps;
}
